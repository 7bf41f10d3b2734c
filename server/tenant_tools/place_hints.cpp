#include "tenant_tools/place_hints.h"

#include <algorithm>

#include "places/known_places.h"
#include "responsibility/place_names.h"

namespace lesepass::server {

namespace {
constexpr const char* ags_path = "$.municipality.ags";
constexpr const char* postcodes_path = "$.municipality.postcodes";

std::string item(const char* path, std::size_t at) { return std::string(path) + "[" + std::to_string(at) + "]"; }

std::string listed(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

// A key nobody has: made up, mistyped, or newer than the list.
void unknown_key(Hints& hints, const Municipality& place) {
    const auto meant = known_places().named(place.name);
    const std::string name(meant ? meant->name : ""), key(meant ? meant->ags : "");
    const auto de = meant ? " Zu " + name + " gehört " + key + "."
                          : std::string(" Eine Gemeinde mit diesem Namen steht auch nicht darin.");
    const auto en =
        meant ? " " + name + " has " + key + "." : std::string(" Nor is there a municipality of this name.");
    hints.add(Weight::Warning, ags_path, "Diesen Gemeindeschlüssel gibt es in unserer Liste der Gemeinden nicht." + de,
              "This key is not in our list of municipalities." + en);
    if (place.postcodes.empty())
        hints.add(
            Weight::Mistake, hints.has(postcodes_path) ? postcodes_path : ags_path,
            "Zu diesem Gemeindeschlüssel kennen wir keine Postleitzahlen. Bitte den Schlüssel berichtigen, oder die "
            "Postleitzahlen unter „postcodes“ angeben.",
            "We know no postcodes for this key. Correct the key, or list the postcodes under “postcodes”.");
}

std::string name_of(const std::vector<lesepass::Place>& places, std::string_view nobody) {
    std::vector<std::string> names;
    for (const auto& place : places) names.emplace_back(place.name);
    return names.empty() ? std::string(nobody) : listed(names);
}

void look_at_postcodes(Hints& hints, const Municipality& place, const std::string& name) {
    const auto all = known_places().postcodes_of(place.ags);
    for (std::size_t i = 0; i < place.postcodes.size(); ++i) {
        const auto& code = place.postcodes[i];
        if (std::find(all.begin(), all.end(), code) != all.end()) continue;
        const auto places = known_places().at_postcode(code);
        hints.add(Weight::Warning, item(postcodes_path, i),
                  "Die Postleitzahl " + code + " gehört nach unserer Liste nicht zu " + name + ", sondern zu " +
                      name_of(places, "keiner Gemeinde in Nordrhein-Westfalen") + ". Ist das so gewollt?",
                  "By our list the postcode " + code + " does not belong to " + name + " but to " +
                      name_of(places, "no municipality in North Rhine-Westphalia") + ". Is that meant?");
    }
    std::vector<std::string> missing;
    for (const auto& code : all)
        if (std::find(place.postcodes.begin(), place.postcodes.end(), code) == place.postcodes.end())
            missing.push_back(code);
    if (place.postcodes.empty() || missing.empty()) return;
    hints.add(Weight::Warning, postcodes_path,
              "Zu " + name + " gehören auch " + listed(missing) +
                  ": Dort ist die Bibliothek so nicht zuständig. Ohne „postcodes“ gelten alle.",
              name + " has " + listed(missing) +
                  " as well: the library is not responsible there. Without “postcodes” it is for all.");
}

void look_at_further(Hints& hints, const Tenant& tenant) {
    for (std::size_t i = 0; i < tenant.serves.size(); ++i)
        if (!known_places().find(tenant.serves[i]))
            hints.add(Weight::Warning, item("$.serves", i),
                      "Den Gemeindeschlüssel " + tenant.serves[i] +
                          " gibt es in unserer Liste der Gemeinden nicht. Für diese Gemeinde ändert sich nichts.",
                      "The key " + tenant.serves[i] +
                          " is not in our list of municipalities. Nothing changes for that municipality.");
}
}  // namespace

void look_at_place(Hints& hints, const Tenant& tenant) {
    const auto& place = tenant.municipality;
    look_at_further(hints, tenant);
    if (place.ags.size() != 8) return;
    if (place.ags.substr(0, 2) != "05")
        return hints.add(Weight::Warning, ags_path,
                         "Dieser Gemeindeschlüssel gehört nicht zu Nordrhein-Westfalen (dort beginnt er mit 05).",
                         "This key is of no municipality in North Rhine-Westphalia (there it begins with 05).");
    const auto known = known_places().find(place.ags);
    if (!known) return unknown_key(hints, place);
    const std::string name(known->name);
    if (!means_place(place.name, name))
        hints.add(Weight::Warning, ags_path,
                  "Zu diesem Gemeindeschlüssel gehört " + name + ", nicht " + place.name + ".",
                  "This key is the one of " + name + ", not of " + place.name + ".");
    look_at_postcodes(hints, place, name);
}

}  // namespace lesepass::server
