#pragma once
// The municipalities of North Rhine-Westphalia and their postcodes: a reader of places.bin (docs/responsibility.md).
// The server has the file compiled in, a browser fetches it when somebody types an address.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lesepass {

// Points into the index, or into the directory's entry, it came from.
struct Place {
    std::string_view ags;  // Amtlicher Gemeindeschlüssel, 8 digits
    std::string_view name;
    bool operator==(const Place&) const = default;
};

inline constexpr std::string_view places_magic = "LPPI";
inline constexpr std::uint8_t places_version = 1;
// Limits of the file, for whoever writes and reads it.
inline constexpr std::uint32_t max_places = 20'000, max_place_postcodes = 100'000, max_place_name_bytes = 100;

class PlaceIndex {
public:
    // Knows no place until it has read the bytes of places.bin, from anywhere. False: they are none (of this version);
    // nothing changed.
    bool load(std::string_view bytes);

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
        std::uint32_t name = 0, name_size = 0;      // in names_
        std::uint32_t postcode = 0, postcodes = 0;  // first and number, in postcodes_
    };
    std::string_view ags(std::size_t position) const;
    std::string_view postcode(std::size_t position) const;

    std::vector<Row> rows_;
    std::string keys_, postcodes_;  // 8 and 5 digits each, one after the other
    std::string names_;
};

// Amtlicher Regionalschlüssel (12 digits) of a municipality in NRW: there are no municipal associations in between, so
// it says the same as the AGS.
std::string regional_key(std::string_view ags);
// What the last four bytes of the file hold of all before them (FNV-1a): a file that a proxy cut or changed is none.
std::uint32_t places_checksum(std::string_view bytes);

}  // namespace lesepass
