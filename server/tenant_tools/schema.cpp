#include "tenant_tools/schema.h"

#include <algorithm>

#include "json/writer.h"
#include "tenant/json_parts.h"
#include "tenant_tools/shape.h"
#include "tenant_tools/words.h"
#include "text/catalog.h"

namespace lesepass::server {

namespace {
using json::Writer;

void write_object(Writer& w, const std::string& path);

void write_fallback(Writer& w, const ShapeMember& member) {
    if (member.fallback < 0) return;
    const auto at = static_cast<std::size_t>(member.fallback);
    if (member.type == "boolean") w.member_boolean("default", member.fallback != 0);
    if (member.type == "string" && at < member.values.size()) w.member("default", member.values[at]);
    if (member.type == "integer" && member.fallback >= member.min && member.fallback <= member.max)
        w.member_integer("default", member.fallback);
}

void write_text(Writer& w, const ShapeMember& member, std::string_view pattern) {
    w.member("type", "string");
    if (!member.values.empty()) {
        w.key("enum").begin_array();
        for (const auto& value : member.values) w.string(value);
        w.end_array();
    }
    if (member.max > 0) w.member_integer("maxLength", member.max);
    if (member.required) w.member_integer("minLength", 1);
    if (!pattern.empty()) w.member("pattern", pattern);
}

void write_list(Writer& w, const ShapeMember& member, const std::string& path, std::string_view pattern) {
    w.member("type", "array").member_integer("maxItems", member.items).key("items");
    if (member.type == "array") return write_object(w, path + "[]");
    w.begin_object().member("type", "string").member_integer("maxLength", member.max);
    if (!pattern.empty()) w.member("pattern", pattern);
    w.end_object();
}

void write_member(Writer& w, const ShapeMember& member, const std::string& path) {
    const auto* meaning = meaning_of(path);
    const std::string_view pattern = meaning == nullptr ? std::string_view{} : meaning->pattern;
    if (member.type == "object") return write_object(w, path);
    w.begin_object();
    if (meaning != nullptr) w.member("description", std::string(meaning->de) + ". (" + std::string(meaning->en) + ".)");
    if (member.type == "string") write_text(w, member, pattern);
    if (member.type == "boolean") w.member("type", "boolean");
    if (member.type == "integer")
        w.member("type", "integer").member_integer("minimum", member.min).member_integer("maximum", member.max);
    if (member.type == "array" || member.type == "texts") write_list(w, member, path, pattern);
    if (member.type == "local" || member.type == "prices") w.member("$ref", "#/$defs/" + member.type);
    write_fallback(w, member);
    w.end_object();
}

void write_object_members(Writer& w, const std::string& path) {
    w.member("type", "object");
    if (const auto* meaning = meaning_of(path); meaning != nullptr && path != "$")
        w.member("description", std::string(meaning->de) + ". (" + std::string(meaning->en) + ".)");
    const auto* object = tenant_shape().object(path);
    w.key("properties").begin_object();
    for (const auto& member : object->members) w.key(member.name), write_member(w, member, path + "." + member.name);
    w.end_object().key("required").begin_array();
    for (const auto& member : object->members)
        if (member.required) w.string(member.name);
    w.end_array().member_boolean("additionalProperties", false);
}
void write_object(Writer& w, const std::string& path) {
    w.begin_object();
    write_object_members(w, path);
    w.end_object();
}

void write_definitions(Writer& w) {
    w.key("$defs").begin_object().key("local").begin_object();
    w.key("anyOf").begin_array().begin_object().member("type", "string").member_integer("maxLength", 1000).end_object();
    w.begin_object().member("type", "object").key("properties").begin_object();
    for (const auto language : all_languages)
        w.key(code_of(language)).begin_object().member("type", "string").member_integer("maxLength", 1000).end_object();
    w.end_object().key("required").begin_array().string("de").end_array();
    w.member_boolean("additionalProperties", false).end_object().end_array().end_object();
    const auto cents = [&] {
        w.begin_object().member("type", "integer").member_integer("minimum", 0);
        w.member_integer("maximum", max_fee_cents).end_object();
    };
    w.key("prices").begin_object().key("anyOf").begin_array();
    cents();
    w.begin_object().member("type", "object").key("additionalProperties");
    cents();
    w.end_object().end_array().end_object().end_object();
}

std::string values_of(const ShapeMember& member) {
    if (!member.values.empty()) {
        std::string out;
        for (const auto& value : member.values) out += (out.empty() ? "`" : ", `") + value + "`";
        return out;
    }
    if (member.type == "integer") return std::to_string(member.min) + " bis " + std::to_string(member.max);
    if (member.type == "boolean") return "`true`, `false`";
    if (member.type == "string") return "Text, bis " + std::to_string(member.max) + " Zeichen";
    if (member.type == "local") return "Text oder je Sprache";
    if (member.type == "prices") return "Cent, oder je Laufzeit";
    if (member.type == "object") return "Gruppe";
    return "Liste, bis " + std::to_string(member.items);
}
std::string fallback_of(const ShapeMember& member) {
    if (member.required) return "**nötig**";
    Writer w;
    write_fallback(w.begin_object(), member);
    const auto text = w.end_object().take();  // {"default":x}
    return text.size() < 4 ? "" : "`" + text.substr(11, text.size() - 12) + "`";
}
}  // namespace

std::string tenant_schema() {
    Writer w;
    w.begin_object().member("$schema", "https://json-schema.org/draft/2020-12/schema");
    w.member("title", "Lesepass: Datei einer Bibliothek");
    write_object_members(w, "$");
    write_definitions(w);
    return pretty_json(w.end_object().take());
}

std::string tenant_settings_table() {
    std::string out = "| Einstellung | Werte | ohne Angabe | Bedeutung |\n|---|---|---|---|\n";
    for (const auto& object : tenant_shape().objects) {
        // One row for all the questions of the definition.
        if (object.path.starts_with("$.fields.") && object.path != "$.fields.contact.telephone") continue;
        for (const auto& member : object.members) {
            if (object.path == "$.fields" && member.name != "contact.telephone") continue;
            const auto path = object.path + "." + member.name;
            const auto* meaning = meaning_of(path);
            out += "| `" + path.substr(2) + "` | " + values_of(member) + " | " + fallback_of(member) + " | " +
                   std::string(meaning == nullptr ? "" : meaning->de) + " |\n";
        }
    }
    return out;
}

std::string pretty_json(std::string_view compact) {
    std::string out;
    std::size_t depth = 0;
    bool quoted = false;
    const auto line = [&] { out += "\n" + std::string(depth * 2, ' '); };
    for (std::size_t i = 0; i < compact.size(); ++i) {
        const char c = compact[i];
        if (c == '"' && (i == 0 || compact[i - 1] != '\\')) quoted = !quoted;
        const bool empty = i + 1 < compact.size() && (compact[i + 1] == '}' || compact[i + 1] == ']');
        const bool after_open = i > 0 && (compact[i - 1] == '{' || compact[i - 1] == '[');
        if (!quoted && (c == '}' || c == ']') && !after_open) --depth, line();
        out += c;
        if (quoted) continue;
        if ((c == '{' || c == '[') && !empty) ++depth, line();
        if (c == ',') line();
        if (c == ':') out += ' ';
    }
    return out + "\n";
}

}  // namespace lesepass::server
