#include "canvas/painter.h"

#include <algorithm>
#include <cmath>

#include "canvas/brush.h"
#include "imgui.h"

namespace lesepass::wasm {

void Painter::set_page(page::Page page) {
    page_ = std::move(page);
    stale_ = true;
}

void Painter::set_surface(Surface surface) {
    surface_ = std::move(surface);
    stale_ = true;
}

void Painter::set_window(const Window& window) { window_ = window; }

bool Painter::prepare(ImFontAtlas& atlas) {
    if (stale_) need_texts(type_, page_, surface_);
    const bool fresh =
        type_.build(atlas, {.text = surface_.scale, .raster = window_.raster, .titles = titles_for(surface_)});
    if (stale_ || fresh) scene_ = lay_out(page_, surface_, type_);
    stale_ = false;
    return fresh;
}

void Painter::paint(ImDrawList& list) const {
    const Brush brush(list, window_, surface_.scale, type_);
    const auto control_of = [this](int index) -> Brush::Control {
        if (index < 0) return {};
        const auto& key = scene_.rects[static_cast<std::size_t>(index)].key;
        const bool checked = std::find(state_.checked.begin(), state_.checked.end(), key) != state_.checked.end();
        return {.hovered = key == state_.hovered,
                .pressed = key == state_.pressed,
                .known = state_.known,
                .checked = checked};
    };
    const int bottom = window_.top + window_.height;
    for (const auto& item : scene_.items)
        if (item.box.y < bottom && item.box.bottom() > window_.top) brush.draw(item, control_of(item.control));
    if (state_.ringed.empty()) return;
    for (const auto& rect : scene_.rects)
        if (rect.key == state_.ringed) brush.ring(rect.box);
}

}  // namespace lesepass::wasm
