#pragma once
// The other direction of places.h: from the table that people keep to the file that programs read. Only the build needs
// it.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lesepass {

struct PlaceRow {
    std::string postcode, ags, name;
};

// "plz,ags,ars,name" and one row a line. Failure "places.table": the line and what is wrong with it.
Result<std::vector<PlaceRow>> read_place_table(std::string_view csv);
// The same rows in any order give the same bytes. Failure "places.table".
Result<std::string> encode_places(std::vector<PlaceRow> rows);

}  // namespace lesepass
