#pragma once
// A young person applies through the real use case; the guardian's page is asked for through the real router.
#include "inbox_fixture.h"
#include "outbox/mail_json.h"
#include "ports/mailer.h"
#include "usecases/guardian_consent.h"
#include "usecases/submit_application.h"

namespace lesepass::server::testing {

inline constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

class ConsentFixture : public InboxFixture {
public:
    ConsentFixture();

    // Thirteen, in Hagen: the guardian consents by link, 8 euro are due.
    static form::Draft a_minor_in_hagen(std::string_view payment = "online");
    ApplicationRecord submitted(const form::Draft& draft, const std::string& library = "hagen",
                                Language language = Language::De);

    ConsentRecord consent() { return *store().find_consent(application_id(1)); }
    ApplicationRecord record() { return *store().find_application(application_id(1)); }
    std::string path() { return "/consent/" + consent().token.text(); }
    // Mails to that purpose, oldest first.
    std::vector<Mail> mails(const std::string& purpose);
    // The page's own fields and what the guardian types; action "consent" unless given.
    http::Response press(const std::string& url, Fields typed);
    Fields signed_here() {
        return {{"guardian.givenName", "Ø"}, {"guardian.familyName", "O’Brien"}, {"guardian.consent", "yes"}};
    }
    void after(std::int64_t ms) { clock.time = clock.time.plus_ms(ms); }
    const Tenant& library(const std::string& key) { return libraries->by_key.at(key); }
    void change_library(const std::string& key, const std::function<void(Tenant&)>& change) {
        change_libraries([&](Libraries& next) { change(next.by_key.at(key)); });
    }
    std::vector<std::string> events();
};

}  // namespace lesepass::server::testing
