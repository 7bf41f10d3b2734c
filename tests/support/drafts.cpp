#include "drafts.h"

#include "base/sha256.h"

namespace lesepass::test {

using form::Draft;
using form::FieldId;

namespace {
Draft living_in(Draft draft, std::string_view postcode, std::string_view town) {
    return with(std::move(draft), {{FieldId::Street, "Straße des 17. Juni"},
                                   {FieldId::HouseNumber, "135 a"},
                                   {FieldId::Postcode, postcode},
                                   {FieldId::Town, town}});
}
Draft declared(Draft draft) {
    return with(std::move(draft), {{FieldId::TermsAccepted, "yes"}, {FieldId::TruthDeclared, "yes"}});
}
}  // namespace

Draft a_draft(const Answers& answers) {
    Draft draft;
    draft.application = *ApplicationId::parse("00112233445566778899aabbccddeeff");
    return with(std::move(draft), answers);
}

Draft with(Draft draft, const Answers& answers) {
    for (const auto& [id, text] : answers) draft.set(id, text);
    return draft;
}

form::Attachment a_proof(FieldId purpose, int number, std::string_view file_name) {
    const std::string content = "file " + std::to_string(number);
    AttachmentId id;
    id.bytes[0] = 0xAA;
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return {.id = id,
            .purpose = purpose,
            .file_name = std::string(file_name),
            .media_type = file_name.ends_with(".pdf") ? "application/pdf" : "image/jpeg",
            .size_bytes = 245'760 + number,
            .sha256_hex = sha256_hex(content)};
}

Draft with_proof(Draft draft, form::Attachment proof) {
    draft.attach(std::move(proof));
    return draft;
}

Draft an_adult() {
    auto draft = living_in(a_draft(), "12345", "Musterstadt");
    draft = with(std::move(draft), {{FieldId::GivenName, "Aoife"},
                                    {FieldId::FamilyName, "O’Brien-Müller"},
                                    {FieldId::BirthDate, "31.03.1990"},
                                    {FieldId::Email, "aoife@example.org"},
                                    {FieldId::Reduction, "none"},
                                    {FieldId::Pickup, "zentral"}});
    return with_proof(declared(std::move(draft)), a_proof(FieldId::IdentityProof, 1));
}

Draft a_student() {
    auto draft =
        with(an_adult(),
             {{FieldId::BirthDate, "1.2.2004"}, {FieldId::Reduction, "student"}, {FieldId::Telephone, "0209 1234567"}});
    return with_proof(std::move(draft), a_proof(FieldId::ReductionProof, 2, "Immatrikulation.pdf"));
}

Draft a_minor_in_koeln() {
    auto draft = living_in(a_draft(), "50667", "Köln");
    draft = with(std::move(draft), {{FieldId::GivenName, "Nguyễn"},
                                    {FieldId::FamilyName, "von der Heide"},
                                    {FieldId::BirthDate, "29.02.2016"},
                                    {FieldId::GuardianGivenName, "Ø"},
                                    {FieldId::GuardianFamilyName, "von der Heide"},
                                    {FieldId::GuardianConsent, "yes"},
                                    {FieldId::Pickup, "kalk"}});
    draft = with_proof(declared(std::move(draft)), a_proof(FieldId::IdentityProof, 1, "kinderausweis.png"));
    return with_proof(std::move(draft), a_proof(FieldId::GuardianProof, 2));
}

Draft an_institution_in_hilden() {
    auto draft = living_in(a_draft(), "40723", "Hilden");
    draft = with(std::move(draft), {{FieldId::ApplicantKind, "institution"},
                                    {FieldId::InstitutionName, "Grundschule am Park, Klasse 3 b"},
                                    {FieldId::ResponsibleName, "Dr. med. Erika Mustermann"},
                                    {FieldId::Email, "schule@example.org"}});
    return declared(std::move(draft));
}

}  // namespace lesepass::test
