# Sources that Debian has only as source packages: Dear ImGui and cpp-httplib. Never committed; fetched once into the
# user's cache by cmake/fetch_debian_source.sh, or taken from a folder of yours:
#   -DLESEPASS_IMGUI_DIR=<folder with imgui.h>   -DLESEPASS_HTTPLIB_DIR=<folder with httplib.h>
# Where the distribution's mirror has neither (exit 3 of the script), upstream's git at a fixed commit is used.

# lesepass_third_party(<variable> PACKAGE <debian name> HEADER <file that proves it> GIT <repository> COMMIT <id>)
function(lesepass_third_party variable)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PACKAGE;HEADER;GIT;COMMIT" "")
    if(${variable})
        if(NOT EXISTS "${${variable}}/${arg_HEADER}")
            message(FATAL_ERROR "${variable}=${${variable}}: found no ${arg_HEADER} there")
        endif()
        return()
    endif()
    execute_process(
        COMMAND "${CMAKE_SOURCE_DIR}/cmake/fetch_debian_source.sh" ${arg_PACKAGE}
        OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE status)
    if(status EQUAL 3)
        message(STATUS "${arg_PACKAGE}: not from this machine's apt; taking ${arg_GIT} at ${arg_COMMIT}")
        include(FetchContent)
        FetchContent_Declare(${arg_PACKAGE} GIT_REPOSITORY "${arg_GIT}" GIT_TAG "${arg_COMMIT}" SOURCE_SUBDIR none)
        FetchContent_MakeAvailable(${arg_PACKAGE})
        set(folder "${${arg_PACKAGE}_SOURCE_DIR}")
    elseif(NOT status EQUAL 0)
        message(FATAL_ERROR "${arg_PACKAGE}: fetching failed (see above); or pass -D${variable}=<folder>")
    endif()
    if(NOT EXISTS "${folder}/${arg_HEADER}")
        message(FATAL_ERROR "${arg_PACKAGE}: ${folder} has no ${arg_HEADER}")
    endif()
    message(STATUS "${arg_PACKAGE}: ${folder}")
    set(${variable} "${folder}" PARENT_SCOPE)
endfunction()

# Sets LESEPASS_IMGUI_DIR for the caller.
macro(lesepass_find_imgui)
    lesepass_third_party(LESEPASS_IMGUI_DIR PACKAGE imgui HEADER imgui.h
        GIT https://github.com/ocornut/imgui.git COMMIT d6cb3c923d28dcebb2d8d9605ccc7229ccef19eb) # v1.90.1
endmacro()

# Target lesepass_httplib: the one header with our patches from server/http/patches/*.patch, in name order. A patch that
# is already part of this version is left out; one that does not fit stops the configuration.
function(lesepass_add_httplib)
    lesepass_third_party(LESEPASS_HTTPLIB_DIR PACKAGE cpp-httplib HEADER httplib.h
        GIT https://github.com/yhirose/cpp-httplib.git COMMIT b8fe69e4e892ec394ca8de27ab2fe219008690b6) # v0.53.1
    file(GLOB patches CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/server/http/patches/*.patch")
    set(include_dir "${CMAKE_BINARY_DIR}/third_party/httplib")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${patches} "${LESEPASS_HTTPLIB_DIR}/httplib.h")
    execute_process(
        COMMAND "${CMAKE_SOURCE_DIR}/cmake/patch_header.sh" "${LESEPASS_HTTPLIB_DIR}/httplib.h"
                "${include_dir}/httplib.h" ${patches}
        RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "cpp-httplib: our patches do not fit ${LESEPASS_HTTPLIB_DIR}/httplib.h (see above)")
    endif()
    add_library(lesepass_httplib INTERFACE)
    target_include_directories(lesepass_httplib SYSTEM INTERFACE "${include_dir}")
    target_link_libraries(lesepass_httplib INTERFACE Threads::Threads)
endfunction()

# nlohmann/json for targets of either compiler, through a folder that holds nothing else: Emscripten must never see
# /usr/include. The browser's copy has no words for what is wrong with a text (json/value.cpp keeps none): -0.8 kB brotli.
function(lesepass_link_json_headers target)
    find_path(LESEPASS_JSON_INCLUDE nlohmann/json.hpp HINTS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
    set(folder "${CMAKE_BINARY_DIR}/third_party/json")
    if(EMSCRIPTEN)
        set(lexer "${folder}/nlohmann/detail/input/lexer.hpp")
        file(COPY "${LESEPASS_JSON_INCLUDE}/nlohmann" DESTINATION "${folder}")
        file(READ "${lexer}" text)
        string(REGEX REPLACE "error_message = \"[^\n]*\";" "error_message = \"\";" text "${text}")
        file(WRITE "${lexer}.new" "${text}")
        file(COPY_FILE "${lexer}.new" "${lexer}" ONLY_IF_DIFFERENT)
    else()
        file(MAKE_DIRECTORY "${folder}")
        file(CREATE_LINK "${LESEPASS_JSON_INCLUDE}/nlohmann" "${folder}/nlohmann" SYMBOLIC)
    endif()
    target_include_directories(${target} SYSTEM PRIVATE "${folder}")
endfunction()
