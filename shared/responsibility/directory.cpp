#include "responsibility/directory.h"

#include <algorithm>

namespace lesepass {

namespace {
template <class Value>
bool contains(const std::vector<std::string>& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}
}  // namespace

DirectoryEntry entry_of(const Tenant& tenant) {
    DirectoryEntry entry{.tenant = tenant.key,
                         .library = tenant.name,
                         .address = tenant.address,
                         .serves = {tenant.municipality.ags},
                         .place = tenant.municipality.name,
                         .postcodes = tenant.municipality.postcodes};
    entry.serves.insert(entry.serves.end(), tenant.serves.begin(), tenant.serves.end());
    return entry;
}

std::vector<Place> municipalities_at(const Directory& directory, std::string_view postcode) {
    auto out = directory.places.at_postcode(postcode);
    for (const auto& entry : directory.entries) {
        if (!contains(entry.postcodes, postcode)) continue;
        const auto& ags = entry.serves.front();
        const auto same = [&](const Place& place) { return place.ags == ags; };
        if (std::none_of(out.begin(), out.end(), same)) out.push_back({ags, entry.place});
    }
    return out;
}

std::optional<Place> find_municipality(const Directory& directory, std::string_view ags) {
    if (auto known = directory.places.find(ags)) return known;
    for (const auto& entry : directory.entries)
        if (entry.serves.front() == ags && !entry.place.empty()) return Place{entry.serves.front(), entry.place};
    return std::nullopt;
}

std::vector<const DirectoryEntry*> libraries_of(const Directory& directory, std::string_view ags,
                                                std::string_view postcode) {
    std::vector<const DirectoryEntry*> out;
    for (const auto& entry : directory.entries) {
        const bool own = entry.serves.front() == ags;
        const bool limited = own && !postcode.empty() && !entry.postcodes.empty();
        if (limited ? contains(entry.postcodes, postcode) : contains(entry.serves, ags)) out.push_back(&entry);
    }
    return out;
}

}  // namespace lesepass
