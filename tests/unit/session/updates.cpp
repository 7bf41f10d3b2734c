// The server was updated while this page was open, or the answers were saved when other rules held.
#include "application/rules_version.h"
#include "application/saved_draft.h"
#include "session_fixture.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
constexpr const char* refused = R"({"status":422,"code":"application.rules","detail":"..."})";

std::string saved_by(std::string rules, const form::Draft& draft, StepId step) {
    auto content = write_saved_draft(draft, step, "de", demo_library("musterstadt"));
    const auto own = rules_version(demo_library("musterstadt"));
    const auto at = content.find(own);
    REQUIRE(at != std::string::npos);
    return content.replace(at, own.size(), rules);
}

bool warns_of_other_rules(const wasm::Session& session) {
    const auto words = catalog_of(Language::De)[Text::LoadOtherRules];
    for (const auto& node : session.page().body)
        if (node.value == words) return true;
    return false;
}
}  // namespace

TEST_CASE("update: what is sent names the rules of this module") {
    auto session = a_session("musterstadt", StepId::Summary, an_adult());
    const auto effects = press(session, "submit");
    const auto* submit = find_effect(effects, "submit");
    REQUIRE(submit != nullptr);
    CHECK(submit->arguments.at(1).find("\"rules\":\"" + rules_version(demo_library("musterstadt")) + "\"") !=
          std::string::npos);
}

TEST_CASE("update: an application the new rules refuse is handed to the present form with everything in it") {
    auto session = a_session("musterstadt", StepId::Summary, an_adult());
    press(session, "submit");
    const auto effects = send(session, "submitted", {"422", refused});
    const auto* post = find_effect(effects, "post");
    REQUIRE(post != nullptr);
    CHECK(post->arguments.at(0) == "/musterstadt/");
    const auto fields = json::parse(post->arguments.at(1));
    REQUIRE(fields);
    CHECK(fields->find("action")->string == "updated");
    CHECK(fields->find("step")->string == "summary");
    CHECK(fields->find("application")->string == an_adult().application.text());
    const auto carried = json::parse(fields->find("carried")->string);
    REQUIRE(carried);
    form::Draft draft;
    const auto sent = an_adult();
    draft.application = sent.application;
    CHECK(take_known_answers(*carried->find("answers"), draft).empty());
    for (const auto& attachment : sent.attachments()) draft.attach(attachment);
    CHECK(draft == sent);
    CHECK(carried->find("attachments")->items.size() == sent.attachments().size());
}

TEST_CASE("update: nobody leaves the page for another refusal, or without having sent anything") {
    for (const char* body : {R"({"code":"application.answers","errors":[]})", R"({"code":7})", "{}", "", "["}) {
        CAPTURE(body);
        auto session = a_session("musterstadt", StepId::Summary, an_adult());
        press(session, "submit");
        CHECK_FALSE(has(send(session, "submitted", {"422", body}), "post"));
    }
    auto session = a_session("musterstadt", StepId::Summary, an_adult());
    CHECK_FALSE(has(send(session, "submitted", {"422", refused}), "post"));
}

TEST_CASE("update: answers saved under other rules are announced as such, those of the same rules are not") {
    for (const auto& [rules, other] : {std::pair{std::string("0000000000000000"), true}, std::pair{std::string(), true},
                                       std::pair{rules_version(demo_library("musterstadt")), false}}) {
        CAPTURE(rules);
        auto session = a_session("musterstadt", StepId::Start, a_draft());
        send(session, "load", {saved_by(rules, an_adult(), StepId::Contact)});
        CHECK(warns_of_other_rules(session) == other);
        press(session, "load:accept");
        CHECK(session.step() == StepId::Contact);
        CHECK(session.draft().answer(FieldId::FamilyName) == an_adult().answer(FieldId::FamilyName));
    }
}

TEST_CASE(
    "update: loaded answers that are wrong by now are shown where they are wrong, empty ones are no mistake yet") {
    auto draft = with(an_adult(), {{FieldId::BirthDate, "24.11.2026"}, {FieldId::GivenName, ""}});
    auto session = a_session("musterstadt", StepId::Start, a_draft());
    send(session, "load", {saved_by("0000000000000000", draft, StepId::Summary)});
    press(session, "load:accept");
    CHECK(session.step() == StepId::Person);
    CHECK_FALSE(error_at(session, FieldId::BirthDate).empty());
    CHECK(error_at(session, FieldId::GivenName).empty());
}
