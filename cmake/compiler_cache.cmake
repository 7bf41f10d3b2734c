# ccache makes a rebuild after a branch switch a matter of seconds; it is optional.
if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(LESEPASS_CCACHE ccache)
    if(LESEPASS_CCACHE)
        set(CMAKE_C_COMPILER_LAUNCHER "${LESEPASS_CCACHE}")
        set(CMAKE_CXX_COMPILER_LAUNCHER "${LESEPASS_CCACHE}")
    endif()
endif()
