#include <doctest/doctest.h>

#include <algorithm>

#include "canvas_fixture.h"
#include "page/build_page.h"
#include "page/wire.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
const page::Page& example_page(std::string_view name) {
    static const auto all = examples(Language::De);
    for (const auto& example : all)
        if (example.name == name) return example.page;
    FAIL("no example " << name);
    return all.front().page;
}

page::Page page_with(page::Node node) {
    auto page = example_page("start");
    page.body = {page::heading(1, "Titel"), std::move(node)};
    return page;
}

int lines_of(const Laid& laid, std::string_view words) {
    int lines = 0;
    for (const auto& item : laid.scene().items)
        lines += item.kind == wasm::Item::Kind::Text && !item.text.empty() && words.find(item.text) != words.npos;
    return lines;
}
}  // namespace

TEST_CASE("canvas: the second frame of every example is the same as the first") {
    for (const auto& example : examples(Language::De)) {
        CAPTURE(example.name);
        Laid laid(example.page, places[1]);
        const auto first = laid.draw();
        CHECK(first.vertices > 100);
        CHECK(laid.draw() == first);
    }
}

TEST_CASE("canvas: a page is drawn the same after it went through the wire") {
    for (const auto& example : examples(Language::En)) {
        CAPTURE(example.name);
        const auto decoded = page::decode_page(page::encode_page(example.page));
        REQUIRE(decoded.ok());
        Laid here(example.page, places[1]), there(decoded.value(), places[1]);
        CHECK(here.draw() == there.draw());
    }
}

TEST_CASE("canvas: what the elements do can be seen") {
    Laid laid(example_page("nodes-controls"), places[1]);
    laid.window().height = laid.scene().height;
    const auto resting = laid.draw();
    const wasm::ElementState states[] = {
        {.hovered = "b-next"},     {.pressed = "b-next"},   {.hovered = "b-back"},
        {.hovered = "f-choice-0"}, {.hovered = "f-upload"}, {.hovered = "@head:0"},
        {.ringed = "b-next"},      {.ringed = "f-box"},     {.checked = {"f-box"}, .known = true}};
    for (const auto& state : states) {
        CAPTURE(state.hovered + state.pressed + state.ringed);
        laid.painter().set_state(state);
        CHECK_FALSE(laid.draw() == resting);
    }
    laid.painter().set_state({.hovered = "no-such-element", .ringed = "neither"});
    CHECK(laid.draw() == resting);
}

TEST_CASE("canvas: what is ticked comes from the element once it is known, from the page until then") {
    Laid laid(example_page("nodes-controls"), places[1]);
    laid.window().height = laid.scene().height;
    const auto as_page_says = laid.draw();
    laid.painter().set_state({.checked = {"f-choice-1", "f-wrong-choice-1", "f-ticked"}, .known = true});
    CHECK(laid.draw() == as_page_says);
    laid.painter().set_state({.known = true});
    CHECK_FALSE(laid.draw() == as_page_says);
}

TEST_CASE("canvas: only what is in the window is drawn") {
    Laid laid(example_page("summary-minor"), places[0]);
    laid.window().height = laid.scene().height;
    const auto whole = laid.draw();
    laid.window().height = 300;
    CHECK(laid.draw().vertices < whole.vertices / 2);
    laid.window().top = laid.scene().height + 100;
    CHECK(laid.draw().vertices == 0);
}

TEST_CASE("canvas: layout is the same at 1, 2 and 3 device pixels to a CSS pixel") {
    for (const auto name : {"start", "card-reduced", "summary-minor"}) {
        Laid fine(example_page(name), places[1]);
        const auto coarse = fine.scene().rects;
        for (const float raster : {2.0f, 3.0f}) {
            CAPTURE(raster);
            fine.window().raster = raster;
            fine.draw();
            REQUIRE(fine.scene().rects.size() == coarse.size());
            for (std::size_t i = 0; i < coarse.size(); ++i) {
                CHECK(fine.scene().rects[i].key == coarse[i].key);
                CHECK(fine.scene().rects[i].box == coarse[i].box);
            }
        }
    }
}

TEST_CASE("canvas: no line of text is drawn wider than its place, at any number of device pixels") {
    for (const float raster : {0.3f, 0.5f, 0.9f, 1.1f, 1.25f, 1.5f, 1.75f, 2.6f}) {
        CAPTURE(raster);
        Laid laid(example_page("summary-minor"), places[0]);
        laid.window().raster = raster;
        laid.draw();
        for (const auto& item : laid.scene().items) CHECK(item.box.right() <= 320);
        for (const auto& rect : laid.scene().rects)
            if (rect.control) CHECK(rect.box.h >= 44);
    }
}

TEST_CASE("canvas: words that no line can hold are cut, never lost and never endless") {
    struct Row {
        std::string words;
        int least_lines;
    };
    const Row rows[] = {{std::string(10'000, 'W'), 300},
                        {"a " + std::string(300, 'x'), 8},
                        {"Donaudampfschifffahrtsgesellschaftskapitän", 2},
                        {"eins\nzwei\n\ndrei", 3},
                        {"E-Mail-Adresse/Telefonnummer@beispiel.bibliothek.example", 2}};
    for (const auto& row : rows) {
        CAPTURE(row.words.substr(0, 40));
        const Laid laid(page_with(page::paragraph(row.words)), places[4]);
        CHECK(lines_of(laid, row.words) >= row.least_lines);
        std::size_t bytes = 0;
        for (const auto& item : laid.scene().items)
            if (row.words.find(item.text) != std::string::npos) bytes += item.text.size();
        CHECK(bytes + 6 >=
              row.words.size() - static_cast<std::size_t>(std::count(row.words.begin(), row.words.end(), ' ')));
    }
}

TEST_CASE("canvas: characters without a glyph, broken UTF-8 and empty texts do no harm") {
    const char* const texts[] = {"",          " ",        "\n",  "\xff\xfe", "\xe2\x82", "Nguyễn 😀 مكتبة 図書館",
                                 "e\xcc\x81", "\xf0\x9f", "\t\t"};
    for (const auto* text : texts) {
        CAPTURE(std::string(text));
        auto notice = page::notice(page::Tone::Warning, text, text);
        Laid laid(page_with(notice), places[0]);
        CHECK(laid.draw().vertices > 0);
        CHECK(laid.scene().height > 0);
    }
    Laid nothing(page::Page{}, places[0]);
    CHECK(nothing.draw().vertices > 0);
}

TEST_CASE("canvas: a surface of any size gives a layout") {
    for (const int width : {0, 1, 40, 200, 8000}) {
        CAPTURE(width);
        const Laid laid(example_page("nodes-controls"), {"odd", width, 1, 1, 0});
        CHECK(laid.scene().height > 0);
    }
}
