#include "json/value.h"

// The library's own assert would put its text and this machine's paths into the browser module.
#define JSON_ASSERT(condition) ((condition) ? static_cast<void>(0) : __builtin_trap())
#include <cmath>
#include <nlohmann/json.hpp>

namespace lesepass::json {

namespace {

struct Types {
    using number_integer_t = std::int64_t;
    using number_unsigned_t = std::uint64_t;
    using number_float_t = double;
    using string_t = std::string;
};

using Input = decltype(nlohmann::detail::input_adapter(std::declval<const char*>(), std::declval<const char*>()));
using Lexer = nlohmann::detail::lexer<Types, Input>;
using Token = Lexer::token_type;

// The grammar over nlohmann's tokens: what characters, strings and numbers are is the library's. Its own parser would
// link the words of all its exceptions (3 kB brotli in the browser), and sax_parse the CBOR, BSON and MessagePack
// readers as well.
class Parser {
public:
    Parser(std::string_view text, const Limits& limits)
        : limits_(limits), lexer_(nlohmann::detail::input_adapter(text.data(), text.data() + text.size())) {
        open_.reserve(limits.depth);
    }

    bool document() {
        for (Token token = lexer_.scan();;) {
            bool complete = true;
            if (!value(token, complete)) return false;
            if (!complete) continue;
            do {
                token = lexer_.scan();
                if (open_.empty()) return token == Token::end_of_input || wrong();
            } while (closes(token));
            if (token != Token::value_separator) return wrong();
            token = lexer_.scan();
            if (open_.back()->kind == Value::Kind::Object && !key(token)) return false;
        }
    }

    Value root;
    Failure failure;

private:
    bool fail(const char* code, std::string detail) {
        failure = Failure{code, std::move(detail)};
        return false;
    }
    bool wrong() {
        return fail("json.syntax", "at byte " + std::to_string(static_cast<std::size_t>(lexer_.get_position())));
    }

    // Of a value that begins with `token`. What opened a list or an object is not complete; `token` is then the first
    // of what stands inside.
    bool value(Token& token, bool& complete) {
        switch (token) {
            case Token::begin_object:
            case Token::begin_array: return open(token, complete);
            case Token::literal_null: return add(Value::Kind::Null) != nullptr;
            case Token::literal_true:
            case Token::literal_false: return boolean(token == Token::literal_true);
            case Token::value_string: return words(Value::Kind::String);
            case Token::value_integer: return integer(lexer_.get_number_integer());
            case Token::value_unsigned: {
                const auto number = lexer_.get_number_unsigned();
                if (number > INT64_MAX) return words(Value::Kind::Decimal);
                return integer(static_cast<std::int64_t>(number));
            }
            case Token::value_float:
                return std::isfinite(lexer_.get_number_float()) ? words(Value::Kind::Decimal) : wrong();
            default: return wrong();
        }
    }

    Value* add(Value::Kind kind) {
        if (++count_ > limits_.values)
            return fail("json.values", "more than " + std::to_string(limits_.values)), nullptr;
        Value* added = &root;
        if (!open_.empty()) {
            Value& parent = *open_.back();
            added = parent.kind == Value::Kind::Array ? &parent.items.emplace_back() : &parent.members.back().second;
        }
        added->kind = kind;
        return added;
    }
    bool boolean(bool truth) {
        Value* added = add(Value::Kind::Bool);
        return added != nullptr && (added->boolean = truth, true);
    }
    bool integer(std::int64_t number) {
        Value* added = add(Value::Kind::Integer);
        return added != nullptr && (added->integer = number, true);
    }
    bool words(Value::Kind kind) {
        Value* added = add(kind);
        return added != nullptr && (added->string = lexer_.get_string(), true);
    }
    bool open(Token& token, bool& complete) {
        if (open_.size() >= limits_.depth) return fail("json.depth", "deeper than " + std::to_string(limits_.depth));
        const bool object = token == Token::begin_object;
        Value* added = add(object ? Value::Kind::Object : Value::Kind::Array);
        if (added == nullptr) return false;
        // Pointers stay valid: a container only grows while it is the innermost open one.
        open_.push_back(added);
        token = lexer_.scan();
        complete = closes(token);
        return complete || !object || key(token);
    }
    // Pops the innermost container if `token` is its end.
    bool closes(Token token) {
        const bool object = open_.back()->kind == Value::Kind::Object;
        if (token != (object ? Token::end_object : Token::end_array)) return false;
        open_.pop_back();
        return true;
    }
    // A member's name; `token` is then the first of its value.
    bool key(Token& token) {
        if (token != Token::value_string) return wrong();
        Value& object = *open_.back();
        const auto& name = lexer_.get_string();
        if (object.find(name) != nullptr) return fail("json.duplicate", name.substr(0, 60));
        object.members.emplace_back(name, Value{});
        if (lexer_.scan() != Token::name_separator) return wrong();
        token = lexer_.scan();
        return true;
    }

    Limits limits_;
    Lexer lexer_;
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
    Parser parser(text, limits);
    if (!parser.document()) return std::move(parser.failure);
    return std::move(parser.root);
}

}  // namespace lesepass::json
