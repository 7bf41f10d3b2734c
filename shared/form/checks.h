#pragma once
// One rule each, on cleaned text (Draft::set). They say whether, validate.cpp says in which words.
#include <optional>
#include <string>
#include <string_view>

namespace lesepass::form {

// Names as people have them (DIN 91379 repertoire in spirit): letters of any script, combining accents, apostrophes,
// hyphens, full stops, blanks. At least one letter; no digits, signs, emoji. One letter is a name.
bool is_person_name(std::string_view text);
// Street, town, institution: anything readable with at least one letter or digit, no emoji or control characters, none
// of < > that only markup needs.
bool is_plain_line(std::string_view text);
// "135 a", "12-14", "7 1/2": starts with a digit.
bool is_house_number(std::string_view text);
// Five digits between 01001 and 99998 (Deutsche Post); blanks and a leading "D-" are forgiven.
std::optional<std::string> normal_postcode(std::string_view text);
// addr-spec without quoted strings, comments and address literals (RFC 5321 section 4.1.2): local part <= 64 ASCII
// characters, domain of at least two labels, <= 253 characters.
bool is_email(std::string_view text);
// Digits only, at most nine.
bool is_number(std::string_view text);
// Digits with ( ) / - . and blanks, a + before the first digit; 5 to 15 digits (ITU-T E.164 allows 15).
bool is_telephone(std::string_view text);

}  // namespace lesepass::form
