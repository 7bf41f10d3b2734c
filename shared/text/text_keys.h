#pragma once
// The key of every text. A key is added to text_keys.inc and, in the same place, to every texts_<language>.inc.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lesepass {

enum class Text : std::uint16_t {
#define LESEPASS_TEXT(key) key,
#include "text/text_keys.inc"
#undef LESEPASS_TEXT
};

inline constexpr auto text_key_names = std::to_array<std::string_view>({
#define LESEPASS_TEXT(key) #key,
#include "text/text_keys.inc"
#undef LESEPASS_TEXT
});
inline constexpr std::size_t text_count = text_key_names.size();

}  // namespace lesepass
