#include "json/object_reader.h"

#include <algorithm>

#include "base/utf8.h"

namespace lesepass::json {

// In a description's run: tells it, and returns from the function with what a missing member gives.
#ifdef LESEPASS_DESCRIBES
#define LESEPASS_TELL(result, ...)                                           \
    if (description != nullptr) {                                            \
        description->member(path_, name, Description::Accepts{__VA_ARGS__}); \
        return result;                                                       \
    }
#else
#define LESEPASS_TELL(result, ...)
#endif

namespace {
std::string found_text(const Value& value) {
    std::string text = kind_name(value.kind);
    if (value.kind == Value::Kind::String) text += " \"" + std::string(truncate_code_points(value.string, 40)) + "\"";
    if (value.kind == Value::Kind::Integer) text += " " + std::to_string(value.integer);
    if (value.kind == Value::Kind::Decimal) text += " " + value.string.substr(0, 40);
    return text;
}
}  // namespace

std::string describe(const Problem& problem) {
    if (!explains) return problem.path;
    return problem.path + ": expected " + problem.expected + ", found " + problem.found;
}

std::string join(Words words) {
    std::string out;
    for (const auto& word : words)
        if (word.text.data() != nullptr)
            out += word.text;
        else
            out += std::to_string(word.number);
    return out;
}

ObjectReader::ObjectReader(const Value& value, std::string path, std::vector<Problem>& problems)
    : value_(value), path_(std::move(path)), problems_(problems) {
#ifdef LESEPASS_DESCRIBES
    if (description != nullptr) {
        description->object(path_);
        return;
    }
#endif
    if (value.kind == Value::Kind::Object) return;
    problems_.push_back({path_, explains ? "an object" : "", explains ? found_text(value) : ""});
}

bool ObjectReader::has(std::string_view name) const {
#ifdef LESEPASS_DESCRIBES
    if (description != nullptr) return description->has();
#endif
    return value_.find(name) != nullptr;
}

void ObjectReader::complain(std::string_view name) { problems_.push_back({path_ + "." + std::string(name), {}, {}}); }

void ObjectReader::refuse(std::string_view name, Words expected, const Value& found) {
    if constexpr (explains)
        complain(name, expected, {found_text(found)});
    else
        complain(name);
}

const Value* ObjectReader::raw(std::string_view name) {
    known_.push_back(name);
    return value_.find(name);
}

const Value* ObjectReader::member(std::string_view name, Need need, Value::Kind kind, Words expected) {
    const Value* value = raw(name);
    if (value == nullptr) {
        if (need == Need::Required && value_.kind == Value::Kind::Object) complain(name, expected, {"nothing"});
        return nullptr;
    }
    if (value->kind == kind) return value;
    refuse(name, expected, *value);
    return nullptr;
}

std::string ObjectReader::text(std::string_view name, Need need, std::size_t max_length) {
    LESEPASS_TELL({}, .type = "string", .required = need == Need::Required,
                  .max = static_cast<std::int64_t>(max_length))
    const Words expected = {"a text of at most ", max_length, " characters"};
    const Value* value = member(name, need, Value::Kind::String, expected);
    if (value == nullptr) return {};
    // A code point has at least one byte: short texts need no counting.
    if (value->string.size() > max_length && count_code_points(value->string) > max_length) {
        complain(name, expected, {count_code_points(value->string), " characters"});
        return {};
    }
    if (need == Need::Required && trim(value->string).empty()) complain(name, expected, {"an empty text"});
    return value->string;
}

std::int64_t ObjectReader::integer(std::string_view name, std::int64_t min, std::int64_t max, std::int64_t fallback) {
    LESEPASS_TELL(fallback, .type = "integer", .min = min, .max = max, .fallback = fallback)
    return has(name) ? required_integer(name, min, max) : (raw(name), fallback);
}

std::int64_t ObjectReader::required_integer(std::string_view name, std::int64_t min, std::int64_t max) {
    LESEPASS_TELL(min, .type = "integer", .required = true, .min = min, .max = max)
    const Words expected = {"a whole number from ", min, " to ", max};
    const Value* value = member(name, Need::Required, Value::Kind::Integer, expected);
    if (value == nullptr) return min;
    if (value->integer >= min && value->integer <= max) return value->integer;
    refuse(name, expected, *value);
    return min;
}

bool ObjectReader::flag(std::string_view name, bool fallback) {
    LESEPASS_TELL(fallback, .type = "boolean", .fallback = fallback ? 1 : 0)
    const Value* value = member(name, Need::Optional, Value::Kind::Bool, {"true or false"});
    return value == nullptr ? fallback : value->boolean;
}

std::size_t ObjectReader::one_of(std::string_view name, std::initializer_list<std::string_view> allowed,
                                 std::size_t fallback) {
    LESEPASS_TELL(fallback, .type = "string", .values = {allowed.begin(), allowed.end()},
                  .fallback = static_cast<std::int64_t>(fallback))
    const Value* value = raw(name);
    if (value == nullptr) return fallback;
    const auto* hit = std::find(allowed.begin(), allowed.end(), std::string_view(value->string));
    if (value->kind == Value::Kind::String && hit != allowed.end())
        return static_cast<std::size_t>(hit - allowed.begin());
    std::string expected;
    if constexpr (explains)
        for (const auto option : allowed) expected += " \"" + std::string(option) + "\"";
    refuse(name, {"one of", expected}, *value);
    return fallback;
}

void ObjectReader::object(std::string_view name, Need need, FunctionRef<void(ObjectReader&)> read) {
#ifdef LESEPASS_DESCRIBES
    if (description != nullptr) {
        description->member(path_, name, {.type = "object", .required = need == Need::Required});
        const Value nothing;
        ObjectReader inner(nothing, path_ + "." + std::string(name), problems_);
        return read(inner);
    }
#endif
    const Value* value = member(name, need, Value::Kind::Object, {"an object"});
    if (value == nullptr) return;
    ObjectReader inner(*value, path_ + "." + std::string(name), problems_);
    read(inner);
    inner.refuse_unknown();
}

void ObjectReader::list(std::string_view name, Need need, std::size_t max_items,
                        FunctionRef<void(const Value&, const std::string&)> each) {
#ifdef LESEPASS_DESCRIBES
    if (description != nullptr) {
        description->member(
            path_, name,
            {.type = "array", .required = need == Need::Required, .items = static_cast<std::int64_t>(max_items)});
        return each(Value{}, path_ + "." + std::string(name) + "[]");
    }
#endif
    const Words expected = {"a list of at most ", max_items, " items"};
    const Value* value = member(name, need, Value::Kind::Array, expected);
    if (value == nullptr) return;
    if (value->items.size() > max_items) return complain(name, expected, {value->items.size(), " items"});
    for (std::size_t i = 0; i < value->items.size(); ++i)
        each(value->items[i], path_ + "." + std::string(name) + "[" + std::to_string(i) + "]");
}

std::vector<std::string> ObjectReader::texts(std::string_view name, Need need, std::size_t max_items,
                                             std::size_t max_length) {
    LESEPASS_TELL({}, .type = "texts", .required = need == Need::Required, .max = static_cast<std::int64_t>(max_length),
                  .items = static_cast<std::int64_t>(max_items))
    std::vector<std::string> out;
    list(name, need, max_items, [&](const Value& item, const std::string& path) {
        if (item.kind == Value::Kind::String && count_code_points(item.string) <= max_length)
            return void(out.push_back(item.string));
        if constexpr (explains)
            problems_.push_back({path, join({"a text of at most ", max_length, " characters"}), found_text(item)});
        else
            problems_.push_back({path, {}, {}});
    });
    return out;
}

void ObjectReader::refuse_unknown() {
#ifdef LESEPASS_DESCRIBES
    if (description != nullptr) return;
#endif
    for (std::size_t i = 0; i < value_.members.size(); ++i) {
        const auto& [name, value] = value_.members[i];
        // Read in the order written, by the names written: nothing to look for.
        if (i < known_.size() && known_[i].data() == name.data()) continue;
        if (std::find(known_.begin(), known_.end(), name) == known_.end())
            refuse(truncate_code_points(name, 60), {"no such field"}, value);
    }
}

}  // namespace lesepass::json
