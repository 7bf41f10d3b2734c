#pragma once
// A page on a surface, laid out.
#include <string>
#include <vector>

#include "canvas/headless.h"
#include "examples.h"

namespace lesepass::test {

struct Place {
    const char* name;
    int width, height;
    float scale;
    int least_target;  // CSS px
};
// Reflow at 400 % zoom, a phone, a desk, a kiosk, a phone with text twice as large.
inline constexpr Place places[] = {{"320", 320, 640, 1, 44},
                                   {"390", 390, 844, 1, 44},
                                   {"1024", 1024, 768, 1, 44},
                                   {"kiosk", 1080, 1920, wasm::kiosk_scale, 60},
                                   {"large-text", 390, 844, 2, 44}};

class Laid {
public:
    Laid(const page::Page& page, const Place& place) {
        headless_.painter.set_page(page);
        headless_.painter.set_surface(
            {.width = place.width, .height = place.height, .scale = place.scale, .switch_text = "Normale Ansicht"});
        width_ = place.width;
        window_ = {.top = 0, .height = place.height};
        draw();
    }
    const wasm::Scene& scene() const { return headless_.painter.scene(); }
    wasm::Painter& painter() { return headless_.painter; }
    wasm::Window& window() { return window_; }
    wasm::Headless::Drawn draw() { return headless_.frame(width_, window_); }
    std::vector<wasm::Rect> controls() const {
        std::vector<wasm::Rect> controls;
        for (const auto& rect : scene().rects)
            if (rect.control) controls.push_back(rect);
        return controls;
    }

private:
    wasm::Headless headless_;
    wasm::Window window_;
    int width_ = 0;
};

}  // namespace lesepass::test
