#pragma once
// From what somebody types or a portal asks to municipalities and their libraries: the finder and the interface for
// portals. The form itself asks for the address field by field (form/place.h).
#include <string>
#include <string_view>
#include <vector>

#include "responsibility/directory.h"

namespace lesepass {

// "Musterstraße 5, 40721 Hilden" -> 40721, "Hilden". What is not there is empty.
struct SearchLine {
    std::string postcode;
    std::string town;
};
SearchLine parse_search(std::string_view line);

inline constexpr std::size_t max_search_hits = 10, max_search_bytes = 400;

// By name, however it is spelt; the best match first, then by name. Exact matches hide the others.
std::vector<Place> find_by_name(const Directory& directory, std::string_view text, std::size_t most = max_search_hits);

struct Search {
    std::string line;      // free text
    std::string postcode;  // what a portal already knows; goes before the line
    std::string ags;
};
struct Found {
    Place place;
    std::vector<const DirectoryEntry*> libraries;  // none: the municipality does not take part (yet)
};
enum class SearchOutcome {
    Nothing,          // nothing was asked
    Found,            // one municipality or several
    UnknownPostcode,  // not in North Rhine-Westphalia, as far as we know
    UnknownName,      // of no municipality there
    UnknownAgs,
};
struct SearchResult {
    SearchOutcome outcome = SearchOutcome::Nothing;
    std::string postcode;  // as understood
    std::vector<Found> found;
};
SearchResult search(const Directory& directory, const Search& asked);

}  // namespace lesepass
