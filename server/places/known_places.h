#pragma once
// The list of places this build was made with, compiled in (docs/responsibility.md).
#include <string_view>

#include "responsibility/places.h"

namespace lesepass::server {

// The bytes of places.bin, as browsers get them.
std::string_view places_bin();
const PlaceIndex& known_places();

}  // namespace lesepass::server
