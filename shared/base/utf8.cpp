#include "base/utf8.h"

namespace lesepass {

namespace {
constexpr char32_t replacement = 0xFFFD;

// Decodes one sequence; nullopt-like result (`length` 0) if it is not valid UTF-8.
struct Decoded {
    char32_t code_point;
    std::size_t length;
};

Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const auto continues = [&](std::size_t i) { return at + i < text.size() && (byte(i) & 0xC0) == 0x80; };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return {replacement, 0};
    char32_t value = lead & (0xFF >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(i)) return {replacement, 0};
        value = (value << 6) | (byte(i) & 0x3F);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return {replacement, 0};
    return {value, length};
}

bool is_blank(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Characters that change how a line looks or compares without being seen: controls, soft hyphen, zero-width space,
// bidirectional marks and overrides. U+200C/U+200D stay: Persian and Indic names
// and emoji need them.
bool is_dropped(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB);
}
// Nothing to clean: printable ASCII, single blanks, none at the ends. Nearly every answer.
bool is_clean(std::string_view text) {
    char before = ' ';
    for (const char c : text) {
        if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
        before = c;
    }
    return text.empty() || before != ' ';
}
}  // namespace

void append_code_point(std::string& out, char32_t c) {
    const auto put = [&](char32_t value) { out.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
    if (c < 0x80) return put(c);
    if (c < 0x800) return put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
    if (c < 0x10000) return put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
}

char32_t next_code_point(std::string_view text, std::size_t& position) {
    const auto [code_point, length] = decode(text, position);
    position += length == 0 ? 1 : length;
    return code_point;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto length = decode(text, at).length;
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

std::string_view truncate_code_points(std::string_view text, std::size_t max_code_points) {
    if (text.size() <= max_code_points) return text;
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < max_code_points; ++count) next_code_point(text, at);
    return text.substr(0, at);
}

std::string clean_line(std::string_view text) {
    if (is_clean(text)) return std::string(text);
    std::string out;
    out.reserve(text.size());
    bool blank_pending = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_code_point(text, at);
        if (is_blank(c)) {
            blank_pending = !out.empty();
            continue;
        }
        if (is_dropped(c)) continue;
        if (blank_pending) out.push_back(' ');
        blank_pending = false;
        append_code_point(out, c);
    }
    return out;
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string to_lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace lesepass
