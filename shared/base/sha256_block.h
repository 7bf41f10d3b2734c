#pragma once
// The inner function of SHA-256. Nobody but sha256.cpp includes this.
#include <array>
#include <cstddef>
#include <cstdint>

namespace lesepass::sha256_block {

using State = std::array<std::uint32_t, 8>;

extern const std::array<std::uint32_t, 64> round_constants;

// Whether this processor has instructions for it (x86 since 2017), ten times faster than the portable way.
bool has_instructions();
// Precondition: has_instructions().
void by_instructions(State& state, const std::uint8_t* bytes);

}  // namespace lesepass::sha256_block
