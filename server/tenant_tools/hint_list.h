#pragma once
// Collects what to say about a file that is readable and may still not be meant so.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenant_tools/check.h"

namespace lesepass::server {

class Hints {
public:
    Hints(std::string_view text, Tongue tongue) : text_(text), tongue_(tongue) {}

    void add(Weight weight, const std::string& path, std::string_view de, std::string_view en) {
        const auto place = locate(text_, path);
        out.push_back({.weight = weight,
                       .where = place ? place->value : Span{0, 0},
                       .path = path,
                       .message = std::string(tongue_ == Tongue::De ? de : en),
                       .help = {}});
    }
    bool has(const std::string& path) const { return locate(text_, path).has_value(); }

    std::vector<Finding> out;

private:
    std::string_view text_;
    Tongue tongue_;
};

}  // namespace lesepass::server
