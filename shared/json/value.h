#pragma once
// JSON as a small value tree, read by nlohmann/json's SAX parser under our limits. Hostile input is parsed once, here;
// codecs then turn it into types (json/object_reader.h).
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace lesepass::json {

struct Limits {
    std::size_t bytes = 256 * 1024;
    std::size_t depth = 16;
    std::size_t values = 20'000;
    std::size_t members = 300;  // of one object: looking for a name twice takes the square of it
};

class Value {
public:
    enum class Kind { Null, Bool, Integer, Decimal, String, Array, Object };
    using Member = std::pair<std::string, Value>;

    Kind kind = Kind::Null;
    bool boolean = false;
    std::int64_t integer = 0;
    std::string string;           // String; the number as written for Decimal
    std::vector<Value> items;     // Array
    std::vector<Member> members;  // Object, in the order written

    const Value* find(std::string_view name) const;
};

const char* kind_name(Value::Kind kind);  // "text", "whole number", ... for messages

// Strict RFC 8259, UTF-8 checked. Failure codes: "json.size", "json.syntax" (detail: byte position), "json.depth",
// "json.duplicate" (detail: the name), "json.values" (also for members).
Result<Value> parse(std::string_view text, const Limits& limits = {});

}  // namespace lesepass::json
