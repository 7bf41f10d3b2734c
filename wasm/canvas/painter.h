#pragma once
// Draws a laid-out page with Dear ImGui. Knows no browser: the bridge (and in tests headless.h) gives it a page, a
// surface and what the real elements are doing, and opens and ends the ImGui frame.
#include <string>
#include <vector>

#include "canvas/scene.h"
#include "page/node.h"

struct ImDrawList;
struct ImFontAtlas;

namespace lesepass::wasm {

// What the real elements are doing, by their keys (scene.h).
struct ElementState {
    std::string hovered = {}, pressed = {}, ringed = {};  // ringed: has the focus, and the focus is to be seen
    std::vector<std::string> checked = {};
    // False before the first report: then options are checked as the page says.
    bool known = false;
};

// The part of the document that the canvas covers.
struct Window {
    int top = 0;       // CSS px from the document's top
    int height = 640;  // CSS px
    float raster = 1;  // device px per CSS px
    Scheme scheme = Scheme::Light;
};

class Painter {
public:
    void set_page(page::Page page);
    void set_surface(Surface surface);
    void set_window(const Window& window);
    void set_state(ElementState state) { state_ = std::move(state); }

    // Lays out if page or surface changed. Returns true if the atlas is a new one: its texture must be uploaded again.
    bool prepare(ImFontAtlas& atlas);
    // Precondition: prepare().
    const Scene& scene() const { return scene_; }
    // Draws in device px, origin = top left of the window. Precondition: prepare(), inside an ImGui frame.
    void paint(ImDrawList& list) const;
    // em, CSS px. Precondition: prepare().
    float field_text_px() const { return type_.font_size(TextStyle::Body); }
    std::uint32_t background() const { return rgb(window_.scheme, Colour::Paper); }

private:
    page::Page page_;
    Surface surface_;
    Window window_;
    ElementState state_;
    Typeface type_;
    Scene scene_;
    bool stale_ = true;
};

}  // namespace lesepass::wasm
