#pragma once
// Names of municipalities as people write them.
#include <string>
#include <string_view>

namespace lesepass {

// Words in lower case with one blank between: "ST. AUGUSTIN" is "sankt augustin", "Mülheim" and "Muelheim" are
// "muelheim", "Fröndenberg/Ruhr" is "froendenberg ruhr".
std::string fold_name(std::string_view text);

enum class NameMatch {
    None,
    Word,       // a later word begins so: "salzuf" and "bad salzuflen"
    Prefix,     // the name begins so: "hil" and "hilden"
    Beginning,  // its first words are these: "monheim" and "monheim am rhein"
    Exact,
};
// Both folded. An empty text matches nothing.
NameMatch match_names(std::string_view typed, std::string_view name);

// Somebody who writes `typed` means the place called `name`.
bool means_place(std::string_view typed, std::string_view name);

}  // namespace lesepass
