#pragma once
// A first tenant file for a municipality: small, valid but for what only the library can know.
#include <string>
#include <vector>

#include "base/result.h"

namespace lesepass::server {

struct NewLibrary {
    std::string ags;   // 8 digits, North Rhine-Westphalia
    std::string name;  // of the municipality
    std::vector<std::string> postcodes;
    std::string email;  // empty: a placeholder, which check refuses
};

// "Bad Münstereifel" -> "bad-muenstereifel".
std::string key_of_name(std::string_view name);
// Failure "tenant.new": what is wrong, in German.
Result<std::string> new_tenant_file(const NewLibrary& library);

}  // namespace lesepass::server
