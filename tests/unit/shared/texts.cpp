#include <doctest/doctest.h>

#include <filesystem>

#include "demo_libraries.h"
#include "text/languages.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool names(const std::string& code, const std::string& key) {
    const std::string wanted = "Text::" + key;
    for (std::size_t at = 0; (at = code.find(wanted, at)) != std::string::npos; at += wanted.size())
        if (at + wanted.size() == code.size() || !is_word(code[at + wanted.size()])) return true;
    return false;
}

std::string all_code() {
    std::string code;
    for (const auto* folder : {"shared", "wasm", "server"})
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::string(LESEPASS_SOURCE_DIR) + "/" + folder)) {
            const auto extension = entry.path().extension();
            if (extension == ".cpp" || extension == ".h") code += read_text_file(entry.path().string());
        }
    return code;
}
}  // namespace

TEST_CASE("every text is used somewhere") {
    const auto code = all_code();
    for (const auto key : text_key_names)
        if (!names(code, std::string(key))) FAIL_CHECK("unused text: " << key);
}

TEST_CASE("texts are plain: no markup, no double blanks, typographic quotes, no blank at the ends") {
    for (const auto language : all_languages)
        for (std::size_t i = 0; i < text_count; ++i) {
            const std::string text(catalog_of(language)[static_cast<Text>(i)]);
            CAPTURE(text);
            CHECK(text.find('<') == std::string::npos);
            CHECK(text.find('"') == std::string::npos);
            CHECK(text.find("  ") == std::string::npos);
            CHECK(text.find(" ...") == std::string::npos);
            CHECK((text.front() != ' ' && text.back() != ' '));
        }
}

TEST_CASE("placeholders are filled from the arguments, and only from them") {
    const auto& german = catalog_of(Language::De);
    CHECK(german.format(Text::ButtonChangeLabel, {"Straße"}) == "Straße ändern");
    CHECK(german.format(Text::ProgressText, {"1", "2", "{0}"}) == "Schritt 1 von 2: {0}");
    CHECK(german.format(Text::ProgressText, {"1"}) == "Schritt 1 von {1}: {2}");
    CHECK(german[static_cast<Text>(60'000)].empty());
}

TEST_CASE("a catalogue goes to the browser and back, and one of another build is refused") {
    for (const auto language : all_languages) {
        const auto bytes = encode_catalog(catalog_of(language));
        const auto back = decode_catalog(bytes);
        REQUIRE(back);
        CHECK(back->language() == language);
        bool same = true;
        for (std::size_t i = 0; i < text_count; ++i)
            same = same && (*back)[static_cast<Text>(i)] == catalog_of(language)[static_cast<Text>(i)];
        CHECK(same);
        std::size_t accepted = 0;
        for (std::size_t size = 0; size < bytes.size(); ++size)
            accepted += decode_catalog(std::string(bytes, 0, size)).has_value();
        CHECK(accepted == 0);
        auto other = bytes;
        other[5] = static_cast<char>(other[5] ^ 1);
        CHECK(!decode_catalog(other));
        CHECK(!decode_catalog(bytes + "x"));
        CHECK(!decode_catalog(bytes + std::string(1, '\0')));
    }
    CHECK(parse_language("en") == Language::En);
    for (const std::string code : {"", "EN", "de-DE", "fr"}) CHECK(!parse_language(code));
}
