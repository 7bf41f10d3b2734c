#pragma once
// What the settings mean, for schema, table and messages.
#include <string>
#include <string_view>

namespace lesepass::server {

enum class Tongue { De, En };

struct Meaning {
    std::string_view path;  // "fees.byAge[].cents", or a last name alone: "key"
    std::string_view de, en;
    std::string_view pattern = {};  // regular expression for the text, or for each item
};
// The most exact row; nullptr: none (a test finds settings without words).
const Meaning* meaning_of(std::string_view path);

// The reader's words ("a whole number from 0 to 100") in German; nullopt-like empty: no translation.
std::string german(std::string_view english);

}  // namespace lesepass::server
