#pragma once
// Where in the text of a JSON file something stands, and what is wrong with text that is no JSON.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lesepass::server {

struct Span {
    std::size_t from = 0, to = 0;  // bytes
};

// The name and the value of a member ("$.fees.byAge[0].cents"); nullopt: not in the text. For "$" and list items the
// name is the value. Precondition: valid JSON.
struct Place {
    Span name, value;
};
std::optional<Place> locate(std::string_view text, std::string_view path);

enum class Slip {
    ByteOrderMark,
    Empty,
    TrailingComma,
    MissingComma,
    MissingColon,
    MissingQuote,  // the text goes on over the end of the line, or the file ends in it
    SingleQuote,
    NameWithoutQuotes,
    Comment,
    BadEscape,
    ControlCharacter,
    BadNumber,
    BadWord,    // True, None, nothing JSON knows
    NotClosed,  // { or [ without its other half
    WrongBracket,
    AfterTheEnd,
    DuplicateName,
    NotUtf8,
};
struct SyntaxSlip {
    Slip slip;
    Span where;
    std::string name;  // DuplicateName
};
// The first slip; nullopt: none.
std::optional<SyntaxSlip> find_slip(std::string_view text);

// Counted from 1; the column in characters.
struct LineColumn {
    std::size_t line = 1, column = 1;
};
LineColumn line_column(std::string_view text, std::size_t byte);
std::string_view line_at(std::string_view text, std::size_t byte);

}  // namespace lesepass::server
