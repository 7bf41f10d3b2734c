# lesepass_add_painter(<target>): Dear ImGui and the painter as a static library, for either compiler.
function(lesepass_add_painter target)
    lesepass_find_imgui()
    set(folder "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
    find_program(LESEPASS_HB_SUBSET hb-subset REQUIRED NO_CMAKE_FIND_ROOT_PATH) # Debian: libharfbuzz-bin
    find_path(LESEPASS_NOTO_DIR NotoSans-Regular.ttf REQUIRED NO_CMAKE_FIND_ROOT_PATH # Debian: fonts-noto-core
        PATHS /usr/share/fonts/truetype/noto /usr/share/fonts/noto /usr/share/fonts/google-noto)
    set(fonts "${CMAKE_BINARY_DIR}/generated/canvas_fonts.cpp")
    add_custom_command(
        OUTPUT "${fonts}"
        COMMAND "${CMAKE_COMMAND}" "-DREGULAR=${LESEPASS_NOTO_DIR}/NotoSans-Regular.ttf"
                "-DBOLD=${LESEPASS_NOTO_DIR}/NotoSans-Bold.ttf" "-DHB_SUBSET=${LESEPASS_HB_SUBSET}" "-DOUT=${fonts}"
                -P "${folder}/embed_fonts.cmake"
        DEPENDS "${folder}/embed_fonts.cmake" "${LESEPASS_NOTO_DIR}/NotoSans-Regular.ttf"
        COMMENT "Subsetting Noto Sans" VERBATIM)

    set(imgui "${LESEPASS_IMGUI_DIR}/imgui.cpp" "${LESEPASS_IMGUI_DIR}/imgui_draw.cpp"
        "${LESEPASS_IMGUI_DIR}/imgui_tables.cpp" "${LESEPASS_IMGUI_DIR}/imgui_widgets.cpp")
    if(EMSCRIPTEN)
        list(APPEND imgui "${LESEPASS_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp")
    endif()
    lesepass_foreign_sources(${imgui})
    add_library(${target} STATIC ${imgui} "${fonts}"
        "${folder}/brush.cpp" "${folder}/frame.cpp" "${folder}/imgui_words.cpp" "${folder}/layout.cpp" "${folder}/layout_controls.cpp"
        "${folder}/layout_nodes.cpp" "${folder}/painter.cpp" "${folder}/typeface.cpp")
    target_compile_definitions(${target} PUBLIC "IMGUI_USER_CONFIG=\"canvas/imgui_config.h\"")
    target_include_directories(${target} PUBLIC "${folder}/..")
    target_include_directories(${target} SYSTEM PUBLIC "${LESEPASS_IMGUI_DIR}" "${LESEPASS_IMGUI_DIR}/backends")
    target_link_libraries(${target} PUBLIC lesepass_shared)
    lesepass_no_exceptions(${target})
endfunction()
