#pragma once
// THE definition: what can be asked, in which order, under which condition, in which words. Everything else (pages,
// checks, application JSON, summary, mails) follows from these two tables. How to add a question:
// shared/form/README.md.
#include <array>

#include "form/field.h"

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
        {F::Street, S::Address, Line, Text::Street, Text::None, Text::MissingStreet, Always, Always, A::Off, I::Text, 80, "address.street"},
        {F::HouseNumber, S::Address, HouseNumber, Text::HouseNumber, Text::HouseNumberHint, Text::MissingHouseNumber, Always, Always, A::Off, I::Text, 12, "address.houseNumber"},
        {F::Postcode, S::Address, Postcode, Text::Postcode, Text::PostcodeHint, Text::MissingPostcode, Always, Always, A::PostalCode, I::Numeric, 5, "address.postcode"},
        {F::Town, S::Address, Line, Text::Town, Text::None, Text::MissingTown, Always, Always, A::City, I::Text, 80, "address.town"},
        {F::LibraryChoice, S::Library, Choice, Text::LibraryChoice, Text::None, Text::MissingLibraryChoice, AnotherLibraryIsResponsible, Always, A::Off, I::Text, 0, "library.choice"},
        {F::GivenName, S::Person, PersonName, Text::GivenName, Text::GivenNameHint, Text::MissingGivenName, ApplicantIsPerson, Always, A::GivenName, I::Text, 80, "applicant.givenName"},
        {F::FamilyName, S::Person, PersonName, Text::FamilyName, Text::None, Text::MissingFamilyName, ApplicantIsPerson, Always, A::FamilyName, I::Text, 80, "applicant.familyName"},
        {F::BirthDate, S::Person, Date, Text::BirthDate, Text::BirthDateHint, Text::MissingBirthDate, ApplicantIsPerson, Always, A::Birthday, I::Text, 10, "applicant.birthDate"},
        {F::InstitutionName, S::Institution, Line, Text::InstitutionName, Text::InstitutionNameHint, Text::MissingInstitutionName, ApplicantIsInstitution, Always, A::Organization, I::Text, 120, "institution.name"},
        {F::ResponsibleName, S::Institution, PersonName, Text::ResponsibleName, Text::ResponsibleNameHint, Text::MissingResponsibleName, ApplicantIsInstitution, Always, A::Name, I::Text, 120, "institution.responsibleName"},
        {F::GuardianGivenName, S::Guardian, PersonName, Text::GuardianGivenName, Text::None, Text::MissingGuardianGivenName, GuardianConsents, Always, A::GivenName, I::Text, 80, "guardian.givenName"},
        {F::GuardianFamilyName, S::Guardian, PersonName, Text::GuardianFamilyName, Text::None, Text::MissingGuardianFamilyName, GuardianConsents, Always, A::FamilyName, I::Text, 80, "guardian.familyName"},
        {F::GuardianConsent, S::Guardian, Confirmation, Text::GuardianConsent, Text::None, Text::MissingGuardianConsent, GuardianConsents, Always, A::Off, I::Text, 0, "guardian.consent"},
        // Not mandatory unless a function needs it (data minimisation, Art. 5 (1) c GDPR).
        {F::Email, S::Contact, Email, Text::Email, Text::EmailHint, Text::MissingEmail, Always, EmailNeeded, A::Email, I::Email, 200, "contact.email"},
        {F::Telephone, S::Contact, Telephone, Text::Telephone, Text::TelephoneHint, Text::MissingTelephone, Always, Never, A::Tel, I::Tel, 40, "contact.telephone"},
        {F::Reduction, S::Card, Choice, Text::Reduction, Text::ReductionHint, Text::MissingReduction, ReductionsOffered, Always, A::Off, I::Text, 0, "card.reduction"},
        {F::Pickup, S::Card, Choice, Text::Pickup, Text::None, Text::MissingPickup, PickupToChoose, Always, A::Off, I::Text, 0, "card.pickup"},
        {F::PaymentMethod, S::Card, Choice, Text::PaymentMethod, Text::None, Text::MissingPaymentMethod, PaymentToChoose, Always, A::Off, I::Text, 0, "payment.method"},
        {F::IdentityProof, S::Proofs, Upload, Text::IdentityProof, Text::IdentityProofHint, Text::MissingIdentityProof, IdentityProofNeeded, Always, A::Off, I::Text, 0, "proof.identity"},
        {F::GuardianProof, S::Proofs, Upload, Text::GuardianProof, Text::IdentityProofHint, Text::MissingGuardianProof, GuardianProofNeeded, Always, A::Off, I::Text, 0, "proof.guardianIdentity"},
        {F::ReductionProof, S::Proofs, Upload, Text::ReductionProof, Text::ReductionProofHint, Text::MissingReductionProof, ReductionProofNeeded, Always, A::Off, I::Text, 0, "proof.reduction"},
        {F::TermsAccepted, S::Summary, Confirmation, Text::TermsAccepted, Text::None, Text::MissingTermsAccepted, Always, Always, A::Off, I::Text, 0, "consent.terms"},
        {F::TruthDeclared, S::Summary, Confirmation, Text::TruthDeclared, Text::None, Text::MissingTruthDeclared, Always, Always, A::Off, I::Text, 0, "consent.truth"},
    });
    // clang-format on
}();

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
            if (c != '.' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) return false;
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
static_assert(fields.size() == field_count && steps.size() == step_count);
static_assert(ids_are_positions(), "FieldId/StepId and the order of the tables differ");
static_assert(wire_names_are_unique_and_plain());
static_assert(steps_are_contiguous(), "fields stand in the order of their steps");
static_assert(typed_fields_have_limits(), "every typed field has a length limit, no other has");
}  // namespace definition_checks

}  // namespace lesepass::form
