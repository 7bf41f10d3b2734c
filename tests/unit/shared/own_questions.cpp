#include <doctest/doctest.h>

#include <algorithm>

#include "application/application_json.h"
#include "application/saved_draft.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "form/flow.h"
#include "form/labels.h"
#include "json/value.h"
#include "page/build_page.h"
#include "tenant/tenant_json.h"
#include "text/languages.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;

namespace {
Tenant tenant_of(const std::string& text) {
    const auto value = json::parse(text);
    REQUIRE(value);
    std::vector<json::Problem> problems;
    auto tenant = read_tenant(*value, TenantSource::File, problems);
    REQUIRE_MESSAGE(problems.empty(), json::describe(problems.front()));
    return tenant;
}
std::string with_members(const std::string& members) {
    return R"({"key":"dorf","name":"Bücherei Dorf","municipality":{"ags":"05999005","name":"Dorf","postcodes":["12345"]},)"
           R"("contact":{"email":"b@dorf.example"},"privacyUrl":"/p","imprintUrl":"/i","termsUrl":"/t",)"
           R"("fees":{"standardCents":500},"proofs":{"identity":"none"},"card":{"branches":[{"key":"dorf","name":"Dorf"}]})" +
           members + "}";
}

// One library with what a test wants to know about it.
struct At {
    Tenant tenant;
    Directory directory{.entries = {entry_of(tenant)}};
    Language language = Language::De;
    World world() const { return {tenant, directory, catalog_of(language), example_day}; }
    Field row(std::string_view name) const {
        const auto found = find_row(name, tenant);
        REQUIRE(found);
        return *found;
    }
    bool asks(std::string_view name, const Draft& draft) const {
        return is_asked(row(name), draft, world(), derive_facts(draft, world()));
    }
    Text reason(std::string_view name, Draft draft, std::string_view answer) const {
        draft.set(row(name), answer);
        const auto problem = check_field(row(name), draft, world(), derive_facts(draft, world()));
        return problem ? problem->reason : Text::None;
    }
};
At at(const std::string& members) { return {tenant_of(with_members(members))}; }

std::string question(const std::string& members) {
    return R"(,"extraQuestions":[{"key":"own","label":{"de":"Eigene Frage","en":"Own question"})" + members + "}]";
}
}  // namespace

TEST_CASE("the smallest tenant file is below 25 lines and gives a form that can be sent") {
    const auto text = read_text_file(LESEPASS_SOURCE_DIR "/tests/support/tenants/smallest.json");
    CHECK(std::count(text.begin(), text.end(), '\n') < 25);
    const auto tenant = tenant_of(text);
    const Directory directory{.entries = {entry_of(tenant)}};
    const World world{tenant, directory, catalog_of(Language::De), example_day};
    auto draft = with(an_adult(), {{F::IdentityKind, "id-card"}});
    CHECK(derive_facts(draft, world).pickup == "bibliothek");
    CHECK(derive_facts(draft, world).fee.total == Cents{1600});
    CHECK(check_draft(draft, world, derive_facts(draft, world)).empty());
    CHECK(tenant.mailbox == tenant.email);
    CHECK(identity_documents(world).find("Personalausweis") != std::string::npos);
    draft.set(F::FamilyName, "");
    CHECK(!check_draft(draft, world, derive_facts(draft, world)).empty());
}

TEST_CASE("a library hides, demands or renames what it may") {
    const auto plain = at("");
    const auto draft = with(an_adult(), {{F::Telephone, ""}, {F::Email, ""}});
    CHECK(plain.reason("contact.telephone", draft, "") == Text::None);
    CHECK(plain.asks("contact.telephone", draft));
    const auto hidden = at(R"(,"fields":{"contact.telephone":{"ask":"never"}})");
    CHECK(!hidden.asks("contact.telephone", draft));
    CHECK(hidden.reason("contact.telephone", draft, "no number") == Text::None);
    CHECK(make_application(with(draft, {{F::Telephone, "0209 1234567"}}), hidden.world())
              .draft.answer(F::Telephone)
              .empty());
    const auto wanted = at(R"(,"fields":{"contact.telephone":{"ask":"required"},"contact.email":{"ask":"required"}})");
    CHECK(wanted.reason("contact.telephone", draft, "") == Text::MissingTelephone);
    CHECK(wanted.reason("contact.email", draft, "") == Text::MissingEmail);
    const auto renamed = at(R"(,"fields":{"applicant.familyName":{"label":"Nachname","hint":"Wie im Ausweis"}})");
    CHECK(label_of(renamed.row("applicant.familyName"), renamed.world()) == "Nachname");
    REQUIRE(own_hint(renamed.row("applicant.familyName"), renamed.world().tenant));
    CHECK(own_hint(renamed.row("applicant.familyName"), renamed.world().tenant)->in(Language::De) == "Wie im Ausweis");
    CHECK(renamed.reason("applicant.familyName", draft, "") == Text::MissingAnswer);
}

TEST_CASE("a record keeps an answer that is not asked any more") {
    const auto hidden = at(R"(,"fields":{"contact.telephone":{"ask":"never"}})");
    auto draft = with(an_adult(), {{F::Telephone, "0209 7654321"}});
    draft.set_extra("extra.former", "Lesehund");
    const auto text = [&](page::SummaryMode mode) {
        page::Page page;
        page.body = page::answer_nodes(draft, hidden.world(), mode);
        std::string all;
        for (const auto& list : page.body)
            for (const auto& row : list.children) all += row.text + "=" + row.value + row.hint + "\n";
        return all;
    };
    CHECK(text(page::SummaryMode::ReadOnly).find("0209 7654321") != std::string::npos);
    CHECK(text(page::SummaryMode::ReadOnly).find("Lesehund") != std::string::npos);
    CHECK(text(page::SummaryMode::WithChange).find("0209 7654321") == std::string::npos);
    CHECK(text(page::SummaryMode::WithChange).find("Lesehund") == std::string::npos);
}

TEST_CASE("answers to own questions are checked by their kind") {
    struct Row {
        std::string members, answer;
        Text reason;
    };
    const std::string choices = R"(,"type":"choice","choices":[{"key":"aa","label":"A"},{"key":"bb","label":"B"}])";
    const Row rows[] = {
        {"", "frei", Text::None},
        {"", "", Text::None},
        {R"(,"required":true)", "", Text::MissingAnswer},
        {"", "<b>", Text::ErrorLine},
        {R"(,"maxLength":3)", "vier", Text::ErrorTooLong},
        {R"(,"type":"number")", "12", Text::None},
        {R"(,"type":"number")", "12a", Text::ErrorNumber},
        {R"(,"type":"number")", "-1", Text::ErrorNumber},
        {R"(,"type":"number")", "1234567890", Text::ErrorTooLong},
        {R"(,"type":"date")", "31.12.2030", Text::None},  // not a date of birth
        {R"(,"type":"date")", "31.02.2026", Text::ErrorDate},
        {R"(,"type":"yesno")", "yes", Text::None},
        {R"(,"type":"yesno")", "no", Text::None},
        {R"(,"type":"yesno")", "maybe", Text::ErrorChoice},
        {R"(,"type":"yesno","required":true)", "", Text::MissingAnswer},
        {R"(,"type":"checkbox")", "yes", Text::None},
        {R"(,"type":"checkbox")", "on", Text::MissingAnswer},
        {R"(,"type":"checkbox","required":true)", "", Text::MissingAnswer},
        {choices, "aa", Text::None},
        {choices, "cc", Text::ErrorChoice},
        {choices, "A", Text::ErrorChoice},
    };
    for (const auto& [members, answer, reason] : rows)
        CHECK_MESSAGE(at(question(members)).reason("extra.own", an_adult(), answer) == reason,
                      (members + " " + answer));
}

TEST_CASE("own questions are asked of whom they concern, on their step") {
    const auto young = an_adult();
    const auto of = [&](const std::string& when, const Draft& draft) {
        return at(question(R"(,"when":)" + when)).asks("extra.own", draft);
    };
    CHECK(of("{}", young));
    CHECK(of(R"({"minAge":18})", young));
    CHECK(!of(R"({"belowAge":18})", young));
    CHECK(!of(R"({"minAge":18})", with(young, {{F::BirthDate, ""}})));
    CHECK(of(R"({"category":"single"})", young));
    CHECK(!of(R"({"category":"family"})", young));
    for (const std::string_view step : {"person", "contact", "card", "proofs"}) {
        const auto there = at(question(std::string(R"(,"step":")") + std::string(step) + "\""));
        CHECK(there.row("extra.own").step == find_step(step)->id);
        const auto mine = steps_of(young, there.world(), derive_facts(young, there.world()));
        CHECK(std::find(mine.begin(), mine.end(), find_step(step)->id) != mine.end());
    }
    CHECK(!at(question(R"(,"step":"institution")")).asks("extra.own", young));
}

TEST_CASE("own questions travel with the application, the browser's library, and saved answers") {
    const auto here = at(question(R"(,"type":"yesno","step":"card")"));
    auto draft = an_adult();
    draft.set(here.row("extra.own"), "yes");
    draft.set(F::Telephone, "0209 1234567");
    const auto application = make_application(draft, here.world());
    const auto json = encode_application(application);
    CHECK(json.find(R"("contact.telephone":"0209 1234567","extra.own":"yes")") != std::string::npos);
    const auto decoded = decode_application(*json::parse(json), "$");
    CHECK(decoded.problems.empty());
    CHECK(decoded.application.draft == application.draft);
    std::vector<json::Problem> problems;
    const auto copy = read_tenant(*json::parse(write_public_tenant(here.tenant)), TenantSource::Browser, problems);
    CHECK(problems.empty());
    CHECK(write_public_tenant(copy) == write_public_tenant(here.tenant));
    const auto saved = read_saved_draft(write_saved_draft(draft, StepId::Card, "de", here.tenant));
    REQUIRE(saved);
    CHECK(saved->answers.extras() == draft.extras());
    CHECK(saved->unknown_questions.empty());
    // Another library does not ask it: it is not sent there.
    CHECK(make_application(draft, at("").world()).draft.extras().empty());
}

TEST_CASE("names of own questions are names, and at most eight") {
    Draft draft;
    for (const auto* name : {"extra.", "extra.X", "extra.a b", "extra", "own", "contact.email", "extra.<b>"})
        CHECK_MESSAGE(!draft.set_extra(name, "x"), name);
    for (int i = 0; i < 8; ++i) CHECK(draft.set_extra("extra.q" + std::to_string(i), "x"));
    CHECK(!draft.set_extra("extra.q8", "x"));
    CHECK(draft.set_extra("extra.q3", ""));
    CHECK(draft.set_extra("extra.q8", "x"));
    CHECK(draft.extras().size() == 8);
}
