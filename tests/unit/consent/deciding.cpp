#include "consent_fixture.h"

using namespace lesepass::server::testing;
using namespace lesepass::server;
using namespace lesepass;
using form::FieldId;

namespace {
std::string location(const http::Response& response) { return Browser::header(response, "Location"); }

http::Response sent_with_file(ConsentFixture& there, Fields fields, const std::string& name, const std::string& bytes,
                              const std::string& purpose = "proof.guardianIdentity") {
    const auto page = there.browser().get(there.path());
    const std::string before = "name=\"draft\" value=\"";
    const auto from = page.body.find(before) + before.size();
    http::Request request;
    request.method = http::Method::Post, request.path = there.path(), request.fields = std::move(fields);
    if (!request.fields.contains("draft"))
        request.fields["draft"] = page.body.substr(from, page.body.find('"', from) - from);
    request.parts = {{.name = purpose, .filename = name, .content_type = "", .content = bytes}};
    const auto match = there.router.match(http::Method::Post, request.path);
    request.params = match.params;
    return (*match.handler)(request);
}

const std::string a_photo = std::string("\xff\xd8\xff\xe0", 4) + std::string(200, 'x');
}  // namespace

TEST_CASE("deciding: the page says who applies, for what, and takes nothing for granted") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen());
    const auto page = there.browser().get(there.path());
    CHECK(page.status == 200);
    for (const char* text : {"Mia", "Müller-Lüdenscheidt", "Stadtbücherei Hagen", "8,00", "value=\"Jörg\"",
                             "value=\"O’Brien\"", "erziehungsberechtigt"})
        CHECK_MESSAGE(contains(page, text), text);
    for (const char* secret : {"58095", "2013", "mia@example.org", "checked"})
        CHECK_MESSAGE(!contains(page, secret), secret);
    CHECK(Browser::header(page, "Cache-Control") == "no-store");
    CHECK(there.consent().state == ConsentState::Open);  // looking decides nothing: mail scanners follow links
}

TEST_CASE("deciding: after the consent the application goes on to payment or to the library") {
    for (const auto& [payment, expected] : {std::pair{"online", ApplicationState::AwaitingPayment},
                                            std::pair{"at-counter", ApplicationState::Submitted}}) {
        ConsentFixture there;
        there.submitted(there.a_minor_in_hagen(payment));
        auto typed = there.signed_here();
        typed["guardian.givenName"] = "Jörg-Peter";
        const auto answer = there.press(there.path(), typed);
        CHECK(answer.status == 303);
        CHECK(location(answer) == there.path() + "?lang=de");
        CHECK(there.record().state == expected);
        CHECK(there.consent().state == ConsentState::Given);
        CHECK(there.consent().answers.find("Jörg-Peter") != std::string::npos);
        CHECK(there.consent().agreed_text.find("Benutzungsordnung: http") != std::string::npos);
        CHECK(there.mails("mailbox").size() == (expected == ApplicationState::Submitted ? 1 : 0));
        CHECK(there.mails("applicant").size() == 2);
        const auto page = there.browser().get(location(answer));
        CHECK(contains(page, "Sie haben zugestimmt"));
        CHECK(contains(page, "/status/" + there.record().status_token.text()));
    }
}

TEST_CASE("deciding: nothing can be paid before the consent") {
    ConsentFixture there;
    const auto record = there.submitted(there.a_minor_in_hagen());
    CHECK(there.payments->start(record.id).failure().code == "payment.not-due");
    CHECK(!contains(there.browser().get("/status/" + record.status_token.text()), "value=\"pay\""));
    REQUIRE(there.press(there.path(), there.signed_here()).status == 303);
    CHECK(there.payments->start(record.id).failure().code == "payment.configuration");  // due; no platform in this test
    CHECK(contains(there.browser().get("/status/" + record.status_token.text()), "value=\"pay\""));
}

TEST_CASE("deciding: what is missing or wrong is said at the field, and nothing is decided") {
    ConsentFixture there;
    there.change_library("hagen", [](Tenant& hagen) { hagen.guardian_address = true; });
    there.submitted(there.a_minor_in_hagen());
    auto complete = there.signed_here();
    complete["guardian.sameAddress"] = "no";
    for (const auto& [name, value] :
         Fields{{"street", "Weg"}, {"houseNumber", "1"}, {"postcode", "10115"}, {"town", "Berlin"}})
        complete["guardian." + name] = value;
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"guardian.consent", ""},
                                                                                      {"guardian.consent", "perhaps"},
                                                                                      {"guardian.givenName", ""},
                                                                                      {"guardian.familyName", "<b>"},
                                                                                      {"guardian.sameAddress", ""},
                                                                                      {"guardian.sameAddress", "x"},
                                                                                      {"guardian.street", ""},
                                                                                      {"guardian.houseNumber", "a"},
                                                                                      {"guardian.postcode", "1"},
                                                                                      {"guardian.town", "🏠"}}) {
        auto typed = complete;
        typed[name] = value;
        const auto answer = there.press(there.path(), typed);
        INFO(name << " = " << value);
        CHECK(answer.status == 422);
        CHECK(contains(answer, "lp-errors"));
        CHECK(there.consent().state == ConsentState::Open);
    }
    CHECK(there.press(there.path(), complete).status == 303);
    CHECK(there.consent().answers.find("Berlin") != std::string::npos);
}

TEST_CASE("deciding: nothing but the guardian's own questions is taken") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen());
    // Born in 1990, nobody would have to consent.
    Fields typed{{"guardian.givenName", "Ø"},
                 {"guardian.familyName", "X"},
                 {"applicant.birthDate", "01.01.1990"},
                 {"guardian.way", "link"}};
    CHECK(there.press(there.path(), typed).status == 422);
    CHECK(there.record().state == ApplicationState::AwaitingConsent);
}

TEST_CASE("deciding: a refusal ends the application, the reason reaches the applicant") {
    ConsentFixture there;
    const auto record = there.submitted(there.a_minor_in_hagen());
    const auto answer = there.press(there.path(), {{"action", "refuse"}, {"reason", " Noch zu\njung. "}});
    CHECK(answer.status == 303);
    CHECK(there.record().state == ApplicationState::Rejected);
    CHECK(there.record().decision_reason == "Die erziehungsberechtigte Person hat nicht zugestimmt. Noch zu jung.");
    CHECK(there.consent().state == ConsentState::Refused);
    CHECK(contains(there.browser().get(there.path()), "Sie haben nicht zugestimmt"));
    CHECK(!contains(there.browser().get(there.path()), record.status_token.text()));
    CHECK(contains(there.browser().get("/status/" + record.status_token.text()), "Noch zu jung."));
    CHECK(!contains(there.browser().get("/status/" + record.status_token.text()), "Begründung der Bibliothek"));
    CHECK(there.mails("mailbox").empty());
}

TEST_CASE("deciding: a refusal needs neither a name nor a reason, and a long reason is cut") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen());
    CHECK(there.press(there.path(), {{"action", "refuse"}, {"reason", std::string(10'000, 'x')}}).status == 303);
    CHECK(there.consent().reason == std::string(max_refusal_code_points, 'x'));
}

TEST_CASE("deciding: a decision is final, whatever is sent afterwards") {
    for (const char* first : {"consent", "refuse"}) {
        ConsentFixture there;
        there.submitted(there.a_minor_in_hagen());
        auto typed = there.signed_here();
        typed["action"] = first;
        REQUIRE(there.press(there.path(), typed).status == 303);
        const auto decided = there.consent();
        const auto mails = there.store().outbox_of(application_id(1))->size();
        for (const char* again : {"consent", "refuse"}) {
            typed["action"] = again;
            CHECK(there.press(there.path(), typed).status == 200);
            CHECK(there.consent().state == decided.state);
            CHECK(there.consent().decided_at == decided.decided_at);
        }
        CHECK(there.store().outbox_of(application_id(1))->size() == mails);
        const auto url = "/status/" + there.record().status_token.text() + "/consent";
        there.after(consent_resend_ms);
        CHECK(there.browser().post(url, {{"guardian.email", "neu@example.org"}}).status == 200);
        CHECK(there.consent().email == "eltern@example.org");
    }
}

TEST_CASE("deciding: two pages open at once decide once") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen());
    const auto asked = *find_consent_case(*there.app, there.consent().token);
    auto signer = signer_draft(asked);
    signer.set(FieldId::GuardianConsent, "yes");
    CHECK(std::holds_alternative<Done>(give_consent(*there.app, asked, signer, Language::De)));
    const auto again = give_consent(*there.app, asked, signer, Language::De);
    REQUIRE(std::holds_alternative<Failure>(again));
    CHECK(std::get<Failure>(again).code == "store.conflict");
    CHECK(code_of(refuse_consent(*there.app, asked, "")) == "store.conflict");
    CHECK(there.record().state == ApplicationState::AwaitingPayment);
}

TEST_CASE("deciding: forged links and pages get nothing") {
    ConsentFixture there;
    const auto record = there.submitted(there.a_minor_in_hagen());
    for (const std::string& token : {std::string(32, '0'), record.status_token.text(), record.id.text(),
                                     there.consent().upload.text(), std::string("x"), std::string(33, 'a')}) {
        CHECK(there.browser().get("/consent/" + token).status == 404);
        CHECK(there.browser().post("/consent/" + token, there.signed_here()).status == 404);
    }
    CHECK(there.browser().get("/status/" + there.consent().token.text()).status == 404);
    auto typed = there.signed_here();
    for (const std::string& draft :
         {std::string(), std::string("AAAA"), there.seal.seal(there.a_minor_in_hagen(), there.clock.time)}) {
        typed["draft"] = draft;
        CHECK(there.press(there.path(), typed).status == 400);
    }
    typed["draft"] = there.seal.seal(signer_draft(*find_consent_case(*there.app, there.consent().token)),
                                     there.clock.time.plus_ms(-2 * day_ms));
    CHECK(there.press(there.path(), typed).status == 410);
    CHECK(there.consent().state == ConsentState::Open);
}

TEST_CASE("deciding: the guardian's document, where the library wants it") {
    ConsentFixture there;
    there.change_library("hagen", [](Tenant& hagen) { hagen.guardian_identity = true; });
    there.submitted(there.a_minor_in_hagen());
    auto typed = there.signed_here();
    CHECK(there.press(there.path(), typed).status == 422);
    CHECK(sent_with_file(there, typed, "ausweis.jpg", "MZ no photo").status == 422);
    CHECK(sent_with_file(there, typed, "ausweis.jpg", a_photo, "proof.identity").status == 422);
    CHECK(there.consent().state == ConsentState::Open);
    typed["action"] = "consent";
    CHECK(sent_with_file(there, typed, "ausweis.jpg", a_photo).status == 303);
    const auto files = *there.store().attachments_of(application_id(1));
    REQUIRE(files.size() == 1);
    CHECK(files.back().purpose == "proof.guardianIdentity");
    CHECK(there.store().orphaned_attachments(there.clock.time.plus_ms(day_ms), 10)->empty());
}

TEST_CASE("deciding: a document stays while something else is corrected, and can be taken away") {
    ConsentFixture there;
    there.change_library("hagen", [](Tenant& hagen) { hagen.guardian_identity = true; });
    there.submitted(there.a_minor_in_hagen());
    const auto shown = sent_with_file(there, {{"guardian.givenName", ""}}, "ausweis.jpg", a_photo);
    CHECK(shown.status == 422);
    CHECK(contains(shown, "ausweis.jpg"));
    const std::string before = "value=\"remove:";
    const auto at = shown.body.find(before);
    REQUIRE(at != std::string::npos);
    const auto id = shown.body.substr(at + before.size(), 32);
    const std::string hidden = "name=\"draft\" value=\"";
    const auto from = shown.body.find(hidden) + hidden.size();
    const auto draft = shown.body.substr(from, shown.body.find('"', from) - from);
    const auto removed = there.press(there.path(), {{"action", "remove:" + id}, {"draft", draft}});
    CHECK(removed.status == 200);
    CHECK(!contains(removed, "ausweis.jpg"));
    // Its row is gone: the old page can not bring it back.
    auto typed = there.signed_here();
    typed["draft"] = draft;
    CHECK(there.press(there.path(), typed).status == 422);
    CHECK(there.consent().state == ConsentState::Open);
}

TEST_CASE("deciding: the rules are those of the day of the application") {
    ConsentFixture there;
    there.submitted(test::with(there.a_minor_in_hagen(), {{FieldId::BirthDate, "30.11.2012"}}));
    there.after(8 * day_ms);  // fourteen meanwhile
    CHECK(there.press(there.path(), {{"guardian.givenName", "Ø"}, {"guardian.familyName", "X"}}).status == 422);
    CHECK(there.press(there.path(), there.signed_here()).status == 303);
}

TEST_CASE("deciding: a library that lowers its age meanwhile still gets the consent it asked for") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen());
    there.change_library("hagen", [](Tenant& hagen) {
        hagen.consent_below_age = 10;
        hagen.second_signer = false;
    });
    CHECK(there.press(there.path(), {{"guardian.givenName", "Ø"}, {"guardian.familyName", "X"}}).status == 422);
    CHECK(there.press(there.path(), there.signed_here()).status == 303);
    CHECK(there.consent().answers.find("guardian.consent") != std::string::npos);
}

TEST_CASE("deciding: what was free at submission stays free, what was to be paid stays to be paid") {
    for (const bool free_at_first : {true, false}) {
        CAPTURE(free_at_first);
        ConsentFixture there;
        const auto price = [&](std::int64_t cents) {
            there.change_library("hagen", [&](Tenant& hagen) {
                hagen.fees.by_age.clear(), hagen.fees.terms.clear();
                hagen.fees.standard.by_term = {Cents{cents}};
            });
        };
        price(free_at_first ? 0 : 1750);
        const auto record = there.submitted(there.a_minor_in_hagen("online"));
        CHECK(record.fee.value == (free_at_first ? 0 : 1750));
        price(free_at_first ? 1750 : 0);
        REQUIRE(there.press(there.path(), there.signed_here()).status == 303);
        CHECK(there.record().state ==
              (free_at_first ? ApplicationState::Submitted : ApplicationState::AwaitingPayment));
    }
}

TEST_CASE("deciding: another language keeps what was typed") {
    ConsentFixture there;
    there.submitted(there.a_minor_in_hagen());
    auto typed = there.signed_here();
    typed["action"] = "lang:en", typed["guardian.givenName"] = "Jens";
    const auto page = there.press(there.path(), typed);
    CHECK(page.status == 200);
    CHECK(contains(page, "Consent to a library card"));
    CHECK(contains(page, "value=\"Jens\""));
}

TEST_CASE("deciding: the case worker sees who consented, to which words, and what to look at") {
    ConsentFixture there;
    there.change_library("hagen", [](Tenant& hagen) { hagen.guardian_address = true; });
    there.submitted(test::with(there.a_minor_in_hagen("at-counter"), {{FieldId::Email, "Eltern@example.org"}}));
    auto worker = there.signed_in("hagen");
    const auto waiting = worker.get(InboxFixture::path_of(1));
    CHECK(contains(waiting, "angefragt, Link gilt bis"));
    CHECK(contains(waiting, "Gleiche E-Mail-Adresse"));
    CHECK(contains(waiting, "sobald die Einwilligung da ist"));
    CHECK(there.record().state == ApplicationState::AwaitingConsent);
    CHECK(!contains(waiting, there.consent().token.text()));
    auto typed = there.signed_here();
    typed["guardian.sameAddress"] = "yes";
    REQUIRE(there.press(there.path(), typed).status == 303);
    const auto page = worker.get(InboxFixture::path_of(1));
    for (const char* text : {"erteilt am", "O’Brien", "Wortlaut", "Prüfsumme des Wortlauts",
                             "Link per E-Mail an eltern@example.org", "Erziehungsberechtigte Person hat eingewilligt"})
        CHECK_MESSAGE(contains(page, text), text);
}

TEST_CASE("deciding: children who have to come in person are marked for the case worker") {
    ConsentFixture there;
    there.given(2, test::with(test::a_minor_in_koeln(), {{FieldId::BirthDate, "29.02.2020"}}),
                ApplicationState::Submitted, "koeln");
    CHECK(contains(there.signed_in("koeln").get(InboxFixture::path_of(2)), "Persönlich in die Bibliothek"));
}
