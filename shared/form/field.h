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
    Proofs,
    Summary
};
inline constexpr std::size_t step_count = 10;

// In the order of the definition (never stored or sent: wire names are).
enum class FieldId : std::uint8_t {
    ApplicantKind,
    Street,
    HouseNumber,
    Postcode,
    Town,
    LibraryChoice,
    GivenName,
    FamilyName,
    BirthDate,
    InstitutionName,
    ResponsibleName,
    GuardianGivenName,
    GuardianFamilyName,
    GuardianConsent,
    Email,
    Telephone,
    Reduction,
    Pickup,
    PaymentMethod,
    IdentityProof,
    GuardianProof,
    ReductionProof,
    TermsAccepted,
    TruthDeclared,
};
inline constexpr std::size_t field_count = 24;

enum class FieldKind : std::uint8_t {
    PersonName,
    Line,  // free text of one line with at least one letter or digit
    HouseNumber,
    Postcode,  // five digits
    Date,
    Email,
    Telephone,
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
    AnotherLibraryIsResponsible,
    GuardianConsents,  // a person below the library's consent age
    EmailNeeded,       // digital card: there is no other way to hand it over
    ReductionsOffered,
    PickupToChoose,  // more than one way to get the card
    PaymentToChoose,
    IdentityProofNeeded,
    GuardianProofNeeded,
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
