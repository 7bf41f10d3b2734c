#include "canvas/frame.h"

#include <cmath>

#include "imgui.h"

namespace lesepass::wasm {

ImGuiContext* create_context() {
    ImGuiContext* context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    // Shapes of the page are few and large; finer curves cost nothing.
    ImGui::GetStyle().CircleTessellationMaxError = 0.15f;
    return context;
}

const ImDrawData& draw_frame(const Painter& painter, int width_css_px, const Window& window) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {std::round(static_cast<float>(width_css_px) * window.raster),
                      std::round(static_cast<float>(window.height) * window.raster)};
    io.DeltaTime = 1.0f / 60.0f;  // nothing moves by itself, so time does not matter
    ImGui::NewFrame();
    painter.paint(*ImGui::GetBackgroundDrawList());
    ImGui::Render();
    return *ImGui::GetDrawData();
}

}  // namespace lesepass::wasm
