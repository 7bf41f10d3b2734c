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

// Only formats that end in the one "%d", after words that the text begins with.
int scan_number(const char* text, const char* format, ...) {
    const std::size_t words = std::strlen(format) - std::strlen("%d");
    if (std::strcmp(format + words, "%d") != 0 || std::strchr(format, '%') != format + words) return 0;
    if (std::strncmp(text, format, words) != 0) return 0;
    int number = 0;
    for (text += words; *text >= '0' && *text <= '9'; ++text) number = number * 10 + (*text - '0');
    va_list args;
    va_start(args, format);
    *va_arg(args, int*) = number;
    va_end(args);
    return 1;
}
