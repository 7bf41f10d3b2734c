#pragma once
// What several groups of the store share: writing intents and history, moving an application.
#include <string_view>
#include <vector>

#include "adapters/sqlite/connection.h"
#include "ports/store.h"

namespace lesepass::server::sqlite {

inline Failure missing(const char* what) { return {"store.missing", what}; }
inline Failure conflict(const char* what) { return {"store.conflict", what}; }

void add_history(Connection& db, ApplicationId id, const ApplicationEventRecord& event);
// Intents whose key is there already change nothing. The tenant is the application's.
void add_intents(Connection& db, ApplicationId id, UtcMillis now, const std::vector<OutboxIntent>& intents);

std::optional<ApplicationState> state_of(Connection& db, ApplicationId id);

void add_consent(Connection& db, const ConsentRecord& record);

// False: the offer's numbers are used up. A card that is there already stays.
bool issue_card(Connection& db, ApplicationId id, const std::string& tenant, const CardOffer& offer);
// The card's part of an application's step.
void follow_application(Connection& db, ApplicationId id, ApplicationState to, const ApplicationEventRecord& step,
                        std::string_view final_number);

struct Step {
    ApplicationState from, to;
    std::string_view decision_reason = {};  // empty: as it was
    std::string_view final_number = {};     // of the library card
};
// State, card, history row and intents. "store.missing" / "store.conflict" with detail "application".
Status move_application(Connection& db, ApplicationId id, const Step& step, const ApplicationEventRecord& event,
                        const std::vector<OutboxIntent>& intents);

}  // namespace lesepass::server::sqlite
