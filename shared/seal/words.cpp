#include "seal/words.h"

namespace lesepass::seal {

namespace {
constexpr std::string_view list =
#include "seal/words_de.inc"
    ;

constexpr std::size_t count_blanks(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text)
        if (c == ' ') ++count;
    return count;
}
static_assert(count_blanks(list) == word_count, "ten bits choose a word");

constexpr std::array<std::uint16_t, word_count> find_starts() {
    std::array<std::uint16_t, word_count> starts{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < word_count; ++i) {
        starts[i] = static_cast<std::uint16_t>(at);
        while (list[at] != ' ') ++at;
        ++at;
    }
    return starts;
}
}  // namespace

std::string_view word(std::size_t index) {
    static constexpr auto starts = find_starts();
    const std::size_t start = starts[index % word_count];
    return list.substr(start, list.find(' ', start) - start);
}

std::string make_phrase(const PhraseBytes& random) {
    std::string out;
    for (std::size_t i = 0; i < words_in_phrase; ++i) {
        const std::size_t drawn = static_cast<std::size_t>(random[2 * i]) * 256 + random[2 * i + 1];
        if (i > 0) out.push_back(' ');
        out += word(drawn % word_count);
    }
    return out;
}

std::string normal_phrase(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        if (c >= 'a' && c <= 'z') out.push_back(c);
        if (c >= 'A' && c <= 'Z') out.push_back(static_cast<char>(c - 'A' + 'a'));
    }
    return out;
}

}  // namespace lesepass::seal
