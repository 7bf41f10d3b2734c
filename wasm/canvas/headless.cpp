#include "canvas/headless.h"

#include "canvas/frame.h"
#include "imgui.h"

namespace lesepass::wasm {

namespace {
// FNV-1a
void mix(std::uint64_t& hash, const void* data, std::size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    for (std::size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 1099511628211U;
}
}  // namespace

Headless::Headless() : context_(create_context()) {}

Headless::~Headless() { ImGui::DestroyContext(context_); }

Headless::Drawn Headless::frame(int width, const Window& window) {
    ImGui::SetCurrentContext(context_);
    painter.set_window(window);
    painter.prepare(*ImGui::GetIO().Fonts);
    const ImDrawData& data = draw_frame(painter, width, window);
    Drawn drawn{.vertices = data.TotalVtxCount, .indices = data.TotalIdxCount, .content = 14695981039346656037U};
    for (const ImDrawList* list : data.CmdLists) {
        mix(drawn.content, list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
        mix(drawn.content, list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
        for (const ImDrawCmd& command : list->CmdBuffer)
            mix(drawn.content, &command.ElemCount, sizeof command.ElemCount);
    }
    return drawn;
}

}  // namespace lesepass::wasm
