#include "demo_libraries.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "application/rules_version.h"
#include "json/value.h"
#include "places/known_places.h"
#include "tenant/tenant_json.h"
#include "text/languages.h"

namespace lesepass::test {

namespace {
Tenant load(const std::string& key) {
    const auto path = std::string(LESEPASS_SOURCE_DIR) + "/server/demo/tenants/" + key + ".json";
    const auto value = json::parse(read_text_file(path));
    std::vector<json::Problem> problems;
    Tenant tenant;
    if (value) tenant = read_tenant(*value, TenantSource::File, problems);
    stamp_rules(tenant);
    if (value && problems.empty()) return tenant;
    std::fprintf(stderr, "%s: %s\n", path.c_str(),
                 value ? json::describe(problems.front()).c_str() : value.failure().code.c_str());
    std::abort();
}

const std::vector<Tenant>& libraries() {
    static const std::vector<Tenant> all = [] {
        std::vector<Tenant> loaded;
        for (const auto key : demo_library_keys) loaded.push_back(load(std::string(key)));
        return loaded;
    }();
    return all;
}
}  // namespace

std::string read_text_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

const Tenant& demo_library(std::string_view key) {
    for (const auto& tenant : libraries())
        if (tenant.key == key) return tenant;
    std::fprintf(stderr, "no demo library %.*s\n", static_cast<int>(key.size()), key.data());
    std::abort();
}

const Directory& demo_directory() {
    static const Directory directory = [] {
        Directory out{.entries = {}, .places = server::known_places()};
        for (const auto& tenant : libraries()) out.entries.push_back(entry_of(tenant));
        return out;
    }();
    return directory;
}

std::vector<std::string> demo_postcodes(std::string_view key) {
    const auto& own = demo_library(key).municipality;
    return own.postcodes.empty() ? demo_directory().places.postcodes_of(own.ags) : own.postcodes;
}

form::World demo_world(std::string_view key, Language language, Date today) {
    return {demo_library(key), demo_directory(), catalog_of(language), today};
}

}  // namespace lesepass::test
