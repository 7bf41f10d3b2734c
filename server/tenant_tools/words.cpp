#include "tenant_tools/words.h"

#include <array>
#include <vector>

namespace lesepass::server {

namespace {
constexpr std::string_view key_pattern = "^[a-z][a-z0-9-]{1,39}$", url_pattern = "^(https?://|/)";

constexpr auto meanings = std::to_array<Meaning>({
#include "tenant_tools/meanings.inc"
});

struct Phrase {
    std::string_view en, de;  // {} stands for what both have in common
};
constexpr auto phrases = std::to_array<Phrase>({
#include "tenant_tools/phrases_de.inc"
});

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    for (auto at = text.find("{}"); at != std::string_view::npos; at = text.find("{}")) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + 2);
    }
    parts.push_back(text);
    return parts;
}

// What stands at the {} of `pattern`; false: does not fit.
bool match(std::string_view text, std::string_view pattern, std::vector<std::string_view>& holes) {
    const auto parts = split(pattern);
    if (!text.starts_with(parts.front())) return false;
    text.remove_prefix(parts.front().size());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const bool last = i + 1 == parts.size();
        if (last && !text.ends_with(parts[i])) return false;
        const auto at = last ? text.size() - parts[i].size() : text.find(parts[i]);
        if (at == std::string_view::npos) return false;
        holes.push_back(text.substr(0, at));
        text.remove_prefix(at + parts[i].size());
    }
    return text.empty();
}
}  // namespace

const Meaning* meaning_of(std::string_view path) {
    if (path.starts_with("$.")) path.remove_prefix(2);
    for (const auto& row : meanings)
        if (row.path == path) return &row;
    const auto last = path.substr(path.rfind('.') + 1);
    for (const auto& row : meanings)
        if (row.path == last) return &row;
    return nullptr;
}

std::string german(std::string_view english) {
    for (const auto& [en, de] : phrases) {
        std::vector<std::string_view> holes;
        if (!match(english, en, holes)) continue;
        const auto parts = split(de);
        std::string out(parts.front());
        for (std::size_t i = 1; i < parts.size(); ++i)
            out.append(i <= holes.size() ? holes[i - 1] : "").append(parts[i]);
        return out;
    }
    return {};
}

}  // namespace lesepass::server
