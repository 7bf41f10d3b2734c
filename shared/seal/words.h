#pragma once
// Passphrases of words: made from random bytes, typed by people.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace lesepass::seal {

inline constexpr std::size_t word_count = 1024;
inline constexpr std::size_t words_in_phrase = 6;  // 60 bits
using PhraseBytes = std::array<std::uint8_t, 2 * words_in_phrase>;

// Six words of the list, with blanks between. Ten bits of each pair of random bytes choose one word.
std::string make_phrase(const PhraseBytes& random);

// What is hashed: letters only, in lower case. Capital letters, blanks, hyphens, full stops and line breaks do not
// count, since telephones add them by themselves. Empty: no letter in it.
std::string normal_phrase(std::string_view typed);

std::string_view word(std::size_t index);

}  // namespace lesepass::seal
