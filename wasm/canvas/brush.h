#pragma once
// Draws single items in device px.
#include "canvas/painter.h"
#include "imgui.h"

namespace lesepass::wasm {

class Brush {
public:
    struct Control {
        bool hovered = false, pressed = false;
        bool known = false, checked = false;
    };

    Brush(ImDrawList& list, const Window& window, float scale, const Typeface& type)
        : list_(list), window_(window), scale_(scale), type_(type) {}

    void draw(const Item& item, const Control& control) const;
    // Around a box: a light line and a dark one, so that it stands out on any ground.
    void ring(const Box& box) const;

private:
    ImU32 colour(Colour colour) const;
    float px(float css) const { return css * scale_ * window_.raster; }
    ImVec2 min(const Box& box) const;
    ImVec2 max(const Box& box) const;
    void frame(const Box& box, Colour fill, Colour edge, float thickness) const;
    void text(const Item& item, Colour colour) const;
    void link(const Item& item, const Control& control) const;
    void panel(const Item& item) const;
    void field(const Item& item, const Control& control) const;
    void drop_zone(const Item& item, const Control& control) const;
    void option(const Item& item, const Control& control) const;
    void radio(const Item& item, const Control& control) const;
    void check(const Item& item, const Control& control) const;
    void button(const Item& item, const Control& control) const;
    void bar(const Item& item) const;
    void circle(const Item& item, Colour colour) const;
    void step_mark(const Item& item) const;
    void alert(const Item& item) const;
    void books(const Item& item) const;

    ImDrawList& list_;
    const Window& window_;
    float scale_;
    const Typeface& type_;
};

}  // namespace lesepass::wasm
