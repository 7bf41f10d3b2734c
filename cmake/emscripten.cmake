# Finds Emscripten's own toolchain file: $EMSDK installations first, then Debian's package.
foreach(root "$ENV{EMSCRIPTEN_ROOT}" "$ENV{EMSDK}/upstream/emscripten" /usr/share/emscripten)
    set(file "${root}/cmake/Modules/Platform/Emscripten.cmake")
    if(EXISTS "${file}")
        # NodeSource's Node does not look where Debian keeps Emscripten's acorn.
        if(NOT DEFINED ENV{NODE_PATH})
            set(ENV{NODE_PATH} /usr/share/nodejs)
        endif()
        include("${file}")
        return()
    endif()
endforeach()
message(FATAL_ERROR "Emscripten not found. Debian and Ubuntu: apt-get install emscripten")
