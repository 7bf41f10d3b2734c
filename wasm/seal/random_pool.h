#pragma once
// libsodium's random bytes inside seal.wasm: exactly those that the caller passed in with the present call. When they
// are used up the module stops; it never makes any up.
#include <string_view>

namespace lesepass::wasm {

void set_random_pool(std::string_view bytes);

}  // namespace lesepass::wasm
