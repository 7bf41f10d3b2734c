#include "application/rules_version.h"

#include "base/sha256.h"

namespace lesepass {

std::string_view build_rules_version() { return rule_sources_hash().substr(0, rules_version_digits); }

std::string rules_version(const Tenant& tenant) {
    return sha256_hex(std::string(rule_sources_hash()) + tenant.rules).substr(0, rules_version_digits);
}

bool is_rules_version(std::string_view text) {
    return text.size() == rules_version_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace lesepass
