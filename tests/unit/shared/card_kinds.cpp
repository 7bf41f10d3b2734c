// Terms, family and partner cards, renewals, replacements, deposits, digital-only prices, access without staff.
#include <doctest/doctest.h>

#include "demo_libraries.h"
#include "drafts.h"
#include "form/definition.h"
#include "form/validate.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;

namespace {
std::string born_at(int age) { return format_iso({2026 - age, 11, 23}); }

struct Case {
    Tenant tenant;
    Draft draft = a_draft();

    World world() const { return {tenant, demo_directory(), demo_world("musterstadt").catalog, example_day}; }
    Facts facts() const { return derive_facts(draft, world()); }
    std::int64_t cents() const { return facts().fee.total.value; }
    Case say(const Answers& answers) const { return {tenant, with(draft, answers)}; }
    bool asks(F id) const { return is_asked(field(id), draft, world(), facts()); }
    Text problem(F id) const {
        const auto found = check_field(field(id), draft, world(), facts());
        return found ? found->reason : Text::None;
    }
};

Case at(std::string_view library, int age = 40) {
    return {demo_library(library), with(a_draft(), {{F::BirthDate, born_at(age)}})};
}
}  // namespace

TEST_CASE("the term is asked where there is a choice, and only terms that are sold to this person") {
    CHECK(!at("musterstadt").asks(F::Term));
    CHECK(at("soest").asks(F::Term));
    CHECK(!at("soest", 16).asks(F::Term));  // free for a year: nobody needs a single visit
    CHECK(at("soest").cents() == 2000);     // nothing chosen yet: the first term
    CHECK(at("soest").say({{F::Term, "year"}}).cents() == 2000);
    CHECK(at("soest").say({{F::Term, "once"}}).cents() == 400);
    CHECK(at("soest", 16).say({{F::Term, "once"}}).cents() == 0);
    CHECK(at("soest").problem(F::Term) == Text::MissingTerm);
    CHECK(at("soest").say({{F::Term, "month"}}).problem(F::Term) == Text::ErrorChoice);
    CHECK(at("koeln").say({{F::Term, "permanent"}}).cents() == 3000);
}

TEST_CASE("a reduction that is not sold for the chosen term is not offered") {
    CHECK(at("soest").say({{F::Term, "year"}}).asks(F::Reduction));
    CHECK(!at("soest").say({{F::Term, "once"}}).asks(F::Reduction));
    CHECK(at("soest").say({{F::Term, "once"}, {F::Reduction, "student"}}).cents() == 400);
    CHECK(!at("soest").say({{F::Term, "once"}, {F::Reduction, "student"}}).asks(F::ReductionProof));
}

TEST_CASE("a family pays one price, whoever belongs to it") {
    const auto family = at("siegen").say({{F::CardCategory, "family"}, {F::FamilySize, "3"}});
    CHECK(family.cents() == 2500);
    CHECK(family.say({{F::Reduction, "student"}}).cents() == 2500);  // no reduction on top
    CHECK(!family.asks(F::Reduction));
    CHECK(family.asks(F::Member1Name));
    CHECK(family.asks(F::Member3BirthDate));
    CHECK(!family.asks(F::Member4Name));
    CHECK(family.asks(F::FamilyHousehold));
    CHECK(at("siegen").problem(F::CardCategory) == Text::MissingCardCategory);
    CHECK(!at("siegen", 17).asks(F::CardCategory));  // a card for several people is bought by a grown-up
    CHECK(at("siegen", 17).say({{F::CardCategory, "family"}}).cents() == 0);
    CHECK(at("musterstadt").say({{F::CardCategory, "family"}}).cents() == 1600);  // not sold there
    CHECK(!at("siegen").asks(F::FamilySize));
    CHECK(family.say({{F::FamilySize, "7"}}).problem(F::FamilySize) == Text::ErrorChoice);
}

TEST_CASE("a family has as many grown-ups as the library says") {
    const auto family = at("siegen").say({{F::CardCategory, "family"}, {F::FamilySize, "3"}});
    const auto ages = [&](int first, int second, int third) {
        return family.say({{F::Member1BirthDate, born_at(first)},
                           {F::Member2BirthDate, born_at(second)},
                           {F::Member3BirthDate, born_at(third)}});
    };
    CHECK(ages(38, 17, 3).problem(F::Member1BirthDate) == Text::None);
    CHECK(ages(38, 17, 3).problem(F::Member2BirthDate) == Text::None);
    CHECK(ages(38, 18, 3).problem(F::Member2BirthDate) == Text::ErrorTooManyAdults);
    CHECK(ages(38, 3, 18).problem(F::Member3BirthDate) == Text::ErrorTooManyAdults);
    CHECK(ages(17, 3, 0).problem(F::Member3BirthDate) == Text::None);
    CHECK(family.problem(F::Member1BirthDate) == Text::MissingMemberBirthDate);
    CHECK(family.say({{F::Member1BirthDate, "24.11.2026"}}).problem(F::Member1BirthDate) == Text::ErrorDateFuture);
    CHECK(family.say({{F::Member1Name, "123"}}).problem(F::Member1Name) == Text::ErrorPersonName);
}

TEST_CASE("a partner card is for two grown-ups") {
    auto couple = at("musterstadt");
    couple.tenant.fees.partner = Prices{{Cents{2400}}};
    couple = couple.say({{F::CardCategory, "partner"}});
    CHECK(couple.cents() == 2400);
    CHECK(couple.asks(F::Member1Name));
    CHECK(!couple.asks(F::Member2Name));
    CHECK(!couple.asks(F::FamilySize));
    CHECK(couple.say({{F::Member1BirthDate, born_at(18)}}).problem(F::Member1BirthDate) == Text::None);
    CHECK(couple.say({{F::Member1BirthDate, born_at(17)}}).problem(F::Member1BirthDate) == Text::ErrorPartnerTooYoung);
}

TEST_CASE("renewing a card") {
    const auto renewal = at("siegen").say({{F::Purpose, "renewal"}});
    CHECK(at("siegen").asks(F::Purpose));
    CHECK(!at("musterstadt").asks(F::Purpose));
    CHECK(renewal.cents() == 1600);
    CHECK(renewal.asks(F::OldCardNumber));
    CHECK(renewal.problem(F::OldCardNumber) == Text::MissingOldCardNumber);
    CHECK(!renewal.asks(F::IdentityProof));
    CHECK(at("siegen").say({{F::Purpose, "new"}}).asks(F::IdentityProof));
    CHECK(!at("siegen").say({{F::Purpose, "new"}}).asks(F::OldCardNumber));
    CHECK(!at("musterstadt").say({{F::Purpose, "renewal"}}).asks(F::OldCardNumber));  // left over from elsewhere
    auto strict = renewal;
    strict.tenant.renewal_identity = true;
    CHECK(strict.asks(F::IdentityProof));
}

TEST_CASE("replacing a lost card costs the replacement and nothing else") {
    const auto lost = at("hagen").say({{F::Purpose, "replacement"}});
    CHECK(lost.cents() == 500);
    CHECK(lost.facts().fee.lines.size() == 1);
    CHECK(lost.problem(F::OldCardNumber) == Text::None);  // it is lost: the number may be unknown
    CHECK(!lost.asks(F::CardCategory));
    CHECK(!lost.asks(F::Reduction));
    CHECK(at("hagen", 10).say({{F::Purpose, "replacement"}}).cents() == 500);
    CHECK(at("siegen").say({{F::Purpose, "replacement"}}).cents() == 1600);  // not offered there
}

TEST_CASE("what a new card costs once") {
    auto library = at("musterstadt");
    library.tenant.fees.issue = Cents{1000}, library.tenant.fees.issue_minor = Cents{500};
    library.tenant.fees.deposit = Cents{250};
    library.tenant.fees.renewals = true;
    CHECK(library.cents() == 2850);
    CHECK(library.facts().fee.lines.size() == 3);
    CHECK(library.say({{F::BirthDate, born_at(17)}}).cents() == 750);
    CHECK(library.say({{F::BirthDate, born_at(18)}}).cents() == 2850);
    CHECK(library.say({{F::Purpose, "renewal"}}).cents() == 1600);
    CHECK(library.say({{F::Pickup, "digital"}}).cents() == 1600);
    CHECK(library.say({{F::Reduction, "student"}}).cents() == 2050);
}

TEST_CASE("the price of digital offers only") {
    auto library = at("gelsenkirchen");
    library.tenant.fees.digital = Prices{{Cents{1000}}};
    CHECK(library.say({{F::Pickup, "digital"}}).cents() == 1000);
    CHECK(library.say({{F::Pickup, "zentral"}}).cents() == 1600);
    CHECK(library.say({{F::Pickup, "digital"}, {F::Reduction, "student"}}).cents() == 800);
    CHECK(library.say({{F::Pickup, "digital"}, {F::BirthDate, born_at(17)}}).cents() == 0);
}

TEST_CASE("access without staff only with its own conditions") {
    CHECK(at("aachen").asks(F::OpenLibrary));
    CHECK(at("aachen", 18).asks(F::OpenLibrary));
    CHECK(!at("aachen", 17).asks(F::OpenLibrary));
    CHECK(!at("musterstadt").asks(F::OpenLibrary));
    CHECK(at("aachen").problem(F::OpenLibrary) == Text::None);
    CHECK(!at("aachen").asks(F::OpenLibraryTerms));
    const auto wants = at("aachen").say({{F::OpenLibrary, "yes"}});
    CHECK(wants.problem(F::OpenLibraryTerms) == Text::MissingOpenLibraryTerms);
    CHECK(wants.say({{F::OpenLibraryTerms, "yes"}}).problem(F::OpenLibraryTerms) == Text::None);
    CHECK(!at("aachen", 17).say({{F::OpenLibrary, "yes"}}).asks(F::OpenLibraryTerms));
}

TEST_CASE("a birthday today counts") {
    const auto on = [](std::string_view born) { return at("aachen").say({{F::BirthDate, born}}).cents(); };
    CHECK(on("23.11.2008") == 1000);  // 18 today
    CHECK(on("24.11.2008") == 0);     // tomorrow
    CHECK(on("23.11.1961") == 1000);  // 65 today
    CHECK(on("24.11.1961") == 2000);
}

TEST_CASE("the document to prove who one is") {
    const auto bochum = at("bochum");
    CHECK(bochum.problem(F::IdentityKind) == Text::MissingIdentityKind);
    CHECK(bochum.asks(F::IdentityProof));
    CHECK(!bochum.asks(F::IdentitySecondProof));
    const auto licence = bochum.say({{F::IdentityKind, "driving-licence-vehicle"}});
    CHECK(licence.problem(F::IdentitySecondProof) == Text::MissingIdentitySecondProof);
    CHECK(!bochum.say({{F::IdentityKind, "id-card"}}).asks(F::IdentitySecondProof));
    CHECK(bochum.say({{F::IdentityKind, "registration"}}).problem(F::IdentityKind) == Text::ErrorChoice);
    CHECK(!bochum.asks(F::IdentityAtCounter));
    CHECK(!at("musterstadt").asks(F::IdentityKind));  // own words, one upload
    CHECK(!at("soest").asks(F::IdentityKind));        // everything at the counter
    CHECK(!at("siegen").say({{F::Purpose, "renewal"}}).asks(F::IdentityKind));
}

TEST_CASE("a proof may be shown at the counter where the library allows it") {
    const auto aachen = at("aachen").say({{F::IdentityKind, "passport-registration"}});
    CHECK(aachen.problem(F::IdentityProof) == Text::MissingIdentityProof);
    const auto brings = aachen.say({{F::IdentityAtCounter, "yes"}});
    CHECK(!brings.asks(F::IdentityProof));
    CHECK(!brings.asks(F::IdentitySecondProof));
    CHECK(brings.facts().identity_at_counter);
    CHECK(at("bochum").say({{F::IdentityAtCounter, "yes"}}).asks(F::IdentityProof));  // not allowed there
    const auto student = at("siegen").say({{F::Reduction, "student"}});
    CHECK(student.asks(F::ReductionAtCounter));
    CHECK(student.asks(F::ReductionProof));
    CHECK(!student.say({{F::ReductionAtCounter, "yes"}}).asks(F::ReductionProof));
    const auto here = at("gelsenkirchen").say({{F::Reduction, "student"}, {F::ReductionAtCounter, "yes"}});
    CHECK(!here.asks(F::ReductionAtCounter));
    CHECK(here.asks(F::ReductionProof));
}

TEST_CASE("each kind of document has words and a picture") {
    for (std::size_t i = 0; i < identity_kinds.size(); ++i) {
        CHECK(static_cast<std::size_t>(identity_kinds[i].kind) == i);
        CHECK(!read_text_file(std::string(LESEPASS_SOURCE_DIR) + "/public" + std::string(identity_kinds[i].sample))
                   .empty());
    }
    CHECK(!parse_identity_kind("library-card"));
}
