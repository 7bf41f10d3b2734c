# seal.wasm: libsodium, the sealed draft of shared/seal and libqrencode. No import at all (wasm/imports/seal.allow): the
# caller passes random bytes in. Loaded only by those who save or load a draft. web/seal/seal_bridge.ts is its only user.
lesepass_add_wasm_qrencode()
add_executable(seal seal/seal_bridge.cpp seal/random_pool.cpp seal/runtime.cpp)
target_link_libraries(seal PRIVATE lesepass_seal lesepass_qrencode)
target_include_directories(seal PRIVATE "${CMAKE_CURRENT_LIST_DIR}")
lesepass_no_exceptions(seal)
set_target_properties(seal PROPERTIES SUFFIX ".wasm" LINK_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/seal.cmake")
foreach(target seal lesepass_seal)
    target_compile_options(${target} PRIVATE -flto)
endforeach()
set_source_files_properties(seal/runtime.cpp PROPERTIES COMPILE_OPTIONS -fno-lto)

set(seal_exports
    _seal_buffer _seal_result _seal_result_size _seal_phrase _seal_close _seal_open _seal_to_text _seal_from_text _seal_qr
    _seal_box)
list(JOIN seal_exports "," seal_exports)
# Argon2id fills up to 128 MiB; what hostile parameters ask beyond that is refused before, and ends here at the latest.
target_link_options(seal PRIVATE
    -O2 -flto --no-entry -sSTANDALONE_WASM -fno-exceptions -fno-rtti
    "-sEXPORTED_FUNCTIONS=${seal_exports}"
    -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=2MB -sMAXIMUM_MEMORY=160MB -sTOTAL_STACK=256KB)

# libsodium's own tests of these primitives, as its authors wrote them, over the same compiled library. Run by ctest
# (tests/seal); their random bytes come from libsodium's own file, which asks Node.
get_property(sodium_dir GLOBAL PROPERTY LESEPASS_SODIUM_DIR)
foreach(vector pwhash_argon2id aead_xchacha20poly1305 secretbox_easy box_seal)
    set(source "${sodium_dir}/test/default/${vector}.c")
    lesepass_foreign_sources("${source}" "${sodium_dir}/src/libsodium/randombytes/randombytes.c")
    add_executable(sodium_${vector} "${source}" "${sodium_dir}/src/libsodium/randombytes/randombytes.c")
    target_link_libraries(sodium_${vector} PRIVATE lesepass_sodium)
    target_include_directories(sodium_${vector} SYSTEM PRIVATE
        "${sodium_dir}/test/quirks" "${sodium_dir}/src/libsodium/include/sodium"
        "${CMAKE_BINARY_DIR}/third_party/sodium/sodium")
    target_compile_definitions(sodium_${vector} PRIVATE CONFIGURED=1)
    set_target_properties(sodium_${vector} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/vectors" SUFFIX ".cjs")
    target_link_options(sodium_${vector} PRIVATE
        -O2 -flto -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=2GB -sENVIRONMENT=node -sEXIT_RUNTIME=1 -sSINGLE_FILE=1
        "SHELL:--embed-file ${sodium_dir}/test/default/${vector}.exp@/test-data/${vector}.exp")
endforeach()
