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

enum class Language : std::uint8_t { De, En };
inline constexpr std::array all_languages{Language::De, Language::En};

constexpr std::string_view code_of(Language language) {
    switch (language) {
        case Language::De: return "de";
        case Language::En: return "en";
    }
    return {};
}
constexpr std::string_view own_name_of(Language language) {
    switch (language) {
        case Language::De: return "Deutsch";
        case Language::En: return "English";
    }
    return {};
}
std::optional<Language> parse_language(std::string_view code);

class Catalog {
public:
    Catalog(Language language, std::vector<std::string> texts) : language_(language), texts_(std::move(texts)) {}

    Language language() const { return language_; }
    std::string_view operator[](Text key) const;
    // The text with {0}, {1}, ... replaced by the arguments.
    std::string format(Text key, std::initializer_list<std::string_view> arguments) const;

private:
    Language language_;
    std::vector<std::string> texts_;  // by key
};

// As a file for the browser: "LPC1", u32 hash of the key list, language code, then every text with a terminating NUL.
std::string encode_catalog(const Catalog& catalog);
// nullopt: not a catalogue of this build.
std::optional<Catalog> decode_catalog(std::string_view bytes);

}  // namespace lesepass
