#include "text/catalog.h"

namespace lesepass {

namespace {
// Changes when a key is added, removed or moved: a cached catalogue of another build is refused instead of showing
// wrong words.
constexpr std::uint32_t key_list_hash = [] {
    std::uint32_t hash = 2166136261u;
    for (const auto name : text_key_names)
        for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash;
}();
constexpr std::string_view magic = "LPC1";
constexpr std::string_view first_strong_isolate = "\u2068", pop_isolate = "\u2069";
}  // namespace

std::optional<Language> parse_language(std::string_view code) {
    for (const auto language : all_languages)
        if (code_of(language) == code || tag_of(language) == code) return language;
    return std::nullopt;
}

std::string_view Catalog::operator[](Text key) const {
    const auto index = static_cast<std::size_t>(key);
    return index < texts_.size() ? std::string_view(texts_[index]) : std::string_view{};
}

std::string Catalog::format(Text key, std::initializer_list<std::string_view> arguments) const {
    const std::string_view text = (*this)[key];
    const bool isolate = info(language_).right_to_left;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool placeholder = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
        const auto index = placeholder ? static_cast<std::size_t>(text[i + 1] - '0') : arguments.size();
        if (index < arguments.size()) {
            if (isolate) out += first_strong_isolate;
            out += arguments.begin()[index];
            if (isolate) out += pop_isolate;
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

std::string without_isolates(std::string text) {
    for (const auto mark : {first_strong_isolate, pop_isolate})
        for (std::size_t at; (at = text.find(mark)) != std::string::npos;) text.erase(at, mark.size());
    return text;
}

std::string encode_catalog(const Catalog& catalog) {
    std::string out(magic);
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>((key_list_hash >> shift) & 0xFF));
    out += code_of(catalog.language());
    out.push_back('\0');
    for (std::size_t i = 0; i < text_count; ++i) {
        out += catalog[static_cast<Text>(i)];
        out.push_back('\0');
    }
    return out;
}

std::optional<Catalog> decode_catalog(std::string_view bytes) {
    if (bytes.size() < 8 || bytes.substr(0, 4) != magic) return std::nullopt;
    std::uint32_t hash = 0;
    for (std::size_t i = 8; i-- > 4;) hash = (hash << 8) | static_cast<unsigned char>(bytes[i]);
    if (hash != key_list_hash) return std::nullopt;
    bytes.remove_prefix(8);
    std::vector<std::string> texts;
    for (std::size_t end; (end = bytes.find('\0')) != std::string_view::npos; bytes.remove_prefix(end + 1))
        texts.emplace_back(bytes.substr(0, end));
    if (!bytes.empty() || texts.size() != text_count + 1) return std::nullopt;
    const auto language = parse_language(texts.front());
    if (!language) return std::nullopt;
    texts.erase(texts.begin());
    return Catalog(*language, std::move(texts));
}

}  // namespace lesepass
