#pragma once
// Dear ImGui as the canvas needs it: no demo, no files, no clock, nothing obsolete.
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_OBSOLETE_KEYIO
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_WIN32_FUNCTIONS

// No text is formatted or parsed by Dear ImGui here (imgui_words.cpp): printf and scanf would be a tenth of the module.
#include <cstdio>
#define IMGUI_DISABLE_DEFAULT_FORMAT_FUNCTIONS
// "#version 300 es" is all that is ever parsed (imgui_impl_opengl3.cpp).
int scan_number(const char* text, const char* format, ...);
#undef sscanf
#define sscanf scan_number

// A broken invariant ends the instance and the live page goes on; the words of the message stay at home.
#ifdef __EMSCRIPTEN__
#define IM_ASSERT(_EXPR) ((_EXPR) ? (void)0 : __builtin_trap())
#endif
