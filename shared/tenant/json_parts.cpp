#include "tenant/json_parts.h"

#include <algorithm>

namespace lesepass {

using json::Need;
using json::ObjectReader;

bool is_key(std::string_view text) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return text.size() >= 2 && text.size() <= 40 && text[0] >= 'a' && text[0] <= 'z' &&
           std::all_of(text.begin(), text.end(), allowed);
}
std::string read_key(ObjectReader& reader) {
    const auto key = reader.text("key", Need::Required, 40);
    if (!key.empty() && !is_key(key))
        reader.complain("key", {"a-z, 0-9 and - (starting with a letter)"}, {"\"", key, "\""});
    return key;
}

LocalText read_local(ObjectReader& reader, std::string_view name, Need need) {
    LocalText text;
    if (reader.tell(name, "local", need)) return text;
    if (const auto* raw = reader.raw(name); raw != nullptr && raw->kind == json::Value::Kind::String)
        return text[Language::De] = reader.text(name, need, 1000), text;
    reader.object(name, need, [&](ObjectReader& inner) {
        for (const auto language : all_languages)
            text[language] =
                inner.text(code_of(language), language == Language::De ? Need::Required : Need::Optional, 1000);
    });
    return text;
}

void write_local(json::Writer& w, std::string_view name, const LocalText& text) {
    if (text.empty()) return;
    w.key(name).begin_object();
    for (const auto language : all_languages)
        if (const auto& words = text.words[static_cast<std::size_t>(language)]; !words.empty())
            w.member(code_of(language), words);
    w.end_object();
}

}  // namespace lesepass
