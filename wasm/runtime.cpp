// What the C library would ask its environment for, answered inside the module: core.wasm has no imports. Each function
// here replaces the one of the same name in Emscripten's libraries, as far as the module needs it.
#include <climits>
#include <cstddef>
#include <cstdint>
#include <new>

namespace {
constexpr std::size_t page_bytes = 65536, max_request = std::size_t{1} << 30;

// In front of what is handed out, or first in a free block.
struct alignas(8) Block {
    union {
        std::size_t kind;  // 2^kind bytes, this included
        Block* next;
    };
};
Block* free_blocks[32];
std::size_t heap_end = 0;
}  // namespace

extern "C" {

// A broken invariant (assert, out of memory, abort) ends the instance; web/page/bridge.ts drops it and the plain page
// goes on. Printing a message first would link printf and the file system.
[[noreturn]] void __wasi_proc_exit(int) { __builtin_trap(); }
[[noreturn]] void abort_message(const char*, ...) { __builtin_trap(); }
[[noreturn]] void __assert_fail(const char*, const char*, int, const char*) { __builtin_trap(); }

// Memory in blocks of 2^n bytes; a freed block serves the next request of its size. Nothing is ever joined or returned:
// a session makes the same few sizes again and again and ends with its instance. A fifth of emmalloc's bytes, and
// faster.
extern char __heap_base;
void* malloc(std::size_t size) {
    if (size > max_request) __builtin_trap();
    const auto kind = 32 - static_cast<unsigned>(__builtin_clz((static_cast<unsigned>(size) + sizeof(Block) - 1) | 15));
    Block* block = free_blocks[kind];
    if (block != nullptr) {
        free_blocks[kind] = block->next;
    } else {
        const auto at =
            heap_end == 0 ? (reinterpret_cast<std::size_t>(&__heap_base) + 15) & ~std::size_t{15} : heap_end;
        heap_end = at + (std::size_t{1} << kind);
        const auto pages = (heap_end + page_bytes - 1) / page_bytes, present = __builtin_wasm_memory_size(0);
        if (pages > present && __builtin_wasm_memory_grow(0, pages - present) == SIZE_MAX) __builtin_trap();
        block = reinterpret_cast<Block*>(at);
    }
    block->kind = kind;
    return block + 1;
}
void free(void* memory) {
    if (memory == nullptr) return;
    Block* block = static_cast<Block*>(memory) - 1;
    const auto kind = block->kind;
    block->next = free_blocks[kind];
    free_blocks[kind] = block;
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
int* __errno_location();

// Digits, and before them a sign for the second: nlohmann/json has looked at them before. Above 18446744073709551615
// and outside of the signed numbers errno says so (not which error), and it reads the text as double.
unsigned long long strtoull(const char* text, char** end, int) {
    unsigned long long value = 0;
    for (; *text >= '0' && *text <= '9'; ++text) {
        const auto digit = static_cast<unsigned>(*text - '0');
        if (value > (ULLONG_MAX - digit) / 10) *__errno_location() = 1;
        value = value * 10 + digit;
    }
    *end = const_cast<char*>(text);
    return value;
}
long long strtoll(const char* text, char** end, int base) {
    const bool negative = *text == '-';
    const auto magnitude = strtoull(text + negative, end, base);
    if (magnitude > static_cast<unsigned long long>(LLONG_MAX) + negative) *__errno_location() = 1;
    return static_cast<long long>(negative ? 0 - magnitude : magnitude);
}
// These stand in one object file with the three above.
unsigned long strtoul(const char* text, char** end, int base) {
    return static_cast<unsigned long>(strtoull(text, end, base));
}
long strtol(const char* text, char** end, int base) { return static_cast<long>(strtoll(text, end, base)); }
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
long double strtold(const char* text, char** end) { return strtod(text, end); }
}

void* operator new(std::size_t size) { return malloc(size); }
void* operator new[](std::size_t size) { return malloc(size); }
void operator delete(void* memory) noexcept { free(memory); }
void operator delete[](void* memory) noexcept { free(memory); }
