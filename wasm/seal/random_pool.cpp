#include "seal/random_pool.h"

#include <sodium.h>

#include <cstring>
#include <string>

namespace lesepass::wasm {

namespace {
std::string& pool() {
    static std::string bytes;
    return bytes;
}
}  // namespace

void set_random_pool(std::string_view bytes) { pool() = bytes; }

}  // namespace lesepass::wasm

// libsodium's interface (randombytes.h), as far as the linked primitives ask for it.
extern "C" {

void randombytes_buf(void* const out, const std::size_t size) {
    auto& pool = lesepass::wasm::pool();
    if (size > pool.size()) __builtin_trap();
    std::memcpy(out, pool.data(), size);
    pool.erase(0, size);
}
void randombytes(unsigned char* const out, const unsigned long long size) {
    randombytes_buf(out, static_cast<std::size_t>(size));
}
std::uint32_t randombytes_random() {
    std::uint32_t value = 0;
    randombytes_buf(&value, sizeof value);
    return value;
}
void randombytes_stir() {}  // there is no generator that could be stirred
}
