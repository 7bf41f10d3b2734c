#include "canvas/typeface.h"

#include <algorithm>
#include <cmath>

#include "canvas/font_data.h"
#include "imgui.h"
#include "imgui_internal.h"

namespace lesepass::wasm {

namespace {
// Noto Sans: ascent 1069 + descent 293 of 1000 units to the em.
constexpr float height_of_em = 1.362f;

struct Design {
    float height_px;  // from ascent to descent, whole: then text is equally wide at 1, 2 and 3 device px per CSS px
    float line;       // line height in em
    bool bold;
};

Design design(TextStyle style, Typeface::Sizes::Titles titles) {
    const bool wide = titles == Typeface::Sizes::Titles::Wide;
    switch (style) {
        case TextStyle::Small: return {22, 1.5f, false};                     // 16.2 px
        case TextStyle::Body: return {25, 1.5f, false};                      // 18.4 px
        case TextStyle::Strong: return {25, 1.45f, true};                    // 18.4 px
        case TextStyle::Title2: return {wide ? 30.0f : 27.0f, 1.35f, true};  // 22 or 19.8 px
        case TextStyle::Title1: return {wide ? 44.0f : 34.0f, 1.25f, true};  // 32.3 or 25 px
    }
    return {};
}

// What every page may need at once: without these, the first error message would rasterise everything again.
constexpr std::string_view always = "ÄÖÜäöüßéèáçñ„“”‚‘’–—…·•€§\xEF\xBF\xBD";

// Advances by at least one byte and never past the end; what is no UTF-8 or above U+FFFF becomes U+FFFD.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
    unsigned int character = 0;
    const int length = ImTextCharFromUtf8(&character, text.data() + at, text.data() + text.size());
    at += static_cast<std::size_t>(std::max(length, 1));
    return character;
}
}  // namespace

void Typeface::need(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto character = next_character(text, at);
        if (character >= needed_.size() || needed_[character]) continue;
        needed_[character] = true;
        changed_ = true;
    }
}

bool Typeface::build(ImFontAtlas& atlas, const Sizes& sizes) {
    if (!changed_ && sizes == sizes_) return false;
    if (fonts_[0] == nullptr) {
        for (char c = ' '; c <= '~'; ++c) needed_[static_cast<std::size_t>(c)] = true;
        need(always);
    }
    sizes_ = sizes;
    changed_ = false;
    ranges_.clear();
    for (std::uint32_t from = 1; from < needed_.size(); ++from) {
        if (!needed_[from]) continue;
        std::uint32_t to = from;
        while (to + 1 < needed_.size() && needed_[to + 1]) ++to;
        ranges_.push_back(static_cast<std::uint16_t>(from)), ranges_.push_back(static_cast<std::uint16_t>(to));
        from = to;
    }
    ranges_.push_back(0);
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    for (int i = 0; i < text_style_count; ++i) {
        const auto style = static_cast<TextStyle>(i);
        const auto file = design(style, sizes.titles).bold ? bold_font() : regular_font();
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        config.OversampleH = sizes.raster < 1.5f ? 2 : 1;
        config.EllipsisChar = 0x2026;
        fonts_[i] = atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(file.data), file.size, device_size(style),
                                               &config, ranges_.data());
    }
    atlas.Build();
    return true;
}

float Typeface::font_size(TextStyle style) const {
    return design(style, sizes_.titles).height_px / height_of_em * sizes_.text;
}

int Typeface::line_height(TextStyle style) const {
    return static_cast<int>(std::lround(font_size(style) * design(style, sizes_.titles).line));
}

// Whole pixels, or Dear ImGui cuts the fraction off.
float Typeface::device_size(TextStyle style) const {
    return std::max(1.0f, std::round(design(style, sizes_.titles).height_px * sizes_.text * sizes_.raster));
}

float Typeface::advance(TextStyle style, std::uint32_t character) const {
    const ImFont& font = *this->font(style);
    return font.GetCharAdvance(static_cast<ImWchar>(character)) / sizes_.raster;
}

float Typeface::width(TextStyle style, std::string_view text) const {
    float sum = 0;
    for (std::size_t at = 0; at < text.size();) sum += advance(style, next_character(text, at));
    return sum;
}

std::size_t Typeface::line_end(TextStyle style, std::string_view text, float width) const {
    float sum = 0;
    std::size_t chance = 0;  // behind the last character at which a line may end
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const auto character = next_character(text, at);
        if (character == '\n') return start;
        const bool blank = character == ' ';
        sum += advance(style, character);
        // A blank that does not fit any more hangs over the edge unseen.
        if (sum > width && !blank) return chance > 0 ? chance : std::max(start, std::size_t{1});
        const bool inside_word = start > 0 && text[start - 1] != ' ';
        if (blank || ((character == '-' || character == '/' || character == '@') && inside_word)) chance = at;
    }
    return text.size();
}

}  // namespace lesepass::wasm
