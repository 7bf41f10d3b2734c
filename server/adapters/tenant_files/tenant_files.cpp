#include "adapters/tenant_files/tenant_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "application/rules_version.h"
#include "places/known_places.h"
#include "tenant/tenant_json.h"

namespace lesepass::server {

namespace {
namespace fs = std::filesystem;

std::string explain(const Failure& failure) {
    if (failure.code == "json.syntax") return "$: expected valid JSON, found a mistake " + failure.detail;
    if (failure.code == "json.duplicate") return "$: expected each name once, found \"" + failure.detail + "\" twice";
    return "$: expected a JSON file within the limits, found " + failure.detail;
}

void load_file(const fs::path& path, LoadedLibraries& out) {
    const std::string name = path.filename().string();
    std::ifstream in(path, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in) return out.mistakes.push_back(name + ": expected a readable file, found none");
    const auto parsed = json::parse(content.str());
    if (!parsed) return out.mistakes.push_back(name + ": " + explain(parsed.failure()));
    std::vector<json::Problem> problems;
    Tenant tenant = read_tenant(*parsed, TenantSource::File, problems);
    for (const auto& problem : problems) out.mistakes.push_back(name + ": " + json::describe(problem));
    if (!problems.empty()) return;
    stamp_rules(tenant);
    if (out.libraries.by_key.contains(tenant.key))
        return out.mistakes.push_back(name + ": $.key: expected a key no other file has, found \"" + tenant.key +
                                      "\" twice");
    out.libraries.directory.entries.push_back(entry_of(tenant));
    const std::string key = tenant.key;
    out.libraries.by_key.emplace(key, std::move(tenant));
}
}  // namespace

LoadedLibraries load_tenant_files(const std::string& folder) {
    LoadedLibraries out;
    out.libraries.directory.places = known_places();
    std::error_code error;
    std::vector<fs::path> files;
    // Not a range-for: its ++ throws when the folder's disk fails.
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".json") files.push_back(at->path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) load_file(file, out);
    if (files.empty()) out.mistakes.push_back(folder + ": expected at least one library as *.json, found none");
    return out;
}

}  // namespace lesepass::server
