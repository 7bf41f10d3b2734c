#include "adapters/sqlite/search_text.h"

#include <algorithm>

#include "base/utf8.h"

namespace lesepass::server::sqlite {
namespace {

// U+00C0..U+017F without accents and in lower case, 16 to a line; two-letter results are handled before.
constexpr std::string_view base_letters =
    "aaaaaa.ceeeeiiii"   // U+00C0 À..Ï
    "dnooooo.ouuuuy.."   // U+00D0 Ð..ß
    "aaaaaa.ceeeeiiii"   // U+00E0
    "dnooooo.ouuuuy.y"   // U+00F0
    "aaaaaaccccccccdd"   // U+0100
    "ddeeeeeeeeeegggg"   // U+0110
    "gggghhhhiiiiiiii"   // U+0120
    "ii..jjkkklllllll"   // U+0130
    "lllnnnnnnnnnoooo"   // U+0140
    "oo..rrrrrrssssss"   // U+0150
    "ssttttttuuuuuuuu"   // U+0160
    "uuuuwwyyyzzzzzzs";  // U+0170
static_assert(base_letters.size() == 0x0180 - 0x00C0);

std::string_view two_letters(char32_t c) {
    switch (c) {
        case 0x00DF:
        case 0x1E9E: return "ss";
        case 0x00C6:
        case 0x00E6: return "ae";
        case 0x00DE:
        case 0x00FE: return "th";
        case 0x0152:
        case 0x0153: return "oe";
        default: return {};
    }
}

bool is_combining_mark(char32_t c) { return c >= 0x0300 && c <= 0x036F; }

char32_t folded(char32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0x00C0 && c <= 0x017F) {
        const char letter = base_letters[c - 0x00C0];
        return letter == '.' ? c : static_cast<char32_t>(letter);
    }
    if (c >= 0x0391 && c <= 0x03A9) return c + 32;  // Greek
    if (c >= 0x0410 && c <= 0x042F) return c + 32;  // Cyrillic
    if (c >= 0x0400 && c <= 0x040F) return c + 80;
    // Vietnamese and other letters with two marks (Nguyễn): the block is sorted by base letter.
    if (c >= 0x1EA0 && c <= 0x1EB7) return 'a';
    if (c >= 0x1EB8 && c <= 0x1EC7) return 'e';
    if (c >= 0x1EC8 && c <= 0x1ECB) return 'i';
    if (c >= 0x1ECC && c <= 0x1EE3) return 'o';
    if (c >= 0x1EE4 && c <= 0x1EF1) return 'u';
    if (c >= 0x1EF2 && c <= 0x1EF9) return 'y';
    return c;
}

std::string_view text_argument(sqlite3_value* value) {
    const auto* data = sqlite3_value_text(value);
    if (data == nullptr) return {};
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void contains_all_words_sql(sqlite3_context* context, int, sqlite3_value** arguments) {
    const bool found = contains_all_words(text_argument(arguments[0]), text_argument(arguments[1]));
    sqlite3_result_int(context, found ? 1 : 0);
}

}  // namespace

std::string fold_for_search(std::string_view text) {
    if (!is_valid_utf8(text)) return std::string(text);
    std::string out;
    out.reserve(text.size());
    for (std::size_t position = 0; position < text.size();) {
        const char32_t c = next_code_point(text, position);
        if (is_combining_mark(c)) continue;
        if (const auto pair = two_letters(c); !pair.empty())
            out += pair;
        else
            append_code_point(out, folded(c));
    }
    return out;
}

bool contains_all_words(std::string_view folded_text, std::string_view folded_words) {
    for (std::size_t start = 0; start < folded_words.size();) {
        const std::size_t end = std::min(folded_words.find(' ', start), folded_words.size());
        if (folded_text.find(folded_words.substr(start, end - start)) == std::string_view::npos) return false;
        start = end + 1;
    }
    return true;
}

void register_search_function(sqlite3* handle) {
    sqlite3_create_function_v2(handle, "contains_all_words", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                               nullptr, &contains_all_words_sql, nullptr, nullptr, nullptr);
}

}  // namespace lesepass::server::sqlite
