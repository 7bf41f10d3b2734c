#include <doctest/doctest.h>

#include "demo_libraries.h"
#include "drafts.h"
#include "form/flow.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;
using S = StepId;

namespace {
std::vector<S> steps_at(std::string_view library, const Draft& draft) {
    const auto world = demo_world(library);
    return steps_of(draft, world, derive_facts(draft, world));
}
std::vector<FieldProblem> problems_at(std::string_view library, const Draft& draft) {
    const auto world = demo_world(library);
    return check_draft(draft, world, derive_facts(draft, world));
}
Text reason_at(std::string_view library, const Draft& draft, F field_id) {
    const auto world = demo_world(library);
    const auto problem = check_field(field(field_id), draft, world, derive_facts(draft, world));
    return problem ? problem->reason : Text::None;
}
Advance press(std::string_view library, Draft draft, S step, std::string_view action) {
    return advance(draft, step, action, demo_world(library));
}
}  // namespace

TEST_CASE("the example drafts are ready for submission") {
    CHECK(problems_at("musterstadt", an_adult()).empty());
    CHECK(problems_at("musterstadt", a_student()).empty());
    CHECK(problems_at("koeln", a_minor_in_koeln()).empty());
    CHECK(problems_at("hilden", an_institution_in_hilden()).empty());
}

TEST_CASE("each person has the steps that concern them") {
    CHECK(steps_at("musterstadt", an_adult()) ==
          std::vector{S::Start, S::Address, S::Person, S::Contact, S::Card, S::Proofs, S::Summary});
    CHECK(steps_at("koeln", a_minor_in_koeln()) ==
          std::vector{S::Start, S::Address, S::Person, S::Guardian, S::Contact, S::Card, S::Proofs, S::Summary});
    CHECK(steps_at("hilden", an_institution_in_hilden()) ==
          std::vector{S::Start, S::Address, S::Institution, S::Contact, S::Summary});
    CHECK(steps_at("hilden", an_adult()) ==
          std::vector{S::Start, S::Address, S::Library, S::Person, S::Contact, S::Summary});
    const auto from_koeln = with(an_adult(), {{F::Postcode, "50667"}});
    CHECK(steps_at("musterstadt", from_koeln) ==
          std::vector{S::Start, S::Address, S::Library, S::Person, S::Contact, S::Card, S::Proofs, S::Summary});
}

TEST_CASE("every field's rule is applied and gives its reason") {
    struct Row {
        F field;
        std::string answer;
        Text reason;
    };
    const Row rows[] = {
        {F::Street, "", Text::MissingStreet},
        {F::Street, "🏠", Text::ErrorLine},
        {F::Street, std::string(81, 'a'), Text::ErrorTooLong},
        {F::Street, std::string(80, 'a'), Text::None},
        {F::Street, std::string(10'240, 'a'), Text::ErrorTooLong},
        {F::HouseNumber, "", Text::MissingHouseNumber},
        {F::HouseNumber, "a", Text::ErrorHouseNumber},
        {F::HouseNumber, "1234567890123", Text::ErrorTooLong},
        {F::Postcode, "", Text::MissingPostcode},
        {F::Postcode, "123456", Text::ErrorPostcode},
        {F::Postcode, "D-12345", Text::None},
        {F::Town, "", Text::MissingTown},
        {F::Town, "<>", Text::ErrorLine},
        {F::GivenName, "", Text::MissingGivenName},
        {F::GivenName, "X Æ A-12", Text::ErrorPersonName},
        {F::GivenName, "Ø", Text::None},
        {F::FamilyName, "\u200b\u200b", Text::MissingFamilyName},
        {F::FamilyName, "O'Brien", Text::None},
        {F::BirthDate, "", Text::MissingBirthDate},
        {F::BirthDate, "1.2.90", Text::ErrorDate},
        {F::BirthDate, "29.02.2023", Text::ErrorDate},
        {F::BirthDate, "24.11.2026", Text::ErrorDateFuture},
        {F::BirthDate, "23.11.2026", Text::None},
        {F::BirthDate, "23.11.1906", Text::None},
        {F::BirthDate, "22.11.1900", Text::ErrorDateTooOld},
        {F::BirthDate, "24.11.1900", Text::None},
        {F::BirthDate, "01.01.1000", Text::ErrorDateTooOld},
        {F::BirthDate, std::string(500, '1'), Text::ErrorDate},
        {F::Email, "", Text::None},
        {F::Email, "a@b", Text::ErrorEmail},
        {F::Email, std::string(200, 'a') + "@b.de", Text::ErrorTooLong},
        {F::Telephone, "", Text::None},
        {F::Telephone, "123", Text::ErrorTelephone},
        {F::Reduction, "", Text::MissingReduction},
        {F::Reduction, "made-up", Text::ErrorChoice},
        {F::Reduction, "none", Text::None},
        {F::Pickup, "", Text::MissingPickup},
        {F::Pickup, "elsewhere", Text::ErrorChoice},
        {F::Pickup, "digital", Text::None},
        {F::TermsAccepted, "", Text::MissingTermsAccepted},
        {F::TermsAccepted, "no", Text::MissingTermsAccepted},
        {F::TruthDeclared, "true", Text::MissingTruthDeclared},
    };
    for (const auto& row : rows) {
        const std::string name = std::string(field(row.field).wire_name) + " = " + row.answer.substr(0, 30);
        CAPTURE(name);
        CHECK(text_key_names[static_cast<std::size_t>(
                  reason_at("musterstadt", with(an_adult(), {{row.field, row.answer}}), row.field))] ==
              text_key_names[static_cast<std::size_t>(row.reason)]);
    }
}

TEST_CASE("rules that depend on the library and on other answers") {
    CHECK(reason_at("koeln", with(a_minor_in_koeln(), {{F::GuardianConsent, ""}}), F::GuardianConsent) ==
          Text::MissingGuardianConsent);
    CHECK(reason_at("koeln", with(a_minor_in_koeln(), {{F::GuardianGivenName, ""}}), F::GuardianGivenName) ==
          Text::MissingGuardianGivenName);
    CHECK(reason_at("koeln", with(a_minor_in_koeln(), {{F::GuardianFamilyName, "5"}}), F::GuardianFamilyName) ==
          Text::ErrorPersonName);
    CHECK(reason_at("musterstadt", an_adult(), F::GuardianConsent) == Text::None);
    CHECK(reason_at("koeln", with(an_adult(), {{F::Postcode, "50667"}}), F::PaymentMethod) ==
          Text::MissingPaymentMethod);
    CHECK(reason_at("koeln", a_minor_in_koeln(), F::PaymentMethod) == Text::None);
    CHECK(reason_at("musterstadt", with(an_adult(), {{F::Pickup, "digital"}, {F::Email, ""}}), F::Email) ==
          Text::MissingEmail);
    CHECK(reason_at("hilden", with(a_draft(), {{F::ApplicantKind, ""}}), F::ApplicantKind) ==
          Text::MissingApplicantKind);
    CHECK(reason_at("hilden", with(a_draft(), {{F::ApplicantKind, "robot"}}), F::ApplicantKind) == Text::ErrorChoice);
    CHECK(reason_at("musterstadt", a_draft(), F::ApplicantKind) == Text::None);
    CHECK(reason_at("hilden", with(an_institution_in_hilden(), {{F::InstitutionName, ""}}), F::InstitutionName) ==
          Text::MissingInstitutionName);
    CHECK(reason_at("hilden", with(an_institution_in_hilden(), {{F::ResponsibleName, ""}}), F::ResponsibleName) ==
          Text::MissingResponsibleName);
    auto no_proof = a_student();
    no_proof.detach(a_proof(F::ReductionProof, 2).id);
    CHECK(reason_at("musterstadt", no_proof, F::ReductionProof) == Text::MissingReductionProof);
    CHECK(reason_at("musterstadt", with(no_proof, {{F::Reduction, "none"}}), F::ReductionProof) == Text::None);
    auto no_guardian = a_minor_in_koeln();
    no_guardian.detach(a_proof(F::GuardianProof, 2).id);
    CHECK(reason_at("koeln", no_guardian, F::GuardianProof) == Text::MissingGuardianProof);
    CHECK(reason_at("koeln", with(no_guardian, {{F::BirthDate, "1.1.1980"}}), F::GuardianProof) == Text::None);
    Tenant strict = demo_library("musterstadt");
    strict.minimum_age = 7;
    const World world{strict, demo_directory(), demo_world("musterstadt").catalog, example_day};
    const auto child = with(an_adult(), {{F::BirthDate, "24.11.2019"}});
    const auto problem = check_field(field(F::BirthDate), child, world, derive_facts(child, world));
    REQUIRE(problem);
    CHECK(problem->message ==
          "Diese Bibliothek stellt Ausweise ab einem Alter von 7 Jahren aus. Bitte prüfen Sie das Geburtsdatum.");
}

TEST_CASE("a message in the summary says which field it means") {
    const auto draft = with(an_adult(), {{F::GivenName, "1"}, {F::FamilyName, "2"}, {F::Street, std::string(90, 'a')}});
    const auto problems = problems_at("musterstadt", draft);
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].message == "Bitte kürzen Sie „Straße“ auf höchstens 80 Zeichen. Jetzt sind es 90.");
    CHECK(problems[1].message.find("„Vorname“") != std::string::npos);
    CHECK(problems[2].message.find("„Nachname“") != std::string::npos);
}

TEST_CASE("a reduction that no longer fits is asked again") {
    auto draft = with(a_student(), {{F::BirthDate, "31.03.1990"}});
    CHECK(problems_at("musterstadt", draft).empty());
    Tenant tenant = demo_library("musterstadt");
    tenant.fees.reductions[1].below_age = 27;
    const World world{tenant, demo_directory(), demo_world("musterstadt").catalog, example_day};
    const auto facts = derive_facts(draft, world);
    CHECK(facts.fee.total == Cents{1600});
    const auto problems = check_draft(draft, world, facts);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].reason == Text::ErrorChoice);
    CHECK(first_open_step(draft, world, facts) == S::Card);
}

TEST_CASE("next goes on only without mistakes on the step") {
    CHECK(press("musterstadt", a_draft(), S::Start, "next").step == S::Address);
    const auto stay = press("musterstadt", a_draft(), S::Address, "next");
    CHECK(stay.outcome == Outcome::Stay);
    CHECK(stay.problems.size() == 4);
    CHECK(press("musterstadt", an_adult(), S::Address, "next").step == S::Person);
    CHECK(press("koeln", a_minor_in_koeln(), S::Person, "next").step == S::Guardian);
    CHECK(press("musterstadt", an_adult(), S::Summary, "next").step == S::Summary);
    CHECK(press("hilden", a_draft(), S::Start, "next").outcome == Outcome::Stay);
}

TEST_CASE("an answer that opens an earlier step leads there at once") {
    const auto digital =
        press("musterstadt", with(an_adult(), {{F::Pickup, "digital"}, {F::Email, ""}}), S::Card, "next");
    CHECK(digital.outcome == Outcome::Stay);
    CHECK(digital.step == S::Contact);
    REQUIRE(digital.problems.size() == 1);
    CHECK(digital.problems[0].reason == Text::MissingEmail);
}

TEST_CASE("back never asks for anything") {
    CHECK(press("musterstadt", a_draft(), S::Summary, "back").step == S::Proofs);
    CHECK(press("musterstadt", a_draft(), S::Address, "back").step == S::Start);
    CHECK(press("musterstadt", a_draft(), S::Start, "back").step == S::Start);
    CHECK(press("koeln", a_minor_in_koeln(), S::Contact, "back").step == S::Guardian);
}

TEST_CASE("nobody jumps ahead of an open step") {
    const auto draft = with(an_adult(), {{F::BirthDate, ""}});
    const auto world = demo_world("musterstadt");
    const auto facts = derive_facts(draft, world);
    CHECK(may_visit(S::Address, draft, world, facts));
    CHECK(may_visit(S::Person, draft, world, facts));
    CHECK(!may_visit(S::Contact, draft, world, facts));
    CHECK(!may_visit(S::Summary, draft, world, facts));
    CHECK(!may_visit(S::Guardian, draft, world, facts));
    CHECK(press("musterstadt", draft, S::Address, "goto:summary").step == S::Person);
    CHECK(press("musterstadt", an_adult(), S::Address, "goto:summary").step == S::Summary);
    CHECK(press("musterstadt", an_adult(), S::Address, "goto:guardian").step == S::Summary);
    CHECK(press("musterstadt", an_adult(), S::Address, "goto:nowhere").outcome == Outcome::Unknown);
}

TEST_CASE("submit goes through only when everything is right, else to the first open step") {
    CHECK(press("musterstadt", an_adult(), S::Summary, "submit").outcome == Outcome::Submit);
    const auto open = press("musterstadt", with(an_adult(), {{F::GivenName, ""}, {F::FamilyName, ""}, {F::Pickup, ""}}),
                            S::Summary, "submit");
    CHECK(open.outcome == Outcome::Stay);
    CHECK(open.step == S::Person);
    CHECK(open.problems.size() == 2);
}

TEST_CASE("another library") {
    const auto from_koeln = with(an_adult(), {{F::Postcode, "50667"}});
    CHECK(press("musterstadt", from_koeln, S::Library, "next").outcome == Outcome::Stay);
    const auto there = press("musterstadt", with(from_koeln, {{F::LibraryChoice, "responsible"}}), S::Library, "next");
    CHECK(there.outcome == Outcome::OtherLibrary);
    CHECK(there.other_tenant == "koeln");
    CHECK(press("musterstadt", with(from_koeln, {{F::LibraryChoice, "here"}}), S::Library, "next").step == S::Person);
    // Whoever chose the other library must not end up with an application here.
    CHECK(press("musterstadt", with(from_koeln, {{F::LibraryChoice, "responsible"}}), S::Summary, "submit").step ==
          S::Library);
    // Moved since: the choice of then is not an option now.
    const auto moved = with(an_adult(), {{F::Postcode, "10115"}, {F::LibraryChoice, "responsible"}});
    CHECK(reason_at("musterstadt", moved, F::LibraryChoice) == Text::ErrorChoice);
    CHECK(reason_at("musterstadt", with(moved, {{F::Postcode, "12345"}}), F::LibraryChoice) == Text::None);
    Tenant strict = demo_library("musterstadt");
    strict.accepts_outsiders = false;
    const World world{strict, demo_directory(), demo_world("musterstadt").catalog, example_day};
    const auto nowhere = with(an_adult(), {{F::Postcode, "10115"}, {F::LibraryChoice, "here"}});
    const auto facts = derive_facts(nowhere, world);
    CHECK(options_of(F::LibraryChoice, world, facts).empty());
    CHECK(!check_draft(nowhere, world, facts).empty());
}

TEST_CASE("attachments: added, replaced, limited, removed") {
    auto draft = an_adult();
    CHECK(draft.attach(a_proof(F::IdentityProof, 1, "neu.jpg")));
    CHECK(draft.attachments().size() == 1);
    CHECK(draft.attachments()[0].file_name == "neu.jpg");
    for (int number = 2; number <= 4; ++number) CHECK(draft.attach(a_proof(F::IdentityProof, number)));
    CHECK(!draft.attach(a_proof(F::IdentityProof, 5)));
    CHECK(draft.attach(a_proof(F::ReductionProof, 5)));
    const auto removed = press("musterstadt", draft, S::Proofs, "remove:" + a_proof(F::IdentityProof, 3).id.text());
    CHECK(removed.outcome == Outcome::Removed);
    CHECK(removed.removed == a_proof(F::IdentityProof, 3));
    CHECK(press("musterstadt", draft, S::Proofs, "remove:" + AttachmentId{}.text()).outcome == Outcome::Unknown);
    CHECK(press("musterstadt", draft, S::Proofs, "remove:../..").outcome == Outcome::Unknown);
}

TEST_CASE("every choice that is asked has options, nothing else has") {
    for (const auto& field : fields) {
        CAPTURE(field.wire_name);
        bool has_options = false;
        for (const std::string_view library : demo_library_keys) {
            for (const auto* postcode : {"10115", "42549"}) {
                const auto draft = with(an_adult(), {{F::Postcode, postcode}, {F::CardCategory, "family"}});
                const auto world = demo_world(library);
                const auto facts = derive_facts(draft, world);
                const auto options = options_of(field.id, world, facts);
                has_options = has_options || !options.empty();
                if (is_asked(field, draft, world, facts) && field.kind == FieldKind::Choice) CHECK(!options.empty());
            }
        }
        CHECK(has_options == (field.kind == FieldKind::Choice));
    }
}

TEST_CASE("other actions") {
    CHECK(press("musterstadt", a_draft(), S::Card, "lang:en").language == Language::En);
    CHECK(press("musterstadt", a_draft(), S::Card, "lang:fr").outcome == Outcome::Unknown);
    CHECK(press("musterstadt", a_draft(), S::Card, "stay").step == S::Card);
    for (const std::string action : {"", "NEXT", "next ", "goto:", "remove:", "delete"})
        CHECK(press("musterstadt", a_draft(), S::Card, action).outcome == Outcome::Unknown);
}
