#pragma once
// All words of the product, by key. The server has every language compiled in; a browser downloads one (bytes of
// encode_catalog) and has none compiled in.
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/text_keys.h"

namespace lesepass {

enum class Language : std::uint8_t { De, DeLeicht, En, Tr, Uk, Ar };
inline constexpr std::array all_languages{Language::De, Language::DeLeicht, Language::En,
                                          Language::Tr, Language::Uk,       Language::Ar};
inline constexpr std::size_t language_count = all_languages.size();

// All that differs from language to language and is no text. A new language is one row here (docs/languages.md).
struct LanguageInfo {
    Language language;
    std::string_view code;      // in addresses, files and stored applications: never changes
    std::string_view tag;       // BCP 47, for HTML. "simple" is the registered variant for plain language
    std::string_view own_name;  // in itself
    bool right_to_left = false;
    bool euro_first = false;  // "€16.00", not "16,00 €"
};
inline constexpr std::array<LanguageInfo, language_count> language_table{{
    {Language::De, "de", "de", "Deutsch"},
    {Language::DeLeicht, "de-leicht", "de-simple", "Leichte Sprache"},
    {.language = Language::En, .code = "en", .tag = "en", .own_name = "English", .euro_first = true},
    {Language::Tr, "tr", "tr", "Türkçe"},
    {Language::Uk, "uk", "uk", "Українська"},
    {.language = Language::Ar, .code = "ar", .tag = "ar", .own_name = "العربية", .right_to_left = true},
}};
constexpr const LanguageInfo& info(Language language) { return language_table[static_cast<std::size_t>(language)]; }
static_assert([] {
    for (const auto language : all_languages)
        if (info(language).language != language) return false;
    return true;
}());

constexpr std::string_view code_of(Language language) { return info(language).code; }
constexpr std::string_view tag_of(Language language) { return info(language).tag; }
constexpr bool is_german(Language language) { return tag_of(language).substr(0, 2) == "de"; }
// A code or a tag.
std::optional<Language> parse_language(std::string_view code);

class Catalog {
public:
    Catalog(Language language, std::vector<std::string> texts) : language_(language), texts_(std::move(texts)) {}

    Language language() const { return language_; }
    std::string_view operator[](Text key) const;
    // The text with {0}, {1}, ... replaced by the arguments. In a right-to-left language each argument is isolated
    // (U+2068 ... U+2069): a German name must not turn the sentence around it.
    std::string format(Text key, std::initializer_list<std::string_view> arguments) const;

private:
    Language language_;
    std::vector<std::string> texts_;  // by key
};

// Without those isolates: for a mail's subject and whatever is no text for the eye.
std::string without_isolates(std::string text);

// As a file for the browser: "LPC1", u32 hash of the key list, language code, then every text with a terminating NUL.
std::string encode_catalog(const Catalog& catalog);
// nullopt: not a catalogue of this build.
std::optional<Catalog> decode_catalog(std::string_view bytes);

}  // namespace lesepass
