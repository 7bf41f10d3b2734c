# Warnings are errors in our own code. Sources of others come as SYSTEM includes, or call lesepass_foreign_sources().
add_compile_options(-Wall -Wextra -Wpedantic -Werror $<$<COMPILE_LANGUAGE:CXX>:-Wconversion> -Wshadow)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # g++ keeps the sign out of -Wconversion in C++; the same rules on both compilers.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-sign-conversion>)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC bug 105329: false -Wrestrict in std::string operator+ at -O2, fixed in 13.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()

if(LESEPASS_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # GCC bug 105562: false -Wmaybe-uninitialized inside std::regex (which cpp-httplib includes) with sanitizers.
        add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
    endif()
    add_link_options(-fsanitize=address,undefined)
endif()

# Compiles the given sources of a target without our warnings (Dear ImGui, ...).
function(lesepass_foreign_sources)
    set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS "-w")
endfunction()

# The rules of everything that also runs in the browser: nothing throws, nothing asks for types at run time.
function(lesepass_no_exceptions target)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
    target_compile_definitions(${target} PRIVATE JSON_NOEXCEPTION JSON_NO_IO)
endfunction()
