#include "message.h"

#include <cstdint>

namespace lesepass::wasm {

namespace {
constexpr std::uint32_t max_strings = 64;

void append_u32(std::string& out, std::size_t value) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>((value >> shift) & 0xFF));
}

std::optional<std::uint32_t> take_u32(std::string_view& bytes) {
    if (bytes.size() < 4) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes[i]);
    bytes.remove_prefix(4);
    return value;
}
}  // namespace

std::string encode_message(const std::vector<std::string>& strings) {
    std::string out;
    append_u32(out, strings.size());
    for (const auto& string : strings) {
        append_u32(out, string.size());
        out += string;
    }
    return out;
}

std::optional<std::vector<std::string>> decode_message(std::string_view bytes) {
    const auto count = take_u32(bytes);
    if (!count || *count > max_strings) return std::nullopt;
    std::vector<std::string> strings;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto size = take_u32(bytes);
        if (!size || *size > bytes.size()) return std::nullopt;
        strings.emplace_back(bytes.substr(0, *size));
        bytes.remove_prefix(*size);
    }
    if (!bytes.empty()) return std::nullopt;
    return strings;
}

}  // namespace lesepass::wasm
