#pragma once
// A page, laid out: what to draw where, and the rectangles that web/canvas/overlay.ts puts the real elements on.
// Everything in CSS px, measured from the top left corner of the document.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "canvas/theme.h"
#include "canvas/typeface.h"
#include "page/node.h"

namespace lesepass::wasm {

struct Box {
    int x = 0, y = 0, w = 0, h = 0;
    int right() const { return x + w; }
    int bottom() const { return y + h; }
    bool operator==(const Box&) const = default;
};

// An element of the page and where it is. Key: its element id, or for links and buttons that have none
// "@head:<n>", "@main:<n>", "@foot:<n>": the n-th (from 0) thing one can press or fill in within #lp-head, #lp-main,
// #lp-foot in document order; "@switch" is the switch of the face.
struct Rect {
    std::string key;
    Box box = {};
    bool control = false;  // something one operates
};

struct Item {
    enum class Kind : std::uint8_t {
        Text,      // `text` on one line, `colour`
        Link,      // the same, underlined, answers the pointer
        Panel,     // `fill`, edge in `colour`, stripe at the left if `strong`
        Field,     // frame of a text field; `strong`: invalid
        DropZone,  // frame of a file field; `strong`: invalid
        Option,    // frame of an option; `strong`: invalid
        Radio,
        Check,
        Button,       // `strong`: the main one
        QuietButton,  // only its words are seen
        Bar,          // progress, `part` of it done
        Rule,         // `fill`
        Bullet,
        StepMark,  // `strong`: the present one
        Alert,     // sign of a mistake
        Books,     // sign of the library
    };
    Kind kind = Kind::Text;
    Box box = {};
    std::string_view text = {};  // of the page
    TextStyle style = TextStyle::Body;
    Colour colour = Colour::Ink;
    Colour fill = Colour::Paper;
    int control = -1;  // index in Scene::rects of the control whose state shows
    bool strong = false;
    bool checked = false;  // what the page says; the element's own state wins (Painter)
    float part = 0;
};

struct Scene {
    std::vector<Item> items;  // later ones lie on top
    std::vector<Rect> rects;  // in reading order, containers before what is in them
    int height = 0;
};

// The surface that is drawn on.
struct Surface {
    int width = 320, height = 640;  // of the visible part of the document
    float scale = 1;                // of text and everything else: the user's font size, a kiosk
    std::string switch_text = {};   // of the link that leads to the other face; empty: none
};

// Views in the result point into `page` and `surface`. Precondition: `type` is built for every text of both.
Scene lay_out(const page::Page& page, const Surface& surface, const Typeface& type);

// Whether there is room for the large title and for things beside each other.
Typeface::Sizes::Titles titles_for(const Surface& surface);
// Every text that lay_out() may draw.
void need_texts(Typeface& type, const page::Page& page, const Surface& surface);

}  // namespace lesepass::wasm
