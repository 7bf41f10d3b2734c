#pragma once
// The mails of the product, as outbox intents. Mails to the library carry no personal data (practice of the municipal
// portals: notification only); mails to the applicant carry the receipt number and the link, nothing else about them.
#include <string>
#include <vector>

#include "ports/store.h"
#include "usecases/app.h"

namespace lesepass::server {

std::string status_url(const App& app, const ApplicationRecord& record);

// `with_card`: the link also leads to a provisional card; its number never stands in a mail.
// "" as address: no mail. Keys are derived from the application's id, so writing an intent twice sends one mail.
std::vector<OutboxIntent> confirmation_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                            const std::string& applicant_address, bool with_card = false);
std::vector<OutboxIntent> notification_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record);
std::vector<OutboxIntent> paid_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                    const std::string& applicant_address, bool with_card = false);
std::vector<OutboxIntent> decision_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                        const std::string& applicant_address);

struct ConsentCase;

// To the guardian, in the applicant's language: who asks (first name only), for which library, until when, the link.
// The number of mails so far is part of the key: each is sent once.
enum class ConsentMail { First, Again, Reminder };
std::vector<OutboxIntent> consent_mail(const App& app, const ConsentCase& asked, ConsentMail kind);
std::vector<OutboxIntent> consent_given_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                             const std::string& applicant_address, bool with_card = false);
std::string consent_url(const App& app, const ConsentRecord& consent);

// When a payment is confirmed: what leaves the house with AwaitingPayment -> Submitted.
std::vector<OutboxIntent> intents_on_paid(const App& app, const ApplicationRecord& record);

}  // namespace lesepass::server
