#pragma once
// Two further kinds of findings: text that is no JSON, and settings that are allowed but hardly meant.
#include <vector>

#include "tenant_tools/check.h"

namespace lesepass::server {

Finding explain_slip(const SyntaxSlip& slip, Tongue tongue);
std::vector<Finding> hints_for(std::string_view text, const Tenant& tenant, Tongue tongue, const Surroundings& around);

}  // namespace lesepass::server
