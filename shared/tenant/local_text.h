#pragma once
// A text the library wrote, German required. Other languages fall back to German.
#include <string>

#include "text/catalog.h"

namespace lesepass {

struct LocalText {
    std::string de;
    std::string en;

    const std::string& in(Language language) const { return language == Language::En && !en.empty() ? en : de; }
    bool empty() const { return de.empty(); }
};

}  // namespace lesepass
