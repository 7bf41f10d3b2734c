#pragma once
// Noto Sans in five sizes. Only characters that occur are rasterised, at the size of the device's pixels.
#include <cstdint>
#include <string_view>
#include <vector>

struct ImFont;
struct ImFontAtlas;

namespace lesepass::wasm {

enum class TextStyle : std::uint8_t { Small, Body, Strong, Title2, Title1 };
inline constexpr int text_style_count = 5;

class Typeface {
public:
    // Factors to CSS px: `text` for everything, and whether there is room for a large title.
    struct Sizes {
        float text = 1;
        float raster = 1;  // device px per CSS px
        enum class Titles : std::uint8_t { Narrow, Wide } titles = Titles::Wide;
        bool operator==(const Sizes&) const = default;
    };

    // Remembers which characters will be drawn.
    void need(std::string_view text);
    // Rasterises if the sizes changed or new characters are needed. Returns true if the atlas is a new one.
    bool build(ImFontAtlas& atlas, const Sizes& sizes);

    // CSS px. Precondition of all: build() after the last need().
    float font_size(TextStyle style) const;  // em, as CSS counts it
    int line_height(TextStyle style) const;
    float width(TextStyle style, std::string_view text) const;
    // The end of the first line of `text` that is `width` CSS px wide: after a space, hyphen or slash if possible,
    // inside a word if it alone is too wide, at the latest before a line break. Never 0 for a text that is not empty.
    std::size_t line_end(TextStyle style, std::string_view text, float width) const;

    ImFont* font(TextStyle style) const { return fonts_[static_cast<std::size_t>(style)]; }
    // What ImGui calls the size of a font is the height from ascent to descent, in device px here.
    float device_size(TextStyle style) const;

private:
    float advance(TextStyle style, std::uint32_t character) const;

    std::vector<bool> needed_ = std::vector<bool>(0x10000);
    bool changed_ = true;
    Sizes sizes_;
    std::vector<std::uint16_t> ranges_;
    ImFont* fonts_[text_style_count] = {};
};

}  // namespace lesepass::wasm
