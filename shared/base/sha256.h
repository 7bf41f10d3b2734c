#pragma once
// SHA-256 (FIPS 180-4): content hashes of applications and documents, the same code in browser and server.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lesepass {

using Sha256Digest = std::array<std::uint8_t, 32>;

class Sha256 {
public:
    Sha256();
    void update(const void* data, std::size_t size);
    void update(std::string_view text) { update(text.data(), text.size()); }
    Sha256Digest finish();  // the object is spent afterwards

private:
    void block(const std::uint8_t* bytes);
    std::array<std::uint32_t, 8> state_;
    std::array<std::uint8_t, 64> buffer_{};
    std::uint64_t length_ = 0;
};

Sha256Digest sha256(std::string_view text);
std::string sha256_hex(std::string_view text);  // 64 lower case hexadecimal digits

}  // namespace lesepass
