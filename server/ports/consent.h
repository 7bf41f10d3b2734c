#pragma once
// A guardian's consent to a minor's application, as stored. Every application of a minor has one: given with the
// submission if the guardian filled in the form, else asked for by mail.
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/ids.h"

namespace lesepass::server {

// Persistent wire names. Open is left once; an application that ends otherwise leaves its consent open.
enum class ConsentState { Open, Given, Refused, Expired };

constexpr std::string_view wire_name(ConsentState state) {
    switch (state) {
        case ConsentState::Open: return "open";
        case ConsentState::Given: return "given";
        case ConsentState::Refused: return "refused";
        case ConsentState::Expired: return "expired";
    }
    return {};
}
constexpr std::optional<ConsentState> parse_consent_state(std::string_view name) {
    using enum ConsentState;
    for (const auto state : {Open, Given, Refused, Expired})
        if (wire_name(state) == name) return state;
    return std::nullopt;
}

struct ConsentRecord {
    ApplicationId application;
    ConsentToken token;    // in the link; a corrected mail address gets a new one, so that the old link is dead
    ApplicationId upload;  // the guardian's files belong to this id until they become the application's
    std::string email;     // empty: the guardian filled in the form
    ConsentState state = ConsentState::Open;
    int mails = 0;                       // so far, reminder included
    UtcMillis asked_at;                  // the last mail
    std::optional<UtcMillis> remind_at;  // nullopt: has been reminded
    UtcMillis expires_at;
    std::optional<UtcMillis> decided_at;
    std::string answers;      // the guardian's own, as write_draft_members writes them; empty: in the application
    std::string agreed_text;  // the words that were shown beside the tick box
    std::string reason;       // of a refusal
};

}  // namespace lesepass::server
