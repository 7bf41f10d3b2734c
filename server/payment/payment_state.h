#pragma once
// One attempt to pay, as one table. Everything else about payments is derived from it.
//
// Guarantees per state:
//   Created        our row and reference are on stable storage; the platform may or may not know of it
//   Redirected     the platform gave us an address for the payer; nothing is known about money
//   Paid           the platform itself confirmed this amount for this payment, asked by us
//   Failed         the platform says this attempt failed; a later success still wins
//   Cancelled      the payer gave up; a later success still wins
//   Expired        seven days passed and the platform still knew of no payment; a later success still wins
//   DuplicatePaid  confirmed like Paid, but the application was paid already: staff has to give this money back
//   RefundPending  staff has ordered a refund
//   Refunded       the refund is done
//   ChargedBack    the payer's bank took the money back
//
// Invariants: (1) only an answer that we asked the platform for moves a payment to Paid or DuplicatePaid; (2) of all
// payments of one application at most one is Paid at any time; (3) each change appends one event in the same
// transaction.
#include <array>
#include <optional>
#include <string_view>

namespace lesepass::server {

// Persistent by wire name.
enum class PaymentState {
    Created,
    Redirected,
    Paid,
    Failed,
    Cancelled,
    Expired,
    DuplicatePaid,
    RefundPending,
    Refunded,
    ChargedBack,
};

enum class PaymentEvent {
    RedirectIssued,  // the platform accepted the order
    Confirmed,       // the platform, asked by us, says paid
    ConfirmedAgain,  // the same, but another payment has paid for this application
    ReportedFailed,  // the platform, asked by us, says failed; or it refused the order
    ReportedCancelled,
    TimeOver,            // the schedule ended and the platform says not paid
    RefundOrdered,       // staff
    RefundDone,          // staff
    ChargebackReported,  // staff
};

struct PaymentStateInfo {
    PaymentState state;
    std::string_view wire_name;
    std::string_view label;  // German, for staff
    bool final_for_payer;    // the payer has nothing left to do with this attempt
    bool pollable;           // the platform may still change its mind: ask on schedule or on a hint
    bool counts_as_paid;     // the fee is covered; no other attempt may be started
};

inline constexpr std::size_t payment_state_count = 10;
inline constexpr auto payment_states = std::to_array<PaymentStateInfo>({
    {PaymentState::Created, "created", "begonnen", false, true, false},
    {PaymentState::Redirected, "redirected", "beim Bezahldienst", false, true, false},
    {PaymentState::Paid, "paid", "bezahlt", true, false, true},
    {PaymentState::Failed, "failed", "fehlgeschlagen", false, true, false},
    {PaymentState::Cancelled, "cancelled", "abgebrochen", false, true, false},
    {PaymentState::Expired, "expired", "abgelaufen", false, true, false},
    {PaymentState::DuplicatePaid, "duplicate-paid", "doppelt bezahlt, bitte erstatten", true, false, false},
    {PaymentState::RefundPending, "refund-pending", "Erstattung veranlasst", true, false, false},
    {PaymentState::Refunded, "refunded", "erstattet", true, false, false},
    {PaymentState::ChargedBack, "charged-back", "zurückgebucht", true, false, false},
});

struct PaymentTransition {
    PaymentState from;
    PaymentEvent event;
    PaymentState to;
};

inline constexpr auto payment_transitions = [] {
    using enum PaymentState;
    using Event = PaymentEvent;
    return std::to_array<PaymentTransition>({
        {Created, Event::RedirectIssued, Redirected},

        // Money wins over everything that was said before it, also over our own clock.
        {Created, Event::Confirmed, Paid},
        {Redirected, Event::Confirmed, Paid},
        {Failed, Event::Confirmed, Paid},
        {Cancelled, Event::Confirmed, Paid},
        {Expired, Event::Confirmed, Paid},
        {Created, Event::ConfirmedAgain, DuplicatePaid},
        {Redirected, Event::ConfirmedAgain, DuplicatePaid},
        {Failed, Event::ConfirmedAgain, DuplicatePaid},
        {Cancelled, Event::ConfirmedAgain, DuplicatePaid},
        {Expired, Event::ConfirmedAgain, DuplicatePaid},

        {Created, Event::ReportedFailed, Failed},
        {Redirected, Event::ReportedFailed, Failed},
        {Created, Event::ReportedCancelled, Cancelled},
        {Redirected, Event::ReportedCancelled, Cancelled},

        {Created, Event::TimeOver, Expired},
        {Redirected, Event::TimeOver, Expired},
        {Failed, Event::TimeOver, Expired},
        {Cancelled, Event::TimeOver, Expired},

        {Paid, Event::RefundOrdered, RefundPending},
        {DuplicatePaid, Event::RefundOrdered, RefundPending},
        {RefundPending, Event::RefundDone, Refunded},
        {Paid, Event::ChargebackReported, ChargedBack},
        {DuplicatePaid, Event::ChargebackReported, ChargedBack},
        {RefundPending, Event::ChargebackReported, ChargedBack},
    });
}();

// nullopt: the event changes nothing in that state (a repeat, or one that came too late).
constexpr std::optional<PaymentState> next_payment_state(PaymentState from, PaymentEvent event) {
    for (const auto& row : payment_transitions)
        if (row.from == from && row.event == event) return row.to;
    return std::nullopt;
}

constexpr const PaymentStateInfo& info(PaymentState state) { return payment_states[static_cast<std::size_t>(state)]; }
constexpr std::string_view wire_name(PaymentState state) { return info(state).wire_name; }
constexpr std::optional<PaymentState> parse_payment_state(std::string_view name) {
    for (const auto& row : payment_states)
        if (row.wire_name == name) return row.state;
    return std::nullopt;
}
// May payments_to_query() return it? Expired payments stay askable, but only a hint makes one due again.
constexpr bool is_pollable(PaymentState state) { return info(state).pollable; }

// Persistent: stored as the event's name in the history.
constexpr std::string_view wire_name(PaymentEvent event) {
    switch (event) {
        case PaymentEvent::RedirectIssued: return "redirect-issued";
        case PaymentEvent::Confirmed: return "confirmed";
        case PaymentEvent::ConfirmedAgain: return "confirmed-again";
        case PaymentEvent::ReportedFailed: return "reported-failed";
        case PaymentEvent::ReportedCancelled: return "reported-cancelled";
        case PaymentEvent::TimeOver: return "time-over";
        case PaymentEvent::RefundOrdered: return "refund-ordered";
        case PaymentEvent::RefundDone: return "refund-done";
        case PaymentEvent::ChargebackReported: return "chargeback-reported";
    }
    return {};
}

namespace payment_checks {

constexpr bool rows_stand_at_their_enum_value() {
    if (payment_states.size() != payment_state_count) return false;
    for (std::size_t i = 0; i < payment_states.size(); ++i)
        if (static_cast<std::size_t>(payment_states[i].state) != i) return false;
    return true;
}
constexpr bool wire_names_differ() {
    for (std::size_t i = 0; i < payment_states.size(); ++i)
        for (std::size_t j = i + 1; j < payment_states.size(); ++j)
            if (payment_states[i].wire_name == payment_states[j].wire_name) return false;
    return true;
}
constexpr bool deterministic() {
    for (std::size_t i = 0; i < payment_transitions.size(); ++i)
        for (std::size_t j = i + 1; j < payment_transitions.size(); ++j)
            if (payment_transitions[i].from == payment_transitions[j].from &&
                payment_transitions[i].event == payment_transitions[j].event)
                return false;
    return true;
}
constexpr bool every_state_is_reachable() {
    std::array<bool, payment_state_count> seen{};
    seen[static_cast<std::size_t>(PaymentState::Created)] = true;
    for (std::size_t round = 0; round < payment_state_count; ++round)
        for (const auto& row : payment_transitions)
            if (seen[static_cast<std::size_t>(row.from)]) seen[static_cast<std::size_t>(row.to)] = true;
    for (bool reached : seen)
        if (!reached) return false;
    return true;
}
constexpr bool pollable_states_can_still_be_paid() {
    for (const auto& row : payment_states) {
        if (row.pollable != (next_payment_state(row.state, PaymentEvent::Confirmed) == PaymentState::Paid))
            return false;
        if (row.pollable !=
            (next_payment_state(row.state, PaymentEvent::ConfirmedAgain) == PaymentState::DuplicatePaid))
            return false;
    }
    return true;
}
constexpr bool money_leaves_paid_only_as_refund_or_chargeback() {
    for (const auto& row : payment_transitions) {
        if (row.from != PaymentState::Paid && row.from != PaymentState::DuplicatePaid) continue;
        if (row.to != PaymentState::RefundPending && row.to != PaymentState::ChargedBack) return false;
    }
    return true;
}
constexpr bool only_a_confirmation_leads_to_money() {
    for (const auto& row : payment_transitions) {
        if (row.to == PaymentState::Paid && row.event != PaymentEvent::Confirmed) return false;
        if (row.to == PaymentState::DuplicatePaid && row.event != PaymentEvent::ConfirmedAgain) return false;
    }
    return true;
}

static_assert(rows_stand_at_their_enum_value(), "one row per state, in the order of the enum");
static_assert(wire_names_differ(), "two states never share a stored name");
static_assert(deterministic(), "one event leads from one state to one state");
static_assert(every_state_is_reachable(), "no state is dead");
static_assert(pollable_states_can_still_be_paid(),
              "exactly the unpaid states can still be paid, so exactly they are asked about");
static_assert(money_leaves_paid_only_as_refund_or_chargeback(), "nothing else leaves Paid");
static_assert(only_a_confirmation_leads_to_money(), "money is only what the platform confirmed");
static_assert(!next_payment_state(PaymentState::Paid, PaymentEvent::ReportedFailed),
              "a late failure never takes money back out of the books");
static_assert(!next_payment_state(PaymentState::Paid, PaymentEvent::ReportedCancelled), "nor does a late cancel");
static_assert(!next_payment_state(PaymentState::Paid, PaymentEvent::TimeOver), "nor does our clock");
static_assert(!next_payment_state(PaymentState::Redirected, PaymentEvent::ChargebackReported),
              "a reversal as the first message does not make a payment");
static_assert(!next_payment_state(PaymentState::Expired, PaymentEvent::ReportedFailed),
              "an expired attempt stays expired until it is paid");
static_assert(info(PaymentState::Paid).counts_as_paid && !info(PaymentState::DuplicatePaid).counts_as_paid,
              "one payment covers the fee; the second one is owed back");

}  // namespace payment_checks

}  // namespace lesepass::server
