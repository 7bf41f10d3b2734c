#include "adapters/system/sodium_random.h"

#include <sodium.h>

#include <cstdlib>

namespace lesepass::server {

SodiumRandom::SodiumRandom() {
    if (sodium_init() < 0) std::abort();
}

Bytes16 SodiumRandom::bytes16() {
    Bytes16 bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

}  // namespace lesepass::server
