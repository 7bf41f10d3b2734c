#include "responsibility/directory_json.h"

#include <algorithm>

#include "json/writer.h"

namespace lesepass {

namespace {
using json::Need;

void write_texts(json::Writer& w, std::string_view name, const std::vector<std::string>& texts) {
    w.key(name).begin_array();
    for (const auto& text : texts) w.string(text);
    w.end_array();
}

// Every AGS that is served more than once, sorted.
std::vector<std::string> served_by_several(const Directory& directory) {
    std::vector<std::string> all, out;
    for (const auto& entry : directory.entries) all.insert(all.end(), entry.serves.begin(), entry.serves.end());
    std::sort(all.begin(), all.end());
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i] == all[i - 1]) out.push_back(all[i]);
    return out;
}
}  // namespace

std::vector<DirectoryEntry> read_directory(const json::Value& value, std::vector<json::Problem>& problems) {
    std::vector<DirectoryEntry> entries;
    if (value.kind != json::Value::Kind::Array) problems.push_back({"$", "a list", json::kind_name(value.kind)});
    for (const auto& item : value.items) {
        json::ObjectReader reader(item, "$[]", problems);
        DirectoryEntry entry{.tenant = reader.text("key", Need::Required),
                             .library = reader.text("name", Need::Required),
                             .address = reader.text("address", Need::Optional, 300),
                             .serves = reader.texts("serves", Need::Required, max_served + 1, 8),
                             .place = reader.text("place", Need::Optional),
                             .postcodes = reader.texts("postcodes", Need::Optional, 100, 5)};
        reader.refuse_unknown();
        if (entry.serves.empty())
            reader.complain("serves", "at least one AGS", "nothing");
        else
            entries.push_back(std::move(entry));
    }
    return entries;
}

std::string write_directory(const Directory& directory) {
    const auto several = served_by_several(directory);
    const auto is_shared = [&](const std::string& ags) {
        return std::binary_search(several.begin(), several.end(), ags);
    };
    json::Writer w;
    w.begin_array();
    for (const auto& entry : directory.entries) {
        w.begin_object().member("key", entry.tenant).member("name", entry.library);
        write_texts(w, "serves", entry.serves);
        if (!entry.address.empty() && std::any_of(entry.serves.begin(), entry.serves.end(), is_shared))
            w.member("address", entry.address);
        if (!entry.postcodes.empty()) w.member("place", entry.place), write_texts(w, "postcodes", entry.postcodes);
        w.end_object();
    }
    w.end_array();
    return w.take();
}

}  // namespace lesepass
