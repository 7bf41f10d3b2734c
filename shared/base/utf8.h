#pragma once
// UTF-8 as it comes from people and from attackers.
#include <cstddef>
#include <string>
#include <string_view>

namespace lesepass {

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);
// Number of code points. Precondition: valid UTF-8.
std::size_t count_code_points(std::string_view text);
// The first `max_code_points` code points.
std::string_view truncate_code_points(std::string_view text, std::size_t max_code_points);
// One line as a person meant it: invalid bytes become U+FFFD, control characters, zero-width and bidirectional
// overrides are dropped, tabs, newlines and no-break spaces become blanks, runs of blanks one blank, ends trimmed.
std::string clean_line(std::string_view text);
std::string_view trim(std::string_view text);
std::string to_lower_ascii(std::string_view text);

// Decodes the code point at `position` and advances it. Precondition: valid UTF-8 and position < text.size().
char32_t next_code_point(std::string_view text, std::size_t& position);
void append_code_point(std::string& out, char32_t code_point);

}  // namespace lesepass
