#pragma once
// lesepass tenant ...: exit codes 0 fine (perhaps with warnings), 1 mistakes, 2 could not work at all.
#include <string>
#include <vector>

#include "tenant_tools/new_file.h"

namespace CLI {
class App;
}

namespace lesepass::server {

// Adds "tenant check|schema|..." to `app`; after parsing, run_tenant_command answers if one of them was meant.
struct TenantCommands {
    CLI::App* tenant = nullptr;
    CLI::App* check = nullptr;
    CLI::App* schema = nullptr;
    CLI::App* create = nullptr;
    std::vector<std::string> paths;
    std::string language = "de";
    NewLibrary library;
    std::string out;  // file; empty: <key>.json
    bool as_json = false, as_table = false;
};
void add_tenant_commands(CLI::App& app, TenantCommands& commands);
int run_tenant_command(const TenantCommands& commands);

}  // namespace lesepass::server
