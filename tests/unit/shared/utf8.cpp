#include "base/utf8.h"

#include <doctest/doctest.h>

#include <string>

using namespace lesepass;

TEST_CASE("a line is kept as the person meant it") {
    struct Row {
        std::string typed, kept;
    };
    const Row rows[] = {
        {"", ""},
        {"   ", ""},
        {"\t\r\n", ""},
        {" Müller  Lüdenscheid ", "Müller Lüdenscheid"},
        {"zwei\nZeilen", "zwei Zeilen"},
        {"O’Brien", "O’Brien"},
        {"Nguyễn", "Nguyễn"},                          // NFC
        {"Nguye\u0302\u0303n", "Nguye\u0302\u0303n"},  // NFD stays as it is
        {"a\u00a0b\u2003c\u3000d", "a b c d"},         // blanks of word processors
        {std::string("a\0b", 3), "ab"},                // NUL
        {"a\x01\x1f\x7f"
         "b",
         "ab"},
        {"So\u00adphie", "Sophie"},              // soft hyphen from a web page
        {"\u202egnal\u202c", "gnal"},            // right-to-left override
        {"\u2066abc\u2069\u061c\u200f", "abc"},  // isolates and marks
        {"\ufeffAnna", "Anna"},                  // byte order mark
        {"zero\u200bwidth", "zerowidth"},
        {"\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"},  // Persian needs the non-joiner
        {"\xff\xfe", "\ufffd\ufffd"},
        {"M\xfcller", "M\ufffdller"},                      // Latin-1
        {"\xc0\xaf", "\ufffd\ufffd"},                      // overlong slash
        {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},            // surrogate
        {"\xf5\x80\x80\x80", "\ufffd\ufffd\ufffd\ufffd"},  // above U+10FFFF
        {"\xe2\x82", "\ufffd\ufffd"},                      // cut off
        {"👨\u200d👩", "👨\u200d👩"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.typed);
        CHECK(clean_line(row.typed) == row.kept);
        CHECK(is_valid_utf8(clean_line(row.typed)));
        CHECK(clean_line(clean_line(row.typed)) == clean_line(row.typed));
    }
}

TEST_CASE("UTF-8 is accepted as RFC 3629 has it, and nothing else") {
    for (const std::string good : {"", "a", "ß", "€", "𝄞", "\xf4\x8f\xbf\xbf", "\xee\x80\x80"})
        CHECK(is_valid_utf8(good));
    for (const std::string bad : {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xe0\x80\x80", "\xe0\x9f\xbf",
                                  "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
                                  "\xf8\x88\x80\x80\x80", "\xfe", "\xff", "a\xe2\x82"}) {
        CAPTURE(bad);
        CHECK(!is_valid_utf8(bad));
    }
}

TEST_CASE("every byte sequence of three bytes decodes without leaving its text") {
    for (unsigned a = 0; a < 256; a += 1)
        for (unsigned b = 0; b < 256; b += 5) {
            const std::string text{static_cast<char>(a), static_cast<char>(b), static_cast<char>(0x80 | (a ^ b))};
            std::size_t at = 0;
            while (at < text.size()) next_code_point(text, at);
            if (at != text.size()) FAIL("stepped over the end");
        }
    CHECK(true);
}

TEST_CASE("lengths count characters, not bytes") {
    CHECK(count_code_points("Müller") == 6);
    CHECK(count_code_points("𝄞") == 1);
    CHECK(truncate_code_points("äöü", 2) == "äö");
    CHECK(truncate_code_points("äöü", 9) == "äöü");
    CHECK(truncate_code_points("äöü", 0) == "");
    CHECK(trim(" \t a b \r\n") == "a b");
    CHECK(to_lower_ascii("JPÄ-G") == "jpÄ-g");
}
