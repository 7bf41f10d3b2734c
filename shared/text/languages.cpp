#include "text/languages.h"

#include <array>

namespace lesepass {

namespace {
struct Row {
    Text key;
    std::string_view text;
};
using Table = std::array<Row, text_count>;

constexpr Table de{{
#include "text/texts_de.inc"
}};
constexpr Table en{{
#include "text/texts_en.inc"
}};

// A forgotten text leaves key 0 and an empty text behind, a text in the wrong place a wrong key: both stop the build.
constexpr bool complete(const Table& table) {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table[i].key) != i || table[i].text.empty()) return false;
    return true;
}
constexpr unsigned placeholders(std::string_view text) {
    unsigned set = 0;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 2] == '}') set |= 1u << (text[i + 1] - '0');
    return set;
}
constexpr bool same_placeholders(const Table& a, const Table& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (placeholders(a[i].text) != placeholders(b[i].text)) return false;
    return true;
}
static_assert(complete(de), "texts_de.inc: one line per key, in the order of text_keys.h");
static_assert(complete(en), "texts_en.inc: one line per key, in the order of text_keys.h");
static_assert(same_placeholders(de, en), "a text has other placeholders in English than in German");

Catalog make(Language language, const Table& table) {
    std::vector<std::string> texts;
    texts.reserve(table.size());
    for (const auto& row : table) texts.emplace_back(row.text);
    return Catalog(language, std::move(texts));
}
}  // namespace

const Catalog& catalog_of(Language language) {
    static const Catalog german = make(Language::De, de);
    static const Catalog english = make(Language::En, en);
    switch (language) {
        case Language::De: return german;
        case Language::En: return english;
    }
    return german;
}

}  // namespace lesepass
