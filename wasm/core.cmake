# core.wasm: the live page. No JavaScript of Emscripten's and no import at all (wasm/imports/core.allow, runtime.cpp): the
# module can compute and nothing else. web/page/bridge.ts is its only user.
add_executable(core bridge.cpp door.cpp message.cpp runtime.cpp session.cpp)
target_link_libraries(core PRIVATE lesepass_shared)
target_include_directories(core PRIVATE "${CMAKE_CURRENT_LIST_DIR}")
lesepass_no_exceptions(core)
set_target_properties(core PROPERTIES SUFFIX ".wasm" LINK_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/core.cmake")

# Link-time optimisation drops the unused parts of libc++ (-10 % brotli). emcc forbids the compiler to inline at -Oz;
# where it may, one-line functions of libc++ become smaller than their calls (-3 %). Every browser of web/build_site.mjs
# has the two instruction sets (memory.copy instead of a memcpy). runtime.cpp stays outside: it replaces library
# functions that the optimiser may still call into being.
set(core_options -mbulk-memory -msign-ext)
foreach(target core lesepass_shared)
    target_compile_options(${target} PRIVATE -flto -finline-functions ${core_options}
        $<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics>)
endforeach()
set_source_files_properties(runtime.cpp PROPERTIES COMPILE_OPTIONS -fno-lto)

set(core_exports
    _lp_buffer _lp_result _lp_result_size _lp_catalog _lp_create _lp_places _lp_dispatch _lp_page_html _lp_page_wire)
list(JOIN core_exports "," core_exports)
target_link_options(core PRIVATE
    -Oz -flto ${core_options} --no-entry -sSTANDALONE_WASM -fno-exceptions -fno-rtti
    "-sEXPORTED_FUNCTIONS=${core_exports}"
    -sMALLOC=none -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=2MB -sTOTAL_STACK=256KB)
