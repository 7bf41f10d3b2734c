#pragma once
// The two subsets of Noto Sans that the build made (wasm/canvas.cmake). The page's text fields use the same bytes.
namespace lesepass::wasm {

struct FontFile {
    const unsigned char* data;
    int size;
};
FontFile regular_font();
FontFile bold_font();

}  // namespace lesepass::wasm
