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
constexpr Table de_leicht{{
#include "text/texts_de_leicht.inc"
}};
constexpr Table en{{
#include "text/texts_en.inc"
}};
constexpr Table tr{{
#include "text/texts_tr.inc"
}};
constexpr Table uk{{
#include "text/texts_uk.inc"
}};
constexpr Table ar{{
#include "text/texts_ar.inc"
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
// One assertion for each file, so that the compiler names it.
#define LESEPASS_TABLE_IS_WHOLE(table)                                                                       \
    static_assert(complete(table), "texts_" #table ".inc: one line per key, in the order of text_keys.inc"); \
    static_assert(same_placeholders(de, table), "texts_" #table ".inc: a text has other placeholders than in German")
LESEPASS_TABLE_IS_WHOLE(de);
LESEPASS_TABLE_IS_WHOLE(de_leicht);
LESEPASS_TABLE_IS_WHOLE(en);
LESEPASS_TABLE_IS_WHOLE(tr);
LESEPASS_TABLE_IS_WHOLE(uk);
LESEPASS_TABLE_IS_WHOLE(ar);
#undef LESEPASS_TABLE_IS_WHOLE

constexpr const Table& table_of(Language language) {
    switch (language) {
        case Language::De: return de;
        case Language::DeLeicht: return de_leicht;
        case Language::En: return en;
        case Language::Tr: return tr;
        case Language::Uk: return uk;
        case Language::Ar: return ar;
    }
    return de;
}

std::vector<Catalog> make_all() {
    std::vector<Catalog> out;
    for (const auto language : all_languages) {
        std::vector<std::string> texts;
        texts.reserve(text_count);
        for (const auto& row : table_of(language)) texts.emplace_back(row.text);
        out.emplace_back(language, std::move(texts));
    }
    return out;
}
}  // namespace

const Catalog& catalog_of(Language language) {
    static const std::vector<Catalog> all = make_all();
    return all[static_cast<std::size_t>(language)];
}

}  // namespace lesepass
