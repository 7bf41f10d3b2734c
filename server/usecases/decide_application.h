#pragma once
#include <string>

#include "usecases/app.h"

namespace lesepass::server {

enum class Decision { Approve, Reject };
inline constexpr std::size_t max_reason_code_points = 2000, max_card_number_code_points = 40;

// Records that a case worker has opened the application (AwaitingPayment stays as it is). Idempotent.
Result<ApplicationRecord> open_application(App& app, ApplicationId id, const std::string& user_name);

// Final. `reason` goes to the applicant: required for Reject ("decision.reason"), optional note for Approve; at most
// max_reason_code_points. `card_number` of the library card that replaces a provisional one (Approve; may be empty, at
// most max_card_number_code_points: "decision.number"). "store.conflict" if somebody else has decided meanwhile or the
// state does not allow it.
Status decide_application(App& app, ApplicationId id, Decision decision, const std::string& user_name,
                          const std::string& reason, const std::string& card_number = {});

}  // namespace lesepass::server
