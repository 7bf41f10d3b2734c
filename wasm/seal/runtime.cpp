// What the C libraries would ask their environment for, answered inside the module: seal.wasm has no imports.
#include <cstddef>

extern "C" {

// A broken invariant (misuse, out of memory) ends the instance; web/seal says that it did not work.
[[noreturn]] void __wasi_proc_exit(int) { __builtin_trap(); }
[[noreturn]] void abort_message(const char*, ...) { __builtin_trap(); }
[[noreturn]] void __assert_fail(const char*, const char*, int, const char*) { __builtin_trap(); }

// web/ looks at the memory afresh after each call.
void emscripten_notify_memory_growth(std::size_t) {}
}
