# lesepass_add_wasm_sodium(): target lesepass_sodium, libsodium for the browser module seal.wasm. Portable C of the
# primitives we use, nothing else; its unused functions leave at link time. The server links Debian's own library.
# randombytes.c is left out: its version for Emscripten calls JavaScript behind one's back. wasm/seal/random_pool.cpp
# implements the same interface from bytes that the caller passes in.
function(lesepass_add_wasm_sodium)
    lesepass_third_party(LESEPASS_SODIUM_DIR PACKAGE libsodium HEADER src/libsodium/include/sodium.h
        GIT https://github.com/jedisct1/libsodium.git COMMIT 4f5e89fa84ce1d178a6765b8b46f2b6f91216677) # 1.0.18
    set_property(GLOBAL PROPERTY LESEPASS_SODIUM_DIR "${LESEPASS_SODIUM_DIR}") # wasm/seal.cmake: its test vectors
    set(root "${LESEPASS_SODIUM_DIR}/src/libsodium")

    # What libsodium's own configure would write.
    set(generated "${CMAKE_BINARY_DIR}/third_party/sodium")
    set(VERSION 1.0.18)
    set(SODIUM_LIBRARY_VERSION_MAJOR 10)
    set(SODIUM_LIBRARY_VERSION_MINOR 3)
    set(SODIUM_LIBRARY_MINIMAL_DEF "")
    configure_file("${root}/include/sodium/version.h.in" "${generated}/version.h" @ONLY)
    file(READ "${generated}/version.h" header)
    string(REPLACE "\"export.h\"" "\"sodium/export.h\"" header "${header}") # it lies beside the others no more
    file(CONFIGURE OUTPUT "${generated}/sodium/version.h" CONTENT "${header}" @ONLY)

    set(sources
        crypto_aead/xchacha20poly1305/sodium/aead_xchacha20poly1305.c
        crypto_aead/chacha20poly1305/sodium/aead_chacha20poly1305.c
        crypto_box/crypto_box.c crypto_box/crypto_box_easy.c crypto_box/crypto_box_seal.c
        crypto_box/curve25519xsalsa20poly1305/box_curve25519xsalsa20poly1305.c
        crypto_box/curve25519xchacha20poly1305/box_curve25519xchacha20poly1305.c
        crypto_box/curve25519xchacha20poly1305/box_seal_curve25519xchacha20poly1305.c
        crypto_core/hchacha20/core_hchacha20.c crypto_core/hsalsa20/core_hsalsa20.c
        crypto_core/hsalsa20/ref2/core_hsalsa20_ref2.c crypto_core/salsa/ref/core_salsa_ref.c
        crypto_core/ed25519/ref10/ed25519_ref10.c
        crypto_generichash/crypto_generichash.c
        crypto_generichash/blake2b/generichash_blake2.c crypto_generichash/blake2b/ref/blake2b-compress-ref.c
        crypto_generichash/blake2b/ref/blake2b-ref.c crypto_generichash/blake2b/ref/generichash_blake2b.c
        crypto_hash/sha512/hash_sha512.c crypto_hash/sha512/cp/hash_sha512_cp.c
        crypto_onetimeauth/crypto_onetimeauth.c crypto_onetimeauth/poly1305/onetimeauth_poly1305.c
        crypto_onetimeauth/poly1305/donna/poly1305_donna.c
        crypto_pwhash/crypto_pwhash.c crypto_pwhash/argon2/argon2.c crypto_pwhash/argon2/argon2-core.c
        crypto_pwhash/argon2/argon2-encoding.c crypto_pwhash/argon2/argon2-fill-block-ref.c
        crypto_pwhash/argon2/blake2b-long.c crypto_pwhash/argon2/pwhash_argon2i.c
        crypto_pwhash/argon2/pwhash_argon2id.c
        crypto_scalarmult/crypto_scalarmult.c crypto_scalarmult/curve25519/scalarmult_curve25519.c
        crypto_scalarmult/curve25519/ref10/x25519_ref10.c
        crypto_secretbox/crypto_secretbox.c crypto_secretbox/crypto_secretbox_easy.c
        crypto_secretbox/xsalsa20poly1305/secretbox_xsalsa20poly1305.c
        crypto_secretbox/xchacha20poly1305/secretbox_xchacha20poly1305.c
        crypto_stream/crypto_stream.c crypto_stream/chacha20/stream_chacha20.c
        crypto_stream/chacha20/ref/chacha20_ref.c crypto_stream/salsa20/stream_salsa20.c
        crypto_stream/salsa20/ref/salsa20_ref.c crypto_stream/xsalsa20/stream_xsalsa20.c
        crypto_stream/xchacha20/stream_xchacha20.c
        crypto_verify/sodium/verify.c
        sodium/codecs.c sodium/core.c sodium/runtime.c sodium/utils.c sodium/version.c)
    list(TRANSFORM sources PREPEND "${root}/")
    lesepass_foreign_sources(${sources})
    add_library(lesepass_sodium STATIC ${sources})
    target_compile_definitions(lesepass_sodium PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1)
    # The inner loops of Argon2id and ChaCha20 are what a phone waits for: speed, not size.
    target_compile_options(lesepass_sodium PRIVATE -O3 -flto)
    target_include_directories(lesepass_sodium SYSTEM PUBLIC "${generated}" "${root}/include")
    target_include_directories(lesepass_sodium PRIVATE "${generated}/sodium" "${root}/include/sodium")
endfunction()

# lesepass_add_wasm_qrencode(): target lesepass_qrencode, the encoder without its PNG and EPS programs. LGPL-2.1-or-later:
# docs/decisions says what follows for a static module.
function(lesepass_add_wasm_qrencode)
    lesepass_third_party(LESEPASS_QRENCODE_DIR PACKAGE qrencode HEADER qrencode.h
        GIT https://github.com/fukuchi/libqrencode.git COMMIT 715e29fd4cd71b6e452ae0f4e36d917b43122ce8) # v4.1.1
    set(sources qrencode.c qrinput.c bitstream.c qrspec.c rsecc.c split.c mask.c mqrspec.c mmask.c)
    list(TRANSFORM sources PREPEND "${LESEPASS_QRENCODE_DIR}/")
    lesepass_foreign_sources(${sources})
    add_library(lesepass_qrencode STATIC ${sources})
    target_compile_definitions(lesepass_qrencode PRIVATE
        MAJOR_VERSION=4 MINOR_VERSION=1 MICRO_VERSION=1 "VERSION=\"4.1.1\"" STATIC_IN_RELEASE=static HAVE_STRDUP=1)
    target_compile_options(lesepass_qrencode PRIVATE -Oz -flto)
    target_include_directories(lesepass_qrencode SYSTEM PUBLIC "${LESEPASS_QRENCODE_DIR}")
endfunction()
