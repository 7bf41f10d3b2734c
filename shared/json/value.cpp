#include "json/value.h"

// The library's own assert would put its text and this machine's paths into the browser module.
#define JSON_ASSERT(condition) ((condition) ? static_cast<void>(0) : __builtin_trap())
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace lesepass::json {

namespace {

struct Types {
    using number_integer_t = std::int64_t;
    using number_unsigned_t = std::uint64_t;
    using number_float_t = double;
    using string_t = std::string;
};

// Where in the text we are; nlohmann's lexer reads through it.
struct Cursor {
    const char* at;
    const char* end;
};
struct Input {
    using char_type = char;
    using Traits = std::char_traits<char>;

    Cursor* cursor;

    Traits::int_type get_character() {
        return cursor->at == cursor->end ? Traits::eof() : Traits::to_int_type(*cursor->at++);
    }
};
using Lexer = nlohmann::detail::lexer<Types, Input>;
using Token = Lexer::token_type;

// The grammar over nlohmann's tokens: numbers, words, escapes and whatever is wrong are the library's. Its own parser
// would link the words of all its exceptions (3 kB brotli in the browser), and sax_parse the CBOR, BSON and MessagePack
// readers as well.
class Parser {
public:
    Parser(std::string_view text, const Limits& limits)
        : limits_(limits),
          begin_(text.data()),
          cursor_{text.data(), text.data() + text.size()},
          lexer_(Input{&cursor_}, false) {
        open_.reserve(limits.depth);
    }
    Parser(const Parser&) = delete;

    bool document() {
        for (Token token = from_lexer();;) {  // also what to do with a byte order mark is the library's
            bool complete = true;
            if (!value(token, complete)) return false;
            if (!complete) continue;
            do {
                token = next();
                if (open_.empty()) return token == Token::end_of_input || wrong();
            } while (closes(token));
            if (token != Token::value_separator) return wrong();
            token = next();
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
    bool wrong() { return fail("json.syntax", "at byte " + std::to_string(cursor_.at - begin_)); }

    Token from_lexer() {
        const Token token = lexer_.scan();
        // It has looked at the character after a number and keeps it.
        ahead_ = token == Token::value_unsigned || token == Token::value_integer || token == Token::value_float;
        if (token == Token::value_string) string_ = lexer_.get_string();
        return token;
    }
    // Most of a document is punctuation and plain strings: those need no rules, and nlohmann's lexer a hundred
    // instructions a character.
    Token next() {
        if (ahead_) return from_lexer();
        auto& at = cursor_.at;
        while (at != cursor_.end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) ++at;
        if (at == cursor_.end) return Token::end_of_input;
        switch (*at) {
            case '{': return ++at, Token::begin_object;
            case '}': return ++at, Token::end_object;
            case '[': return ++at, Token::begin_array;
            case ']': return ++at, Token::end_array;
            case ':': return ++at, Token::name_separator;
            case ',': return ++at, Token::value_separator;
            case '"': return plain_string() ? Token::value_string : from_lexer();
            default: return from_lexer();
        }
    }
    // A string without escapes. What can be wrong with one is the library's to say.
    bool plain_string() {
        const char* const first = cursor_.at + 1;
        const char* last = first;
        bool ascii = true;
        for (; last != cursor_.end && *last != '"'; ++last) {
            const auto byte = static_cast<unsigned char>(*last);
            if (byte < 0x20 || byte == '\\') return false;
            ascii = ascii && byte < 0x80;
        }
        const std::string_view text(first, static_cast<std::size_t>(last - first));
        if (last == cursor_.end || (!ascii && !is_valid_utf8(text))) return false;
        string_ = text;
        cursor_.at = last + 1;
        return true;
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
            case Token::value_string: return words(Value::Kind::String, string_);
            case Token::value_integer: return integer(lexer_.get_number_integer());
            case Token::value_unsigned: {
                const auto number = lexer_.get_number_unsigned();
                if (number > INT64_MAX) return words(Value::Kind::Decimal, lexer_.get_string());
                return integer(static_cast<std::int64_t>(number));
            }
            case Token::value_float:
                return std::isfinite(lexer_.get_number_float()) ? words(Value::Kind::Decimal, lexer_.get_string())
                                                                : wrong();
            case Token::uninitialized:
            case Token::end_array:
            case Token::end_object:
            case Token::name_separator:
            case Token::value_separator:
            case Token::parse_error:
            case Token::end_of_input:
            case Token::literal_or_value: return wrong();
        }
        return wrong();
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
    bool words(Value::Kind kind, std::string_view text) {
        Value* added = add(kind);
        return added != nullptr && (added->string = text, true);
    }
    bool open(Token& token, bool& complete) {
        if (open_.size() >= limits_.depth) return fail("json.depth", "deeper than " + std::to_string(limits_.depth));
        const bool object = token == Token::begin_object;
        Value* added = add(object ? Value::Kind::Object : Value::Kind::Array);
        if (added == nullptr) return false;
        // Pointers stay valid: a container only grows while it is the innermost open one.
        open_.push_back(added);
        token = next();
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
        if (object.members.size() >= limits_.members)
            return fail("json.values", "more than " + std::to_string(limits_.members) + " in one object");
        if (object.find(string_) != nullptr)
            return fail("json.duplicate", std::string(truncate_code_points(string_, 60)));
        if (object.members.empty()) object.members.reserve(8);
        object.members.emplace_back(string_, Value{});
        if (next() != Token::name_separator) return wrong();
        token = next();
        return true;
    }

    Limits limits_;
    const char* begin_;
    Cursor cursor_;
    Lexer lexer_;
    bool ahead_ = false;
    std::string_view string_;  // of the last value_string
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
