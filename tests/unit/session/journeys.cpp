#include "session_fixture.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
constexpr std::string_view jpeg_head = "ffd8ffe000104a46494600010100000100010000";

std::string stored(FieldId purpose, int number) { return encode_attachment(a_proof(purpose, number)); }

void upload(wasm::Session& session, FieldId field, int number) {
    const std::string name(form::field(field).wire_name);
    REQUIRE(has(send(session, "file", {name, "ausweis.jpg", "250000", std::string(jpeg_head)}), "upload"));
    REQUIRE(has(send(session, "stored", {name, stored(field, number)}), "announce"));
}

void fill_address(wasm::Session& session) {
    type(session, FieldId::Street, "Hauptstraße");
    type(session, FieldId::HouseNumber, "7 ½");
    type(session, FieldId::Postcode, "12345");
    type(session, FieldId::Town, "Musterstadt");
}
}  // namespace

TEST_CASE("an adult goes from the first page to the receipt") {
    auto session = a_session("musterstadt", StepId::Start, a_draft());
    auto effects = press(session, "next");
    CHECK(first(effects, "step") == "address");
    CHECK(first(effects, "focus") == "lp-title");
    CHECK(effects.front().name == "render");
    fill_address(session);
    CHECK(first(press(session, "next"), "step") == "person");
    type(session, FieldId::GivenName, "Aoife");
    type(session, FieldId::FamilyName, "O'Brien");
    type(session, FieldId::BirthDate, "31.3.1990");
    CHECK(first(press(session, "next"), "step") == "contact");
    type(session, FieldId::Email, "aoife@example.org");
    CHECK(first(press(session, "next"), "step") == "card");
    type(session, FieldId::Reduction, "none");
    type(session, FieldId::Pickup, "zentral");
    CHECK(first(press(session, "next"), "step") == "proofs");
    upload(session, FieldId::IdentityProof, 1);
    CHECK(first(press(session, "next"), "step") == "summary");
    type(session, FieldId::TermsAccepted, "yes");
    type(session, FieldId::TruthDeclared, "yes");

    effects = press(session, "submit");
    const auto* submit = find_effect(effects, "submit");
    REQUIRE(submit != nullptr);
    CHECK(submit->arguments[0] == "/api/v1/applications/00112233445566778899aabbccddeeff");
    const auto sent = json::parse(submit->arguments[1]);
    REQUIRE(sent);
    const auto decoded = decode_submission(*sent);
    REQUIRE(decoded.problems.empty());
    CHECK(decoded.application.draft.answer(FieldId::FamilyName) == "O'Brien");
    CHECK(decoded.application.draft.answer(FieldId::BirthDate) == "1990-03-31");
    CHECK(decoded.application.quoted_fee == Cents{1600});
    CHECK(first(send(session, "submitted", {"201", R"({"statusUrl":"/status/abc"})"}), "go") == "/status/abc");
}

TEST_CASE("pressing twice while the application is on its way submits once") {
    auto session = a_session("musterstadt", StepId::Summary, an_adult());
    CHECK(has(press(session, "submit"), "submit"));
    CHECK(press(session, "submit").empty());
    CHECK(press(session, "back").empty());
    CHECK(session.step() == StepId::Summary);
}

TEST_CASE("a failed submission keeps everything and says what happened") {
    struct Row {
        std::string status, body;
        Text notice;
    };
    const Row rows[] = {
        {"0", "", Text::ErrorConnection},
        {"500", "{}", Text::ErrorServer},
        {"503", "<html>", Text::ErrorServer},
        {"200", "{}", Text::ErrorServer},
        {"201", R"({"statusUrl":5})", Text::ErrorServer},
        {"409", "{}", Text::ErrorAlreadySubmitted},
        {"422", "not json", Text::ErrorServer},
        {"422", R"({"errors":[]})", Text::ErrorServer},
        {"422", R"({"errors":[{"field":"no.such","message":"x"}]})", Text::ErrorServer},
        {"422", R"({"errors":[{"field":"guardian.givenName","message":"not asked"}]})", Text::ErrorServer},
        {"422", R"({"errors":{"field":"address.street"}})", Text::ErrorServer},
        {"-1", "", Text::ErrorServer}};
    for (const auto& row : rows) {
        CAPTURE(row.status);
        CAPTURE(row.body);
        auto session = a_session("musterstadt", StepId::Summary, an_adult());
        press(session, "submit");
        const auto effects = send(session, "submitted", {row.status, row.body});
        CHECK(notice_of(session) == catalog_of(Language::De)[row.notice]);
        CHECK(has(effects, "announce"));
        CHECK(!has(effects, "go"));
        CHECK(session.draft() == an_adult());
        CHECK(has(press(session, "submit"), "submit"));
    }
}

TEST_CASE("what the server refuses is shown at its field, on its step") {
    auto session = a_session("musterstadt", StepId::Summary, an_adult());
    press(session, "submit");
    const auto body =
        R"({"errors":[{"field":"applicant.birthDate","message":"Zu jung."},{"field":"contact.email","message":"später"}]})";
    const auto effects = send(session, "submitted", {"422", body});
    CHECK(session.step() == StepId::Person);
    CHECK(first(effects, "step") == "person");
    CHECK(first(effects, "focus") == "lp-errors");
    CHECK(error_at(session, FieldId::BirthDate) == "Zu jung.");
    CHECK(has_summary(session));
    type(session, FieldId::BirthDate, "1.1.1980");
    CHECK(error_at(session, FieldId::BirthDate).empty());
    CHECK(!has_summary(session));
}

TEST_CASE("an answer to a submission that was never made changes nothing") {
    auto session = a_session("musterstadt", StepId::Summary, an_adult());
    CHECK(send(session, "submitted", {"201", R"({"statusUrl":"https://evil.example"})"}).empty());
}

TEST_CASE("a proof that the server no longer has can be uploaded again") {
    auto session = a_session("musterstadt", StepId::Summary, an_adult());
    press(session, "submit");
    send(session, "submitted", {"422", R"({"errors":[{"field":"proof.identity","message":"Nicht mehr da."}]})"});
    CHECK(error_at(session, FieldId::IdentityProof) == "Nicht mehr da.");
    upload(session, FieldId::IdentityProof, 7);
    CHECK(error_at(session, FieldId::IdentityProof).empty());
}

TEST_CASE("mistakes are shown when leaving a field, not while typing or passing through") {
    auto session = a_session("musterstadt", StepId::Person, an_adult());
    leave(session, FieldId::GivenName);
    type(session, FieldId::GivenName, "");
    CHECK(!error_at(session, FieldId::GivenName).empty());  // it had been left with an answer
    auto fresh = a_session("musterstadt", StepId::Address, a_draft());
    leave(fresh, FieldId::Street);
    CHECK(error_at(fresh, FieldId::Street).empty());
    CHECK(type(fresh, FieldId::Postcode, "1").empty());  // nothing to draw: only the field's own text changed
    CHECK(error_at(fresh, FieldId::Postcode).empty());
    CHECK(has(leave(fresh, FieldId::Postcode), "render"));
    CHECK(!error_at(fresh, FieldId::Postcode).empty());
    CHECK(!has_summary(fresh));
    CHECK(has(type(fresh, FieldId::Postcode, "12345"), "render"));
    CHECK(error_at(fresh, FieldId::Postcode).empty());
}

TEST_CASE("pressing next with mistakes shows the summary and moves the focus there") {
    auto session = a_session("musterstadt", StepId::Address, a_draft());
    const auto effects = press(session, "next");
    CHECK(first(effects, "focus") == "lp-errors");
    CHECK(first(effects, "title").substr(0, 8) == "Fehler: ");
    CHECK(!has(effects, "step"));
    CHECK(has_summary(session));
    fill_address(session);
    CHECK(!has_summary(session));
}

TEST_CASE("choosing the digital card without an e-mail address leads back to the question") {
    auto session =
        a_session("musterstadt", StepId::Card, with(an_adult(), {{FieldId::Email, ""}, {FieldId::Pickup, "digital"}}));
    const auto effects = press(session, "next");
    CHECK(session.step() == StepId::Contact);
    CHECK(first(effects, "step") == "contact");
    CHECK(first(effects, "focus") == "lp-errors");
    CHECK(!error_at(session, FieldId::Email).empty());
}

TEST_CASE("the responsible library gets the whole draft by a native post") {
    auto draft = with(an_adult(), {{FieldId::Postcode, "50667"}, {FieldId::LibraryChoice, "responsible"}});
    auto session = a_session("musterstadt", StepId::Library, draft);
    const auto effects = press(session, "next");
    const auto* post = find_effect(effects, "post");
    REQUIRE(post != nullptr);
    CHECK(post->arguments[0] == "/koeln/");
    const auto fields = json::parse(post->arguments[1]);
    REQUIRE(fields);
    CHECK(fields->find("step")->string == "address");
    CHECK(fields->find("action")->string == "next");
    const auto carried = json::parse(fields->find("carried")->string);
    REQUIRE(carried);
    CHECK(carried->find("answers")->find("applicant.familyName")->string == "O’Brien-Müller");
    CHECK(carried->find("attachments")->items.size() == 1);
}

TEST_CASE("the page carries the whole draft, should the module die") {
    const auto session = a_session("musterstadt", StepId::Card, a_student());
    std::string carried;
    for (const auto& hidden : session.page().hidden)
        if (hidden.name == "carried") carried = hidden.value;
    const auto value = json::parse(carried);
    REQUIRE(value);
    std::vector<json::Problem> problems;
    json::ObjectReader reader(*value, "$", problems);
    form::Draft back = a_draft();
    read_answers(reader, back);
    read_attachments(reader, back);
    CHECK(problems.empty());
    CHECK(back == a_student());
}

TEST_CASE("another language asks for its texts and then shows the page in it") {
    auto session = a_session("musterstadt", StepId::Person, an_adult());
    CHECK(first(press(session, "lang:en"), "catalog") == "en");
    CHECK(session.page().language == "de");
    session.use_catalog(catalog_of(Language::En));
    const auto effects = send(session, "language", {"en"});
    CHECK(effects.front().name == "render");
    CHECK(first(effects, "title") == "Who is the card for? – Stadtbibliothek Musterstadt");
    CHECK(session.page().language == "en");
    CHECK(session.draft() == an_adult());
    CHECK(press(session, "lang:xx").empty());
}

TEST_CASE("errors that the server made are said again in the other language") {
    auto session = a_session("musterstadt", StepId::Summary, an_adult());
    press(session, "submit");
    send(session, "submitted",
         {"422", R"({"errors":[{"field":"proof.identity","message":"Nicht mehr da.","messages":)"
                 R"({"de":"Nicht mehr da.","ar":"لم يعد موجودًا."}}]})"});
    CHECK(error_at(session, FieldId::IdentityProof) == "Nicht mehr da.");
    session.use_catalog(catalog_of(Language::Ar));
    send(session, "language", {"ar"});
    CHECK(error_at(session, FieldId::IdentityProof) == "لم يعد موجودًا.");
    CHECK(has_summary(session));
    CHECK(session.page().right_to_left);
    // The one the server did not say in that language stays as it was.
    session.use_catalog(catalog_of(Language::Tr));
    send(session, "language", {"tr"});
    CHECK(error_at(session, FieldId::IdentityProof) == "Nicht mehr da.");
}

TEST_CASE("a notice of what went wrong is said again in the other language") {
    auto session = a_session("musterstadt", StepId::Summary, a_student());
    press(session, "submit");
    send(session, "submitted", {"0", ""});
    CHECK(notice_of(session) == catalog_of(Language::De)[Text::ErrorConnection]);
    session.use_catalog(catalog_of(Language::Uk));
    send(session, "language", {"uk"});
    CHECK(notice_of(session) == catalog_of(Language::Uk)[Text::ErrorConnection]);
}

TEST_CASE("the wish for another language names it as <html lang> does") {
    auto session = a_session("musterstadt", StepId::Person, an_adult());
    for (const auto language : all_languages)
        CHECK(first(press(session, "lang:" + std::string(code_of(language))), "catalog") == tag_of(language));
}
