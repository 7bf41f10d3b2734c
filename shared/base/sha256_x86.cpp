#include "base/sha256_block.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>

namespace lesepass::sha256_block {

namespace {
__m128i load(const void* at) { return _mm_loadu_si128(static_cast<const __m128i*>(at)); }
void store(void* at, __m128i value) { _mm_storeu_si128(static_cast<__m128i*>(at), value); }
}  // namespace

bool has_instructions() { return __builtin_cpu_supports("sha") && __builtin_cpu_supports("sse4.1"); }

// Intel's names: the state lies in two registers as (a b e f) and (c d g h), each instruction does two rounds.
__attribute__((target("sha,sse4.1"))) void by_instructions(State& state, const std::uint8_t* bytes) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i dcba = _mm_shuffle_epi32(load(&state[0]), 0xB1), hgfe = _mm_shuffle_epi32(load(&state[4]), 0x1B);
    const __m128i abef_before = _mm_alignr_epi8(dcba, hgfe, 8), cdgh_before = _mm_blend_epi16(hgfe, dcba, 0xF0);
    __m128i abef = abef_before, cdgh = cdgh_before;
    __m128i w[4];
#pragma GCC unroll 16
    for (unsigned i = 0; i < 16; ++i) {
        auto& now = w[i & 3];
        const auto &back1 = w[(i + 3) & 3], &back2 = w[(i + 2) & 3], &back3 = w[(i + 1) & 3];
        if (i < 4)
            now = _mm_shuffle_epi8(load(bytes + 16 * i), big_endian);
        else
            now = _mm_sha256msg2_epu32(
                _mm_add_epi32(_mm_sha256msg1_epu32(now, back3), _mm_alignr_epi8(back1, back2, 4)), back1);
        const __m128i with_constants = _mm_add_epi32(now, load(&round_constants[4 * i]));
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, with_constants);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(with_constants, 0x0E));
    }
    const __m128i feba = _mm_shuffle_epi32(_mm_add_epi32(abef, abef_before), 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(_mm_add_epi32(cdgh, cdgh_before), 0xB1);
    store(&state[0], _mm_blend_epi16(feba, dchg, 0xF0)), store(&state[4], _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace lesepass::sha256_block

#else

namespace lesepass::sha256_block {
bool has_instructions() { return false; }
void by_instructions(State&, const std::uint8_t*) {}
}  // namespace lesepass::sha256_block

#endif
