#pragma once
// A text the library wrote, German required. Every other language falls back to German.
#include <string>

#include "text/catalog.h"

namespace lesepass {

struct LocalText {
    std::array<std::string, language_count> words;  // by language; empty: not written in that one

    std::string& operator[](Language language) { return words[static_cast<std::size_t>(language)]; }
    const std::string& in(Language language) const {
        const auto& own = words[static_cast<std::size_t>(language)];
        return own.empty() ? words.front() : own;
    }
    // What in() gives is German on a page that is not: HTML says so to screen readers.
    bool is_foreign(Language language) const {
        return !is_german(language) && !empty() && words[static_cast<std::size_t>(language)].empty();
    }
    bool empty() const { return words.front().empty(); }
};

}  // namespace lesepass
