# canvas.wasm: Dear ImGui draws the page on WebGL2. canvas.mjs is Emscripten's JavaScript for it (the OpenGL calls), bundled
# into canvas.js by web/build_site.mjs. web/canvas/canvas_bridge.ts is its only user.
include("${CMAKE_CURRENT_LIST_DIR}/canvas/painter.cmake")
lesepass_add_painter(lesepass_painter)
# The same instruction sets as lesepass_shared (core.cmake), which is linked into both.
target_compile_options(lesepass_painter PRIVATE -flto ${core_options})
target_compile_definitions(lesepass_painter PRIVATE IMGUI_IMPL_OPENGL_ES3)

add_executable(canvas canvas/canvas_bridge.cpp)
target_link_libraries(canvas PRIVATE lesepass_painter)
lesepass_no_exceptions(canvas)
target_compile_options(canvas PRIVATE -flto ${core_options})
set_target_properties(canvas PROPERTIES SUFFIX ".mjs" LINK_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/canvas.cmake")

set(canvas_exports
    _canvas_buffer _canvas_open _canvas_page _canvas_view _canvas_state _canvas_layout _canvas_frame _canvas_font)
list(JOIN canvas_exports "," canvas_exports)
# No eval in the glue: the site's Content-Security-Policy has none. -g3 keeps the names of the imports, so that
# wasm/imports/canvas.allow can be read (+2.8 kB brotli); the debug information itself is dropped below.
target_link_options(canvas PRIVATE
    -Oz -g3 -flto ${core_options} --no-entry -fno-exceptions -fno-rtti
    "-sEXPORTED_FUNCTIONS=${canvas_exports}" -sEXPORTED_RUNTIME_METHODS=GL
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
    -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=8MB -sTOTAL_STACK=256KB)
find_program(LESEPASS_WASM_OPT wasm-opt REQUIRED NO_CMAKE_FIND_ROOT_PATH) # comes with Emscripten (Debian: binaryen)
set(canvas_wasm "${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/canvas.wasm")
add_custom_command(TARGET canvas POST_BUILD
    COMMAND "${LESEPASS_WASM_OPT}" -Oz --enable-bulk-memory --enable-sign-ext --strip-debug
        --strip-producers "${canvas_wasm}" -o "${canvas_wasm}" VERBATIM)
