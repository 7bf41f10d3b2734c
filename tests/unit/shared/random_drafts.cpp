// Properties that hold for any draft: seeded, the same drafts in every run.
#include <doctest/doctest.h>

#include <random>

#include "application/application_json.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "form/flow.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;

namespace {
struct Dice {
    std::mt19937 random;

    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); }
    std::string_view one_of(std::initializer_list<std::string_view> items) {
        return items.begin()[below(items.size())];
    }

    // Mostly right answers, so that many drafts are complete.
    Draft draft(std::string_view library) {
        auto draft = library == "koeln"    ? a_minor_in_koeln()
                     : library == "hilden" ? an_institution_in_hilden()
                                           : an_adult();
        const auto changes = below(6);
        for (std::size_t i = 0; i < changes; ++i) change(draft);
        return draft;
    }
    void change(Draft& draft) {
        switch (below(9)) {
            case 0:
                return draft.set(F::BirthDate,
                                 one_of({"", "1.1.1980", "2000-02-29", "29.02.2016", "23.11.2026", "24.11.2026", "x"}));
            case 1: return draft.set(F::Postcode, one_of({"", "12345", "50667", "40721", "10115", "D-12345", "1"}));
            case 2: return draft.set(F::ApplicantKind, one_of({"", "person", "institution", "x"}));
            case 3: return draft.set(F::Reduction, one_of({"", "none", "student", "koeln-pass", "x"}));
            case 4: return draft.set(F::Pickup, one_of({"", "zentral", "kalk", "digital", "x"}));
            case 5: return draft.set(F::LibraryChoice, one_of({"", "here", "responsible", "x"}));
            case 6: return draft.set(F::PaymentMethod, one_of({"", "online", "at-counter", "x"}));
            case 7: {
                const F purpose = std::array{F::IdentityProof, F::GuardianProof, F::ReductionProof}[below(3)];
                static_cast<void>(draft.attach(a_proof(purpose, static_cast<int>(1 + below(9)))));
                return;
            }
            default: {
                const Field& any = fields[below(field_count)];
                if (any.kind != FieldKind::Upload)
                    draft.set(any.id, one_of({"", "yes", "Anna", "12", "aoife@example.org", "🦄", "0209 12345"}));
            }
        }
    }
};
}  // namespace

TEST_CASE("a draft is right exactly when every step lets one pass in order") {
    Dice dice{std::mt19937(1)};
    std::size_t right = 0, wrong = 0;
    for (int i = 0; i < 6000; ++i) {
        const std::string_view library = demo_library_keys[dice.below(demo_library_keys.size())];
        const auto world = demo_world(library);
        auto draft = dice.draft(library);
        const auto facts = derive_facts(draft, world);
        const bool fine = check_draft(draft, world, facts).empty();
        StepId at = StepId::Start;
        bool passed = true;
        for (int guard = 0; passed && at != StepId::Summary && guard < 20; ++guard) {
            const auto result = advance(draft, at, "next", world);
            passed = result.outcome == Outcome::Moved && result.step > at;
            at = result.step;
        }
        passed = passed && at == StepId::Summary && advance(draft, at, "submit", world).outcome == Outcome::Submit;
        if (passed != fine) FAIL("step by step and as a whole differ in draft " << i);
        ++(fine ? right : wrong);
        if (facts.fee.total < Cents{0}) FAIL("negative fee in draft " << i);
        if (facts.pays_online && facts.fee.total == Cents{0}) FAIL("nothing to pay online in draft " << i);
    }
    CHECK(right > 500);
    CHECK(wrong > 500);
}

TEST_CASE("what is submitted passes the same checks on arrival and says the same") {
    Dice dice{std::mt19937(2)};
    std::size_t submitted = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string_view library = demo_library_keys[dice.below(demo_library_keys.size())];
        const auto world = demo_world(library);
        const auto draft = dice.draft(library);
        const auto application = make_application(draft, world);
        const auto value = json::parse(encode_submission(application));
        REQUIRE(value.ok());
        const auto back = decode_submission(*value);
        REQUIRE_MESSAGE(back.problems.empty(), json::describe(back.problems.front()));
        REQUIRE(back.application.draft == application.draft);
        const auto facts = derive_facts(draft, world);
        const auto arrived = derive_facts(back.application.draft, world);
        if (!check_draft(draft, world, facts).empty()) continue;
        ++submitted;
        REQUIRE(check_draft(back.application.draft, world, arrived).empty());
        REQUIRE(arrived.fee.total == facts.fee.total);
        REQUIRE(arrived.pays_online == facts.pays_online);
        REQUIRE(arrived.pickup == facts.pickup);
        // Making it again from what arrived changes nothing: nothing unasked was left in it.
        REQUIRE(encode_application(make_application(back.application.draft, world)) == encode_application(application));
    }
    CHECK(submitted > 300);
}
