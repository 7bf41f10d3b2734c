#pragma once
// How a text field is typed and filled in, the same in the definition and on the page.
#include <cstdint>

namespace lesepass {

enum class InputMode : std::uint8_t { Text, Numeric, Email, Tel, Search, Password };

// HTML autocomplete tokens (WCAG 1.3.5); Off where the field is not about the user.
enum class Autocomplete : std::uint8_t {
    Off,
    GivenName,
    FamilyName,
    Birthday,
    Email,
    Tel,
    StreetAddress,  // address-line1
    PostalCode,
    City,  // address-level2
    Organization,
    Name,
    Username,
    CurrentPassword,
};

}  // namespace lesepass
