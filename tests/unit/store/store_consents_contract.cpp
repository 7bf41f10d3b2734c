// The contract of the Store about guardians' consent.
#include "store_fixture.h"

using namespace lesepass::server::testing;
using namespace lesepass::server;
using namespace lesepass;

namespace {
constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

ConsentRecord a_consent(unsigned number) {
    ConsentRecord record;
    record.application = application_id(number);
    record.token = id_of<ConsentToken>(number, "consent");
    record.upload = id_of<ApplicationId>(number, "upload");
    record.email = "eltern@example.org";
    record.mails = 1;
    record.asked_at = noon;
    record.remind_at = noon.plus_ms(3 * day_ms);
    record.expires_at = noon.plus_ms(14 * day_ms);
    return record;
}

Store::ConsentDecision a_decision(unsigned number, ConsentState state = ConsentState::Given) {
    Store::ConsentDecision decision{.record = a_consent(number),
                                    .from = ApplicationState::AwaitingConsent,
                                    .to = ApplicationState::Submitted,
                                    .event = an_event("consent-given", "guardian"),
                                    .decision_reason = {},
                                    .files = {},
                                    .intents = {an_intent("decided-" + std::to_string(number))}};
    decision.record.state = state, decision.record.decided_at = noon.plus_ms(day_ms);
    decision.record.answers = R"({"answers":{},"attachments":[]})", decision.record.agreed_text = "Ich stimme zu.";
    return decision;
}

class ConsentStoreFixture : public StoreFixture {
public:
    void given_consent(unsigned number, ApplicationState state = ApplicationState::AwaitingConsent) {
        auto record = an_application(number);
        record.state = state;
        REQUIRE(store().submit(record, "x", {}, {}, a_consent(number)));
    }
    std::size_t intents(unsigned number) { return store().outbox_of(application_id(number))->size(); }
    std::size_t events(unsigned number) { return store().history_of(application_id(number))->size(); }
};
}  // namespace

TEST_CASE_FIXTURE(ConsentStoreFixture,
                  "store: a consent is stored with the application and found by it and by its link") {
    given_consent(1);
    reopen();
    for (const auto& found :
         {store().find_consent(application_id(1)), store().find_consent_by_token(a_consent(1).token)}) {
        REQUIRE(found);
        CHECK(found->application == application_id(1));
        CHECK(found->upload == a_consent(1).upload);
        CHECK(found->email == "eltern@example.org");
        CHECK(found->state == ConsentState::Open);
        CHECK(found->mails == 1);
        CHECK(found->remind_at == a_consent(1).remind_at);
        CHECK(found->expires_at == a_consent(1).expires_at);
        CHECK(!found->decided_at);
    }
    given_application(2);
    CHECK(code_of(store().find_consent(application_id(2))) == "store.missing");
    CHECK(code_of(store().find_consent_by_token(a_consent(2).token)) == "store.missing");
}

TEST_CASE_FIXTURE(ConsentStoreFixture, "store: an application without its consent is not stored") {
    given_consent(1);
    auto taken = a_consent(2);
    taken.token = a_consent(1).token;
    CHECK(code_of(store().submit(an_application(2), "x", {}, {}, taken)) == "store.conflict");
    CHECK(code_of(store().find_application(application_id(2))) == "store.missing");
}

TEST_CASE_FIXTURE(ConsentStoreFixture, "store: a consent is decided once, with everything that belongs to it") {
    given_consent(1);
    auto file = an_attachment(1, 1);
    file.application = a_consent(1).upload;
    REQUIRE(store().add_attachment(file));
    auto decision = a_decision(1);
    decision.files = {file.id};
    REQUIRE(store().decide_consent(decision));
    CHECK(state_of(1) == ApplicationState::Submitted);
    const auto stored = store().find_consent(application_id(1));
    CHECK(stored->state == ConsentState::Given);
    CHECK(stored->decided_at == decision.record.decided_at);
    CHECK(stored->agreed_text == "Ich stimme zu.");
    CHECK(store().attachments_of(application_id(1))->size() == 1);
    CHECK(code_of(store().remove_attachment(file.id)) == "store.conflict");
    CHECK(intents(1) == 1);
    CHECK(events(1) == 2);
    for (const auto state : {ConsentState::Given, ConsentState::Refused, ConsentState::Expired})
        CHECK(code_of(store().decide_consent(a_decision(1, state))) == "store.conflict");
    CHECK(events(1) == 2);
    CHECK(store().find_consent(application_id(1))->state == ConsentState::Given);
}

TEST_CASE_FIXTURE(ConsentStoreFixture, "store: a decision that does not fit changes nothing") {
    given_consent(1);
    given_consent(2, ApplicationState::Rejected);
    auto other_link = a_decision(1);
    other_link.record.token = a_consent(9).token;
    auto missing_file = a_decision(1);
    missing_file.files = {attachment_id(7)};
    auto foreign_file = a_decision(1);
    auto file = an_attachment(8, 8);  // of another draft
    REQUIRE(store().add_attachment(file));
    foreign_file.files = {file.id};
    for (const auto& decision : {other_link, missing_file, foreign_file, a_decision(2), a_decision(3)}) {
        const auto done = store().decide_consent(decision);
        CHECK(code_of(done) == "store.conflict");
    }
    CHECK(store().decide_consent(missing_file).failure().detail == "attachment");
    CHECK(state_of(1) == ApplicationState::AwaitingConsent);
    CHECK(store().find_consent(application_id(1))->state == ConsentState::Open);
    CHECK(store().find_consent(application_id(2))->state == ConsentState::Open);
    CHECK(intents(1) == 0);
    CHECK(events(1) == 1);
}

TEST_CASE_FIXTURE(ConsentStoreFixture, "store: asking again counts, and two askers at once ask once") {
    given_consent(1);
    auto again = a_consent(1);
    again.mails = 2, again.email = "mutter@example.org", again.token = a_consent(5).token,
    again.remind_at = std::nullopt;
    REQUIRE(store().ask_for_consent(again, an_event("consent-asked"), {an_intent("consent-2")}));
    CHECK(code_of(store().ask_for_consent(again, an_event("consent-asked"), {an_intent("consent-2b")})) ==
          "store.conflict");
    CHECK(intents(1) == 1);
    const auto stored = store().find_consent_by_token(a_consent(5).token);
    REQUIRE(stored);
    CHECK(stored->email == "mutter@example.org");
    CHECK(!stored->remind_at);
    CHECK(code_of(store().find_consent_by_token(a_consent(1).token)) == "store.missing");
    auto decision = a_decision(1);
    decision.record.token = again.token;
    REQUIRE(store().decide_consent(decision));
    again.mails = 3;
    CHECK(code_of(store().ask_for_consent(again, an_event("consent-asked"), {})) == "store.conflict");
}

TEST_CASE_FIXTURE(ConsentStoreFixture, "store: due are reminders and ends of what still waits, oldest first") {
    given_consent(1);
    given_consent(2, ApplicationState::Rejected);
    given_consent(3);
    auto reminded = a_consent(3);
    reminded.mails = 2, reminded.remind_at = std::nullopt;
    REQUIRE(store().ask_for_consent(reminded, an_event("consent-reminded"), {}));
    const auto due = [&](std::int64_t days) {
        std::vector<ApplicationId> out;
        const auto found = store().consents_due(noon.plus_ms(days * day_ms), 10);
        for (const auto& consent : *found) out.push_back(consent.application);
        return out;
    };
    CHECK(due(2).empty());
    CHECK(due(3) == std::vector{application_id(1)});
    CHECK(due(14) == std::vector{application_id(1), application_id(3)});
    CHECK(store().consents_due(noon.plus_ms(14 * day_ms), 1)->size() == 1);
    REQUIRE(store().decide_consent(a_decision(1)));
    CHECK(due(14) == std::vector{application_id(3)});
}
