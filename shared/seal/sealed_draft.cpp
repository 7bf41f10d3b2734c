#include "seal/sealed_draft.h"

#include <sodium.h>

#include "seal/words.h"

namespace lesepass::seal {

namespace {
// magic, version, passes, memory (MiB, little endian), salt, nonce; all of it is authenticated.
constexpr std::string_view magic = "LPDRAFT";
constexpr char version = 1;
constexpr std::size_t at_version = magic.size(), at_passes = at_version + 1, at_memory = at_passes + 1,
                      at_salt = at_memory + 2, at_nonce = at_salt + 16, header_bytes = at_nonce + 24;
constexpr std::size_t tag_bytes = 16;
static_assert(crypto_pwhash_argon2id_SALTBYTES == 16 && crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == 24 &&
              crypto_aead_xchacha20poly1305_ietf_ABYTES == tag_bytes);

using Key = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

struct Cost {
    std::uint8_t passes;
    std::uint16_t memory_mib;
};

Status derive_key(Key& key, const std::string& phrase, std::string_view salt, Cost cost) {
    const int failed =
        crypto_pwhash_argon2id(key.data(), key.size(), phrase.data(), phrase.size(), bytes_of(salt), cost.passes,
                               std::size_t{cost.memory_mib} * 1024 * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
    if (failed != 0) return Failure{"seal.memory", "not enough memory to derive the key"};
    return Done{};
}

Result<Cost> read_cost(std::string_view header) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(header[at]); };
    const Cost cost{byte(at_passes), static_cast<std::uint16_t>(byte(at_memory) + 256 * byte(at_memory + 1))};
    const bool fits = cost.passes >= 1 && cost.passes <= max_passes && cost.memory_mib >= min_memory_mib &&
                      cost.memory_mib <= max_memory_mib;
    if (!fits) return Failure{"seal.limits", "passes or memory outside of what we open"};
    return cost;
}

constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
}  // namespace

Result<std::string> seal_draft(std::string_view content, std::string_view words, const SealRandom& random) {
    if (content.empty() || content.size() > max_sealed_bytes - header_bytes - tag_bytes)
        return Failure{"seal.size", "nothing or too much to seal"};
    const auto phrase = normal_phrase(words);
    if (phrase.empty()) return Failure{"seal.words", "no letters"};
    std::string out(magic);
    out.push_back(version);
    out.push_back(static_cast<char>(passes));
    out.push_back(static_cast<char>(memory_mib & 0xFF)), out.push_back(static_cast<char>(memory_mib >> 8));
    out.append(random.salt.begin(), random.salt.end()).append(random.nonce.begin(), random.nonce.end());
    Key key;
    const auto derived = derive_key(key, phrase, std::string_view(out).substr(at_salt, 16), {passes, memory_mib});
    if (!derived) return derived.failure();
    out.resize(header_bytes + content.size() + tag_bytes);
    auto* bytes = reinterpret_cast<unsigned char*>(out.data());
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + header_bytes, nullptr, bytes_of(content), content.size(), bytes,
                                               header_bytes, nullptr, bytes + at_nonce, key.data());
    sodium_memzero(key.data(), key.size());
    return out;
}

Result<std::string> open_draft(std::string_view sealed, std::string_view words) {
    if (sealed.size() <= header_bytes + tag_bytes || sealed.size() > max_sealed_bytes ||
        sealed.substr(0, magic.size()) != magic)
        return Failure{"seal.format", "not a sealed draft"};
    if (sealed[at_version] != version) return Failure{"seal.version", "sealed by another version"};
    const auto cost = read_cost(sealed);
    if (!cost) return cost.failure();
    const auto phrase = normal_phrase(words);
    const Failure wrong{"seal.words", "wrong words, or the file is damaged"};
    if (phrase.empty()) return wrong;
    Key key;
    const auto derived = derive_key(key, phrase, sealed.substr(at_salt, 16), *cost);
    if (!derived) return derived.failure();
    std::string content(sealed.size() - header_bytes - tag_bytes, '\0');
    const int forged = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char*>(content.data()), nullptr, nullptr, bytes_of(sealed) + header_bytes,
        sealed.size() - header_bytes, bytes_of(sealed), header_bytes, bytes_of(sealed) + at_nonce, key.data());
    sodium_memzero(key.data(), key.size());
    if (forged != 0) return wrong;
    return content;
}

std::string encode_base32(std::string_view bytes) {
    std::string out;
    std::uint32_t pending = 0;
    int bits = 0;
    for (const char c : bytes) {
        pending = (pending << 8) | static_cast<std::uint8_t>(c);
        for (bits += 8; bits >= 5; bits -= 5) out.push_back(base32_digits[(pending >> (bits - 5)) & 31]);
        pending &= 0xFF;
    }
    if (bits > 0) out.push_back(base32_digits[(pending << (5 - bits)) & 31]);
    return out;
}

Result<std::string> decode_base32(std::string_view text) {
    std::string out;
    std::uint32_t pending = 0;
    int bits = 0;
    for (const char c : text) {
        const auto digit = base32_digits.find(c);
        if (digit == std::string_view::npos) return Failure{"seal.format", "no base 32"};
        pending = ((pending << 5) | static_cast<std::uint32_t>(digit)) & 0xFFF;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        out.push_back(static_cast<char>((pending >> bits) & 0xFF));
    }
    // Whatever was not written by encode_base32 is no address of ours: one text for one content.
    if (encode_base32(out) != text) return Failure{"seal.format", "no base 32"};
    return out;
}

}  // namespace lesepass::seal
