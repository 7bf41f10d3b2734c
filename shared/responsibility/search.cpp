#include "responsibility/search.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "responsibility/place_names.h"

namespace lesepass {

namespace {
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Position of the last group of exactly five digits; npos: none. House numbers are shorter and stand before it.
std::size_t find_postcode(std::string_view line) {
    auto found = std::string_view::npos;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at;
        while (end < line.size() && is_digit(line[end])) ++end;
        if (end - at == 5) found = at;
        at = std::max(end, at + 1);
    }
    return found;
}

std::string_view after_last(std::string_view line, std::string_view separators) {
    const auto at = line.find_last_of(separators);
    return at == std::string_view::npos ? line : line.substr(at + 1);
}

std::string_view without_separators(std::string_view text) {
    while (!text.empty() && (text.front() == ',' || text.front() == ';' || text.front() == ' ')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == ' ')) text.remove_suffix(1);
    return text;
}

// "Musterstraße 5 a Hilden": what follows the house number; the whole line if there is none.
std::string_view after_house_number(std::string_view line) {
    const auto digit = line.find_last_of("0123456789");
    if (digit == std::string_view::npos) return line;
    auto rest = line.substr(digit + 1);
    const auto blank = rest.find(' ');
    rest = blank == std::string_view::npos ? std::string_view{} : rest.substr(blank + 1);
    if (rest.size() > 1 && rest[1] == ' ') rest.remove_prefix(2);  // "5 a"
    return rest;
}

struct Hit {
    Place place;
    NameMatch match;
};

void add_hit(std::vector<Hit>& hits, std::string_view wanted, Place place) {
    const auto match = match_names(wanted, fold_name(place.name));
    if (match != NameMatch::None) hits.push_back({place, match});
}

bool knows(const PlaceIndex& places, std::string_view ags) { return places.find(ags).has_value(); }

SearchResult of_places(const Directory& directory, std::vector<Place> places, std::string postcode) {
    SearchResult result{.outcome = SearchOutcome::Found, .postcode = std::move(postcode), .found = {}};
    for (const auto& place : places) {
        auto libraries = libraries_of(directory, place.ags, result.postcode);
        result.found.push_back({place, std::move(libraries)});
    }
    return result;
}

SearchResult by_postcode(const Directory& directory, const std::string& postcode, std::string_view town,
                         std::string_view ags) {
    auto places = municipalities_at(directory, postcode);
    if (places.empty()) return {.outcome = SearchOutcome::UnknownPostcode, .postcode = postcode, .found = {}};
    const auto keep_only = [&](auto fits) {
        if (std::count_if(places.begin(), places.end(), fits) != 1) return;
        std::erase_if(places, [&](const Place& place) { return !fits(place); });
    };
    if (!ags.empty()) keep_only([&](const Place& place) { return place.ags == ags; });
    if (ags.empty() && !town.empty()) keep_only([&](const Place& place) { return means_place(town, place.name); });
    return of_places(directory, std::move(places), postcode);
}
}  // namespace

SearchLine parse_search(std::string_view raw) {
    const std::string line = clean_line(raw.substr(0, max_search_bytes));
    const auto at = find_postcode(line);
    if (at != std::string::npos) {
        const std::string_view rest = std::string_view(line).substr(at + 5);
        return {line.substr(at, 5), std::string(without_separators(rest.substr(0, rest.find(','))))};
    }
    const auto last = without_separators(after_last(line, ",;"));
    const auto town = without_separators(after_house_number(last));
    return {{}, std::string(town)};
}

std::vector<Place> find_by_name(const Directory& directory, std::string_view text, std::size_t most) {
    const auto wanted = fold_name(text);
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < directory.places.size(); ++i) add_hit(hits, wanted, directory.places.at(i));
    for (const auto& entry : directory.entries)
        if (!entry.place.empty() && !knows(directory.places, entry.serves.front())) {
            const auto same = [&](const Hit& hit) { return hit.place.ags == entry.serves.front(); };
            if (std::none_of(hits.begin(), hits.end(), same))
                add_hit(hits, wanted, {entry.serves.front(), entry.place});
        }
    const auto before = [](const Hit& a, const Hit& b) {
        return a.match != b.match ? a.match > b.match : a.place.name < b.place.name;
    };
    std::sort(hits.begin(), hits.end(), before);
    const bool exact = !hits.empty() && hits.front().match == NameMatch::Exact;
    std::vector<Place> out;
    for (auto& hit : hits)
        if (out.size() < most && (!exact || hit.match == NameMatch::Exact)) out.push_back(std::move(hit.place));
    return out;
}

SearchResult search(const Directory& directory, const Search& asked) {
    const auto line = parse_search(asked.line);
    const auto& postcode = asked.postcode.empty() ? line.postcode : asked.postcode;
    if (!postcode.empty()) return by_postcode(directory, postcode, line.town, asked.ags);
    if (!asked.ags.empty()) {
        const auto place = find_municipality(directory, asked.ags);
        if (!place) return {.outcome = SearchOutcome::UnknownAgs, .postcode = {}, .found = {}};
        return of_places(directory, {*place}, {});
    }
    if (clean_line(asked.line).empty()) return {};
    auto places = find_by_name(directory, line.town);
    // "Am Markt Hilden": without a comma or a number the town is at the end.
    for (auto rest = std::string_view(line.town); places.empty() && rest.find(' ') != rest.npos;) {
        rest.remove_prefix(rest.find(' ') + 1);
        const auto wanted = fold_name(rest);
        places = find_by_name(directory, rest);
        std::erase_if(places,
                      [&](const Place& p) { return match_names(wanted, fold_name(p.name)) < NameMatch::Beginning; });
    }
    if (places.empty()) return {.outcome = SearchOutcome::UnknownName, .postcode = {}, .found = {}};
    return of_places(directory, std::move(places), {});
}

}  // namespace lesepass
