#include "canvas/canvas_bridge.h"

#include <GLES3/gl3.h>

#include <cstring>
#include <string>

#include "canvas/font_data.h"
#include "canvas/frame.h"
#include "canvas/painter.h"
#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "page/wire.h"

namespace {
using namespace lesepass;
using namespace lesepass::wasm;

constexpr std::uint32_t most_bytes = 1U << 20;
constexpr std::uint32_t flag_kiosk = 1, flag_dark = 2, flag_contrast = 4;

struct Door {
    std::string argument, result;
    ImGuiContext* context = nullptr;
    bool open = false;
    bool proven = false;  // a frame was drawn without an error of WebGL
    Painter painter;
    Window window;
    int width = 0;
    std::string last_state;
};

// Never destroyed: the module ends with its instance.
Door& door() {
    static Door& the_door = *new Door;
    return the_door;
}

std::string_view argument(std::uint32_t size) { return std::string_view(door().argument).substr(0, size); }

void put(std::string& out, std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>((value >> shift) & 255));
}

// Reads a message; nothing if it is not one.
std::vector<std::string> strings_of(std::string_view bytes) {
    std::vector<std::string> strings;
    const auto take = [&bytes](std::uint32_t& value) {
        if (bytes.size() < sizeof value) return false;
        std::memcpy(&value, bytes.data(), sizeof value);
        bytes.remove_prefix(sizeof value);
        return true;
    };
    std::uint32_t count = 0, length = 0;
    if (!take(count)) return {};
    for (; count > 0; --count) {
        if (!take(length) || length > bytes.size()) return {};
        strings.emplace_back(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return strings;
}

Scheme scheme_of(std::uint32_t flags) {
    if ((flags & flag_contrast) != 0)
        return (flags & flag_dark) != 0 ? Scheme::DarkMoreContrast : Scheme::LightMoreContrast;
    return (flags & flag_dark) != 0 ? Scheme::Dark : Scheme::Light;
}
}  // namespace

extern "C" {

std::uint8_t* canvas_buffer(std::uint32_t size) {
    if (size > most_bytes) return nullptr;
    door().argument.resize(size);
    return reinterpret_cast<std::uint8_t*>(door().argument.data());
}

std::uint32_t canvas_open() {
    Door& d = door();
    if (d.context == nullptr) d.context = create_context();
    // A restored context knows nothing of what the lost one held.
    if (d.open) ImGui_ImplOpenGL3_Shutdown();
    // Giving back what the lost context held is an error to the new one; it must not count against the first frame.
    while (glGetError() != GL_NO_ERROR) continue;
    d.proven = false;
    d.open = ImGui_ImplOpenGL3_Init("#version 300 es");
    if (d.open && ImGui::GetIO().Fonts->IsBuilt()) d.open = ImGui_ImplOpenGL3_CreateDeviceObjects();
    return d.open ? 1 : 0;
}

std::uint32_t canvas_page(std::uint32_t size) {
    auto page = page::decode_page(argument(size));
    if (!page) return 0;
    door().painter.set_page(std::move(page).value());
    return 1;
}

void canvas_view(std::uint32_t width, std::uint32_t height, float scale, std::uint32_t flags, std::uint32_t size) {
    Door& d = door();
    d.width = static_cast<int>(width);
    d.window.scheme = scheme_of(flags);
    d.painter.set_surface({.width = d.width,
                           .height = static_cast<int>(height),
                           .scale = (flags & flag_kiosk) != 0 ? scale * kiosk_scale : scale,
                           .switch_text = std::string(argument(size))});
}

std::uint32_t canvas_state(std::uint32_t size) {
    Door& d = door();
    if (d.last_state == argument(size)) return 0;
    d.last_state = argument(size);
    const auto strings = strings_of(d.last_state);
    if (strings.size() < 3) return 0;
    d.painter.set_state({.hovered = strings[0],
                         .pressed = strings[1],
                         .ringed = strings[2],
                         .checked = {strings.begin() + 3, strings.end()},
                         .known = true});
    return 1;
}

const std::uint8_t* canvas_layout(float raster) {
    Door& d = door();
    d.window.raster = raster;
    d.painter.set_window(d.window);
    if (d.painter.prepare(*ImGui::GetIO().Fonts) && d.open) {
        ImGui_ImplOpenGL3_DestroyDeviceObjects();
        ImGui_ImplOpenGL3_CreateDeviceObjects();
    }
    const Scene& scene = d.painter.scene();
    d.result.clear();
    put(d.result, static_cast<std::uint32_t>(scene.height));
    put(d.result, static_cast<std::uint32_t>(d.painter.field_text_px() * 64));
    put(d.result, static_cast<std::uint32_t>(scene.rects.size()));
    for (const auto& [key, box, control] : scene.rects) {
        for (const int value : {box.x, box.y, box.w, box.h}) put(d.result, static_cast<std::uint32_t>(value));
        put(d.result, static_cast<std::uint32_t>(key.size()));
        d.result += key;
    }
    return reinterpret_cast<const std::uint8_t*>(d.result.data());
}

std::uint32_t canvas_frame(std::int32_t top, std::uint32_t height) {
    Door& d = door();
    d.window.top = top;
    d.window.height = static_cast<int>(height);
    d.painter.set_window(d.window);
    ImGui_ImplOpenGL3_NewFrame();
    const ImDrawData& data = draw_frame(d.painter, d.width, d.window);
    const auto paper = d.painter.background();
    const auto part = [paper](int shift) { return static_cast<float>((paper >> shift) & 255) / 255.0f; };
    glViewport(0, 0, static_cast<GLsizei>(data.DisplaySize.x), static_cast<GLsizei>(data.DisplaySize.y));
    glClearColor(part(16), part(8), part(0), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(const_cast<ImDrawData*>(&data));
    // Dear ImGui does not tell whether its program was compiled. Asking waits for the graphics card: once is enough.
    if (!d.proven && glGetError() != GL_NO_ERROR) return 0;
    d.proven = true;
    return 1;
}

const std::uint8_t* canvas_font(std::uint32_t bold) {
    const FontFile font = bold != 0 ? bold_font() : regular_font();
    Door& d = door();
    d.result.clear();
    put(d.result, 1);
    put(d.result, static_cast<std::uint32_t>(font.size));
    d.result.append(reinterpret_cast<const char*>(font.data), static_cast<std::size_t>(font.size));
    return reinterpret_cast<const std::uint8_t*>(d.result.data());
}
}
