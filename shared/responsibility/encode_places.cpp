#include "responsibility/encode_places.h"

#include <algorithm>
#include <tuple>

#include "base/utf8.h"
#include "responsibility/places.h"

namespace lesepass {

namespace {
bool is_digits(std::string_view text, std::size_t count) {
    return text.size() == count && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::uint32_t number_of(std::string_view digits) {
    std::uint32_t value = 0;
    for (const char c : digits) value = value * 10 + static_cast<std::uint32_t>(c - '0');
    return value;
}

void add_number(std::string& out, std::uint32_t value) {
    for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(0x80 | (value & 0x7F)));
    out.push_back(static_cast<char>(value));
}

std::uint32_t zigzag(std::uint32_t from, std::uint32_t to) {
    return to >= from ? (to - from) * 2 : (from - to) * 2 - 1;
}

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    for (auto comma = line.find(','); comma != std::string_view::npos; comma = line.find(',')) {
        cells.push_back(line.substr(0, comma));
        line.remove_prefix(comma + 1);
    }
    cells.push_back(line);
    return cells;
}

const char* mistake_in(const std::vector<std::string_view>& cells) {
    if (cells.size() != 4) return "expected four columns";
    if (!is_digits(cells[0], 5)) return "expected a postcode of 5 digits";
    if (!is_digits(cells[1], 8)) return "expected an AGS of 8 digits";
    if (cells[2] != regional_key(cells[1])) return "expected the regional key (ARS) that belongs to the AGS";
    if (cells[3].empty() || cells[3].size() > max_place_name_bytes || !is_valid_utf8(cells[3]))
        return "expected the name of a municipality";
    return nullptr;
}
}  // namespace

Result<std::vector<PlaceRow>> read_place_table(std::string_view csv) {
    std::vector<PlaceRow> rows;
    for (std::size_t number = 1; !csv.empty(); ++number) {
        const auto end = std::min(csv.find('\n'), csv.size());
        const auto line = csv.substr(0, end);
        csv.remove_prefix(std::min(end + 1, csv.size()));
        const auto refuse = [&](const char* why) {
            return Failure{"places.table", "line " + std::to_string(number) + ": " + why};
        };
        if (number == 1) {
            if (line != "plz,ags,ars,name") return refuse("expected the heading plz,ags,ars,name");
            continue;
        }
        const auto cells = cells_of(line);
        if (const char* mistake = mistake_in(cells)) return refuse(mistake);
        rows.push_back({std::string(cells[0]), std::string(cells[1]), std::string(cells[3])});
    }
    return rows;
}

Result<std::string> encode_places(std::vector<PlaceRow> rows) {
    std::sort(rows.begin(), rows.end(), [](const PlaceRow& a, const PlaceRow& b) {
        return std::tie(a.ags, a.postcode) < std::tie(b.ags, b.postcode);
    });
    std::string keys, counts, codes, names;
    std::uint32_t places = 0, ags = 0, first = 0;
    for (std::size_t from = 0, to = 0; from < rows.size(); from = to, ++places) {
        while (to < rows.size() && rows[to].ags == rows[from].ags) ++to;
        add_number(keys, number_of(rows[from].ags) - ags), ags = number_of(rows[from].ags);
        add_number(counts, static_cast<std::uint32_t>(to - from));
        add_number(codes, zigzag(first, number_of(rows[from].postcode))), first = number_of(rows[from].postcode);
        for (std::size_t i = from + 1; i < to; ++i) {
            const auto before = number_of(rows[i - 1].postcode), present = number_of(rows[i].postcode);
            if (before == present || rows[i].name != rows[from].name)
                return Failure{"places.table", rows[i].ags + ": a postcode twice, or two names"};
            add_number(codes, present - before);
        }
        names.append(rows[from].name).push_back('\0');
    }
    if (rows.empty() || places > max_places || rows.size() > max_place_postcodes)
        return Failure{"places.table", "no rows, or too many"};
    std::string out(places_magic);
    out.push_back(static_cast<char>(places_version));
    add_number(out, places);
    add_number(out, static_cast<std::uint32_t>(rows.size()));
    out += keys + counts + codes + names;
    const auto checksum = places_checksum(out);
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(checksum >> shift));
    return out;
}

}  // namespace lesepass
