#pragma once
// The receipt number: short enough to say over the phone, safe against mistyping, valid at once (also offline) because
// it follows from the application's id.
//
// Format "XXXX-XXXX-XXC": ten characters of 50 hash bits in Crockford's base 32 (no I, L, O, U) and one check character
// (Damm's scheme over GF(32): every single wrong character and every swap of neighbours is noticed).
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"

namespace lesepass {

std::string receipt_number(ApplicationId id);
// What people type or say ("7kq2 93xf 4tb", O for 0, I or L for 1) in the canonical form; nullopt: mistyped.
std::optional<std::string> parse_receipt_number(std::string_view text);

}  // namespace lesepass
