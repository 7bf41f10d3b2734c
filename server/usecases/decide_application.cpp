#include "usecases/decide_application.h"

#include "base/utf8.h"
#include "usecases/mails.h"
#include "usecases/records.h"

namespace lesepass::server {

Result<ApplicationRecord> open_application(App& app, ApplicationId id, const std::string& user_name) {
    auto record = app.store.find_application(id);
    if (!record) return record;
    const auto next = next_state(record->state, ApplicationEvent::OpenedByCaseWorker);
    if (!next || *next == record->state) return record;
    const ApplicationEventRecord event{.at = app.clock.now(), .actor = user_name, .event = "opened", .detail = {}};
    const auto moved = app.store.transition(id, record->state, *next, event, record->decision_reason, {});
    // Somebody opened it at the same moment: the stored state is what counts.
    if (!moved && moved.failure().code != "store.conflict") return moved.failure();
    return app.store.find_application(id);
}

Status decide_application(App& app, ApplicationId id, Decision decision, const std::string& user_name,
                          const std::string& raw_reason, const std::string& raw_number) {
    const std::string reason(trim(raw_reason)), number = clean_line(raw_number);
    if (count_code_points(number) > max_card_number_code_points)
        return Failure{"decision.number", "at most 40 characters"};
    if (!is_valid_utf8(reason) || count_code_points(reason) > max_reason_code_points)
        return Failure{"decision.reason", "at most 2000 characters"};
    if (decision == Decision::Reject && reason.empty()) return Failure{"decision.reason", "a rejection needs a reason"};
    auto record = app.store.find_application(id);
    if (!record) return record.failure();
    const Tenant* tenant = app.libraries->find(record->tenant);
    if (tenant == nullptr) return Failure{"store.missing", "library is not configured"};
    const auto event = decision == Decision::Approve ? ApplicationEvent::Approve : ApplicationEvent::Reject;
    const auto next = next_state(record->state, event);
    if (!next) return Failure{"store.conflict", "not allowed in this state"};
    const ApplicationState from = record->state;
    record->state = *next, record->decision_reason = reason;
    const ApplicationEventRecord history{
        .at = app.clock.now(), .actor = user_name, .event = std::string(wire_name(*next)), .detail = reason};
    const auto intents = decision_mail(app, *tenant, *record, applicant_email(*record));
    auto done = app.store.transition(id, from, *next, history, reason, intents,
                                     decision == Decision::Approve ? number : std::string{});
    if (done) app.wake_outbox();
    return done;
}

}  // namespace lesepass::server
