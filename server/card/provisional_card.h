#pragma once
// A provisional card: a number that is good at once, until the library has decided. Its life is one table; that it runs
// out is no step but follows from the day.
//
// Guarantees per state:
//   Valid     issued, in the transaction that made the application Submitted; good until valid_until, that day included
//   Replaced  the application was approved: the library's own card counts
//   Revoked   the application was rejected, or a case worker revoked it (reason)
// A number is unique in its library and never given twice, whatever became of the first one.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "application/lifecycle.h"
#include "base/date.h"
#include "base/ids.h"
#include "tenant/tenant.h"

namespace lesepass::server {

// Persistent: stored by wire name; never rename a wire name.
enum class CardState { Valid, Replaced, Revoked };
enum class CardEvent { ApplicationApproved, ApplicationRejected, RevokedByCaseWorker };

struct CardTransition {
    CardState from;
    CardEvent event;
    CardState to;
};
inline constexpr auto card_transitions = std::to_array<CardTransition>({
    {CardState::Valid, CardEvent::ApplicationApproved, CardState::Replaced},
    {CardState::Valid, CardEvent::ApplicationRejected, CardState::Revoked},
    {CardState::Valid, CardEvent::RevokedByCaseWorker, CardState::Revoked},
});

// nullopt: the event changes nothing.
constexpr std::optional<CardState> next_card_state(CardState from, CardEvent event) {
    for (const auto& row : card_transitions)
        if (row.from == from && row.event == event) return row.to;
    return std::nullopt;
}

// What an application's step means for its card.
constexpr std::optional<CardEvent> card_event_of(ApplicationState to) {
    if (to == ApplicationState::Approved) return CardEvent::ApplicationApproved;
    if (to == ApplicationState::Rejected) return CardEvent::ApplicationRejected;
    return std::nullopt;
}

constexpr std::string_view wire_name(CardState state) {
    switch (state) {
        case CardState::Valid: return "valid";
        case CardState::Replaced: return "replaced";
        case CardState::Revoked: return "revoked";
    }
    return {};
}
constexpr std::optional<CardState> parse_card_state(std::string_view name) {
    for (const auto state : {CardState::Valid, CardState::Replaced, CardState::Revoked})
        if (wire_name(state) == name) return state;
    return std::nullopt;
}

static_assert(!next_card_state(CardState::Revoked, CardEvent::ApplicationApproved) &&
                  !next_card_state(CardState::Replaced, CardEvent::RevokedByCaseWorker),
              "a card that has ended does not come back");

// One per application at most.
struct CardRecord {
    ApplicationId application;
    std::string tenant;
    std::string number;  // as shown and scanned: prefix, running number, check digit
    CardState state = CardState::Valid;
    UtcMillis issued_at;
    Date valid_until;  // in Germany; the last day
    UtcMillis changed_at;
    std::string reason;        // why it was revoked; shown to case workers
    std::string final_number;  // of the library card that replaced it; empty: not told
};

// What a person sees of it on that day.
enum class CardLook { Valid, Expired, Replaced, Revoked };
CardLook look_of(const CardRecord& card, const Date& today);
std::string_view wire_name(CardLook look);

// A card that an application gets, as soon as the store has a number for it.
struct CardOffer {
    ProvisionalCard rules;
    UtcMillis issued_at;
    Date valid_until;
};
CardOffer make_offer(const ProvisionalCard& rules, UtcMillis now);

// "LP" + "00000042" + check digit.
std::string card_number(const ProvisionalCard& rules, std::int64_t serial);
// ISO/IEC 7812-1 annex B over decimal digits.
char luhn_digit(std::string_view digits);

}  // namespace lesepass::server
