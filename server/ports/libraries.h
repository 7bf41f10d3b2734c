#pragma once
// The libraries this server works for: read by an adapter at start, constant from then on.
#include <map>
#include <string>

#include "responsibility/directory.h"
#include "tenant/tenant.h"

namespace lesepass::server {

struct Libraries {
    std::map<std::string, Tenant> by_key;
    Directory directory;

    const Tenant* find(const std::string& key) const {
        const auto at = by_key.find(key);
        return at == by_key.end() ? nullptr : &at->second;
    }
};

}  // namespace lesepass::server
