#pragma once
// A first tenant file for a municipality: small, valid but for what only the library can know.
#include <string>
#include <vector>

#include "base/result.h"

namespace lesepass::server {

struct NewLibrary {
    std::string ags;                     // 8 digits, North Rhine-Westphalia
    std::string name;                    // of the municipality; empty: from the list of places
    std::vector<std::string> postcodes;  // empty: all that belong to it
    std::string email;                   // empty: a placeholder, which check refuses
};

// "Bad Münstereifel" -> "bad-muenstereifel".
std::string key_of_name(std::string_view name);
// With the name from the list of places where none is given.
NewLibrary completed(NewLibrary library);
// Failure "tenant.new": what is wrong, in German.
Result<std::string> new_tenant_file(const NewLibrary& library);

}  // namespace lesepass::server
