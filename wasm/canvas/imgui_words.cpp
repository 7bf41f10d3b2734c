// Dear ImGui's formatting, without printf: the names of its own windows have nothing to fill in.
#include <algorithm>
#include <cstdarg>
#include <cstring>

#include "imgui.h"
#include "imgui_internal.h"

int ImFormatStringV(char* buf, std::size_t buf_size, const char* fmt, va_list) {
    const std::size_t length = std::strlen(fmt);
    if (buf == nullptr || buf_size == 0) return static_cast<int>(length);
    const std::size_t kept = std::min(length, buf_size - 1);
    std::memcpy(buf, fmt, kept);
    buf[kept] = '\0';
    return static_cast<int>(kept);
}

int ImFormatString(char* buf, std::size_t buf_size, const char* fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const int length = ImFormatStringV(buf, buf_size, fmt, args);
    va_end(args);
    return length;
}
