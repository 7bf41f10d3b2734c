#pragma once
// Which library serves which municipality, over all tenants of the installation.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "responsibility/places.h"
#include "tenant/tenant.h"

namespace lesepass {

struct DirectoryEntry {
    std::string tenant;               // key
    std::string library;              // name
    std::string address;              // where people choose between several; may be empty
    std::vector<std::string> serves;  // AGS, the library's own municipality first
    // Only where the library's file names postcodes: it serves these of its own municipality and no others.
    std::string place;  // that municipality's name
    std::vector<std::string> postcodes;
};

struct Directory {
    std::vector<DirectoryEntry> entries;
    PlaceIndex places = {};  // empty: not loaded (yet), then only what libraries say of themselves is known
};

DirectoryEntry entry_of(const Tenant& tenant);

// The municipalities that share a postcode, those of the index ascending by AGS. Besides them: made-up or very new ones
// that only a library's file knows.
std::vector<Place> municipalities_at(const Directory& directory, std::string_view postcode);
// nullopt: neither the index nor a library knows it.
std::optional<Place> find_municipality(const Directory& directory, std::string_view ags);
// Of a municipality, or of one postcode in it (empty: any), in the order of the directory.
std::vector<const DirectoryEntry*> libraries_of(const Directory& directory, std::string_view ags,
                                                std::string_view postcode = {});

}  // namespace lesepass
