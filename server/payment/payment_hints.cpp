// What others tell us about a payment: the platform's call, the returning browser, a case worker. All but the last are
// hints: they may say which transaction to ask about and that now is a good moment, nothing else.
#include <algorithm>

#include "payment/payment_service.h"
#include "payment/payment_state.h"
#include "payment/payment_urls.h"

namespace lesepass::server {
namespace {

constexpr int attempts_after_conflict = 8;
constexpr std::size_t warnings_per_payment = 20;

bool is_missing(const Failure& failure) { return failure.code == "store.missing"; }
bool is_conflict(const Status& status) { return !status && status.failure().code == "store.conflict"; }

}  // namespace

PaymentService::PaymentService(PaymentDependencies dependencies)
    : d_(std::move(dependencies)), asked_(ask_interval_ms) {}

Status PaymentService::notification(PaymentId id, const Fields& fields) {
    const auto record = d_.store.find_payment(id);
    if (!record) return is_missing(record.failure()) ? Status{Done{}} : Status{record.failure()};
    auto taken = take_hint(*record, {"callback"}, transaction_in(*record, fields));
    const std::lock_guard lock(wake_mutex_);
    if (taken) wake_();
    return taken;
}

void PaymentService::set_wake(std::function<void()> wake) {
    const std::lock_guard lock(wake_mutex_);
    wake_ = std::move(wake);
}

Result<PaymentView> PaymentService::returned(PaymentId id, const Fields& fields) {
    auto record = d_.store.find_payment(id);
    if (!record) return record.failure();
    if (auto transaction = transaction_in(*record, fields); transaction && *transaction != record->provider_transaction)
        ignore(take_hint(*record, {"return"}, transaction), "the page is shown whatever the browser brought");
    record = d_.store.find_payment(id);
    if (!record) return record.failure();
    const UtcMillis now = d_.clock.now();
    if (is_pollable(record->state) && asked_.earliest(id, now) <= now && return_slots_.try_acquire()) {
        ignore(ask(*record, {"return"}), "the page says that the payment is being checked; the worker asks on");
        return_slots_.release();
        record = d_.store.find_payment(id);
        if (!record) return record.failure();
    }
    auto application = d_.store.find_application(record->application);
    if (!application) return application.failure();
    return PaymentView{*record, *application};
}

PaymentService::Transaction PaymentService::transaction_in(const PaymentRecord& record, const Fields& fields) const {
    const auto platform = platform_of(record);
    if (!platform || !platform->notifications) return Failure{"payment.notification", "this platform sends none"};
    return platform->notifications->provider_transaction(fields);
}

Status PaymentService::take_hint(const PaymentRecord& seen, const Source& source, const Transaction& transaction) {
    const std::lock_guard lock(row_lock(seen.application));
    const std::string named = transaction ? *transaction : std::string();
    for (int attempt = 0; attempt < attempts_after_conflict; ++attempt) {
        const auto record = d_.store.find_payment(seen.id);
        if (!record) return record.failure();
        const bool differs = !named.empty() && named != record->provider_transaction;
        const bool may_learn = record->provider_transaction.empty() && is_pollable(record->state);
        if (differs && !may_learn)
            return add_warning(*record, source, "Meldung nennt eine andere Transaktion: " + named.substr(0, 64));
        if (!is_pollable(record->state)) return Done{};
        auto written = try_hint(*record, source, named);
        if (!is_conflict(written)) return written;
    }
    // The row did not move, and still the store refuses: another payment has this transaction.
    return add_warning(seen, source, "Transaktion gehört zu einer anderen Zahlung: " + named.substr(0, 64));
}

Status PaymentService::try_hint(PaymentRecord record, const Source& source, const std::string& transaction) {
    const UtcMillis now = d_.clock.now();
    const bool learned = !transaction.empty() && record.provider_transaction.empty();
    UtcMillis due = asked_.earliest(record.id, now);
    const bool will_be_asked = record.next_query_at <= due.plus_ms(1) && !asked_.is_under_way(record.id);
    if (!learned && will_be_asked) return Done{};
    if (learned) record.provider_transaction = transaction;
    // A question that is on its way sees by this that it was overtaken (reschedule()).
    if (due == record.next_query_at) due = due.plus_ms(1);
    record.next_query_at = due;
    record.updated_at = now;
    auto row = event_row(record, source, "notified");
    if (learned) row.detail = "Transaktion " + transaction;
    return d_.store.record_payment(record, record.state, row, std::nullopt);
}

// Once per text and payment, and not without end: some of this comes from strangers.
Status PaymentService::add_warning(const PaymentRecord& record, const Source& source, const std::string& warning) {
    const auto events = d_.store.payment_events_of(record.id);
    if (!events) return events.failure();
    const auto is_same = [&](const auto& event) { return event.event == "mismatch" && event.detail == warning; };
    const auto is_warning = [](const auto& event) { return event.event == "mismatch"; };
    if (std::any_of(events->begin(), events->end(), is_same)) return Done{};
    if (std::count_if(events->begin(), events->end(), is_warning) >= static_cast<long>(warnings_per_payment))
        return Done{};
    const auto current = d_.store.find_payment(record.id);
    if (!current) return current.failure();
    auto row = event_row(*current, source, "mismatch");
    row.detail = warning;
    return d_.store.record_payment(*current, current->state, row, std::nullopt);
}

Result<PaymentRecord> PaymentService::ask_now(PaymentId id, const std::string& user) {
    const auto record = d_.store.find_payment(id);
    if (!record) return record.failure();
    if (is_pollable(record->state))
        if (auto asked = ask(*record, {"staff", user}); !asked) return asked.failure();
    return d_.store.find_payment(id);
}

Status PaymentService::record_staff_event(PaymentId id, PaymentEvent event, const std::string& user,
                                          const std::string& note) {
    const bool is_staff_event = event == PaymentEvent::RefundOrdered || event == PaymentEvent::RefundDone ||
                                event == PaymentEvent::ChargebackReported;
    auto record = d_.store.find_payment(id);
    if (!record) return record.failure();
    const auto to = next_payment_state(record->state, event);
    if (!is_staff_event || !to) return Failure{"store.conflict", "the payment's state does not allow this"};
    const PaymentState from = record->state;
    record->state = *to;
    record->updated_at = d_.clock.now();
    auto row = event_row(*record, {"staff", user}, wire_name(event));
    row.from = from;
    if (!note.empty()) row.detail += ": " + note;
    return d_.store.record_payment(*record, from, row, std::nullopt);
}

std::optional<PaymentPlatform> PaymentService::platform_of(const PaymentRecord& record) const {
    auto platform = d_.platform(record.tenant);
    if (!platform || platform->key != record.provider) return std::nullopt;
    return platform;
}

PaymentOrder PaymentService::order_of(const PaymentRecord& record) const {
    return {.payment = record.id,
            .reference = record.reference,
            .amount = record.amount,
            .return_url = d_.public_url + payment_return_path(record.id),
            .notify_url = d_.public_url + payment_notification_path(record.id)};
}

// detail begins with the user's name where a person acted.
PaymentEventRecord PaymentService::event_row(const PaymentRecord& record, const Source& source,
                                             std::string_view event) const {
    return {.payment = record.id,
            .at = d_.clock.now(),
            .source = std::string(source.name),
            .event = std::string(event),
            .from = record.state,
            .to = record.state,
            .detail = std::string(source.user)};
}

}  // namespace lesepass::server
