#include "application/application_json.h"

#include <doctest/doctest.h>

#include "base/sha256.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "form/validate.h"

using namespace lesepass;
using namespace lesepass::test;
using form::FieldId;

namespace {
// Without the version of the rules, which is another one after every change of a rule and no part of the hash.
Application a_students_application() {
    auto application = make_application(a_student(), demo_world("musterstadt"));
    application.rules.clear();
    return application;
}

DecodedApplication decoded(const std::string& text) {
    const auto value = json::parse(text);
    REQUIRE_MESSAGE(value.ok(), text);
    return decode_submission(*value);
}
std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}
// A submission whose hash belongs to the changed body.
std::string resealed(const std::string& body) {
    return "{\"contentHash\":\"" + sha256_hex(body) + "\",\"application\":" + body + "}";
}
}  // namespace

TEST_CASE("an application is written in exactly these bytes") {
    // The example of docs/formats/application-v1.md. If these bytes change, content hashes of applications that are on
    // their way no longer fit.
    auto application = a_students_application();
    application.rules = "0123456789abcdef";
    const auto actual = encode_application(application);
    const auto document = read_text_file(LESEPASS_SOURCE_DIR "/docs/formats/application-v1.md");
    const auto from = document.find("{\"schemaVersion\"");
    REQUIRE(from != std::string::npos);
    CHECK(actual == document.substr(from, document.find('\n', from) - from));
    CHECK(document.find(content_hash(a_students_application())) != std::string::npos);
    // The rules by which it was made are no part of what was said.
    CHECK(content_hash(application) == content_hash(a_students_application()));
    application.rules.clear(), application.municipality.reset();
    CHECK(content_hash(application) == sha256_hex(encode_application(application)));
}

TEST_CASE("what was submitted is read back and passes the same checks") {
    for (const auto& [library, draft] :
         {std::pair{"musterstadt", an_adult()}, std::pair{"musterstadt", a_student()},
          std::pair{"koeln", a_minor_in_koeln()}, std::pair{"hilden", an_institution_in_hilden()}}) {
        for (const auto language : all_languages) {
            const auto world = demo_world(library, language);
            const auto application = make_application(draft, world);
            const auto back = decoded(encode_submission(application));
            CHECK(back.problems.empty());
            CHECK(back.application.draft == application.draft);
            CHECK(back.application.language == language);
            CHECK(encode_application(back.application) == encode_application(application));
            CHECK(form::check_draft(back.application.draft, world, form::derive_facts(back.application.draft, world))
                      .empty());
        }
    }
}

TEST_CASE("only what is asked goes out") {
    auto draft = with(an_adult(), {{FieldId::GuardianGivenName, "Left"},
                                   {FieldId::GuardianFamilyName, "Over"},
                                   {FieldId::GuardianConsent, "yes"},
                                   {FieldId::InstitutionName, "Schule"},
                                   {FieldId::LibraryChoice, "here"},
                                   {FieldId::PaymentMethod, "online"},
                                   {FieldId::ApplicantKind, "institution"}});
    draft = with_proof(std::move(draft), a_proof(FieldId::ReductionProof, 2));
    draft = with_proof(std::move(draft), a_proof(FieldId::GuardianProof, 3));
    CHECK(make_application(draft, demo_world("musterstadt")).draft ==
          make_application(an_adult(), demo_world("musterstadt")).draft);
}

TEST_CASE("dates and postcodes leave in one form") {
    const auto draft = with(an_adult(), {{FieldId::BirthDate, "1/2/1990"}, {FieldId::Postcode, "D-1 23 45"}});
    const auto application = make_application(draft, demo_world("musterstadt"));
    CHECK(application.draft.answer(FieldId::BirthDate) == "1990-02-01");
    CHECK(application.draft.answer(FieldId::Postcode) == "12345");
}

TEST_CASE("a submission with a mistake is refused with its place") {
    const auto body = encode_application(a_students_application());
    struct Row {
        std::string from, to, problem;
    };
    const Row rows[] = {
        {"\"schemaVersion\":1", "\"schemaVersion\":2",
         "$.application.schemaVersion: expected a whole number from 1 to 1, found whole number 2"},
        {"\"schemaVersion\":1,", "", "$.application.schemaVersion: expected a whole number from 1 to 1, found nothing"},
        {"0011223344", "001122334",
         "$.application.applicationId: expected 32 hexadecimal digits, found \"0011223345566778899aabbccddeeff\""},
        {"\"library\":\"musterstadt\"", "\"library\":7",
         "$.application.library: expected a text of at most 40 characters, found whole number 7"},
        {"\"language\":\"de\"", "\"language\":\"fr\"",
         "$.application.language: expected a language of this form, found \"fr\""},
        {"\"address.street\"", "\"address.Street\"",
         "$.application.answers.address.Street: expected no such field, found text \"Straße des 17. Juni\""},
        {"\"135 a\"", "135",
         "$.application.answers.address.houseNumber: expected a text of at most 2000 characters, found whole number "
         "135"},
        {"\"135 a\"", "null",
         "$.application.answers.address.houseNumber: expected a text of at most 2000 characters, found null"},
        {"\"answers\":{", "\"answers\":{\"proof.identity\":\"x\",",
         "$.application.answers.proof.identity: expected no text (files are attachments), found text"},
        {"\"attachments\":[", "\"attachments\":[1,",
         "$.application.attachments[0]: expected an object, found whole number 1"},
        {"\"purpose\":\"proof.identity\"", "\"purpose\":\"address.street\"",
         "$.application.attachments[0].purpose: expected the name of an upload field, found \"address.street\""},
        {"\"sizeBytes\":245761", "\"sizeBytes\":0",
         "$.application.attachments[0].sizeBytes: expected a whole number from 1 to 10485760, found whole number 0"},
        {"\"sizeBytes\":245761", "\"sizeBytes\":10485761",
         "$.application.attachments[0].sizeBytes: expected a whole number from 1 to 10485760, found whole number "
         "10485761"},
        {"\"sha256\":\"", "\"sha256\":\"X",
         "$.application.attachments[0].sha256: expected a text of at most 64 characters, found 65 characters"},
        {"\"mediaType\"", "\"more\":1,\"mediaType\"",
         "$.application.attachments[0].more: expected no such field, found whole number 1"},
        {"\"feeCents\":800", "\"feeCents\":-1",
         "$.application.feeCents: expected a whole number from 0 to 1000000, found whole number -1"},
        {"\"feeCents\":800", "\"feeCents\":800,\"paid\":true",
         "$.application.paid: expected no such field, found true/false"},
        {"\"answers\":{", "\"answer\":{", "$.application.answers: expected an object, found nothing"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.problem);
        const auto result = decoded(resealed(replaced(body, row.from, row.to)));
        REQUIRE(!result.problems.empty());
        CHECK(json::describe(result.problems.front()) == row.problem);
    }
    const auto problem_of = [](const std::string& text) { return json::describe(decoded(text).problems.front()); };
    CHECK(problem_of("[]") == "$: expected an object, found list");
    CHECK(problem_of("{}") == "$.contentHash: expected a text of at most 64 characters, found nothing");
    CHECK(problem_of(R"({"contentHash":"x"})") == "$.application: expected an object, found nothing");
    CHECK(problem_of(R"({"contentHash":"x","application":[]})") == "$.application: expected an object, found list");
    CHECK(problem_of(R"({"contentHash":"x","more":1,"application":)" + body + "}") ==
          "$.more: expected no such field, found whole number 1");
}

TEST_CASE("a hash that does not belong to the content is refused") {
    auto application = a_students_application();
    application.municipality.reset();
    const auto body = encode_application(application);
    const auto wrong = [&](const std::string& changed) {
        return "{\"contentHash\":\"" + sha256_hex(body) + "\",\"application\":" + changed + "}";
    };
    CHECK(decoded(wrong(body)).problems.empty());
    for (const auto& changed : {replaced(body, "Aoife", "Aoifa"), replaced(body, "800}", "0}"),
                                replaced(body, "ausweis.jpg", "ausweis.jpe")}) {
        const auto result = decoded(wrong(changed));
        REQUIRE(result.problems.size() == 1);
        CHECK(result.problems[0].path == "$.contentHash");
    }
    // The hash is that of the canonical form: another order or blanks do not matter, they are not what is stored.
    CHECK(decoded(wrong(replaced(body, "\"feeCents\":800", "\"feeCents\": 800"))).problems.empty());
    // What cleaning would change was not cleaned by the form: the hash can not fit.
    CHECK(!decoded(resealed(replaced(body, "Aoife", "Ao\\u202eife"))).problems.empty());
}

TEST_CASE("more files than the form allows are refused") {
    auto application = a_students_application();
    std::string files;
    for (int number = 10; number < 15; ++number)
        files += encode_attachment(a_proof(FieldId::IdentityProof, number)) + ",";
    const auto result =
        decoded(resealed(replaced(encode_application(application), "\"attachments\":[", "\"attachments\":[" + files)));
    REQUIRE(!result.problems.empty());
    CHECK(result.problems.front().path == "$.application.attachments[4]");
}
