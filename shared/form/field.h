#pragma once
// The vocabulary of the form definition: which steps, fields, kinds and conditions exist.
#include <cstdint>
#include <string_view>

#include "base/input_kind.h"
#include "text/text_keys.h"

namespace lesepass::form {

// In the order a person walks through them.
enum class StepId : std::uint8_t {
    Start,
    Address,
    Library,
    Person,
    Institution,
    Guardian,
    Contact,
    Card,
    Family,
    Proofs,
    Summary
};
inline constexpr std::size_t step_count = 11;

// In the order of the definition (never stored or sent: wire names are).
enum class FieldId : std::uint8_t {
    ApplicantKind,
    Purpose,
    Street,
    HouseNumber,
    Postcode,
    Town,
    Municipality,
    LibraryChoice,
    GivenName,
    FamilyName,
    BirthDate,
    InstitutionName,
    ResponsibleName,
    GuardianWay,
    GuardianGivenName,
    GuardianFamilyName,
    GuardianEmail,
    GuardianSameAddress,
    GuardianStreet,
    GuardianHouseNumber,
    GuardianPostcode,
    GuardianTown,
    GuardianConsent,
    Email,
    Telephone,
    OldCardNumber,
    CardCategory,
    Term,
    Reduction,
    Pickup,
    PaymentMethod,
    OpenLibrary,
    OpenLibraryTerms,
    IdentityKind,
    FamilySize,
    Member1Name,
    Member1BirthDate,
    Member2Name,
    Member2BirthDate,
    Member3Name,
    Member3BirthDate,
    Member4Name,
    Member4BirthDate,
    Member5Name,
    Member5BirthDate,
    Member6Name,
    Member6BirthDate,
    FamilyHousehold,
    IdentityAtCounter,
    IdentityProof,
    IdentitySecondProof,
    GuardianProof,
    ReductionAtCounter,
    ReductionProof,
    TermsAccepted,
    TruthDeclared,
    // The library's own questions, in the order of its file: rows made of its words (form/rows.h).
    Extra1,
    Extra8 = Extra1 + 7,
};
inline constexpr std::size_t field_count = 56;  // rows of the definition: without the library's own

enum class FieldKind : std::uint8_t {
    PersonName,
    Line,  // free text of one line with at least one letter or digit
    HouseNumber,
    Postcode,  // five digits
    Date,
    Email,
    Telephone,
    Number,        // digits
    Choice,        // one of options_of(field)
    Confirmation,  // a check box that has to be ticked
    Upload,
};

// What a question or its answer depends on. Evaluated in one place (facts.cpp).
enum class Condition : std::uint8_t {
    Always,
    Never,
    ApplicantIsPerson,
    ApplicantIsInstitution,
    InstitutionsAllowed,
    PurposeToChoose,
    MunicipalityToChoose,  // the postcode belongs to several
    AnotherLibraryIsResponsible,
    GuardianConsents,        // a person below the library's consent age
    ConsentWayToChoose,      // the guardian may fill in, or get a link
    ConsentByLink,           // the guardian decides later, on a page of their own
    ConsentHere,             // the guardian is filling in
    GuardianAddressNeeded,   // the library keeps the guardian's address, and the guardian is filling in
    GuardianLivesElsewhere,  // ... and it is not the applicant's
    EmailNeeded,             // digital card: there is no other way to hand it over
    OldCardExists,           // renewal or replacement
    CardIsRenewed,
    CategoryToChoose,
    TermToChoose,
    ReductionsOffered,
    PickupToChoose,  // more than one way to get the card
    PaymentToChoose,
    OpenLibraryOffered,
    OpenLibraryWanted,
    SharedCard,  // family or partner card
    FamilyCard,
    Member1,  // at least so many people share the card besides the applicant
    Member2,
    Member3,
    Member4,
    Member5,
    Member6,
    IdentityKindToChoose,
    IdentityWayToChoose,
    IdentityProofNeeded,
    IdentitySecondNeeded,
    GuardianProofNeeded,
    ReductionWayToChoose,
    ReductionProofNeeded,
};

struct Step {
    StepId id;
    std::string_view key;  // in URLs of the page and in tests: [a-z]+
    Text title;
    Text intro;  // Text::None: no introduction
    Condition asked_if;
};

struct Field {
    FieldId id;
    StepId step;
    FieldKind kind;
    Text label;
    Text hint;     // Text::None: none
    Text missing;  // what to do when a required answer is missing
    Condition asked_if;
    Condition required_if;
    Autocomplete autocomplete;
    InputMode input_mode;
    std::uint16_t max_length;    // code points; 0 for choices, confirmations and uploads
    std::string_view wire_name;  // in HTML and JSON
};

}  // namespace lesepass::form
