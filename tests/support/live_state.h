#pragma once
// The state document of a live page as form_routes.cpp writes it, for a library file of server/demo/tenants.
#include <fstream>
#include <iterator>
#include <string>

#include "application/rules_version.h"
#include "json/value.h"
#include "json/writer.h"
#include "responsibility/directory_json.h"
#include "tenant/tenant_json.h"

namespace lesepass::test {

inline std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// An empty tenant if the file is none.
inline Tenant read_tenant_file(const std::string& path) {
    const auto value = json::parse(read_file(path));
    std::vector<json::Problem> problems;
    auto tenant = value ? read_tenant(*value, TenantSource::File, problems) : Tenant{};
    stamp_rules(tenant);
    return tenant;
}

inline Directory directory_of(const std::vector<Tenant>& tenants) {
    Directory directory;
    for (const auto& tenant : tenants) directory.entries.push_back(entry_of(tenant));
    return directory;
}

struct LiveState {
    std::string step = "start";
    std::string language = "de";
    std::string today = "2026-11-23";
    std::string answers = "{}";
    std::string attachments = "[]";
    std::string application = "00112233445566778899aabbccddeeff";
};

inline std::string live_state(const Tenant& tenant, const Directory& directory, const LiveState& state = {}) {
    json::Writer w;
    w.begin_object().member("applicationId", state.application).member("today", state.today);
    w.member("language", state.language).member("step", state.step).member("formAction", "/" + tenant.key + "/");
    w.key("answers").raw(state.answers);
    w.key("attachments").raw(state.attachments);
    w.key("library").raw(write_public_tenant(tenant));
    w.key("directory").raw(write_directory(directory)).end_object();
    return w.take();
}

}  // namespace lesepass::test
