#include "canvas/brush.h"

#include <algorithm>
#include <cmath>

namespace lesepass::wasm {

void Brush::draw(const Item& item, const Control& control) const {
    using Kind = Item::Kind;
    switch (item.kind) {
        case Kind::Text: return text(item, item.colour);
        case Kind::Link: return link(item, control);
        case Kind::Panel: return panel(item);
        case Kind::Field: return field(item, control);
        case Kind::DropZone: return drop_zone(item, control);
        case Kind::Option: return option(item, control);
        case Kind::Radio: return radio(item, control);
        case Kind::Check: return check(item, control);
        case Kind::Button: return button(item, control);
        case Kind::QuietButton:
            if (control.hovered || control.pressed) frame(item.box, Colour::PrimarySoft, Colour::PrimarySoft, 1);
            return;
        case Kind::Bar: return bar(item);
        case Kind::Rule: return list_.AddRectFilled(min(item.box), max(item.box), colour(item.fill));
        case Kind::Bullet: return circle(item, item.fill);
        case Kind::StepMark: return step_mark(item);
        case Kind::Alert: return alert(item);
        case Kind::Books: return books(item);
    }
}

ImU32 Brush::colour(Colour colour) const {
    const auto value = rgb(window_.scheme, colour);
    return IM_COL32((value >> 16) & 255, (value >> 8) & 255, value & 255, 255);
}

// Corners on whole device pixels, or edges blur.
ImVec2 Brush::min(const Box& box) const {
    return {std::round(static_cast<float>(box.x) * window_.raster),
            std::round(static_cast<float>(box.y - window_.top) * window_.raster)};
}
ImVec2 Brush::max(const Box& box) const {
    return {std::round(static_cast<float>(box.right()) * window_.raster),
            std::round(static_cast<float>(box.bottom() - window_.top) * window_.raster)};
}

void Brush::frame(const Box& box, Colour fill, Colour edge, float thickness) const {
    const float radius = px(size::radius), line = std::max(1.0f, std::round(px(thickness)));
    const ImVec2 from = min(box), to = max(box);
    list_.AddRectFilled(from, to, colour(edge), radius);
    list_.AddRectFilled({from.x + line, from.y + line}, {to.x - line, to.y - line}, colour(fill),
                        std::max(0.0f, radius - line));
}

void Brush::ring(const Box& box) const {
    const ImVec2 from = min(box), to = max(box);
    const float light = std::round(px(4)), dark = std::round(px(2)), radius = px(size::radius);
    const auto line = [&](float distance, float thickness, Colour which) {
        const float middle = distance + thickness / 2;
        list_.AddRect({from.x - middle, from.y - middle}, {to.x + middle, to.y + middle}, colour(which),
                      radius + middle, 0, thickness);
    };
    line(light, dark, Colour::FocusEdge);
    line(0, light, Colour::Focus);
}

void Brush::text(const Item& item, Colour which) const {
    const float height = type_.device_size(item.style);
    const ImVec2 from = min(item.box), to = max(item.box);
    const ImVec2 at{from.x, std::round(from.y + (to.y - from.y - height) / 2)};
    list_.AddText(type_.font(item.style), height, at, colour(which), item.text.data(),
                  item.text.data() + item.text.size());
}

void Brush::link(const Item& item, const Control& control) const {
    const bool plain = item.colour == Colour::Primary;
    const bool near = control.hovered || control.pressed;
    const Colour which = plain && near ? Colour::PrimaryStrong : item.colour;
    text(item, which);
    // 0.2 em below the baseline, which is 1.069 em below the top of a font that is 1.362 em high.
    const float em = type_.device_size(item.style) / 1.362f;
    const ImVec2 from = min(item.box), to = max(item.box);
    const float y = std::round((from.y + to.y - 1.362f * em) / 2 + 1.069f * em + 0.14f * em);
    const float thickness = std::max(1.0f, std::round(px(near ? 2.5f : 1.0f)));
    list_.AddRectFilled({from.x, y}, {to.x, y + thickness}, colour(which));
}

void Brush::panel(const Item& item) const {
    const bool error = item.colour == Colour::Error && item.fill == Colour::ErrorSoft;
    const ImVec2 from = min(item.box), to = max(item.box);
    frame(item.box, item.fill, error ? Colour::Error : Colour::Line, error ? 2 : 1);
    if (item.strong)
        list_.AddRectFilled(from, {from.x + std::round(px(6)), to.y}, colour(item.colour), px(size::radius),
                            ImDrawFlags_RoundCornersLeft);
}

void Brush::field(const Item& item, const Control& control) const {
    const Colour edge = item.strong ? Colour::Error : control.hovered ? Colour::Primary : Colour::Edge;
    frame(item.box, Colour::Paper, edge, item.strong || control.hovered ? 2 : 1);
}

void Brush::drop_zone(const Item& item, const Control& control) const {
    const bool near = control.hovered || control.pressed;
    const Colour edge = item.strong ? Colour::Error : near ? Colour::Primary : Colour::Edge;
    const ImVec2 from = min(item.box), to = max(item.box);
    list_.AddRectFilled(from, to, colour(near ? Colour::PrimarySoft : Colour::Soft), px(size::radius));
    const float line = std::max(1.0f, std::round(px(2))), dash = px(7), gap = px(5), inset = px(size::radius);
    for (float x = from.x + inset; x < to.x - inset; x += dash + gap) {
        const float end = std::min(x + dash, to.x - inset);
        list_.AddRectFilled({x, from.y}, {end, from.y + line}, colour(edge));
        list_.AddRectFilled({x, to.y - line}, {end, to.y}, colour(edge));
    }
    for (float y = from.y + inset; y < to.y - inset; y += dash + gap) {
        const float end = std::min(y + dash, to.y - inset);
        list_.AddRectFilled({from.x, y}, {from.x + line, end}, colour(edge));
        list_.AddRectFilled({to.x - line, y}, {to.x, end}, colour(edge));
    }
}

void Brush::option(const Item& item, const Control& control) const {
    const bool checked = control.known ? control.checked : item.checked;
    const bool near = control.hovered || control.pressed;
    const Colour edge = checked || near ? Colour::Primary : item.strong ? Colour::Error : Colour::Edge;
    const Colour fill = checked || control.pressed ? Colour::PrimarySoft : near ? Colour::Soft : Colour::Paper;
    frame(item.box, fill, edge, checked ? 2 : 1);
}

void Brush::radio(const Item& item, const Control& control) const {
    const bool checked = control.known ? control.checked : item.checked;
    const ImVec2 from = min(item.box), to = max(item.box);
    const ImVec2 middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
    const float radius = (to.x - from.x) / 2 - px(1);
    const Colour edge = checked ? Colour::Primary : item.strong ? Colour::Error : Colour::Edge;
    list_.AddCircleFilled(middle, radius, colour(edge), 48);
    list_.AddCircleFilled(middle, radius - px(2), colour(Colour::Paper), 48);
    if (checked) list_.AddCircleFilled(middle, radius * 0.52f, colour(Colour::Primary), 48);
}

void Brush::check(const Item& item, const Control& control) const {
    const bool checked = control.known ? control.checked : item.checked;
    const ImVec2 from = min(item.box), to = max(item.box);
    const Colour edge = checked ? Colour::Primary : item.strong ? Colour::Error : Colour::Edge;
    const float line = px(2), radius = px(4), side = to.x - from.x;
    list_.AddRectFilled(from, to, colour(edge), radius);
    if (!checked)
        return list_.AddRectFilled({from.x + line, from.y + line}, {to.x - line, to.y - line}, colour(Colour::Paper),
                                   radius - line);
    const auto at = [&](float x, float y) { return ImVec2{from.x + x * side, from.y + y * side}; };
    const ImVec2 hook[] = {at(0.22f, 0.52f), at(0.42f, 0.71f), at(0.78f, 0.31f)};
    list_.AddPolyline(hook, 3, colour(Colour::OnPrimary), ImDrawFlags_None, px(3));
}

void Brush::button(const Item& item, const Control& control) const {
    const bool near = control.hovered || control.pressed;
    const ImVec2 from = min(item.box), to = max(item.box);
    const Colour strong = near ? Colour::PrimaryStrong : Colour::Primary;
    if (item.strong)
        list_.AddRectFilled(from, to, colour(strong), px(size::radius));
    else
        frame(item.box, near ? Colour::PrimarySoft : Colour::Paper, strong, 2);
    // Pressed: an inner line, for eyes that see no difference of two blues.
    if (!control.pressed) return;
    const float inset = px(4);
    list_.AddRect({from.x + inset, from.y + inset}, {to.x - inset, to.y - inset},
                  colour(item.strong ? Colour::OnPrimary : Colour::Primary), px(size::radius - 3), 0, px(1.5f));
}

void Brush::bar(const Item& item) const {
    const ImVec2 from = min(item.box), to = max(item.box);
    const float radius = (to.y - from.y) / 2;
    list_.AddRectFilled(from, to, colour(Colour::Line), radius);
    if (item.part <= 0) return;
    const float end = from.x + std::max((to.x - from.x) * std::min(item.part, 1.0f), 2 * radius);
    list_.AddRectFilled(from, {end, to.y}, colour(Colour::Primary), radius);
}

void Brush::circle(const Item& item, Colour which) const {
    const ImVec2 from = min(item.box), to = max(item.box);
    list_.AddCircleFilled({(from.x + to.x) / 2, (from.y + to.y) / 2}, (to.x - from.x) / 2, colour(which), 32);
}

void Brush::step_mark(const Item& item) const {
    circle(item, Colour::Primary);
    if (item.strong) return;
    Item hole = item;
    const int inset = item.box.w / 4;
    hole.box = {item.box.x + inset, item.box.y + inset, item.box.w - 2 * inset, item.box.h - 2 * inset};
    circle(hole, Colour::Paper);
}

void Brush::alert(const Item& item) const {
    circle(item, Colour::Error);
    const ImVec2 from = min(item.box), to = max(item.box);
    const float middle = (from.x + to.x) / 2, side = to.y - from.y, half = std::max(1.0f, side * 0.06f);
    const auto y = [&](float part) { return from.y + part * side; };
    list_.AddRectFilled({middle - half, y(0.24f)}, {middle + half, y(0.57f)}, colour(Colour::Paper));
    list_.AddRectFilled({middle - half, y(0.66f)}, {middle + half, y(0.78f)}, colour(Colour::Paper));
}

// Three books on a shelf.
void Brush::books(const Item& item) const {
    const ImVec2 from = min(item.box), to = max(item.box);
    const float width = to.x - from.x, height = to.y - from.y, shelf = std::round(height * 0.1f), base = to.y - shelf;
    const float heights[] = {0.9f, 0.66f, 0.8f};
    for (int i = 0; i < 3; ++i) {
        const float x = std::round(from.x + static_cast<float>(i) * width * 0.36f);
        list_.AddRectFilled({x, base - std::round(heights[i] * height)}, {x + std::round(width * 0.28f), base},
                            colour(item.colour));
    }
    list_.AddRectFilled({from.x, base}, to, colour(item.colour));
}

}  // namespace lesepass::wasm
