// Asking the platform, and what its answer does.
#include <algorithm>
#include <set>

#include "payment/payment_decision.h"
#include "payment/payment_service.h"
#include "payment/payment_state.h"
#include "payment/reconcile_schedule.h"

namespace lesepass::server {
namespace {

constexpr int attempts_after_conflict = 8;
constexpr std::int64_t skipped_platform_ms = minute_ms;

bool is_conflict(const Status& status) { return !status && status.failure().code == "store.conflict"; }

}  // namespace

Result<PollReport> PaymentService::poll_due(const std::function<bool()>& is_stopping) {
    const auto due = d_.store.payments_to_query(d_.clock.now(), poll_batch);
    if (!due) return due.failure();
    PollReport report{.asked = 0, .unanswered = 0, .more = due->size() == poll_batch};
    // A platform that is down costs one time-out per round, not one per payment; and its payments move out of the way,
    // so that the batch does not consist of them for ever.
    std::set<std::string> silent_tenants;
    for (const PaymentRecord& record : *due) {
        if (is_stopping()) break;
        if (silent_tenants.contains(record.tenant)) {
            const auto later = d_.clock.now().plus_ms(skipped_platform_ms);
            if (auto moved = d_.store.reschedule_payment(record.id, later, record.queries); !moved)
                return moved.failure();
            continue;
        }
        const Status answer = ask(record, {"poll"});
        ++report.asked;
        if (!answer) ++report.unanswered;
        if (!answer && answer.failure().code == "payment.unreachable") silent_tenants.insert(record.tenant);
        if (auto moved = reschedule(record, answer.ok()); !moved) return moved.failure();
    }
    return report;
}

// After the seven days a payment waits for hints only, provided the platform has answered at all.
Status PaymentService::reschedule(const PaymentRecord& before, bool answered) {
    const std::lock_guard lock(row_lock(before.application));
    const auto current = d_.store.find_payment(before.id);
    if (!current) return current.failure();
    // A hint came while we asked: the answer may be older than the hint, so the payment stays due.
    if (current->next_query_at != before.next_query_at) return Done{};
    if (!is_pollable(current->state)) return Done{};
    const bool is_finished = current->state == PaymentState::Expired && answered;
    const auto next = is_finished ? no_query_due : next_query(before.created_at, d_.clock.now(), before.queries + 1);
    return d_.store.reschedule_payment(before.id, next, before.queries + 1);
}

Status PaymentService::ask(const PaymentRecord& record, const Source& source) {
    const auto platform = platform_of(record);
    if (!platform) return Failure{"payment.configuration", record.tenant};
    asked_.begin(record.id, d_.clock.now());
    const auto answer = platform->provider->query(order_of(record), record.provider_transaction);
    asked_.end(record.id);
    if (!answer) return answer.failure();
    return apply_answer(record, *answer, source);
}

Status PaymentService::apply_answer(const PaymentRecord& asked, const ProviderStatus& answer, const Source& source) {
    const std::lock_guard lock(row_lock(asked.application));
    Status applied = Done{};
    for (int attempt = 0; attempt < attempts_after_conflict; ++attempt) {
        applied = try_apply(asked.id, answer, source);
        if (!is_conflict(applied)) return applied;
    }
    return applied;
}

Status PaymentService::try_apply(PaymentId id, const ProviderStatus& answer, const Source& source) {
    const auto record = d_.store.find_payment(id);
    if (!record) return record.failure();
    const auto attempts = d_.store.payments_of(record->application);
    if (!attempts) return attempts.failure();
    const bool another_is_paid = std::any_of(attempts->begin(), attempts->end(), [&](const PaymentRecord& other) {
        return other.id != id && info(other.state).counts_as_paid;
    });
    const bool is_over = is_reconcile_over(record->created_at, d_.clock.now());
    const auto decision = decide(*record, answer, {.another_is_paid = another_is_paid, .schedule_is_over = is_over});
    if (!decision.warning.empty()) return add_warning(*record, source, decision.warning);
    if (!decision.event) return Done{};
    return record_transition(*record, *decision.event, answer, source);
}

Status PaymentService::record_transition(const PaymentRecord& before, PaymentEvent event, const ProviderStatus& answer,
                                         const Source& source) {
    PaymentRecord after = before;
    after.state = *next_payment_state(before.state, event);
    after.updated_at = d_.clock.now();
    if (!answer.method.empty()) after.method = answer.method;
    if (after.state == PaymentState::Expired) after.next_query_at = no_query_due;
    auto row = event_row(before, source, wire_name(event));
    row.to = after.state;
    row.detail += (row.detail.empty() ? "" : ": ") + answer.raw.substr(0, 500);

    std::optional<Store::ApplicationStep> step;
    if (after.state == PaymentState::Paid || after.state == PaymentState::DuplicatePaid) {
        const auto application = d_.store.find_application(before.application);
        if (!application) return application.failure();
        step = application_step(*application, after);
    }
    return d_.store.record_payment(after, before.state, row, step);
}

Store::ApplicationStep PaymentService::application_step(const ApplicationRecord& application,
                                                        const PaymentRecord& after) const {
    const bool is_first = after.state == PaymentState::Paid;
    const auto next = next_state(application.state, ApplicationEvent::PaymentConfirmed);
    Store::ApplicationStep step;
    step.from = application.state;
    // Where paying is optional, the application may be further on already: then only the history and the mails follow.
    step.to = is_first ? next.value_or(application.state) : application.state;
    step.event.at = d_.clock.now();
    step.event.actor = "system";
    step.event.event = is_first ? "payment-confirmed" : "payment-duplicate";
    step.event.detail = format_euro_de(after.amount) + " (" + after.reference + ")";
    if (!is_first) step.event.detail += ": zweite Zahlung für diesen Antrag, bitte erstatten";
    if (is_first) {
        ApplicationRecord paid = application;
        paid.state = step.to;
        step.intents = d_.on_paid(paid, after);
        step.card = d_.card_on_paid(paid);
    }
    return step;
}

}  // namespace lesepass::server
