// What the C library would ask its environment for, answered inside the module: core.wasm has no imports. Each function
// here replaces the one of the same name in Emscripten's libraries, as far as the module needs it.
#include <cstdarg>
#include <cstddef>

extern "C" {

// A broken invariant (assert, out of memory, abort) ends the instance; web/page/bridge.ts drops it and the plain page
// goes on. Printing a message first would link printf and the file system.
[[noreturn]] void __wasi_proc_exit(int) { __builtin_trap(); }
[[noreturn]] void abort_message(const char*, ...) { __builtin_trap(); }
[[noreturn]] void __assert_fail(const char*, const char*, int, const char*) { __builtin_trap(); }

// web/ looks at the memory afresh after each call.
void emscripten_notify_memory_growth(std::size_t) {}

// nlohmann/json formats a bad control character for a message that json/value.cpp does not keep.
int snprintf(char* out, std::size_t size, const char*, ...) {
    if (size > 0) *out = '\0';
    return 0;
}

// nlohmann/json reads "1.5" as double only to refuse what is not finite; json/value.cpp keeps the text. The exact value
// is nobody's, its magnitude is.
double strtod(const char* text, char** end) {
    double value = 0;
    int exponent = 0;
    bool after_point = false;
    if (*text == '-') ++text;
    for (; (*text >= '0' && *text <= '9') || *text == '.'; ++text) {
        if (*text == '.') {
            after_point = true;
            continue;
        }
        value = value * 10 + (*text - '0');
        if (after_point) --exponent;
    }
    if (*text == 'e' || *text == 'E') {
        const bool negative = *++text == '-';
        if (*text == '-' || *text == '+') ++text;
        int written = 0;
        for (; *text >= '0' && *text <= '9'; ++text)
            if (written < 100'000) written = written * 10 + (*text - '0');
        exponent += negative ? -written : written;
    }
    for (; exponent > 0 && value != 0 && value <= 1.7e308; --exponent) value *= 10;
    for (; exponent < 0 && value > 0; ++exponent) value /= 10;
    if (end != nullptr) *end = const_cast<char*>(text);
    return value;
}
// They stand in one object file with strtod.
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
long double strtold(const char* text, char** end) { return strtod(text, end); }
}
