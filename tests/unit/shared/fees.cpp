#include <doctest/doctest.h>

#include <set>

#include "demo_libraries.h"
#include "drafts.h"
#include "form/definition.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;

namespace {
// On 23 November 2026 somebody who is `age` years old today.
std::string born_at(int age) { return format_iso({2026 - age, 11, 23}); }

Facts facts_of(std::string_view library, int age, std::string_view reduction = "none", const Answers& more = {}) {
    auto draft = with(a_draft(), {{F::BirthDate, born_at(age)}, {F::Reduction, reduction}});
    return derive_facts(with(draft, more), demo_world(library));
}
}  // namespace

TEST_CASE("fees of the demo libraries, cell by cell") {
    struct Row {
        const char* library;
        int age;
        const char* reduction;
        std::int64_t cents;
        std::size_t lines;
    };
    const Row rows[] = {{"musterstadt", 0, "none", 0, 1},
                        {"musterstadt", 17, "none", 0, 1},
                        {"musterstadt", 17, "student", 0, 1},
                        {"musterstadt", 18, "none", 1600, 1},
                        {"musterstadt", 18, "", 1600, 1},
                        {"musterstadt", 18, "pupil", 800, 2},
                        {"musterstadt", 18, "student", 800, 2},
                        {"musterstadt", 18, "apprentice", 800, 2},
                        {"musterstadt", 120, "city-pass", 800, 2},
                        {"musterstadt", 30, "made-up", 1600, 1},
                        {"musterstadt", 120, "none", 1600, 1},
                        {"hilden", 12, "none", 0, 1},
                        {"hilden", 13, "none", 1600, 1},
                        {"hilden", 13, "student", 1600, 1},
                        {"hilden", 40, "none", 1600, 1},
                        {"koeln", 20, "none", 0, 1},
                        {"koeln", 20, "koeln-pass", 0, 1},
                        {"koeln", 21, "none", 3000, 1},
                        {"koeln", 21, "education", 1500, 2},
                        {"koeln", 21, "volunteer", 1500, 2},
                        {"koeln", 21, "disability", 1500, 2},
                        {"koeln", 21, "koeln-pass", 1000, 2},
                        {"koeln", 66, "none", 3000, 1},
                        {"gelsenkirchen", 17, "none", 0, 1},
                        {"gelsenkirchen", 18, "none", 1600, 1},
                        {"gelsenkirchen", 18, "pupil", 800, 2},
                        {"gelsenkirchen", 25, "student", 800, 2},
                        {"gelsenkirchen", 25, "apprentice", 800, 2},
                        {"gelsenkirchen", 70, "gelsenkirchen-pass", 800, 2},
                        {"siegen", 17, "none", 0, 1},
                        {"siegen", 18, "none", 1600, 1},
                        {"siegen", 18, "pupil", 800, 2},
                        {"siegen", 18, "student", 800, 2},
                        {"siegen", 18, "apprentice", 800, 2},
                        {"siegen", 18, "federal-volunteer", 800, 2},
                        {"siegen", 40, "honorary-card", 0, 2},
                        {"siegen", 40, "juleica", 0, 2},
                        {"siegen", 40, "siegener-ausweis", 0, 2},
                        {"aachen", 17, "none", 0, 1},
                        {"aachen", 18, "none", 1000, 1},
                        {"aachen", 24, "none", 1000, 1},
                        {"aachen", 25, "none", 2000, 1},
                        {"aachen", 64, "none", 2000, 1},
                        {"aachen", 65, "none", 1000, 1},
                        {"aachen", 40, "honorary-pass", 1000, 2},
                        {"aachen", 40, "aachen-pass", 1000, 2},
                        {"aachen", 40, "bafoeg", 1000, 2},
                        {"aachen", 20, "bafoeg", 1000, 1},
                        {"bochum", 17, "none", 0, 1},
                        {"bochum", 18, "none", 3000, 1},
                        {"bochum", 18, "pupil", 0, 2},
                        {"bochum", 18, "student", 0, 2},
                        {"bochum", 18, "benefits", 0, 2},
                        {"bochum", 18, "disability", 1000, 2},
                        {"soest", 16, "none", 0, 1},
                        {"soest", 17, "none", 2000, 1},
                        {"soest", 17, "pupil", 1000, 2},
                        {"soest", 17, "student", 1000, 2},
                        {"soest", 17, "apprentice", 1000, 2},
                        {"soest", 17, "benefits", 1000, 2},
                        {"soest", 17, "asylum", 1000, 2},
                        {"soest", 17, "soest-pass", 1000, 2},
                        {"soest", 17, "honorary-card", 1000, 2},
                        {"soest", 17, "disability", 1000, 2},
                        {"hagen", 12, "none", 0, 1},
                        {"hagen", 13, "none", 800, 1},
                        {"hagen", 18, "none", 800, 1},
                        {"hagen", 19, "none", 1600, 1},
                        {"hagen", 19, "pupil", 800, 2},
                        {"hagen", 19, "student", 800, 2},
                        {"hagen", 19, "apprentice", 800, 2},
                        {"hagen", 19, "volunteer", 800, 2},
                        {"hagen", 19, "benefits", 800, 2},
                        {"hagen", 18, "parents", 0, 2}};
    std::set<std::string> covered;
    for (const auto& row : rows) {
        covered.insert(std::string(row.library) + " " + row.reduction);
        const std::string name = std::string(row.library) + " " + std::to_string(row.age) + " " + row.reduction;
        CAPTURE(name);
        const auto facts = facts_of(row.library, row.age, row.reduction);
        CHECK(facts.fee.total == Cents{row.cents});
        CHECK(facts.fee.lines.size() == row.lines);
        Cents sum;
        for (const auto& line : facts.fee.lines) sum = sum + line.amount;
        CHECK(sum == facts.fee.total);
    }
    for (const auto library : demo_library_keys)
        for (const auto& reduction : demo_library(library).fees.reductions)
            CHECK_MESSAGE(covered.count(std::string(library) + " " + reduction.key) == 1, reduction.key);
}

TEST_CASE("an institution pays the institution's fee, whatever else stands in the draft") {
    const auto facts = facts_of("hilden", 40, "student", {{F::ApplicantKind, "institution"}});
    CHECK(facts.is_institution);
    CHECK(facts.fee.total == Cents{0});
    CHECK(!facts.age);
    CHECK(facts.reductions.empty());
    // Musterstadt has no cards for institutions: the answer, left over from another library, means nothing.
    CHECK(!facts_of("musterstadt", 40, "none", {{F::ApplicantKind, "institution"}}).is_institution);
}

TEST_CASE("a reduction is offered where it saves something and the age fits") {
    CHECK(facts_of("musterstadt", 17).reductions.empty());
    CHECK(facts_of("musterstadt", 18).reductions.size() == 4);
    CHECK(facts_of("koeln", 20).reductions.empty());
    CHECK(facts_of("koeln", 21).reductions.size() == 4);
    CHECK(facts_of("hilden", 40).reductions.empty());
    CHECK(derive_facts(a_draft(), demo_world("musterstadt")).reductions.size() == 4);  // age not known yet
}

TEST_CASE("a reduction between two age limits") {
    Tenant tenant = demo_library("musterstadt");
    tenant.fees.by_age = {{0, 6, {{Cents{0}}}}, {6, 18, {{Cents{500}}}}};
    tenant.fees.reductions = {{.key = "young",
                               .label = {.words = {"Jung"}},
                               .prices = {{Cents{200}}},
                               .proof = {},
                               .min_age = 10,
                               .below_age = 27}};
    const auto fee = [&](int age, std::string_view reduction) {
        const World world{tenant, demo_directory(), demo_world("musterstadt").catalog, example_day};
        return derive_facts(with(a_draft(), {{F::BirthDate, born_at(age)}, {F::Reduction, reduction}}), world)
            .fee.total.value;
    };
    CHECK(fee(5, "young") == 0);
    CHECK(fee(9, "young") == 500);
    CHECK(fee(10, "young") == 200);
    CHECK(fee(26, "young") == 200);
    CHECK(fee(27, "young") == 1600);
    CHECK(fee(10, "none") == 500);
}

TEST_CASE("a reduction that is no longer offered is neither applied nor sent") {
    // Chosen at 30, then the date of birth was corrected to that of a child.
    const auto facts = facts_of("musterstadt", 10, "student");
    CHECK(facts.reduction == nullptr);
    CHECK(!holds(Condition::ReductionsOffered, {}, demo_world("musterstadt"), facts));
    CHECK(!holds(Condition::ReductionProofNeeded, {}, demo_world("musterstadt"), facts));
}

TEST_CASE("who pays online") {
    CHECK(facts_of("musterstadt", 30).pays_online);
    CHECK(!facts_of("musterstadt", 10).pays_online);
    CHECK(!facts_of("hilden", 30).pays_online);
    CHECK(!facts_of("koeln", 30).pays_online);  // not chosen yet
    CHECK(facts_of("koeln", 30, "none", {{F::PaymentMethod, "online"}}).pays_online);
    CHECK(!facts_of("koeln", 30, "none", {{F::PaymentMethod, "at-counter"}}).pays_online);
    CHECK(!facts_of("koeln", 20, "none", {{F::PaymentMethod, "online"}}).pays_online);  // nothing to pay
}

TEST_CASE("who needs a guardian, at which age and where") {
    CHECK(facts_of("musterstadt", 17).guardian_consents);
    CHECK(!facts_of("musterstadt", 18).guardian_consents);
    CHECK(facts_of("hilden", 15).guardian_consents);
    CHECK(!facts_of("hilden", 16).guardian_consents);
    CHECK(facts_of("koeln", 0).guardian_consents);
    // Not born yet, or no date: nobody is asked for a guardian before the date is right.
    CHECK(!derive_facts(with(a_draft(), {{F::BirthDate, "24.11.2026"}}), demo_world("koeln")).guardian_consents);
    CHECK(!derive_facts(with(a_draft(), {{F::BirthDate, "31.02.2016"}}), demo_world("koeln")).guardian_consents);
}

TEST_CASE("which library is responsible") {
    const auto at = [](std::string_view library, std::string_view postcode) {
        return derive_facts(with(a_draft(), {{F::Postcode, postcode}}), demo_world(library));
    };
    CHECK(at("musterstadt", "").responsibility == Responsibility::Unknown);
    CHECK(at("musterstadt", "1234").responsibility == Responsibility::Unknown);
    CHECK(at("musterstadt", "D-12345").responsibility == Responsibility::ThisLibrary);
    CHECK(at("musterstadt", "10115").responsibility == Responsibility::OutsideArea);
    CHECK(at("musterstadt", "32049").responsibility == Responsibility::NobodyHere);
    CHECK(at("musterstadt", "50667").responsibility == Responsibility::OtherLibrary);
    CHECK(at("musterstadt", "50667").responsible->tenant == "koeln");
    CHECK(at("koeln", "50667").responsibility == Responsibility::ThisLibrary);
}
