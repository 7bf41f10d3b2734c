#pragma once
// One frame of Dear ImGui, the same in the browser and in tests.
#include "canvas/painter.h"

struct ImDrawData;
struct ImGuiContext;

namespace lesepass::wasm {

// A context without files, clock and own mouse cursor. To be destroyed with ImGui::DestroyContext.
ImGuiContext* create_context();
// Precondition: the painter is prepared with the current context's atlas. Valid until the next frame.
const ImDrawData& draw_frame(const Painter& painter, int width_css_px, const Window& window);

}  // namespace lesepass::wasm
