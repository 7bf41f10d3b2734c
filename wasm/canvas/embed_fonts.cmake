# Subsets of Noto Sans as C++ source.
#   cmake -DREGULAR=<ttf> -DBOLD=<ttf> -DHB_SUBSET=<program> -DOUT=<cpp> -P embed_fonts.cmake
# Characters: Latin with all that German documents allow in names (Latin Extended-A, parts of B, Vietnamese, combining
# marks: DIN 91379), Cyrillic as Ukrainian and Russian write it, punctuation. Anything else is drawn as U+FFFD.
set(characters U+20-7E,U+A0-17F,U+192,U+1A0,U+1A1,U+1AF,U+1B0,U+1CD-1DC,U+1E2-1E9,U+1F4,U+1F5,U+1F8-1FF,U+218-21B,U+22A-233)
string(APPEND characters ,U+2B9-2BC,U+300-304,U+306-30C,U+323-328,U+32D,U+331,U+1E02-1E03,U+1E9E,U+1EA0-1EF9)
string(APPEND characters ,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2192,U+2212,U+FFFD)
string(APPEND characters ,U+401,U+404,U+406,U+407,U+410-44F,U+451,U+454,U+456,U+457,U+490,U+491,U+2116)
set(code "// Written by embed_fonts.cmake.\n#include \"canvas/font_data.h\"\n\nnamespace lesepass::wasm {\n\n")
foreach(weight regular bold)
    string(TOUPPER "${weight}" source)
    set(subset "${OUT}.${weight}.ttf")
    # Hinting, kerning and substitution are not used by Dear ImGui's rasteriser.
    execute_process(
        COMMAND "${HB_SUBSET}" "--unicodes=${characters}" --no-hinting --layout-features=
                --drop-tables+=GSUB,GPOS,GDEF,kern,DSIG "--output-file=${subset}" "${${source}}"
        RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "hb-subset failed on ${${source}}")
    endif()
    file(READ "${subset}" bytes HEX)
    string(LENGTH "${bytes}" length)
    math(EXPR length "${length} / 2")
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
    string(APPEND code "static const unsigned char ${weight}_bytes[] = {${bytes}};\n"
           "FontFile ${weight}_font() { return {${weight}_bytes, ${length}}; }\n")
endforeach()
string(APPEND code "\n}  // namespace lesepass::wasm\n")
file(WRITE "${OUT}" "${code}")
