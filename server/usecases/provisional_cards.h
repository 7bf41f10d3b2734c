#pragma once
// Who gets a provisional card, and its life after that. Numbers are given by the store, in the transaction that makes
// the application Submitted.
#include <optional>
#include <string>

#include "card/provisional_card.h"
#include "form/facts.h"
#include "usecases/app.h"

namespace lesepass::server {

enum class Paid { No, Yes };

// nullopt: the library has none, or not for this applicant. A person's new card only; who has to come in person, or is
// younger than the library wants, gets none. What has to be paid is paid, unless the library trusts people that far.
std::optional<CardOffer> card_offer(const Tenant& tenant, const form::Facts& facts, Paid paid, UtcMillis now);
// The same when a payment is confirmed.
std::optional<CardOffer> card_offer_on_paid(const App& app, const ApplicationRecord& record);

// By a case worker. Failure "card.reason" (none, or above max_reason_code_points), "store.conflict" (has ended
// already), "store.missing" (there is none).
Status revoke_card(App& app, ApplicationId id, const std::string& user_name, const std::string& reason);

}  // namespace lesepass::server
