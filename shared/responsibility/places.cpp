#include "responsibility/places.h"

#include <utility>

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

void add_digits(std::string& out, std::uint32_t value, std::size_t digits) {
    out.append(digits, '0');
    for (std::size_t i = out.size(); value > 0; value /= 10) out[--i] = static_cast<char>('0' + value % 10);
}

constexpr std::size_t ags_digits = 8, postcode_digits = 5;
constexpr std::uint32_t largest_ags = 99'999'999, largest_postcode = 99'999;
}  // namespace

std::uint32_t places_checksum(std::string_view bytes) {
    std::uint32_t hash = 2166136261u;
    for (const char c : bytes) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
    return hash;
}

bool PlaceIndex::load(std::string_view bytes) {
    constexpr std::size_t head = places_magic.size() + 1, tail = 4;
    if (bytes.size() < head + tail || bytes.substr(0, places_magic.size()) != places_magic) return false;
    if (static_cast<std::uint8_t>(bytes[head - 1]) != places_version) return false;
    std::uint32_t checksum = 0;
    for (std::size_t i = 1; i <= tail; ++i)
        checksum = checksum << 8 | static_cast<std::uint8_t>(bytes[bytes.size() - i]);
    bytes.remove_suffix(tail);
    if (places_checksum(bytes) != checksum) return false;

    Reader in{bytes.substr(head)};
    PlaceIndex index;
    index.rows_.resize(in.count(max_places));
    const auto postcodes = in.count(max_place_postcodes);
    std::uint32_t ags = 0;
    for (std::size_t i = 0; i < index.rows_.size() && in.fine; ++i) {
        ags += in.count(largest_ags);
        if (ags > largest_ags) in.fine = false;
        if (in.fine) add_digits(index.keys_, ags, ags_digits);
    }
    for (auto& row : index.rows_) row.postcodes = in.count(postcodes);
    std::uint32_t first = 0, known = 0;
    for (auto& row : index.rows_) {
        const auto step = in.number();  // zigzag: neighbours have similar postcodes
        first += (step >> 1) ^ (0u - (step & 1u));
        row.postcode = known;
        std::uint32_t postcode = first;
        for (std::uint32_t i = 0; i < row.postcodes && in.fine; ++i, ++known) {
            if (i > 0) postcode += in.count(largest_postcode);
            if (postcode > largest_postcode || known == postcodes) in.fine = false;
            if (in.fine) add_digits(index.postcodes_, postcode, postcode_digits);
        }
    }
    if (!in.fine || known != postcodes) return false;
    index.names_ = in.rest;
    std::size_t at = 0;
    for (auto& row : index.rows_) {
        const auto end = index.names_.find('\0', at);
        if (end == std::string::npos || end == at || end - at > max_place_name_bytes) return false;
        row.name = static_cast<std::uint32_t>(at), row.name_size = static_cast<std::uint32_t>(end - at);
        at = end + 1;
    }
    if (at != index.names_.size() || !is_valid_utf8(index.names_)) return false;
    *this = std::move(index);
    return true;
}

std::string_view PlaceIndex::ags(std::size_t position) const {
    return std::string_view(keys_).substr(position * ags_digits, ags_digits);
}
std::string_view PlaceIndex::postcode(std::size_t position) const {
    return std::string_view(postcodes_).substr(position * postcode_digits, postcode_digits);
}

Place PlaceIndex::at(std::size_t position) const {
    const auto& row = rows_[position];
    return {ags(position), std::string_view(names_).substr(row.name, row.name_size)};
}

std::optional<Place> PlaceIndex::find(std::string_view key) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (ags(i) == key) return at(i);
    return std::nullopt;
}

std::vector<Place> PlaceIndex::at_postcode(std::string_view wanted) const {
    std::vector<Place> out;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        for (std::uint32_t k = 0; k < rows_[i].postcodes; ++k)
            if (postcode(rows_[i].postcode + k) == wanted) out.push_back(at(i));
    return out;
}

std::vector<std::string> PlaceIndex::postcodes_of(std::string_view key) const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        for (std::uint32_t k = 0; ags(i) == key && k < rows_[i].postcodes; ++k)
            out.emplace_back(postcode(rows_[i].postcode + k));
    return out;
}

std::optional<Place> PlaceIndex::named(std::string_view name) const {
    std::optional<Place> found;
    const auto wanted = fold_name(name);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto match = match_names(wanted, fold_name(at(i).name));
        if (match == NameMatch::Exact) return at(i);
        if (match != NameMatch::Beginning) continue;
        if (found) return std::nullopt;
        found = at(i);
    }
    return found;
}

std::string regional_key(std::string_view ags) {
    std::string key(ags.substr(0, 5));
    return key.append("0").append(ags.substr(5)).append(ags.substr(5));
}

}  // namespace lesepass
