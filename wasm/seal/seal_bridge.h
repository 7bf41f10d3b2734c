#pragma once
// The only door between web/seal and seal.wasm. Strings cross as messages, as on bridge.h (wasm/message.h). The module
// has no imports: the caller puts random bytes of the browser into each call that needs some. Whoever is done drops the
// instance, and with it the passphrase, the key and the answers.
#include <cstdint>

extern "C" {

// Memory of `size` bytes for the next call's argument. Null above 1 MiB.
std::uint8_t* seal_buffer(std::uint32_t size);
const std::uint8_t* seal_result();
std::uint32_t seal_result_size();

// Argument: 12 random bytes. Result: a passphrase.
std::uint32_t seal_phrase(std::uint32_t size);
// Argument: 40 random bytes, u32 length of the words, words, content. Result: the sealed draft, or with 0 the failure's
// code.
std::uint32_t seal_close(std::uint32_t size);
// Argument: u32 length of the words, words, sealed draft. Result: the content, or with 0 the failure's code.
std::uint32_t seal_open(std::uint32_t size);
// Argument: sealed draft. Result: it as base 32. And back; 0 if it is none.
std::uint32_t seal_to_text(std::uint32_t size);
std::uint32_t seal_from_text(std::uint32_t size);
// Argument: text for a QR code. Result: an SVG path "M..h..v..h..z" on a grid, behind the grid's width with quiet zone
// and a blank; 0 if the text is too long for a code that a telephone reads from a screen.
std::uint32_t seal_qr(std::uint32_t size);
// Argument: 32 random bytes, 32 bytes of an X25519 public key, content. Result: libsodium's sealed box
// (crypto_box_seal).
std::uint32_t seal_box(std::uint32_t size);
}
