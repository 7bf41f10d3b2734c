# The sources in which the rules stand, and their hash as a C++ file: the same bytes in, the same hash out, in the native
# and in the browser's build. What only shows (shared/page, shared/seal) or words (text/texts_*.inc) is no rule.
#   include() and call lesepass_rule_sources(<target>), or as a script: cmake -D ROOT= -D OUTPUT= -P rule_sources.cmake
set(LESEPASS_RULE_FOLDERS base json tenant responsibility document form application)

function(lesepass_find_rule_sources root result)
    # The table of places decides who is responsible.
    set(patterns "${root}/text/catalog.*" "${root}/text/text_keys.*" "${root}/responsibility/data/*.csv")
    foreach(folder IN LISTS LESEPASS_RULE_FOLDERS)
        list(APPEND patterns "${root}/${folder}/*.cpp" "${root}/${folder}/*.h" "${root}/${folder}/*.inc")
    endforeach()
    # A new file takes part in the next build without anybody asking for it.
    if(CMAKE_SCRIPT_MODE_FILE)
        file(GLOB found RELATIVE "${root}" ${patterns})
    else()
        file(GLOB found RELATIVE "${root}" CONFIGURE_DEPENDS ${patterns})
    endif()
    list(SORT found)
    set(${result} "${found}" PARENT_SCOPE)
endfunction()

function(lesepass_rule_sources target)
    lesepass_find_rule_sources("${CMAKE_CURRENT_SOURCE_DIR}" names)
    list(TRANSFORM names PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" OUTPUT_VARIABLE files)
    set(output "${CMAKE_CURRENT_BINARY_DIR}/rule_sources.cpp")
    add_custom_command(OUTPUT "${output}"
        COMMAND "${CMAKE_COMMAND}" -D "ROOT=${CMAKE_CURRENT_SOURCE_DIR}" -D "OUTPUT=${output}"
            -P "${CMAKE_SOURCE_DIR}/cmake/rule_sources.cmake"
        DEPENDS ${files} "${CMAKE_SOURCE_DIR}/cmake/rule_sources.cmake"
        COMMENT "Hashing the rules" VERBATIM)
    target_sources(${target} PRIVATE "${output}")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
    lesepass_find_rule_sources("${ROOT}" names)
    set(lines "")
    foreach(name IN LISTS names)
        file(SHA256 "${ROOT}/${name}" hash)
        string(APPEND lines "${hash}  ${name}\n")
    endforeach()
    # One can repeat it: cd shared && sha256sum <the files in byte order of their names> | sha256sum
    string(SHA256 all "${lines}")
    file(WRITE "${OUTPUT}" "#include \"application/rules_version.h\"\n\n// Written by cmake/rule_sources.cmake.\n\
std::string_view lesepass::rule_sources_hash() { return \"${all}\"; }\n")
endif()
