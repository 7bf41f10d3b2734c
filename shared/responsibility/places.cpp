#include "responsibility/places.h"

#include "base/utf8.h"
#include "responsibility/place_names.h"

namespace lesepass {

namespace {
// Numbers as LEB128. Past the end, or of more than 28 bits, it is not `fine` and gives 0 from then on.
struct Reader {
    std::string_view rest;
    bool fine = true;

    std::uint32_t number() {
        std::uint32_t value = 0;
        for (std::uint32_t shift = 0; shift < 28; shift += 7) {
            if (rest.empty()) break;
            const auto byte = static_cast<std::uint8_t>(rest.front());
            rest.remove_prefix(1);
            value |= (byte & 0x7Fu) << shift;
            if (byte < 0x80) return value;
        }
        fine = false, rest = {};
        return 0;
    }
    std::uint32_t count(std::uint32_t most) {
        const auto value = number();
        if (value == 0 || value > most) fine = false;
        return fine ? value : 0;
    }
};

// `digits` decimal digits; nullopt: something else.
std::optional<std::uint32_t> parse_digits(std::string_view text, std::size_t digits) {
    if (text.size() != digits) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return value;
}

std::string digits_of(std::uint32_t value, std::size_t digits) {
    std::string text(digits, '0');
    for (std::size_t i = digits; i > 0; value /= 10) text[--i] = static_cast<char>('0' + value % 10);
    return text;
}

constexpr std::size_t ags_digits = 8, postcode_digits = 5;
constexpr std::uint32_t largest_ags = 99'999'999, largest_postcode = 99'999;
}  // namespace

std::uint32_t places_checksum(std::string_view bytes) {
    std::uint32_t hash = 2166136261u;
    for (const char c : bytes) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
    return hash;
}

Result<PlaceIndex> PlaceIndex::open(std::string_view bytes) {
    constexpr std::size_t head = places_magic.size() + 1, tail = 4;
    if (bytes.size() < head + tail || bytes.substr(0, places_magic.size()) != places_magic ||
        static_cast<std::uint8_t>(bytes[head - 1]) != places_version)
        return Failure{"places.kind", "not the places of this version"};
    const Failure refused{"places.content", "the list of places is damaged"};
    std::uint32_t checksum = 0;
    for (std::size_t i = 0; i < tail; ++i)
        checksum |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[bytes.size() - tail + i])) << (8 * i);
    bytes.remove_suffix(tail);
    if (places_checksum(bytes) != checksum) return refused;

    Reader in{bytes.substr(head)};
    PlaceIndex index;
    index.rows_.resize(in.count(max_places));
    const auto postcodes = in.count(max_place_postcodes);
    if (!in.fine || postcodes > in.rest.size() || index.rows_.size() > in.rest.size()) return refused;
    index.postcodes_.reserve(postcodes);
    std::uint32_t ags = 0;
    for (auto& row : index.rows_) {
        ags += in.count(largest_ags);
        row.ags = ags;
        if (ags > largest_ags) in.fine = false;
    }
    for (auto& row : index.rows_) row.postcodes = in.count(postcodes);
    std::uint32_t first = 0;
    for (auto& row : index.rows_) {
        const auto step = in.number();  // zigzag: neighbours have similar postcodes
        first += (step >> 1) ^ (0u - (step & 1u));
        row.postcode = static_cast<std::uint32_t>(index.postcodes_.size());
        std::uint32_t postcode = first;
        for (std::uint32_t i = 0; i < row.postcodes && in.fine; ++i) {
            if (i > 0) postcode += in.count(largest_postcode);
            if (postcode > largest_postcode || index.postcodes_.size() == postcodes) in.fine = false;
            if (in.fine) index.postcodes_.push_back(postcode);
        }
    }
    if (!in.fine || index.postcodes_.size() != postcodes) return refused;
    index.names_ = in.rest;
    std::size_t at = 0;
    for (auto& row : index.rows_) {
        const auto end = index.names_.find('\0', at);
        if (end == std::string::npos || end == at || end - at > max_place_name_bytes) return refused;
        row.name = static_cast<std::uint32_t>(at), row.name_size = static_cast<std::uint32_t>(end - at);
        at = end + 1;
    }
    if (at != index.names_.size() || !is_valid_utf8(index.names_)) return refused;
    return index;
}

Place PlaceIndex::place(const Row& row) const {
    return {digits_of(row.ags, ags_digits), names_.substr(row.name, row.name_size)};
}

Place PlaceIndex::at(std::size_t position) const { return place(rows_[position]); }

const PlaceIndex::Row* PlaceIndex::row(std::string_view ags) const {
    const auto key = parse_digits(ags, ags_digits);
    for (const auto& row : rows_)
        if (key == row.ags) return &row;
    return nullptr;
}

std::optional<Place> PlaceIndex::find(std::string_view ags) const {
    const auto* found = row(ags);
    return found == nullptr ? std::nullopt : std::optional(place(*found));
}

std::vector<Place> PlaceIndex::at_postcode(std::string_view postcode) const {
    std::vector<Place> out;
    const auto key = parse_digits(postcode, postcode_digits);
    for (const auto& row : rows_)
        for (std::uint32_t i = 0; i < row.postcodes; ++i)
            if (key == postcodes_[row.postcode + i]) out.push_back(place(row));
    return out;
}

std::vector<std::string> PlaceIndex::postcodes_of(std::string_view ags) const {
    std::vector<std::string> out;
    if (const auto* found = row(ags))
        for (std::uint32_t i = 0; i < found->postcodes; ++i)
            out.push_back(digits_of(postcodes_[found->postcode + i], postcode_digits));
    return out;
}

std::optional<Place> PlaceIndex::named(std::string_view name) const {
    const Row* found = nullptr;
    const auto wanted = fold_name(name);
    for (const auto& row : rows_) {
        const auto match = match_names(wanted, fold_name(std::string_view(names_).substr(row.name, row.name_size)));
        if (match == NameMatch::Exact) return place(row);
        if (match != NameMatch::Beginning) continue;
        if (found != nullptr) return std::nullopt;
        found = &row;
    }
    return found == nullptr ? std::nullopt : std::optional(place(*found));
}

std::string regional_key(std::string_view ags) {
    std::string key(ags.substr(0, 5));
    return key.append("0").append(ags.substr(5)).append(ags.substr(5));
}

}  // namespace lesepass
