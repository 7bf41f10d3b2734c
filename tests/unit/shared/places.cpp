// The list of places: every row of the table, and bytes from anywhere.
#include "responsibility/places.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "demo_libraries.h"
#include "places/known_places.h"
#include "responsibility/encode_places.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
std::string table() {
    return read_text_file(std::string(LESEPASS_SOURCE_DIR) + "/shared/responsibility/data/nrw_places.csv");
}
std::vector<PlaceRow> all_rows() {
    auto rows = read_place_table(table());
    REQUIRE(rows.ok());
    return std::move(rows.value());
}
const PlaceIndex& places() { return server::known_places(); }

// Bytes with the checksum that belongs to them: what is behind it is reached.
std::string sealed(std::string bytes) {
    const auto sum = places_checksum(bytes);
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(sum >> shift));
    return bytes;
}
std::string unsealed() {
    std::string bytes(server::places_bin());
    bytes.resize(bytes.size() - 4);
    return bytes;
}
bool opens(std::string_view bytes) { return PlaceIndex{}.load(bytes); }

std::string why_table(std::string_view csv) {
    const auto rows = read_place_table(csv);
    if (!rows) return rows.failure().detail;
    const auto bytes = encode_places(*rows);
    return bytes ? "fine" : bytes.failure().detail;
}
}  // namespace

TEST_CASE("every row of the table is found in both directions") {
    const auto rows = all_rows();
    CHECK(rows.size() == 881);
    std::map<std::string, std::set<std::string>> postcodes, municipalities;
    std::map<std::string, std::string> names;
    for (const auto& row : rows) {
        municipalities[row.postcode].insert(row.ags);
        postcodes[row.ags].insert(row.postcode);
        names[row.ags] = row.name;
    }
    CHECK(municipalities.size() == 867);
    REQUIRE(places().size() == 396);
    REQUIRE(names.size() == 396);
    for (const auto& [postcode, keys] : municipalities) {
        std::set<std::string> found;
        for (const auto& place : places().at_postcode(postcode)) {
            found.emplace(place.ags);
            CHECK(place.name == names[std::string(place.ags)]);
        }
        CHECK_MESSAGE(found == keys, postcode);
    }
    for (const auto& [ags, name] : names) {
        const auto place = places().find(ags);
        REQUIRE(place);
        CHECK(place->name == name);
        const auto list = places().postcodes_of(ags);
        CHECK(std::set<std::string>(list.begin(), list.end()) == postcodes[ags]);
        CHECK(std::is_sorted(list.begin(), list.end()));
        CHECK(places().named(name) == place);
    }
}

TEST_CASE("what nobody has is not found") {
    for (const auto* postcode : {"", "4072", "407210", "10115", "99999", "4072a", " 40721", "00000"})
        CHECK_MESSAGE(places().at_postcode(postcode).empty(), postcode);
    for (const auto* ags : {"", "5158016", "05158015", "005158016", "0515801x", "99999999"}) {
        CHECK_MESSAGE(!places().find(ags), ags);
        CHECK(places().postcodes_of(ags).empty());
    }
    const PlaceIndex nothing;
    CHECK(nothing.empty());
    CHECK(nothing.at_postcode("40721").empty());
    CHECK(!nothing.find("05158016"));
    CHECK(!nothing.named("Hilden"));
}

TEST_CASE("the same rows in any order give the same bytes, and they are those of this build") {
    auto rows = all_rows();
    std::reverse(rows.begin(), rows.end());
    const auto bytes = encode_places(rows);
    REQUIRE(bytes.ok());
    CHECK(*bytes == server::places_bin());
    CHECK(bytes->size() < 6500);
}

TEST_CASE("a list that is cut or changed is none") {
    const std::string whole(server::places_bin());
    REQUIRE(opens(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK_MESSAGE(!opens(whole.substr(0, size)), size);
    CHECK(!opens(whole + "x"));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
        CHECK_MESSAGE(!opens(changed), at);
    }
    CHECK(!opens("LPC1"));
    std::string next_version = unsealed();
    next_version[4] = 2;
    CHECK(!opens(sealed(next_version)));
    // What is there stays.
    PlaceIndex index;
    REQUIRE(index.load(whole));
    CHECK(!index.load(sealed(next_version)));
    CHECK(index.size() == 396);
}

TEST_CASE("behind a right checksum, too, everything stays within its bounds") {
    const std::string body = unsealed();
    for (std::size_t size = 5; size < body.size(); ++size) CHECK_MESSAGE(!opens(sealed(body.substr(0, size))), size);
    CHECK(!opens(sealed(body + "x")));
    // Whatever the bytes say: either refused, or an index that answers.
    std::uint32_t dice = 1;
    for (int round = 0; round < 20'000; ++round) {
        std::string changed = body;
        for (int i = 0; i < 3; ++i) {
            dice ^= dice << 13, dice ^= dice >> 17, dice ^= dice << 5;
            // Mostly in the numbers: they stand in front of the names.
            changed[5 + dice % (round % 4 == 0 ? body.size() - 5 : 1900)] = static_cast<char>(dice >> 11);
        }
        PlaceIndex index;
        if (!index.load(sealed(changed))) continue;
        std::string last;
        for (std::size_t i = 0; i < index.size(); ++i) {
            const auto place = index.at(i);
            CHECK((place.ags.size() == 8 && place.ags > last && !place.name.empty()));
            CHECK(!index.postcodes_of(place.ags).empty());
            last = place.ags;
        }
    }
}

TEST_CASE("a made-up list of numbers is refused where it lies") {
    const std::string head = "LPPI\x01";
    const auto refused = [&](std::string_view numbers, std::string_view names) {
        const std::string bytes = head + std::string(numbers) + std::string(names);
        return !opens(sealed(bytes));
    };
    using namespace std::string_view_literals;
    CHECK(!refused("\x01\x01\x05\x01\x02"sv, "A\0"sv));                 // one place, one postcode: fine
    CHECK(refused("\x00\x01\x05\x01\x02"sv, "A\0"sv));                  // no places
    CHECK(refused("\x01\x00\x05\x01\x02"sv, "A\0"sv));                  // no postcodes
    CHECK(refused("\x01\x01\x00\x01\x02"sv, "A\0"sv));                  // AGS 0
    CHECK(refused("\x01\x01\x05\x00\x02"sv, "A\0"sv));                  // a place without postcodes
    CHECK(refused("\x01\x01\x05\x02\x02\x01"sv, "A\0"sv));              // more postcodes than there are
    CHECK(refused("\x01\x02\x05\x01\x02"sv, "A\0"sv));                  // fewer
    CHECK(refused("\x01\x02\x05\x02\x02\x00"sv, "A\0"sv));              // a postcode twice
    CHECK(refused("\x01\x01\x05\x01\x01"sv, "A\0"sv));                  // a postcode below 0
    CHECK(refused("\x01\x01\x05\x01\xc0\x9a\x0c"sv, "A\0"sv));          // a postcode of 6 digits
    CHECK(refused("\x01\x01\xff\xff\xff\xff\x0f\x01\x02"sv, "A\0"sv));  // a number of 5 bytes
    CHECK(refused("\x01\x01\x80\xc2\xd7\x2f\x01\x02"sv, "A\0"sv));      // AGS of 9 digits
    CHECK(refused("\x01\x01\x05\x01\x02"sv, "A"sv));                    // a name without an end
    CHECK(refused("\x01\x01\x05\x01\x02"sv, "\0"sv));                   // no name
    CHECK(refused("\x01\x01\x05\x01\x02"sv, "A\0B\0"sv));               // a name too much
    CHECK(refused("\x01\x01\x05\x01\x02"sv, "\xC3\0"sv));               // not UTF-8
    CHECK(refused("\x01\x01\x05\x01\x02"sv, std::string(101, 'a') + std::string(1, '\0')));
    CHECK(!refused("\x01\x01\x05\x01\x02"sv, std::string(100, 'a') + std::string(1, '\0')));
    CHECK(refused("\xa1\x9c\x01\x01\x05\x01\x02"sv, std::string(30'000, 'a')));  // 20,001 places
}

TEST_CASE("mistakes in the table are named with their line") {
    const std::string head = "plz,ags,ars,name\n";
    CHECK(why_table(head + "40721,05158016,051580016016,Hilden\n") == "fine");
    CHECK(why_table(head + "40721,05158016,051580016016,Hilden") == "fine");
    CHECK(why_table("").find("no rows") != std::string::npos);
    CHECK(why_table(head).find("no rows") != std::string::npos);
    CHECK(why_table("plz,ags,name\n").find("line 1") == 0);
    CHECK(why_table(head + "\n").find("line 2: expected four") == 0);
    CHECK(why_table(head + "4072,05158016,051580016016,Hilden\n").find("line 2: expected a postcode") == 0);
    CHECK(why_table(head + "40721,5158016,051580016016,Hilden\n").find("line 2: expected an AGS") == 0);
    CHECK(why_table(head + "40721,05158016,051580016017,Hilden\n").find("line 2: expected the regional") == 0);
    CHECK(why_table(head + "40721,05158016,051580016016,\n").find("line 2: expected the name") == 0);
    CHECK(why_table(head + "40721,05158016,051580016016,\xC3\n").find("line 2: expected the name") == 0);
    const std::string row = "40721,05158016,051580016016,Hilden\n";
    CHECK(why_table(head + row + row).find("05158016: a postcode twice") == 0);
    CHECK(why_table(head + row + "40723,05158016,051580016016,Haan\n").find("05158016: ") == 0);
}

TEST_CASE("the regional key says the same as the AGS") {
    CHECK(regional_key("05158016") == "051580016016");
    CHECK(regional_key("05513000") == "055130000000");
}
