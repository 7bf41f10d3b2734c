#include "tenant_tools/shape.h"

#include <algorithm>
#include <map>

#include "tenant/tenant_json.h"

namespace lesepass::server {

namespace {
class Recorder : public json::Description {
public:
    void run(bool has) {
        has_ = has;
        json::description = this;
        std::vector<json::Problem> problems;
        const json::Value nothing;
        read_tenant(nothing, TenantSource::File, problems);
        json::description = nullptr;
    }

    void object(const std::string& path) override {
        ++runs_[path];
        if (shape.object(path) == nullptr) shape.objects.push_back({path, {}});
    }
    void member(const std::string& path, std::string_view name, const Accepts& accepts) override {
        auto& members = std::find_if(shape.objects.begin(), shape.objects.end(), [&](const auto& o) {
                            return o.path == path;
                        })->members;
        if (accepts.required) ++required_[path + "." + std::string(name)];
        const auto same = [&](const ShapeMember& m) { return m.name == name; };
        if (std::any_of(members.begin(), members.end(), same)) return;
        ShapeMember member{.name = std::string(name),
                           .type = std::string(accepts.type),
                           .min = accepts.min,
                           .max = accepts.max,
                           .items = accepts.items,
                           .fallback = accepts.fallback,
                           .values = {}};
        for (const auto value : accepts.values) member.values.emplace_back(value);
        members.push_back(std::move(member));
    }
    bool has() const override { return has_; }

    // Required is what every run asked for.
    Shape finish() {
        for (auto& object : shape.objects)
            for (auto& member : object.members)
                member.required = required_[object.path + "." + member.name] == runs_[object.path];
        return std::move(shape);
    }

    Shape shape;

private:
    bool has_ = false;
    std::map<std::string, int> runs_, required_;
};
}  // namespace

const ShapeMember* ShapeObject::find(std::string_view name) const {
    for (const auto& member : members)
        if (member.name == name) return &member;
    return nullptr;
}

std::string without_positions(std::string_view path) {
    std::string out;
    bool inside = false;
    for (const char c : path) {
        if (c == ']') inside = false;
        if (!inside) out += c;
        if (c == '[') inside = true;
    }
    return out;
}

const ShapeObject* Shape::object(std::string_view path) const {
    const auto plain = without_positions(path);
    for (const auto& object : objects)
        if (object.path == plain) return &object;
    return nullptr;
}

const ShapeMember* Shape::member(std::string_view path) const {
    const auto plain = without_positions(path);
    for (const auto& object : objects) {
        if (plain.size() <= object.path.size() || !plain.starts_with(object.path + ".")) continue;
        if (const auto* member = object.find(plain.substr(object.path.size() + 1))) return member;
    }
    return nullptr;
}

const Shape& tenant_shape() {
    static const Shape shape = [] {
        Recorder recorder;
        recorder.run(false);
        recorder.run(true);
        return recorder.finish();
    }();
    return shape;
}

}  // namespace lesepass::server
