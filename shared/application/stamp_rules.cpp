// In a file of its own: the browser's module gets a stamped library and never writes one.
#include "application/rules_version.h"
#include "base/sha256.h"
#include "tenant/tenant_json.h"

namespace lesepass {

void stamp_rules(Tenant& tenant) {
    tenant.rules.clear();
    tenant.rules = sha256_hex(write_public_tenant(tenant));
}

}  // namespace lesepass
