#pragma once
// Tenant files, and the part of them a browser gets. One reader for both.
#include <string>
#include <string_view>
#include <vector>

#include "json/object_reader.h"
#include "tenant/tenant.h"

namespace lesepass {

enum class TenantSource { File, Browser };

// On problems the tenant is unusable; each says path, expected and found.
Tenant read_tenant(const json::Value& value, TenantSource source, std::vector<json::Problem>& problems);
// Everything a browser may know: no mailbox, no payment details, no origins.
std::string write_public_tenant(const Tenant& tenant);

}  // namespace lesepass
