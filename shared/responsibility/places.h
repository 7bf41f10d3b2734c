#pragma once
// The municipalities of North Rhine-Westphalia and their postcodes: a reader of places.bin (docs/responsibility.md).
// The server has the file compiled in, a browser fetches it when somebody types an address.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lesepass {

struct Place {
    std::string ags;  // Amtlicher Gemeindeschlüssel, 8 digits
    std::string name;
    bool operator==(const Place&) const = default;
};

inline constexpr std::string_view places_magic = "LPPI";
inline constexpr std::uint8_t places_version = 1;
// Limits of the file, for whoever writes and reads it.
inline constexpr std::uint32_t max_places = 20'000, max_place_postcodes = 100'000, max_place_name_bytes = 100;

class PlaceIndex {
public:
    PlaceIndex() = default;  // knows no place: not loaded (yet)
    // Bytes from anywhere. Failure codes "places.kind" (another file or version), "places.content".
    static Result<PlaceIndex> open(std::string_view bytes);

    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }
    Place at(std::size_t position) const;  // ascending by AGS

    std::optional<Place> find(std::string_view ags) const;
    // Ascending by AGS; 14 postcodes in NRW belong to two municipalities.
    std::vector<Place> at_postcode(std::string_view postcode) const;
    std::vector<std::string> postcodes_of(std::string_view ags) const;  // ascending
    // The municipality that is called so, however it is spelt; nullopt: none or several.
    std::optional<Place> named(std::string_view name) const;

private:
    struct Row {
        std::uint32_t ags = 0;
        std::uint32_t name = 0, name_size = 0;      // in names_
        std::uint32_t postcode = 0, postcodes = 0;  // first and number, in postcodes_
    };
    const Row* row(std::string_view ags) const;
    Place place(const Row& row) const;

    std::vector<Row> rows_;
    std::vector<std::uint32_t> postcodes_;
    std::string names_;
};

// Amtlicher Regionalschlüssel (12 digits) of a municipality in NRW: there are no municipal associations in between, so
// it says the same as the AGS.
std::string regional_key(std::string_view ags);
// What the last four bytes of the file hold of all before them (FNV-1a): a file that a proxy cut or changed is none.
std::uint32_t places_checksum(std::string_view bytes);

}  // namespace lesepass
