#pragma once
// The painter without a browser: an ImGui context whose renderer keeps what would be drawn. For tests and measurements.
#include <cstdint>

#include "canvas/painter.h"

struct ImGuiContext;

namespace lesepass::wasm {

class Headless {
public:
    Headless();
    ~Headless();
    Headless(const Headless&) = delete;
    Headless& operator=(const Headless&) = delete;

    struct Drawn {
        int vertices = 0, indices = 0;
        std::uint64_t content = 0;  // hash over all vertices, indices and commands
        bool operator==(const Drawn&) const = default;
    };
    // One frame, as the browser's bridge does it.
    Drawn frame(int width, const Window& window);

    Painter painter;

private:
    ImGuiContext* context_;
};

}  // namespace lesepass::wasm
