#pragma once
// THE definition: what can be asked, in which order, under which condition, in which words. Everything else (pages,
// checks, application JSON, summary, mails) follows from these two tables. How to add a question:
// shared/form/README.md.
#include <array>

#include "form/field.h"
#include "tenant/fee_schedule.h"
#include "tenant/questions.h"

namespace lesepass::form {

// clang-format off
inline constexpr auto steps = std::to_array<Step>({
    {StepId::Start, "start", Text::StepStart, Text::IntroStart, Condition::Always},
    {StepId::Address, "address", Text::StepAddress, Text::IntroAddress, Condition::Always},
    {StepId::Library, "library", Text::StepLibrary, Text::None, Condition::AnotherLibraryIsResponsible},
    {StepId::Person, "person", Text::StepPerson, Text::IntroPerson, Condition::ApplicantIsPerson},
    {StepId::Institution, "institution", Text::StepInstitution, Text::IntroInstitution, Condition::ApplicantIsInstitution},
    {StepId::Guardian, "guardian", Text::StepGuardian, Text::IntroGuardian, Condition::GuardianConsents},
    {StepId::Contact, "contact", Text::StepContact, Text::IntroContact, Condition::Always},
    {StepId::Card, "card", Text::StepCard, Text::None, Condition::Always},
    {StepId::Family, "family", Text::StepFamily, Text::IntroFamily, Condition::SharedCard},
    {StepId::Proofs, "proofs", Text::StepProofs, Text::IntroProofs, Condition::Always},
    {StepId::Summary, "summary", Text::StepSummary, Text::IntroSummary, Condition::Always},
});
// clang-format on

namespace row {
using enum Condition;
using enum FieldKind;
}  // namespace row

inline constexpr auto fields = [] {
    using namespace row;
    using A = Autocomplete;
    using I = InputMode;
    using S = StepId;
    using F = FieldId;
    // clang-format off
    return std::to_array<Field>({
        {F::ApplicantKind, S::Start, Choice, Text::ApplicantKind, Text::None, Text::MissingApplicantKind, InstitutionsAllowed, Always, A::Off, I::Text, 0, "applicant.kind"},
        {F::Purpose, S::Start, Choice, Text::Purpose, Text::None, Text::MissingPurpose, PurposeToChoose, Always, A::Off, I::Text, 0, "application.purpose"},
        {F::Street, S::Address, Line, Text::Street, Text::None, Text::MissingStreet, Always, Always, A::Off, I::Text, 80, "address.street"},
        {F::HouseNumber, S::Address, HouseNumber, Text::HouseNumber, Text::HouseNumberHint, Text::MissingHouseNumber, Always, Always, A::Off, I::Text, 12, "address.houseNumber"},
        {F::Postcode, S::Address, Postcode, Text::Postcode, Text::PostcodeHint, Text::MissingPostcode, Always, Always, A::PostalCode, I::Numeric, 5, "address.postcode"},
        {F::Town, S::Address, Line, Text::Town, Text::None, Text::MissingTown, Always, Always, A::City, I::Text, 80, "address.town"},
        {F::Municipality, S::Address, Choice, Text::Municipality, Text::MunicipalityHint, Text::MissingMunicipality, MunicipalityToChoose, Always, A::Off, I::Text, 0, "address.municipality"},
        {F::LibraryChoice, S::Library, Choice, Text::LibraryChoice, Text::None, Text::MissingLibraryChoice, AnotherLibraryIsResponsible, Always, A::Off, I::Text, 0, "library.choice"},
        {F::GivenName, S::Person, PersonName, Text::GivenName, Text::GivenNameHint, Text::MissingGivenName, ApplicantIsPerson, Always, A::GivenName, I::Text, 80, "applicant.givenName"},
        {F::FamilyName, S::Person, PersonName, Text::FamilyName, Text::None, Text::MissingFamilyName, ApplicantIsPerson, Always, A::FamilyName, I::Text, 80, "applicant.familyName"},
        {F::BirthDate, S::Person, Date, Text::BirthDate, Text::BirthDateHint, Text::MissingBirthDate, ApplicantIsPerson, Always, A::Birthday, I::Text, 10, "applicant.birthDate"},
        {F::InstitutionName, S::Institution, Line, Text::InstitutionName, Text::InstitutionNameHint, Text::MissingInstitutionName, ApplicantIsInstitution, Always, A::Organization, I::Text, 120, "institution.name"},
        {F::ResponsibleName, S::Institution, PersonName, Text::ResponsibleName, Text::ResponsibleNameHint, Text::MissingResponsibleName, ApplicantIsInstitution, Always, A::Name, I::Text, 120, "institution.responsibleName"},
        {F::GuardianWay, S::Guardian, Choice, Text::GuardianWay, Text::None, Text::MissingGuardianWay, ConsentWayToChoose, Always, A::Off, I::Text, 0, "guardian.way"},
        {F::GuardianGivenName, S::Guardian, PersonName, Text::GuardianGivenName, Text::None, Text::MissingGuardianGivenName, GuardianConsents, Always, A::GivenName, I::Text, 80, "guardian.givenName"},
        {F::GuardianFamilyName, S::Guardian, PersonName, Text::GuardianFamilyName, Text::None, Text::MissingGuardianFamilyName, GuardianConsents, Always, A::FamilyName, I::Text, 80, "guardian.familyName"},
        {F::GuardianEmail, S::Guardian, Email, Text::GuardianEmail, Text::GuardianEmailHint, Text::MissingGuardianEmail, ConsentByLink, Always, A::Off, I::Email, 200, "guardian.email"},
        {F::GuardianSameAddress, S::Guardian, Choice, Text::GuardianSameAddress, Text::None, Text::MissingGuardianSameAddress, GuardianAddressNeeded, Always, A::Off, I::Text, 0, "guardian.sameAddress"},
        {F::GuardianStreet, S::Guardian, Line, Text::Street, Text::None, Text::MissingStreet, GuardianLivesElsewhere, Always, A::Off, I::Text, 80, "guardian.street"},
        {F::GuardianHouseNumber, S::Guardian, HouseNumber, Text::HouseNumber, Text::HouseNumberHint, Text::MissingHouseNumber, GuardianLivesElsewhere, Always, A::Off, I::Text, 12, "guardian.houseNumber"},
        {F::GuardianPostcode, S::Guardian, Postcode, Text::Postcode, Text::PostcodeHint, Text::MissingPostcode, GuardianLivesElsewhere, Always, A::PostalCode, I::Numeric, 5, "guardian.postcode"},
        {F::GuardianTown, S::Guardian, Line, Text::Town, Text::None, Text::MissingTown, GuardianLivesElsewhere, Always, A::City, I::Text, 80, "guardian.town"},
        {F::GuardianConsent, S::Guardian, Confirmation, Text::GuardianConsent, Text::None, Text::MissingGuardianConsent, ConsentHere, Always, A::Off, I::Text, 0, "guardian.consent"},
        // Not mandatory unless a function needs it (data minimisation, Art. 5 (1) c GDPR).
        {F::Email, S::Contact, Email, Text::Email, Text::EmailHint, Text::MissingEmail, Always, EmailNeeded, A::Email, I::Email, 200, "contact.email"},
        {F::Telephone, S::Contact, Telephone, Text::Telephone, Text::TelephoneHint, Text::MissingTelephone, Always, Never, A::Tel, I::Tel, 40, "contact.telephone"},
        {F::OldCardNumber, S::Card, Line, Text::OldCardNumber, Text::OldCardNumberHint, Text::MissingOldCardNumber, OldCardExists, CardIsRenewed, A::Off, I::Text, 40, "card.oldNumber"},
        {F::CardCategory, S::Card, Choice, Text::CardCategory, Text::None, Text::MissingCardCategory, CategoryToChoose, Always, A::Off, I::Text, 0, "card.category"},
        {F::Term, S::Card, Choice, Text::Term, Text::None, Text::MissingTerm, TermToChoose, Always, A::Off, I::Text, 0, "card.term"},
        {F::Reduction, S::Card, Choice, Text::Reduction, Text::ReductionHint, Text::MissingReduction, ReductionsOffered, Always, A::Off, I::Text, 0, "card.reduction"},
        {F::Pickup, S::Card, Choice, Text::Pickup, Text::None, Text::MissingPickup, PickupToChoose, Always, A::Off, I::Text, 0, "card.pickup"},
        {F::PaymentMethod, S::Card, Choice, Text::PaymentMethod, Text::None, Text::MissingPaymentMethod, PaymentToChoose, Always, A::Off, I::Text, 0, "payment.method"},
        {F::OpenLibrary, S::Card, Confirmation, Text::OpenLibrary, Text::None, Text::None, OpenLibraryOffered, Never, A::Off, I::Text, 0, "access.openLibrary"},
        {F::OpenLibraryTerms, S::Card, Confirmation, Text::OpenLibraryTerms, Text::None, Text::MissingOpenLibraryTerms, OpenLibraryWanted, Always, A::Off, I::Text, 0, "access.openLibraryTerms"},
        {F::IdentityKind, S::Card, Choice, Text::IdentityKind, Text::None, Text::MissingIdentityKind, IdentityKindToChoose, Always, A::Off, I::Text, 0, "proof.identityKind"},
        {F::FamilySize, S::Family, Choice, Text::FamilySize, Text::None, Text::MissingFamilySize, FamilyCard, Always, A::Off, I::Text, 0, "family.size"},
        {F::Member1Name, S::Family, PersonName, Text::MemberName, Text::None, Text::MissingMemberName, Member1, Always, A::Off, I::Text, 120, "family.1.name"},
        {F::Member1BirthDate, S::Family, Date, Text::MemberBirthDate, Text::BirthDateHint, Text::MissingMemberBirthDate, Member1, Always, A::Off, I::Text, 10, "family.1.birthDate"},
        {F::Member2Name, S::Family, PersonName, Text::MemberName, Text::None, Text::MissingMemberName, Member2, Always, A::Off, I::Text, 120, "family.2.name"},
        {F::Member2BirthDate, S::Family, Date, Text::MemberBirthDate, Text::BirthDateHint, Text::MissingMemberBirthDate, Member2, Always, A::Off, I::Text, 10, "family.2.birthDate"},
        {F::Member3Name, S::Family, PersonName, Text::MemberName, Text::None, Text::MissingMemberName, Member3, Always, A::Off, I::Text, 120, "family.3.name"},
        {F::Member3BirthDate, S::Family, Date, Text::MemberBirthDate, Text::BirthDateHint, Text::MissingMemberBirthDate, Member3, Always, A::Off, I::Text, 10, "family.3.birthDate"},
        {F::Member4Name, S::Family, PersonName, Text::MemberName, Text::None, Text::MissingMemberName, Member4, Always, A::Off, I::Text, 120, "family.4.name"},
        {F::Member4BirthDate, S::Family, Date, Text::MemberBirthDate, Text::BirthDateHint, Text::MissingMemberBirthDate, Member4, Always, A::Off, I::Text, 10, "family.4.birthDate"},
        {F::Member5Name, S::Family, PersonName, Text::MemberName, Text::None, Text::MissingMemberName, Member5, Always, A::Off, I::Text, 120, "family.5.name"},
        {F::Member5BirthDate, S::Family, Date, Text::MemberBirthDate, Text::BirthDateHint, Text::MissingMemberBirthDate, Member5, Always, A::Off, I::Text, 10, "family.5.birthDate"},
        {F::Member6Name, S::Family, PersonName, Text::MemberName, Text::None, Text::MissingMemberName, Member6, Always, A::Off, I::Text, 120, "family.6.name"},
        {F::Member6BirthDate, S::Family, Date, Text::MemberBirthDate, Text::BirthDateHint, Text::MissingMemberBirthDate, Member6, Always, A::Off, I::Text, 10, "family.6.birthDate"},
        {F::FamilyHousehold, S::Family, Confirmation, Text::FamilyHousehold, Text::None, Text::MissingFamilyHousehold, SharedCard, Always, A::Off, I::Text, 0, "family.household"},
        {F::IdentityAtCounter, S::Proofs, Confirmation, Text::IdentityBring, Text::None, Text::None, IdentityWayToChoose, Never, A::Off, I::Text, 0, "proof.identityAtCounter"},
        {F::IdentityProof, S::Proofs, Upload, Text::IdentityProof, Text::IdentityProofHint, Text::MissingIdentityProof, IdentityProofNeeded, Always, A::Off, I::Text, 0, "proof.identity"},
        {F::IdentitySecondProof, S::Proofs, Upload, Text::IdentitySecondProof, Text::IdentityProofHint, Text::MissingIdentitySecondProof, IdentitySecondNeeded, Always, A::Off, I::Text, 0, "proof.identitySecond"},
        {F::GuardianProof, S::Proofs, Upload, Text::GuardianProof, Text::IdentityProofHint, Text::MissingGuardianProof, GuardianProofNeeded, Always, A::Off, I::Text, 0, "proof.guardianIdentity"},
        {F::ReductionAtCounter, S::Proofs, Confirmation, Text::ReductionBring, Text::None, Text::None, ReductionWayToChoose, Never, A::Off, I::Text, 0, "proof.reductionAtCounter"},
        {F::ReductionProof, S::Proofs, Upload, Text::ReductionProof, Text::ReductionProofHint, Text::MissingReductionProof, ReductionProofNeeded, Always, A::Off, I::Text, 0, "proof.reduction"},
        {F::TermsAccepted, S::Summary, Confirmation, Text::TermsAccepted, Text::None, Text::MissingTermsAccepted, Always, Always, A::Off, I::Text, 0, "consent.terms"},
        {F::TruthDeclared, S::Summary, Confirmation, Text::TruthDeclared, Text::None, Text::MissingTruthDeclared, Always, Always, A::Off, I::Text, 0, "consent.truth"},
    });
    // clang-format on
}();

// 1 for the rows of the first person on a shared card, ...; 0: another field.
constexpr int member_number(FieldId id) {
    if (id < FieldId::Member1Name || id > FieldId::Member6BirthDate) return 0;
    return 1 + (static_cast<int>(id) - static_cast<int>(FieldId::Member1Name)) / 2;
}
constexpr FieldId member_name(int number) {
    return static_cast<FieldId>(static_cast<int>(FieldId::Member1Name) + 2 * (number - 1));
}
constexpr FieldId member_birth_date(int number) {
    return static_cast<FieldId>(static_cast<int>(member_name(number)) + 1);
}

constexpr const Field& field(FieldId id) { return fields[static_cast<std::size_t>(id)]; }
constexpr const Step& step(StepId id) { return steps[static_cast<std::size_t>(id)]; }

// nullptr: no such field / step.
constexpr const Field* find_field(std::string_view wire_name) {
    for (const auto& f : fields)
        if (f.wire_name == wire_name) return &f;
    return nullptr;
}
constexpr const Step* find_step(std::string_view key) {
    for (const auto& s : steps)
        if (s.key == key) return &s;
    return nullptr;
}

namespace definition_checks {
constexpr bool ids_are_positions() {
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (static_cast<std::size_t>(fields[i].id) != i) return false;
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (static_cast<std::size_t>(steps[i].id) != i) return false;
    return true;
}
constexpr bool wire_names_are_unique_and_plain() {
    for (const auto& f : fields) {
        if (find_field(f.wire_name) != &f || f.wire_name[0] < 'a' || f.wire_name[0] > 'z') return false;
        for (const char c : f.wire_name)
            if (c != '.' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9')) return false;
    }
    return true;
}
constexpr bool steps_are_contiguous() {
    for (std::size_t i = 1; i < fields.size(); ++i)
        if (fields[i].step < fields[i - 1].step) return false;
    return true;
}
constexpr bool typed_fields_have_limits() {
    for (const auto& f : fields) {
        const bool typed =
            f.kind != FieldKind::Choice && f.kind != FieldKind::Confirmation && f.kind != FieldKind::Upload;
        if (typed != (f.max_length > 0)) return false;
    }
    return true;
}
static_assert(static_cast<std::size_t>(FieldId::Extra1) == field_count);
// Without find_field: with sanitizers GCC takes no comparison of its result with nullptr as constant (bug 71962).
constexpr bool configurable_fields_exist() {
    for (const auto& known : configurable_fields) {
        bool found = false;
        for (const auto& f : fields) found = found || f.wire_name == known.name;
        if (!found) return false;
    }
    return true;
}
static_assert(configurable_fields_exist(), "tenant/questions.h names a question that is not in the table");
static_assert(fields.size() == field_count && steps.size() == step_count);
static_assert(ids_are_positions(), "FieldId/StepId and the order of the tables differ");
static_assert(wire_names_are_unique_and_plain());
static_assert(steps_are_contiguous(), "fields stand in the order of their steps");
static_assert(member_birth_date(max_family_members) == FieldId::Member6BirthDate);
static_assert(typed_fields_have_limits(), "every typed field has a length limit, no other has");
}  // namespace definition_checks

}  // namespace lesepass::form
