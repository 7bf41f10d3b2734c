#include "message.h"

#include <doctest/doctest.h>

using namespace lesepass::wasm;
using namespace std::string_literals;

TEST_CASE("a message comes back as it went in") {
    const std::vector<std::vector<std::string>> messages{{},
                                                         {""},
                                                         {"press", "next"},
                                                         {"change", "a.b", "Nguyễn 😀\0x"s},
                                                         {std::string(100'000, 'x')},
                                                         std::vector<std::string>(64, "y")};
    for (const auto& strings : messages) CHECK(decode_message(encode_message(strings)) == strings);
}

TEST_CASE("a message is a count, then length and bytes of each string, little endian") {
    CHECK(encode_message({"ab"}) == "\1\0\0\0\2\0\0\0ab"s);
}

TEST_CASE("what is not a message is refused") {
    struct Row {
        const char* why;
        std::string bytes;
    };
    const std::vector<Row> rows{
        {"nothing", ""},
        {"half a count", "\1\0"s},
        {"a string is missing", "\1\0\0\0"s},
        {"half a length", "\1\0\0\0\2\0"s},
        {"half a string", "\1\0\0\0\2\0\0\0a"s},
        {"length near 2^32", "\1\0\0\0\xff\xff\xff\xff"s},
        {"count near 2^32", "\xff\xff\xff\xff"s},
        {"65 strings", encode_message(std::vector<std::string>(65, "y"))},
        {"bytes left over", "\0\0\0\0x"s},
    };
    for (const auto& row : rows) {
        CAPTURE(row.why);
        CHECK_FALSE(decode_message(row.bytes));
    }
}

TEST_CASE("no prefix of a message is a message") {
    const auto whole = encode_message({"change", "a", "b"});
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(decode_message(whole.substr(0, size)));
}
