#pragma once
// What a tenant file may hold, as its reader itself tells it (json/describe.h).
#include <string>
#include <string_view>
#include <vector>

#include "json/describe.h"

namespace lesepass::server {

struct ShapeMember {
    std::string name;
    std::string type;
    bool required = false;
    std::int64_t min = 0, max = 0, items = 0, fallback = -1;
    std::vector<std::string> values;
};
struct ShapeObject {
    std::string path;  // "$.fees.byAge[]"
    std::vector<ShapeMember> members;

    const ShapeMember* find(std::string_view name) const;
};
class Shape {
public:
    std::vector<ShapeObject> objects;

    // Positions in lists count for nothing: "$.fees.byAge[3]" is "$.fees.byAge[]". nullptr: no object there.
    const ShapeObject* object(std::string_view path) const;
    // The member that is at `path`.
    const ShapeMember* member(std::string_view path) const;
};

const Shape& tenant_shape();

// "$.a[3].b" -> "$.a[].b".
std::string without_positions(std::string_view path);

}  // namespace lesepass::server
