#pragma once
// Which rules an application was made by. Two builds, or two configurations of a library, that could answer differently
// have different versions; the server and the browser's module of one build have the same.
//
// The version of a library's rules is the first 16 digits of SHA-256 over
//   1. the sources of everything that decides (cmake/rule_sources.cmake: definition, conditions, checks, flow, fees,
//      tenant reader, codecs; a comment counts, too: better a version too many than one too few), and
//   2. the library's configuration in the canonical form in which a browser gets it (write_public_tenant).
// Words and looks are no rules: they change without it. docs/formats/rules-version.md says where it is shown.
#include <string>
#include <string_view>

#include "tenant/tenant.h"

namespace lesepass {

inline constexpr std::size_t rules_version_digits = 16;

// 64 hexadecimal digits, the same in every build of these sources (generated).
std::string_view rule_sources_hash();
// Of this build, whatever the library: first digits of rule_sources_hash().
std::string_view build_rules_version();

// To be called by whoever reads a tenant file: fills Tenant::rules.
void stamp_rules(Tenant& tenant);
std::string rules_version(const Tenant& tenant);
bool is_rules_version(std::string_view text);

}  // namespace lesepass
