#pragma once
// Answers sealed under a passphrase: the content of a .lesepass file and of the QR code from one device to another. The
// bytes are described in docs/formats/sealed-draft-v1.md. libsodium does the cryptography, natively and in seal.wasm.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lesepass::seal {

inline constexpr std::size_t max_sealed_bytes = 64 * 1024;

// What a new one is sealed with: RFC 9106's second recommendation (64 MiB, three passes), with one lane.
inline constexpr std::uint8_t passes = 3;
inline constexpr std::uint16_t memory_mib = 64;
// What is opened at most: a hostile file must not be able to order gigabytes or minutes.
inline constexpr std::uint8_t max_passes = 6;
inline constexpr std::uint16_t min_memory_mib = 8, max_memory_mib = 128;

struct SealRandom {
    std::array<std::uint8_t, 16> salt{};
    std::array<std::uint8_t, 24> nonce{};
};

// Failures: "seal.size" (nothing or too much to seal), "seal.words" (no letter in them), "seal.memory".
Result<std::string> seal_draft(std::string_view content, std::string_view words, const SealRandom& random);

// Failures: "seal.format" (no such file), "seal.version" (a later version's), "seal.limits" (asks for more memory or
// time than any of ours), "seal.memory" (the device has not enough), "seal.words" (wrong words, or damaged: nobody can
// tell which).
Result<std::string> open_draft(std::string_view sealed, std::string_view words);

// For addresses in QR codes, where capital letters and digits need 5.5 bits each: RFC 4648 base 32 without padding.
std::string encode_base32(std::string_view bytes);
// Failure "seal.format".
Result<std::string> decode_base32(std::string_view text);

}  // namespace lesepass::seal
