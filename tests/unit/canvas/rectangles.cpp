#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/sha256.h"
#include "canvas_fixture.h"
#include "golden.h"
#include "page/html.h"

using namespace lesepass;
using namespace lesepass::test;
using wasm::Box;

namespace {
bool overlap(const Box& a, const Box& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

std::string attribute(std::string_view tag, std::string_view name) {
    const auto start = tag.find(" " + std::string(name) + "=\"");
    if (start == std::string_view::npos) return {};
    const auto from = start + name.size() + 3;
    return std::string(tag.substr(from, tag.find('"', from) - from));
}

// Ids ("" without) of everything one can operate in HTML, in document order: what web/canvas/overlay.ts counts.
std::vector<std::string> operable_in(const std::string& html) {
    std::vector<std::string> ids;
    for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        const std::string_view tag = std::string_view(html).substr(at, html.find('>', at) - at);
        const bool is_link = tag.starts_with("<a ") && tag.find(" href=") != std::string_view::npos;
        const bool is_input = tag.starts_with("<input") && attribute(tag, "type") != "hidden";
        const bool is_button = tag.starts_with("<button") && attribute(tag, "class") != "lp-default";
        const bool is_text = tag.starts_with("<textarea");
        if (is_link || is_input || is_button || is_text) ids.push_back(attribute(tag, "id"));
    }
    return ids;
}

std::string text_of(const wasm::Scene& scene) {
    std::string out = "height " + std::to_string(scene.height) + "\n";
    for (const auto& [key, box, control] : scene.rects) {
        out += key;
        for (const int value : {box.x, box.y, box.w, box.h}) out += " " + std::to_string(value);
        out += control ? " control\n" : "\n";
    }
    return out;
}

// In this order for the eye: below, or beside and to the right.
bool follows(const Box& before, const Box& after) {
    return after.y >= before.bottom() ||
           (after.y < before.bottom() && after.bottom() > before.y && after.x >= before.right());
}
}  // namespace

TEST_CASE("canvas: what one operates is drawn in the order of the HTML, each with its key") {
    for (const auto& example : examples(Language::De)) {
        CAPTURE(example.name);
        const Laid laid(example.page, places[1]);
        std::string expected, drawn;
        for (const auto& part : page::live_parts(example.page)) {
            if (part.id == "lp-skip") continue;
            int number = 0;
            const auto area = part.id.substr(3);  // head, main, foot
            for (const auto& id : operable_in(part.html)) {
                const auto counted = "@" + area + ":" + std::to_string(number++);
                expected += (id.empty() || id == "-button" ? counted : id) + "\n";
            }
            if (area == "head") expected += "@switch\n";
        }
        for (const auto& control : laid.controls()) drawn += control.key + "\n";
        CHECK(drawn == expected);
    }
}

TEST_CASE("canvas: controls do not overlap, are large enough and inside the page, on every surface") {
    for (const auto& place : places) {
        for (const auto& example : examples(Language::De)) {
            CAPTURE(std::string(place.name));
            CAPTURE(example.name);
            const Laid laid(example.page, place);
            const auto controls = laid.controls();
            REQUIRE(controls.size() > 1);
            for (std::size_t i = 0; i < controls.size(); ++i) {
                const auto& [key, box, control] = controls[i];
                CAPTURE(key);
                CHECK(box.h >= place.least_target);
                CHECK(box.w >= 44);
                CHECK(box.bottom() <= laid.scene().height);
                for (std::size_t j = i + 1; j < controls.size(); ++j) {
                    CAPTURE(controls[j].key);
                    CHECK_FALSE(overlap(box, controls[j].box));
                }
                if (i > 0) CHECK(follows(controls[i - 1].box, box));
            }
        }
    }
}

TEST_CASE("canvas: nothing is wider than the screen") {
    for (const auto& place : places) {
        for (const auto language : all_languages) {
            for (const auto& example : examples(language)) {
                CAPTURE(std::string(place.name));
                CAPTURE(example.name);
                const Laid laid(example.page, place);
                for (const auto& item : laid.scene().items) {
                    CAPTURE(std::string(item.text));
                    CHECK(item.box.x >= 0);
                    CHECK(item.box.right() <= place.width);
                }
                for (const auto& rect : laid.scene().rects) {
                    CAPTURE(rect.key);
                    CHECK(rect.box.x >= 0);
                    CHECK(rect.box.right() <= place.width);
                }
            }
        }
    }
}

TEST_CASE("canvas: keys are unique, and labels, hints and errors are reported with their controls") {
    for (const auto& example : examples(Language::De)) {
        CAPTURE(example.name);
        const Laid laid(example.page, places[0]);
        std::set<std::string> keys;
        for (const auto& rect : laid.scene().rects) keys.insert(rect.key);
        CHECK(keys.size() == laid.scene().rects.size());
        for (const auto& node : example.page.body) {
            if (node.kind != page::NodeKind::TextField && node.kind != page::NodeKind::Choice &&
                node.kind != page::NodeKind::Upload)
                continue;
            CAPTURE(node.id);
            CHECK(keys.count(node.id) == 1);
            CHECK(keys.count(node.id + "-label") == 1);
            CHECK(keys.count(node.id + "-hint") == (node.hint.empty() ? 0U : 1U));
            CHECK(keys.count(node.id + "-error") == (node.error.empty() ? 0U : 1U));
        }
    }
}

TEST_CASE("golden: rectangles of every example page are where they were last accepted") {
    for (const auto& example : examples(Language::De)) {
        for (const auto* place : {&places[0], &places[3]}) {
            const auto file = "rects/" + example.name + ".de." + place->name + ".txt";
            const Laid laid(example.page, *place);
            const auto difference = compare_golden(file, text_of(laid.scene()), laid.scene().height > 0);
            CHECK_MESSAGE(difference.empty(), difference);
        }
    }
}

// Where words are longer, lines break elsewhere: a line for each page says so, the German files show where everything
// is.
TEST_CASE("golden: the extent of every example page on the canvas, in every language") {
    for (const auto language : all_languages) {
        for (const auto* place : {&places[0], &places[3]}) {
            std::string lines;
            for (const auto& example : examples(language)) {
                const Laid laid(example.page, *place);
                lines += example.name + " height " + std::to_string(laid.scene().height) + ", " +
                         std::to_string(laid.scene().rects.size()) + " parts, " +
                         sha256_hex(text_of(laid.scene())).substr(0, 8) + "\n";
            }
            const auto file = "rects/extent." + std::string(code_of(language)) + "." + place->name + ".txt";
            const auto difference = compare_golden(file, lines, !lines.empty());
            CHECK_MESSAGE(difference.empty(), difference);
        }
    }
}

TEST_CASE("golden: no file of rectangles is left of an example that is gone") {
    std::set<std::string> known;
    for (const auto* place : {&places[0], &places[3]}) {
        for (const auto& example : examples(Language::De)) known.insert(example.name + ".de." + place->name + ".txt");
        for (const auto language : all_languages)
            known.insert("extent." + std::string(code_of(language)) + "." + place->name + ".txt");
    }
    for (const auto& file : std::filesystem::directory_iterator(LESEPASS_SOURCE_DIR "/tests/golden/rects"))
        CHECK_MESSAGE(known.contains(file.path().filename().string()), file.path().string());
}
