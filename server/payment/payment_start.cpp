// Paying begins: our row first, then the platform, then its first answer.
#include <algorithm>

#include "payment/payment_decision.h"
#include "payment/payment_service.h"
#include "payment/payment_state.h"
#include "payment/reconcile_schedule.h"

namespace lesepass::server {
namespace {

bool counts_as_paid(const PaymentRecord& payment) { return info(payment.state).counts_as_paid; }

// A decided application takes no money. Approved ones neither: then the fee has been settled at the counter. And
// nobody pays before the guardian has consented.
bool is_payable(const ApplicationRecord& application) {
    return application.fee.value > 0 && !is_decided(application.state) &&
           application.state != ApplicationState::AwaitingConsent;
}

const PaymentRecord* reusable(const std::vector<PaymentRecord>& attempts, Cents fee, UtcMillis now) {
    for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt)
        if (attempt->state == PaymentState::Redirected && attempt->amount == fee && !attempt->redirect_url.empty() &&
            now < attempt->created_at.plus_ms(PaymentService::reuse_ms))
            return &*attempt;
    return nullptr;
}

}  // namespace

Result<StartedPayment> PaymentService::start(ApplicationId id) {
    const std::lock_guard one_at_a_time(start_locks_[id.bytes[0] % start_locks_.size()]);
    const auto application = d_.store.find_application(id);
    if (!application) return application.failure();
    auto attempts = d_.store.payments_of(id);
    if (!attempts) return attempts.failure();
    if (!attempts->empty()) {
        ignore(ask_about_open_attempt(*attempts), "an unreachable platform shows itself below");
        attempts = d_.store.payments_of(id);
        if (!attempts) return attempts.failure();
    }
    if (std::any_of(attempts->begin(), attempts->end(), counts_as_paid)) return Failure{"payment.already-paid", {}};
    if (!is_payable(*application)) return Failure{"payment.not-due", {}};
    if (const PaymentRecord* open = reusable(*attempts, application->fee, d_.clock.now()))
        return StartedPayment{open->id, open->redirect_url};

    const auto platform = d_.platform(application->tenant);
    if (!platform) return Failure{"payment.configuration", application->tenant};
    return start_new(*application, *platform, static_cast<int>(attempts->size()) + 1);
}

Status PaymentService::ask_about_open_attempt(const std::vector<PaymentRecord>& attempts) {
    const PaymentRecord& latest = attempts.back();
    const UtcMillis now = d_.clock.now();
    if (!is_pollable(latest.state) || latest.provider_transaction.empty()) return Done{};
    if (asked_.earliest(latest.id, now) > now) return Done{};
    return ask(latest, {"return"});
}

// The row and its reference are on stable storage before the platform hears of them: whatever it says and however
// early, there is a payment to match it with.
Result<StartedPayment> PaymentService::start_new(const ApplicationRecord& application, const PaymentPlatform& platform,
                                                 int attempt) {
    const UtcMillis now = d_.clock.now();
    PaymentRecord record;
    record.id = PaymentId{d_.random.bytes16()};
    record.application = application.id;
    record.tenant = application.tenant;
    record.provider = platform.key;
    record.reference = make_reference(application.receipt_number, attempt);
    record.amount = application.fee;
    record.created_at = now;
    record.updated_at = now;
    record.next_query_at = next_query(now, now, 0);
    if (auto stored = d_.store.add_payment(record, event_row(record, {"initiate"}, "created")); !stored)
        return stored.failure();
    return store_first_answer(record, platform.provider->initiate(order_of(record)));
}

Result<StartedPayment> PaymentService::store_first_answer(PaymentRecord record, const Result<PaymentRedirect>& answer) {
    const std::lock_guard lock(row_lock(record.application));
    const auto stored = d_.store.find_payment(record.id);
    if (!stored) return stored.failure();
    record = *stored;  // a hint may have been faster than the answer
    const PaymentState from = record.state;
    const auto event = answer ? PaymentEvent::RedirectIssued : PaymentEvent::ReportedFailed;
    const auto to = next_payment_state(from, event);
    record.state = to.value_or(from);
    record.updated_at = d_.clock.now();
    if (answer) {
        record.redirect_url = answer->url;
        if (record.provider_transaction.empty()) record.provider_transaction = answer->provider_transaction;
    }
    auto row = event_row(record, {"initiate"}, wire_name(event));
    row.from = from;
    if (!answer) row.detail = answer.failure().code + " " + answer.failure().detail;
    if (auto written = d_.store.record_payment(record, from, row, std::nullopt); !written) return written.failure();
    if (!answer) return answer.failure();
    return StartedPayment{record.id, record.redirect_url};
}

}  // namespace lesepass::server
