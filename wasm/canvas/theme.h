#pragma once
// Colours and sizes of the canvas face: the same palette as web/styles/tokens.css. The contrast of every pair that is
// used together is computed from this table in tests/unit/canvas.
#include <array>
#include <cstdint>

namespace lesepass::wasm {

// What a colour is for. Order = column of the tables below.
enum class Colour : std::uint8_t {
    Paper,
    Soft,
    Ink,
    Quiet,
    Line,
    Edge,
    Primary,
    PrimaryStrong,
    PrimarySoft,
    OnPrimary,
    Focus,
    FocusEdge,
    Error,
    ErrorSoft,
    Success,
    SuccessSoft,
    Warning,
    WarningSoft,
};
inline constexpr int colour_count = 18;

using Palette = std::array<std::uint32_t, colour_count>;  // 0xRRGGBB

inline constexpr Palette light_palette = {0xffffff, 0xf2f5f8, 0x1b1f24, 0x4a545e, 0xd3dae1, 0x5c6670,
                                          0x0b5cad, 0x084784, 0xe8f1fb, 0xffffff, 0xffbf47, 0x1b1f24,
                                          0xb3261e, 0xfdf0ef, 0x1b6e3c, 0xeef7f1, 0x8a5300, 0xfff7e6};
inline constexpr Palette dark_palette = {0x14181d, 0x1e242b, 0xe9edf1, 0xb4bec8, 0x3a444f, 0x8f9ba7,
                                         0x8cc0f7, 0xb5d7fb, 0x1b2d40, 0x0d1b2a, 0xffbf47, 0x000000,
                                         0xff9d94, 0x381d1c, 0x86d9a6, 0x17301f, 0xf3c06b, 0x33280f};

enum class Scheme : std::uint8_t { Light, Dark, LightMoreContrast, DarkMoreContrast };

// prefers-contrast: more. Quiet words become as strong as the others, lines as strong as edges, soft areas plain.
constexpr Palette with_more_contrast(Palette palette) {
    const auto take = [&palette](Colour to, Colour from) {
        palette[static_cast<std::size_t>(to)] = palette[static_cast<std::size_t>(from)];
    };
    take(Colour::Quiet, Colour::Ink);
    take(Colour::Edge, Colour::Ink);
    take(Colour::Line, Colour::Edge);
    take(Colour::Primary, Colour::PrimaryStrong);
    take(Colour::Soft, Colour::Paper);
    return palette;
}

inline constexpr std::array<Palette, 4> palettes = {light_palette, dark_palette, with_more_contrast(light_palette),
                                                    with_more_contrast(dark_palette)};

constexpr std::uint32_t rgb(Scheme scheme, Colour colour) {
    return palettes[static_cast<std::size_t>(scheme)][static_cast<std::size_t>(colour)];
}

// CSS px at scale 1 (normal text size, no kiosk).
namespace size {
inline constexpr int column = 720;
inline constexpr int margin = 16;
inline constexpr int wide_from = 600;    // from here on: larger title, rows beside each other
inline constexpr int field = 52;         // height of what one touches
inline constexpr int small_button = 48;  // the least
inline constexpr int radius = 8;
inline constexpr int pad = 16;
inline constexpr int mark = 24;  // radio, check box
}  // namespace size

// Everything is this much larger at a kiosk: targets 62 px, text 23 px.
inline constexpr float kiosk_scale = 1.3f;

}  // namespace lesepass::wasm
