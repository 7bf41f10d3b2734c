#include "door.h"

#include <doctest/doctest.h>

#include "bridge.h"
#include "live_state.h"
#include "message.h"
#include "places/known_places.h"
#include "text/languages.h"

using namespace lesepass;
using namespace lesepass::wasm;

namespace {
std::string musterstadt_state(const test::LiveState& state = {}) {
    const auto tenant = test::read_tenant_file(LESEPASS_SOURCE_DIR "/server/demo/tenants/musterstadt.json");
    return test::live_state(tenant, test::directory_of({tenant}), state);
}

Door open_door(const test::LiveState& state = {}) {
    Door door;
    REQUIRE(door.use_catalog(encode_catalog(catalog_of(Language::De))).ok == 1);
    REQUIRE(door.create(musterstadt_state(state)) == Answer{1});
    REQUIRE(door.use_places(server::places_bin()) == Answer{1});
    return door;
}

std::vector<std::string> effects(Door& door, const std::vector<std::string>& event) {
    const auto answer = door.dispatch(encode_message(event));
    REQUIRE(answer.ok == 1);
    return *decode_message(answer.result);
}

std::vector<std::string> parts(const Door& door) { return *decode_message(door.page_html().result); }
}  // namespace

TEST_CASE("calls in the wrong order are refused and change nothing") {
    Door door;
    CHECK(door.create(musterstadt_state()) == Answer{0, "order: lp_catalog first"});
    CHECK(door.dispatch(encode_message({"press", "next"})) == Answer{0, "order: lp_create first"});
    CHECK(door.use_places(server::places_bin()) == Answer{0, "order: lp_create first"});
    CHECK(door.page_html().ok == 0);
    CHECK(door.page_wire().ok == 0);
    REQUIRE(door.use_catalog(encode_catalog(catalog_of(Language::De))).ok == 1);
    CHECK(door.page_html().ok == 0);
    REQUIRE(door.create(musterstadt_state()).ok == 1);
    CHECK(door.create(musterstadt_state()) == Answer{0, "order: one session an instance"});
    CHECK(door.page_html().ok == 1);
}

TEST_CASE("texts of another build are refused, the ones in use stay") {
    auto door = open_door();
    const auto before = door.page_html();
    auto foreign = encode_catalog(catalog_of(Language::En));
    foreign[5] = static_cast<char>(foreign[5] ^ 1);
    for (const auto& bytes :
         {std::string{}, std::string("LPC1"), foreign, encode_catalog(catalog_of(Language::En)) + "x"})
        CHECK(door.use_catalog(bytes).ok == 0);
    CHECK(door.page_html() == before);
}

TEST_CASE("places that are none are refused, the ones in use stay") {
    auto door = open_door({.step = "address", .answers = R"({"address.postcode":"42549"})"});
    const auto before = door.page_html();
    CHECK(before.result.find("Velbert") != std::string::npos);
    for (const auto& bytes : {std::string{}, std::string("LPPI"), std::string(server::places_bin()) + "x"})
        CHECK(door.use_places(bytes) == Answer{0, "places"});
    CHECK(door.page_html() == before);
}

TEST_CASE("a state that is none is refused with a reason, and a good one may follow") {
    const std::string whole = musterstadt_state();
    const std::string deep(5000, '[');
    const std::vector<std::string> rows{"",
                                        "{",
                                        "null",
                                        "[]",
                                        "{}",
                                        deep,
                                        whole + "x",
                                        whole.substr(0, whole.size() / 2),
                                        "\xff\xfe",
                                        musterstadt_state({.step = "nowhere"}),
                                        musterstadt_state({.today = "2026-02-30"}),
                                        musterstadt_state({.answers = R"({"no.such":"x"})"}),
                                        musterstadt_state({.answers = "1e999"})};
    Door door;
    REQUIRE(door.use_catalog(encode_catalog(catalog_of(Language::De))).ok == 1);
    for (const auto& row : rows) {
        CAPTURE(row.substr(0, 60));
        const auto answer = door.create(row);
        CHECK(answer.ok == 0);
        CHECK_FALSE(answer.result.empty());
    }
    CHECK(door.create(whole).ok == 1);
}

TEST_CASE("what is not an event is refused and changes nothing") {
    auto door = open_door({.step = "address"});
    const auto before = door.page_html();
    const std::vector<std::vector<std::string>> rows{{},
                                                     {""},
                                                     {"explode"},
                                                     {"press"},
                                                     {"press", "a", "b"},
                                                     {"change"},
                                                     {"change", "address.street"},
                                                     {"change", "no.such", "x"},
                                                     {"blur", "no.such"},
                                                     {"file", "address.street", "a", "1", ""},
                                                     {"stored", "address.street", "{}"},
                                                     {"submitted", "200"}};
    for (const auto& row : rows) {
        CAPTURE(row.empty() ? "nothing" : row.front());
        CHECK(door.dispatch(encode_message(row)).ok == 0);
    }
    for (const auto& bytes : {std::string{}, std::string("x"), std::string(10 * 1024 * 1024, '\xff')})
        CHECK(door.dispatch(bytes).ok == 0);
    CHECK(door.page_html() == before);
}

TEST_CASE("an unknown action does nothing") {
    auto door = open_door();
    for (const auto* action : {"", "goto:", "goto:nowhere", "remove:zz", "lang:xx", "next ", "\xff"})
        CHECK(effects(door, {"press", action}).empty());
}

TEST_CASE("'next' with an empty step shows the errors and asks to focus their summary") {
    auto door = open_door({.step = "address"});
    const auto list = effects(door, {"press", "next"});
    REQUIRE(list.size() == 5);
    CHECK(list[0] == "render");
    CHECK(list[1] == "title");
    CHECK(list[3] == "focus");
    CHECK(list[4] == "lp-errors");
    CHECK(door.page_html().result.find("id=\"lp-errors\"") != std::string::npos);
}

TEST_CASE("the page hands over its language, and every element that changes with it, before and after a switch") {
    auto door = open_door();
    CHECK(parts(door).front() == "de");
    CHECK(effects(door, {"press", "lang:en"}) == std::vector<std::string>{"catalog", "en"});
    REQUIRE(door.use_catalog(encode_catalog(catalog_of(Language::En))).ok == 1);
    CHECK(effects(door, {"language", "en"}).front() == "render");
    const auto after = parts(door);
    REQUIRE(after.size() == 10);
    CHECK(after[0] == "en");
    CHECK(after[1] == "ltr");
    for (const auto& [at, id] :
         {std::pair<std::size_t, const char*>{2, "lp-skip"}, {4, "lp-head"}, {6, "lp-main"}, {8, "lp-foot"}})
        CHECK(after[at] == id);
    CHECK(after[5].find("value=\"lang:de\"") != std::string::npos);
    CHECK(after[7].find("<h1") != std::string::npos);
    REQUIRE(door.use_catalog(encode_catalog(catalog_of(Language::Ar))).ok == 1);
    CHECK(effects(door, {"language", "ar"}).front() == "render");
    CHECK(parts(door)[0] == "ar");
    CHECK(parts(door)[1] == "rtl");
}

TEST_CASE("Enter presses the page's own first button, not a language button") {
    auto door = open_door({.step = "address"});
    const auto head = parts(door)[5];
    CHECK(head.find("value=\"next\"") < head.find("value=\"lang:en\""));
}

TEST_CASE("typing does not render, and the draft that a native post would carry has it after the next rendering") {
    auto door = open_door({.step = "address"});
    CHECK(effects(door, {"change", "address.street", "Straße des 17. Juni"}).empty());
    CHECK(door.page_html().result.find("Straße des 17. Juni") != std::string::npos);
}

TEST_CASE("the C functions copy arguments in and results out, and refuse what is too large") {
    const auto write = [](std::string_view bytes) {
        auto* at = lp_buffer(static_cast<std::uint32_t>(bytes.size()));
        REQUIRE(at != nullptr);
        std::copy(bytes.begin(), bytes.end(), at);
        return static_cast<std::uint32_t>(bytes.size());
    };
    const auto result = [] { return std::string(reinterpret_cast<const char*>(lp_result()), lp_result_size()); };
    CHECK(lp_page_html() == 0);
    CHECK(lp_page_wire() == 0);
    CHECK(lp_create(write("{}")) == 0);
    CHECK(result() == "order: lp_catalog first");
    CHECK(lp_catalog(write(encode_catalog(catalog_of(Language::De)))) == 1);
    CHECK(lp_create(write(musterstadt_state())) == 1);
    CHECK(lp_dispatch(write(encode_message({"press", "next"}))) == 1);
    CHECK(lp_dispatch(4'000'000'000u) == 0);  // more than was written: only what is there is read
    CHECK(lp_buffer(10 * 1024 * 1024) == nullptr);
    CHECK(lp_page_html() == 1);
    CHECK(decode_message(result())->front() == "de");
}
