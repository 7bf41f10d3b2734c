#include "responsibility/place_names.h"

#include "base/utf8.h"

namespace lesepass {

namespace {
// What a letter is written as without umlauts; empty: it only separates words.
std::string_view plain_letter(char32_t c) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    if (c >= 'A' && c <= 'Z') return letters.substr(c - 'A', 1);
    if (c >= 'a' && c <= 'z') return letters.substr(c - 'a', 1);
    if (c >= '0' && c <= '9') return letters.substr(26 + (c - '0'), 1);
    switch (c) {
        case 0xC4:
        case 0xE4: return "ae";
        case 0xD6:
        case 0xF6: return "oe";
        case 0xDC:
        case 0xFC: return "ue";
        case 0xDF:
        case 0x1E9E: return "ss";
        case 0x308: return "e";  // combining diaeresis, as some keyboards send umlauts
        default: return {};
    }
}
}  // namespace

std::string fold_name(std::string_view text) {
    const std::string line = clean_line(text);
    std::string out, word;
    const auto end_word = [&] {
        if (word.empty()) return;
        if (!out.empty()) out += ' ';
        out += word == "st" ? "sankt" : word;
        word.clear();
    };
    for (std::size_t at = 0; at < line.size();) {
        const auto letter = plain_letter(next_code_point(line, at));
        if (letter.empty())
            end_word();
        else
            word += letter;
    }
    end_word();
    return out;
}

NameMatch match_names(std::string_view typed, std::string_view name) {
    if (typed.empty()) return NameMatch::None;
    if (typed == name) return NameMatch::Exact;
    const auto begins = [&](std::size_t at) { return name.substr(at, typed.size()) == typed; };
    if (begins(0)) return name[typed.size()] == ' ' ? NameMatch::Beginning : NameMatch::Prefix;
    for (auto at = name.find(' '); at != std::string_view::npos; at = name.find(' ', at + 1))
        if (begins(at + 1)) return NameMatch::Word;
    return NameMatch::None;
}

bool means_place(std::string_view typed, std::string_view name) {
    return match_names(fold_name(typed), fold_name(name)) >= NameMatch::Beginning;
}

}  // namespace lesepass
