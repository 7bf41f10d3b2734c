#include "application/receipt.h"

#include "base/sha256.h"

namespace lesepass {

namespace {
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t payload_length = 10;

// Multiplication by x in GF(2^5) modulo x^5 + x^2 + 1.
constexpr unsigned times_x(unsigned value) { return ((value << 1) ^ ((value & 16) != 0 ? 0x25u : 0u)) & 31u; }

unsigned damm_check(std::string_view digits) {
    unsigned interim = 0;
    for (const char c : digits) interim = times_x(interim ^ static_cast<unsigned>(alphabet.find(c)));
    return interim;
}

std::string grouped(std::string_view digits) {
    return std::string(digits.substr(0, 4)) + "-" + std::string(digits.substr(4, 4)) + "-" +
           std::string(digits.substr(8));
}

char canonical(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') return '0';
    if (c == 'I' || c == 'L') return '1';
    return c;
}
}  // namespace

std::string receipt_number(ApplicationId id) {
    const auto digest = sha256(std::string_view(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 7; ++i) bits = (bits << 8) | digest[i];
    std::string digits;
    for (std::size_t i = 0; i < payload_length; ++i) digits.push_back(alphabet[(bits >> (51 - 5 * i)) & 31]);
    digits.push_back(alphabet[damm_check(digits)]);
    return grouped(digits);
}

std::optional<std::string> parse_receipt_number(std::string_view text) {
    std::string digits;
    for (const char raw : text) {
        const char c = canonical(raw);
        if (c == ' ' || c == '-') continue;
        if (alphabet.find(c) == std::string_view::npos || digits.size() > payload_length) return std::nullopt;
        digits.push_back(c);
    }
    if (digits.size() != payload_length + 1) return std::nullopt;
    const auto payload = std::string_view(digits).substr(0, payload_length);
    if (alphabet[damm_check(payload)] != digits.back()) return std::nullopt;
    return grouped(digits);
}

}  // namespace lesepass
