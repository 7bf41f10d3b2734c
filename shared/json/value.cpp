#include "json/value.h"

// The library's own assert would put its text and this machine's paths into the browser module.
#define JSON_ASSERT(condition) ((condition) ? static_cast<void>(0) : __builtin_trap())
#include <nlohmann/json.hpp>

namespace lesepass::json {

namespace {

// Builds the tree; returning false stops the parser at once.
class Builder {
public:
    using number_integer_t = std::int64_t;
    using number_unsigned_t = std::uint64_t;
    using number_float_t = double;
    using string_t = std::string;
    using binary_t = nlohmann::json::binary_t;

    explicit Builder(const Limits& limits) : limits_(limits) {}

    bool null() { return add({}) != nullptr; }
    bool boolean(bool value) {
        Value v;
        v.kind = Value::Kind::Bool, v.boolean = value;
        return add(std::move(v)) != nullptr;
    }
    bool number_integer(std::int64_t value) {
        Value v;
        v.kind = Value::Kind::Integer, v.integer = value;
        return add(std::move(v)) != nullptr;
    }
    bool number_unsigned(std::uint64_t value) {
        if (value > INT64_MAX) return number_float(0, std::to_string(value));
        return number_integer(static_cast<std::int64_t>(value));
    }
    bool number_float(double, const std::string& text) {
        Value v;
        v.kind = Value::Kind::Decimal, v.string = text;
        return add(std::move(v)) != nullptr;
    }
    bool string(std::string& text) {
        Value v;
        v.kind = Value::Kind::String, v.string = std::move(text);
        return add(std::move(v)) != nullptr;
    }
    bool binary(binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Value::Kind::Object); }
    bool start_array(std::size_t) { return open(Value::Kind::Array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        Value& object = *open_.back();
        if (object.find(name) != nullptr) return fail("json.duplicate", name.substr(0, 60));
        object.members.emplace_back(std::move(name), Value{});
        return true;
    }
    template <class Exception>
    bool parse_error(std::size_t position, const std::string&, const Exception&) {
        return fail("json.syntax", "at byte " + std::to_string(position));
    }

    Value root;
    Failure failure{"json.syntax", "empty"};

private:
    bool fail(const char* code, std::string detail) {
        failure = Failure{code, std::move(detail)};
        return false;
    }
    Value* add(Value value) {
        if (++count_ > limits_.values)
            return fail("json.values", "more than " + std::to_string(limits_.values)), nullptr;
        if (open_.empty()) return root = std::move(value), &root;
        Value& parent = *open_.back();
        if (parent.kind == Value::Kind::Array) return &parent.items.emplace_back(std::move(value));
        return parent.members.back().second = std::move(value), &parent.members.back().second;
    }
    bool open(Value::Kind kind) {
        if (open_.size() >= limits_.depth) return fail("json.depth", "deeper than " + std::to_string(limits_.depth));
        Value value;
        value.kind = kind;
        Value* added = add(std::move(value));
        if (added == nullptr) return false;
        // Pointers stay valid: a container only grows while it is the innermost open one.
        open_.push_back(added);
        return true;
    }
    bool close() { return open_.pop_back(), true; }

    Limits limits_;
    std::size_t count_ = 0;
    std::vector<Value*> open_;
};

}  // namespace

const Value* Value::find(std::string_view name) const {
    for (const auto& [key, value] : members)
        if (key == name) return &value;
    return nullptr;
}

const char* kind_name(Value::Kind kind) {
    switch (kind) {
        case Value::Kind::Null: return "null";
        case Value::Kind::Bool: return "true/false";
        case Value::Kind::Integer: return "whole number";
        case Value::Kind::Decimal: return "decimal number";
        case Value::Kind::String: return "text";
        case Value::Kind::Array: return "list";
        case Value::Kind::Object: return "object";
    }
    return "";
}

Result<Value> parse(std::string_view text, const Limits& limits) {
    if (text.size() > limits.bytes) return Failure{"json.size", "more than " + std::to_string(limits.bytes) + " bytes"};
    // nlohmann's lexer takes a NUL byte for the end of the input, whatever follows.
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return Failure{"json.syntax", "at byte " + std::to_string(nul)};
    Builder builder(limits);
    // nlohmann::json::sax_parse would link the CBOR, BSON and MessagePack readers as well (tens of kB in the browser).
    auto input = nlohmann::detail::input_adapter(text.data(), text.data() + text.size());
    nlohmann::detail::parser<nlohmann::json, decltype(input)> parser(std::move(input), nullptr, false);
    if (!parser.sax_parse(&builder, true)) return builder.failure;
    return std::move(builder.root);
}

}  // namespace lesepass::json
