#include "form/checks.h"

#include <algorithm>

#include "base/utf8.h"

namespace lesepass::form {

namespace {
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Accents after their letter, and the joiners that Persian and Indic scripts need inside a word.
bool is_combining(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || c == 0x200C || c == 0x200D;
}
// Digits of the scripts that are read in Germany; nobody is called by them.
bool is_foreign_digit(char32_t c) {
    return (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) || (c >= 0x966 && c <= 0x96F) ||
           (c >= 0xFF10 && c <= 0xFF19);
}

// Pictographs, arrows, dingbats, private use: symbols nobody is called.
bool is_symbol(char32_t c) {
    return (c >= 0x2010 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) || (c >= 0xE000 && c <= 0xF8FF) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F000 && c <= 0x1FBFF) || (c >= 0xE0000) || (c & 0xFFFE) == 0xFFFE ||
           c == 0xFFFD;
}
// Letters beyond ASCII; the Latin-1 signs (¡ to ¿, ×, ÷) are none but ª and º.
bool is_foreign_letter(char32_t c) {
    if (c < 0xAA || is_symbol(c) || is_combining(c) || is_foreign_digit(c)) return false;
    if (c < 0xC0) return c == 0xAA || c == 0xBA;
    return c != 0xD7 && c != 0xF7;
}
bool is_letter(char32_t c) { return is_ascii_letter(c) || is_foreign_letter(c); }

// U+2019 typographic apostrophe, U+02BC modifier apostrophe, U+2010/2011 hyphens, U+2013 dash: phones insert them.
bool is_name_punctuation(char32_t c) {
    return c == '\'' || c == '-' || c == '.' || c == ' ' || c == 0x60 || c == 0xB4 || c == 0x2018 || c == 0x2019 ||
           c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0xB7;
}

template <class Allowed>
bool all_code_points(std::string_view text, Allowed allowed) {
    for (std::size_t at = 0; at < text.size();)
        if (!allowed(next_code_point(text, at))) return false;
    return true;
}
template <class Wanted>
bool any_code_point(std::string_view text, Wanted wanted) {
    for (std::size_t at = 0; at < text.size();)
        if (wanted(next_code_point(text, at))) return true;
    return false;
}

bool is_domain(std::string_view domain) {
    if (domain.size() > 253 || domain.find('.') == std::string_view::npos) return false;
    std::size_t labels = 0;
    std::string_view label;
    while (!domain.empty()) {
        const auto dot = std::min(domain.find('.'), domain.size());
        label = domain.substr(0, dot);
        const auto allowed = [](char32_t c) { return is_ascii_letter(c) || is_digit(c) || c == '-'; };
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
        if (!all_code_points(label, allowed)) return false;
        ++labels;
        if (dot + 1 == domain.size()) return false;  // "example.de."
        domain.remove_prefix(std::min(dot + 1, domain.size()));
    }
    return labels >= 2 && label.size() >= 2 && !all_code_points(label, is_digit);
}
}  // namespace

bool is_person_name(std::string_view text) {
    const auto allowed = [](char32_t c) { return is_letter(c) || is_combining(c) || is_name_punctuation(c); };
    return any_code_point(text, is_letter) && all_code_points(text, allowed);
}

bool is_plain_line(std::string_view text) {
    const auto allowed = [](char32_t c) {
        return c != '<' && c != '>' &&
               (is_name_punctuation(c) || !is_symbol(c) || c == 0x201E || c == 0x201C || c == 0x201D);
    };
    const auto readable = [](char32_t c) { return is_letter(c) || is_digit(c) || is_foreign_digit(c); };
    return any_code_point(text, readable) && all_code_points(text, allowed);
}

bool is_house_number(std::string_view text) {
    const auto allowed = [](char32_t c) {
        return is_digit(c) || is_ascii_letter(c) || c == ' ' || c == '-' || c == '/' || c == '.' || c == ',' ||
               c == '+' || c == 0xBD || c == 0xBC || c == 0xBE || c == 0x2013;
    };
    return !text.empty() && text[0] >= '0' && text[0] <= '9' && all_code_points(text, allowed);
}

std::optional<std::string> normal_postcode(std::string_view text) {
    std::string digits;
    if (text.size() > 2 && (text[0] == 'D' || text[0] == 'd') && text[1] == '-') text.remove_prefix(2);
    for (const char c : text)
        if (c != ' ') digits.push_back(c);
    if (digits.size() != 5 || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    if (digits < "01001" || digits > "99998") return std::nullopt;
    return digits;
}

bool is_email(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > 64) return false;
    const auto local = text.substr(0, at);
    const auto allowed = [](char32_t c) {
        return is_ascii_letter(c) || is_digit(c) ||
               (c < 128 &&
                std::string_view("!#$%&'*+-/=?^_`{|}~.").find(static_cast<char>(c)) != std::string_view::npos);
    };
    const bool dots_fine = local.front() != '.' && local.back() != '.' && local.find("..") == std::string_view::npos;
    return dots_fine && all_code_points(local, allowed) && is_domain(text.substr(at + 1));
}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_telephone(std::string_view text) {
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9')
            ++digits;
        else if (c == '+' ? digits != 0 : std::string_view(" ()/-.").find(c) == std::string_view::npos)
            return false;
    }
    return digits >= 5 && digits <= 15;
}

}  // namespace lesepass::form
