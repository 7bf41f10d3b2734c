#pragma once
// The documents with which a person proves who they are and where they live. Which of them a library takes is data
// (FACTS 1.1 and 1.2 of the design papers); what each of them is, is said here once.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "text/text_keys.h"

namespace lesepass {

enum class IdentityKind : std::uint8_t {
    IdCard,
    PassportAndRegistration,
    Registration,
    AuthorityLetterAndPassport,
    DrivingLicenceAndVehicle,
    ResidencePermitAndRegistration,
};

struct IdentityKindInfo {
    IdentityKind kind;
    std::string_view key;  // in tenant files and applications; never renamed
    Text label;
    Text blacken;             // what may be made unreadable (section 20 (2) PAuswG and data minimisation)
    Text second;              // the second document; Text::None: there is one only
    std::string_view sample;  // picture that shows what is meant
};

inline constexpr auto identity_kinds = std::to_array<IdentityKindInfo>({
    {IdentityKind::IdCard, "id-card", Text::KindIdCard, Text::BlackenIdCard, Text::None, "/sample/id-card.svg"},
    {IdentityKind::PassportAndRegistration, "passport-registration", Text::KindPassport, Text::BlackenPassport,
     Text::SecondRegistration, "/sample/passport.svg"},
    {IdentityKind::Registration, "registration", Text::KindRegistration, Text::BlackenOther, Text::None,
     "/sample/letter.svg"},
    {IdentityKind::AuthorityLetterAndPassport, "authority-letter-passport", Text::KindAuthorityLetter,
     Text::BlackenPassport, Text::SecondPassport, "/sample/letter.svg"},
    {IdentityKind::DrivingLicenceAndVehicle, "driving-licence-vehicle", Text::KindDrivingLicence, Text::BlackenOther,
     Text::SecondVehicle, "/sample/id-card.svg"},
    {IdentityKind::ResidencePermitAndRegistration, "residence-permit-registration", Text::KindResidencePermit,
     Text::BlackenOther, Text::SecondRegistration, "/sample/id-card.svg"},
});

constexpr const IdentityKindInfo& info(IdentityKind kind) { return identity_kinds[static_cast<std::size_t>(kind)]; }

constexpr std::optional<IdentityKind> parse_identity_kind(std::string_view key) {
    for (const auto& row : identity_kinds)
        if (row.key == key) return row.kind;
    return std::nullopt;
}

}  // namespace lesepass
