// C++ time of one frame of the canvas, without a renderer: layout when the page changes, drawing on every frame.
//   frame_bench [frames]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "canvas/headless.h"
#include "examples.h"

namespace {
using namespace lesepass;
using Clock = std::chrono::steady_clock;

double median_ms(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

template <class Action>
double measure(int rounds, Action action) {
    std::vector<double> values;
    for (int i = 0; i < rounds; ++i) {
        const auto start = Clock::now();
        action(i);
        values.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    return median_ms(values);
}
}  // namespace

int main(int argc, char** argv) {
    const int frames = argc > 1 ? std::atoi(argv[1]) : 500;
    double worst = 0;
    std::printf("%-24s %12s %12s %10s\n", "page, 1080x1920 kiosk", "frame ms", "layout ms", "vertices");
    for (const auto& example : test::examples(Language::De)) {
        if (example.name != "start" && example.name != "card-reduced" && example.name != "summary-minor" &&
            example.name != "nodes-controls")
            continue;
        wasm::Headless headless;
        const wasm::Window window{.top = 0, .height = 1920};
        const wasm::Surface surface{.width = 1080, .height = 1920, .scale = wasm::kiosk_scale};
        headless.painter.set_page(example.page);
        headless.painter.set_surface(surface);
        const int vertices = headless.frame(1080, window).vertices;
        const double frame = measure(frames, [&](int i) {
            headless.painter.set_state({.hovered = i % 2 == 0 ? "b-next" : ""});
            headless.frame(1080, window);
        });
        const double whole = measure(frames / 5 + 1, [&](int) {
            headless.painter.set_page(example.page);
            headless.frame(1080, window);
        });
        std::printf("%-24s %12.3f %12.3f %10d\n", example.name.c_str(), frame, std::max(0.0, whole - frame), vertices);
        worst = std::max(worst, frame);
    }
    std::printf("worst median frame %.3f ms, goal 0.3 ms (DESIGN.md section 11): ratio %.2f\n", worst, worst / 0.3);
}
