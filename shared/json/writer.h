#pragma once
// Writes JSON into a string: members in the order they are added, no blanks, so that equal data gives equal bytes
// (content hashes rely on it).
#include <cstdint>
#include <string>
#include <string_view>

namespace lesepass::json {

class Writer {
public:
    Writer& begin_object() { return separate(), open('{'); }
    Writer& begin_array() { return separate(), open('['); }
    Writer& end_object() { return close('}'); }
    Writer& end_array() { return close(']'); }
    Writer& key(std::string_view name);
    Writer& string(std::string_view text);  // must be valid UTF-8
    Writer& integer(std::int64_t value);
    Writer& boolean(bool value);
    // `json` is a complete JSON value.
    Writer& raw(std::string_view json);

    Writer& member(std::string_view name, std::string_view text) { return key(name).string(text); }
    Writer& member_integer(std::string_view name, std::int64_t value) { return key(name).integer(value); }
    Writer& member_boolean(std::string_view name, bool value) { return key(name).boolean(value); }

    std::string take() { return std::move(out_); }

private:
    void separate();
    Writer& open(char bracket) { return out_.push_back(bracket), fresh_ = true, *this; }
    Writer& close(char bracket) { return out_.push_back(bracket), fresh_ = false, *this; }

    std::string out_;
    bool fresh_ = true;
};

}  // namespace lesepass::json
