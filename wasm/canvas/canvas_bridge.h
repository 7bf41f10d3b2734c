#pragma once
// The only door between web/canvas and the canvas module; web/canvas/canvas_bridge.ts is its only user. One module
// instance draws on one canvas element.
//
// Strings cross as UTF-8 in the module's memory. A *message* is a list of strings: u32 count, then per string u32
// length + bytes (little endian), as in wasm/bridge.h.
//
// Order: canvas_open -> canvas_page + canvas_view (any order, at any time) -> canvas_layout -> canvas_frame*.
// After a lost context was restored: canvas_open again; page, view and state are kept.
#include <cstdint>

extern "C" {

// Memory of `size` bytes for the next call's argument, owned by the module, valid until that call. Null above 1 MiB.
std::uint8_t* canvas_buffer(std::uint32_t size);

// Uses the current WebGL2 context. Returns 1, or 0 if there is none that works.
std::uint32_t canvas_open();

// A page as wasm/bridge.h's lp_page_wire() writes it. Returns 1, or 0 for bytes of another build: nothing changed.
std::uint32_t canvas_page(std::uint32_t size);

// What there is to draw on. `width`, `height`: CSS px of the visible part of the document. `scale`: of text, 1 = 16 px
// root font size. `flags`: 1 kiosk, 2 dark, 4 more contrast. The buffer holds `size` bytes: the words of the link to
// the other face, as UTF-8.
void canvas_view(std::uint32_t width, std::uint32_t height, float scale, std::uint32_t flags, std::uint32_t size);

// What the real elements are doing: a message of the keys of the hovered, the pressed and the visibly focused element
// (or ""), then of every checked one. Returns 1 if that looks different from before.
std::uint32_t canvas_state(std::uint32_t size);

// Lays out. `raster`: device px per CSS px. Returns the address of the result, valid until the next call:
// u32 height of the document in CSS px, u32 size of the text in fields in 1/64 CSS px, u32 count of rectangles, then
// per rectangle i32 x, y, width, height in CSS px, u32 length + key (scene.h).
const std::uint8_t* canvas_layout(float raster);

// Draws the part of the document from `top`, `height` CSS px, into the current context's framebuffer. Precondition:
// canvas_layout with the same `raster` since the last canvas_page and canvas_view. Returns 1, or 0 if WebGL
// refused: then the canvas shows nothing of use.
std::uint32_t canvas_frame(std::int32_t top, std::uint32_t height);

// The typeface (0 regular, 1 bold) as a message of one string, for text that the page's own fields paint.
const std::uint8_t* canvas_font(std::uint32_t bold);
}
