#pragma once
#include <string>
#include <vector>

#include "ports/libraries.h"

namespace lesepass::server {

struct LoadedLibraries {
    Libraries libraries;
    // One line per mistake: "musterstadt.json: $.fees.standardCents: expected ..., found ...". Not empty: do not start.
    std::vector<std::string> mistakes;
};

// Reads every *.json of the folder. Also checks what only shows across files: keys twice, no library at all.
LoadedLibraries load_tenant_files(const std::string& folder);

}  // namespace lesepass::server
