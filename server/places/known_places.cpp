#include "places/known_places.h"

#include <cstdio>
#include <cstdlib>

namespace lesepass::server {

const PlaceIndex& known_places() {
    static const PlaceIndex index = [] {
        auto opened = PlaceIndex::open(places_bin());
        if (opened) return std::move(opened.value());
        // The build wrote both; a program whose own list is damaged must not decide who is responsible.
        std::fprintf(stderr, "lesepass: %s\n", opened.failure().detail.c_str());
        std::abort();
    }();
    return index;
}

}  // namespace lesepass::server
