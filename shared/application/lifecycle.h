#pragma once
// The life of a submitted application, as one table. A Draft (browser only) is not a state here: nothing is stored
// before submission.
//
// Guarantees per state:
//   Received          durable, receipt number shown; nothing delivered
//   AwaitingConsent   a guardian has been asked by mail; nobody else is told, nothing can be paid yet
//   AwaitingPayment   a fee is due online; delivered only if the library's policy says "deferred"
//   Submitted         everything the library needs before it looks has happened (paid, or no payment due)
//   Delivered         a notification reached the library's mailbox (or was durably handed to it)
//   InReview          a case worker opened it
//   Approved/Rejected final decisions, with reason for Rejected
#include <array>
#include <optional>
#include <string_view>

namespace lesepass {

// Persistent: stored and sent by wire name; never rename a wire name.
enum class ApplicationState { AwaitingConsent, AwaitingPayment, Submitted, Delivered, InReview, Approved, Rejected };
inline constexpr std::size_t application_state_count = 7;

enum class ApplicationEvent {
    ConsentGiven,            // no payment due online
    ConsentGivenPaymentDue,  // a payment due online
    ConsentRefused,
    ConsentExpired,
    PaymentConfirmed,
    NotificationDelivered,
    OpenedByCaseWorker,
    Approve,
    Reject
};

struct ApplicationTransition {
    ApplicationState from;
    ApplicationEvent event;
    ApplicationState to;
};

inline constexpr auto application_transitions = std::to_array<ApplicationTransition>({
    {ApplicationState::AwaitingConsent, ApplicationEvent::ConsentGiven, ApplicationState::Submitted},
    {ApplicationState::AwaitingConsent, ApplicationEvent::ConsentGivenPaymentDue, ApplicationState::AwaitingPayment},
    {ApplicationState::AwaitingConsent, ApplicationEvent::ConsentRefused, ApplicationState::Rejected},
    {ApplicationState::AwaitingConsent, ApplicationEvent::ConsentExpired, ApplicationState::Rejected},
    // The family may call and take it back; then nobody has to wait for the link to expire.
    {ApplicationState::AwaitingConsent, ApplicationEvent::Reject, ApplicationState::Rejected},
    {ApplicationState::AwaitingPayment, ApplicationEvent::PaymentConfirmed, ApplicationState::Submitted},
    // The case worker may decide at the counter although the online payment never arrived.
    {ApplicationState::AwaitingPayment, ApplicationEvent::Reject, ApplicationState::Rejected},
    {ApplicationState::Submitted, ApplicationEvent::NotificationDelivered, ApplicationState::Delivered},
    // The inbox shows an application as soon as it is submitted, even while the mailbox is down.
    {ApplicationState::Submitted, ApplicationEvent::OpenedByCaseWorker, ApplicationState::InReview},
    {ApplicationState::Delivered, ApplicationEvent::OpenedByCaseWorker, ApplicationState::InReview},
    // A late mail changes nothing once somebody is at work.
    {ApplicationState::InReview, ApplicationEvent::NotificationDelivered, ApplicationState::InReview},
    {ApplicationState::InReview, ApplicationEvent::OpenedByCaseWorker, ApplicationState::InReview},
    {ApplicationState::InReview, ApplicationEvent::Approve, ApplicationState::Approved},
    {ApplicationState::InReview, ApplicationEvent::Reject, ApplicationState::Rejected},
    {ApplicationState::Approved, ApplicationEvent::NotificationDelivered, ApplicationState::Approved},
    {ApplicationState::Approved, ApplicationEvent::OpenedByCaseWorker, ApplicationState::Approved},
    {ApplicationState::Rejected, ApplicationEvent::NotificationDelivered, ApplicationState::Rejected},
    {ApplicationState::Rejected, ApplicationEvent::OpenedByCaseWorker, ApplicationState::Rejected},
    // Money that arrives after a rejection is recorded by the payment; the decision stands (refund is staff's task).
    {ApplicationState::Rejected, ApplicationEvent::PaymentConfirmed, ApplicationState::Rejected},
});

// nullopt: the event is not allowed in that state.
constexpr std::optional<ApplicationState> next_state(ApplicationState from, ApplicationEvent event) {
    for (const auto& row : application_transitions)
        if (row.from == from && row.event == event) return row.to;
    return std::nullopt;
}

constexpr bool is_decided(ApplicationState state) {
    return state == ApplicationState::Approved || state == ApplicationState::Rejected;
}

constexpr std::string_view wire_name(ApplicationState state) {
    switch (state) {
        case ApplicationState::AwaitingConsent: return "awaiting-consent";
        case ApplicationState::AwaitingPayment: return "awaiting-payment";
        case ApplicationState::Submitted: return "submitted";
        case ApplicationState::Delivered: return "delivered";
        case ApplicationState::InReview: return "in-review";
        case ApplicationState::Approved: return "approved";
        case ApplicationState::Rejected: return "rejected";
    }
    return {};
}
constexpr std::optional<ApplicationState> parse_application_state(std::string_view name) {
    using enum ApplicationState;
    for (auto state : {AwaitingConsent, AwaitingPayment, Submitted, Delivered, InReview, Approved, Rejected})
        if (wire_name(state) == name) return state;
    return std::nullopt;
}

namespace lifecycle_checks {
constexpr bool deterministic() {
    for (std::size_t i = 0; i < application_transitions.size(); ++i)
        for (std::size_t j = i + 1; j < application_transitions.size(); ++j)
            if (application_transitions[i].from == application_transitions[j].from &&
                application_transitions[i].event == application_transitions[j].event)
                return false;
    return true;
}
static_assert(deterministic(), "one event leads from one state to one state");
static_assert(!next_state(ApplicationState::Rejected, ApplicationEvent::Approve), "a decision is final");
static_assert(!next_state(ApplicationState::Approved, ApplicationEvent::Reject), "a decision is final");
static_assert(!next_state(ApplicationState::AwaitingPayment, ApplicationEvent::Approve),
              "nobody is approved while a mandatory payment is open");
static_assert(!next_state(ApplicationState::AwaitingConsent, ApplicationEvent::PaymentConfirmed) &&
                  !next_state(ApplicationState::AwaitingConsent, ApplicationEvent::Approve) &&
                  !next_state(ApplicationState::AwaitingConsent, ApplicationEvent::OpenedByCaseWorker),
              "without the guardian's consent nothing is paid, looked into or approved");
constexpr bool consent_is_asked_once() {
    for (const auto& row : application_transitions) {
        const bool answer =
            row.event == ApplicationEvent::ConsentGiven || row.event == ApplicationEvent::ConsentRefused ||
            row.event == ApplicationEvent::ConsentGivenPaymentDue || row.event == ApplicationEvent::ConsentExpired;
        if (row.to == ApplicationState::AwaitingConsent || (answer && row.from != ApplicationState::AwaitingConsent))
            return false;
    }
    return true;
}
static_assert(consent_is_asked_once(), "a guardian's decision is final");
}  // namespace lifecycle_checks

}  // namespace lesepass
