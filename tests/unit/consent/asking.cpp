#include "consent_fixture.h"

using namespace lesepass::server::testing;
using namespace lesepass::server;
using namespace lesepass;
using form::FieldId;

TEST_CASE("asking: a young person's application is stored and waits; the guardian gets the link, the library nothing") {
    ConsentFixture there;
    const auto record = there.submitted(there.a_minor_in_hagen());
    CHECK(record.state == ApplicationState::AwaitingConsent);
    CHECK(there.consent().state == ConsentState::Open);
    CHECK(there.mails("mailbox").empty());
    CHECK(there.mails("applicant").size() == 1);
    const auto mails = there.mails("guardian");
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].to == "eltern@example.org");
    CHECK(mails[0].subject == "Mia bittet um Ihre Zustimmung");
    CHECK(mails[0].text.find("https://lesepass.example/consent/" + there.consent().token.text()) != std::string::npos);
    // First name only: the address may be a stranger's.
    for (const char* secret : {"Lüdenscheidt", "2013", "Jörg", "mia@example.org"})
        CHECK(mails[0].text.find(secret) == std::string::npos);
    CHECK(mails[0].text.find(record.status_token.text()) == std::string::npos);
}

TEST_CASE("asking: the mail is in the applicant's language") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen(), "hagen", Language::En);
    CHECK(there.mails("guardian")[0].subject == "Mia asks for your consent");
}

TEST_CASE("asking: the same submission again asks once") {
    ConsentFixture there;
    const auto draft = there.a_minor_in_hagen();
    const auto first = there.submitted(draft);
    const form::World world{there.library("hagen"), there.libraries->directory, catalog_of(Language::De),
                            there.app->today()};
    const auto again = submit_application(*there.app, make_application(draft, world));
    CHECK(!std::get<Submitted>(again).created);
    CHECK(there.mails("guardian").size() == 1);
}

TEST_CASE("asking: a guardian who fills in the form consents with it, and the words are kept") {
    ConsentFixture there;
    const auto record = there.submitted(
        test::with(there.a_minor_in_hagen(), {{FieldId::GuardianWay, "here"}, {FieldId::GuardianConsent, "yes"}}));
    CHECK(record.state == ApplicationState::AwaitingPayment);
    CHECK(there.consent().state == ConsentState::Given);
    CHECK(there.consent().decided_at == there.clock.time);
    CHECK(there.consent().agreed_text.find("erziehungsberechtigt") != std::string::npos);
    CHECK(there.mails("guardian").empty());
    // No link was sent, so none opens the page.
    CHECK(there.browser().get(there.path()).status == 404);
}

TEST_CASE("asking: what keeps a young person from asking") {
    ConsentFixture there;
    struct Row {
        FieldId field;
        const char* answer;
        FieldId problem;
    };
    for (const auto& row : std::vector<Row>{{FieldId::GuardianEmail, "", FieldId::GuardianEmail},
                                            {FieldId::GuardianEmail, "eltern", FieldId::GuardianEmail},
                                            {FieldId::GuardianGivenName, "", FieldId::GuardianGivenName},
                                            {FieldId::GuardianFamilyName, "5", FieldId::GuardianFamilyName},
                                            {FieldId::GuardianWay, "", FieldId::GuardianWay},
                                            {FieldId::GuardianWay, "nobody", FieldId::GuardianWay},
                                            {FieldId::GuardianWay, "here", FieldId::GuardianConsent}}) {
        const auto draft = test::with(there.a_minor_in_hagen(), {{row.field, row.answer}});
        const form::World world{there.library("hagen"), there.libraries->directory, catalog_of(Language::De),
                                there.app->today()};
        const auto result = submit_application(*there.app, make_application(draft, world));
        INFO(row.answer);
        REQUIRE(std::holds_alternative<NotAcceptable>(result));
        CHECK(std::get<NotAcceptable>(result).problems.front().field == row.problem);
    }
}

TEST_CASE("asking: without the library's permission, and for the youngest, only the guardian can fill in") {
    ConsentFixture there;
    const auto facts = [&] {
        const form::World world{there.library("hagen"), there.libraries->directory, catalog_of(Language::De),
                                there.app->today()};
        return form::derive_facts(there.a_minor_in_hagen(), world);
    };
    CHECK(facts().consent_by_link);
    there.change_library("hagen", [](Tenant& hagen) { hagen.second_signer = false; });
    CHECK(!facts().consent_by_link);
    there.change_library("hagen", [](Tenant& hagen) {
        hagen.second_signer = true;
        hagen.in_person_below_age = 14;
    });
    CHECK(!facts().consent_by_link);
    CHECK(facts().comes_in_person);
}

TEST_CASE("asking: a reminder after three days, an end after fourteen, each once") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen());
    there.after(3 * day_ms - 1);
    CHECK(follow_up_consents(*there.app) == 0);
    there.after(1);
    CHECK(follow_up_consents(*there.app) == 1);
    CHECK(follow_up_consents(*there.app) == 0);
    REQUIRE(there.mails("guardian").size() == 2);
    CHECK(there.mails("guardian")[1].subject.starts_with("Erinnerung"));
    there.after(11 * day_ms - 1);
    CHECK(follow_up_consents(*there.app) == 0);
    there.after(1);
    CHECK(follow_up_consents(*there.app) == 1);
    CHECK(follow_up_consents(*there.app) == 0);
    CHECK(there.record().state == ApplicationState::Rejected);
    CHECK(there.record().decision_reason.find("nicht rechtzeitig") != std::string::npos);
    CHECK(there.consent().state == ConsentState::Expired);
    CHECK(there.mails("applicant").size() == 2);  // received, decision
    CHECK(there.mails("mailbox").empty());
    CHECK(there.events() == std::vector<std::string>{"received", "consent-reminded", "consent-expired"});
    CHECK(contains(there.browser().get(there.path()), "abgelaufen"));
}

TEST_CASE("asking: the library sets the days, and a link is dead the moment they are over") {
    ConsentFixture there;
    there.change_library("hagen", [](Tenant& hagen) {
        hagen.consent_reminder_days = 1;
        hagen.consent_expiry_days = 2;
    });
    there.submitted(there.a_minor_in_hagen());
    there.after(2 * day_ms);
    CHECK(contains(there.browser().get(there.path()), "abgelaufen"));
    CHECK(contains(there.press(there.path(), there.signed_here()), "abgelaufen"));
    CHECK(there.record().state == ApplicationState::AwaitingConsent);
    CHECK(follow_up_consents(*there.app) == 1);
    CHECK(there.record().state == ApplicationState::Rejected);
}

TEST_CASE("asking: nobody is reminded of an application that the library has ended") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen());
    REQUIRE(there.store().transition(application_id(1), ApplicationState::AwaitingConsent, ApplicationState::Rejected,
                                     an_event("rejected", "hagen"), "zurückgezogen", {}));
    there.after(20 * day_ms);
    CHECK(follow_up_consents(*there.app) == 0);
    CHECK(there.mails("guardian").size() == 1);
    CHECK(contains(there.browser().get(there.path()), "nichts mehr zu entscheiden"));
    CHECK(contains(there.press(there.path(), there.signed_here()), "nichts mehr zu entscheiden"));
}

TEST_CASE("asking: the link again after ten minutes, six mails in all") {
    ConsentFixture there;
    const auto record = there.submitted(there.a_minor_in_hagen());
    const std::string url = "/status/" + record.status_token.text() + "/consent";
    const Fields same{{"action", "resend"}, {"guardian.email", "eltern@example.org"}};
    const auto first_link = there.path();
    CHECK(there.browser().post(url, same).status == 429);
    for (int mails = 2; mails <= max_consent_mails; ++mails) {
        there.after(consent_resend_ms - 1);
        CHECK(there.browser().post(url, same).status == 429);
        there.after(1);
        const auto answer = there.browser().post(url, same);
        CHECK(answer.status == 200);
        CHECK(contains(answer, "noch einmal an eltern@example.org"));
        CHECK(static_cast<int>(there.mails("guardian").size()) == mails);
    }
    there.after(consent_resend_ms);
    CHECK(contains(there.browser().post(url, same), "schon 6-mal"));
    CHECK(there.path() == first_link);
}

TEST_CASE("asking: a corrected address gets another link, the old one is dead") {
    ConsentFixture there;
    const auto record = there.submitted(there.a_minor_in_hagen());
    const std::string url = "/status/" + record.status_token.text() + "/consent";
    const auto old = there.path();
    there.after(consent_resend_ms);
    for (const char* wrong : {"", "x", "a@b", "eltern@example.org\r\nBcc: alle@example.org"}) {
        const auto answer = there.browser().post(url, {{"action", "resend"}, {"guardian.email", wrong}});
        INFO(wrong);
        CHECK(answer.status == 422);
    }
    CHECK(there.mails("guardian").size() == 1);
    CHECK(there.browser().post(url, {{"action", "resend"}, {"guardian.email", "mutter@example.org"}}).status == 200);
    CHECK(there.path() != old);
    CHECK(there.browser().get(old).status == 404);
    CHECK(there.browser().get(there.path()).status == 200);
    CHECK(there.mails("guardian").back().to == "mutter@example.org");
    CHECK(there.events().back() == "consent-asked");
}
