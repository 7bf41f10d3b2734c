#include "form/place.h"

#include <algorithm>

#include "form/checks.h"
#include "responsibility/place_names.h"

namespace lesepass::form {

namespace {
// Chosen, or called like the town somebody wrote. A house can have another municipality than its postal town: so the
// choice goes before the name.
std::optional<Place> one_of(const std::vector<Place>& places, const Draft& draft) {
    if (places.size() == 1) return places.front();
    for (const auto& place : places)
        if (place.ags == draft.answer(FieldId::Municipality)) return place;
    const Place* called = nullptr;
    for (const auto& place : places) {
        if (!means_place(draft.answer(FieldId::Town), place.name)) continue;
        if (called != nullptr) return std::nullopt;
        called = &place;
    }
    return called == nullptr ? std::nullopt : std::optional(*called);
}
}  // namespace

void derive_responsibility(const Draft& draft, const World& world, Facts& facts) {
    const auto postcode = normal_postcode(draft.answer(FieldId::Postcode));
    if (!postcode) return;
    facts.municipalities = municipalities_at(world.directory, *postcode);
    facts.municipality = one_of(facts.municipalities, draft);
    if (!facts.municipality) {
        facts.places_missing = facts.municipalities.empty() && world.directory.places.empty();
        if (facts.municipalities.empty() && !facts.places_missing) facts.responsibility = Responsibility::OutsideArea;
        return;
    }
    auto entries = libraries_of(world.directory, facts.municipality->ags, *postcode);
    facts.responsibility = entries.empty() ? Responsibility::NobodyHere : Responsibility::OtherLibrary;
    if (entries.empty()) return;
    facts.responsible = entries.front();
    for (const auto* entry : entries) {
        // Whoever is at one of several libraries has chosen it.
        if (entry->tenant != world.tenant.key) continue;
        facts.responsible = entry, facts.responsibility = Responsibility::ThisLibrary;
        return;
    }
    facts.candidates = std::move(entries);
}

std::optional<Place> contradicting_town(const Draft& draft, const World& world, const Facts& facts) {
    if (facts.municipalities.empty()) return std::nullopt;
    const auto meant = world.directory.places.named(draft.answer(FieldId::Town));
    const auto same = [&](const Place& place) { return meant && place.ags == meant->ags; };
    if (std::any_of(facts.municipalities.begin(), facts.municipalities.end(), same)) return std::nullopt;
    return meant;
}

}  // namespace lesepass::form
