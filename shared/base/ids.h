#pragma once
// Typed 128-bit identifiers. They are random (the caller brings the randomness), unguessable, and printed as 32 lower
// case hexadecimal digits everywhere: URL, JSON, database.
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lesepass {

using Bytes16 = std::array<std::uint8_t, 16>;

std::string encode_hex(const std::uint8_t* bytes, std::size_t size);
// Exactly 32 lower case hexadecimal digits, else nullopt.
std::optional<Bytes16> decode_hex16(std::string_view text);

template <class Tag>
struct Id {
    Bytes16 bytes{};

    static std::optional<Id> parse(std::string_view text) {
        auto bytes = decode_hex16(text);
        if (!bytes) return std::nullopt;
        return Id{*bytes};
    }
    std::string text() const { return encode_hex(bytes.data(), bytes.size()); }
    bool is_nil() const { return bytes == Bytes16{}; }
    auto operator<=>(const Id&) const = default;
};

using ApplicationId = Id<struct ApplicationTag>;
using AttachmentId = Id<struct AttachmentTag>;
using PaymentId = Id<struct PaymentTag>;
// Opens the applicant's status page. Whoever has it sees the state of this one application.
using StatusToken = Id<struct StatusTag>;
// Opens the page where a guardian consents, for this one application.
using ConsentToken = Id<struct ConsentTag>;
using SessionToken = Id<struct SessionTag>;

}  // namespace lesepass
