#include "json/writer.h"

namespace lesepass::json {

namespace {
bool is_plain(char c) {
    // '<', '>' and '&' are escaped as well: the same bytes are safe inside an HTML script element.
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7F && c != '<' && c != '>' &&
           c != '&';
}

void append_quoted(std::string& out, std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    out.push_back('"');
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && is_plain(text[plain])) ++plain;
        out.append(text.data(), plain);
        if (plain == text.size()) break;
        const char c = text[plain];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.push_back('\\'), out.push_back(c);
        else if (c == '\n')
            out += "\\n";
        else
            out += "\\u00", out.push_back(digits[byte >> 4]), out.push_back(digits[byte & 15]);
        text.remove_prefix(plain + 1);
    }
    out.push_back('"');
}
}  // namespace

void Writer::separate() {
    if (!fresh_) out_.push_back(',');
    fresh_ = false;
}

Writer& Writer::key(std::string_view name) {
    separate();
    append_quoted(out_, name);
    out_.push_back(':');
    fresh_ = true;
    return *this;
}
Writer& Writer::string(std::string_view text) { return separate(), append_quoted(out_, text), *this; }
Writer& Writer::integer(std::int64_t value) { return separate(), out_ += std::to_string(value), *this; }
Writer& Writer::boolean(bool value) { return separate(), out_ += value ? "true" : "false", *this; }
Writer& Writer::raw(std::string_view json) { return separate(), out_ += json, *this; }

}  // namespace lesepass::json
