// Which of all characters of Unicode a name, a line, a house number ... may hold. The golden file lists the ranges, so
// that a change of one boundary is seen, and a reader can see what is meant.
#include <doctest/doctest.h>

#include <vector>

#include "form/checks.h"
#include "golden.h"

using namespace lesepass;
using namespace lesepass::form;

namespace {
constexpr char32_t last_code_point = 0x10FFFF;

std::string utf8_of(char32_t c) {
    const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), tail(0)};
    if (c < 0x10000) return {static_cast<char>(0xE0 | (c >> 12)), tail(6), tail(0)};
    return {static_cast<char>(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

std::string hex_of(char32_t c) {
    std::string out;
    for (int shift = 20; shift >= 0; shift -= 4) {
        const auto digit = (c >> shift) & 15;
        if (digit != 0 || !out.empty() || shift <= 12) out.push_back("0123456789ABCDEF"[digit]);
    }
    return out;
}

// "0041-005A 0061-007A ...", ten ranges a line.
template <class Allowed>
std::string ranges_of(Allowed allowed) {
    std::string out;
    int count = 0;
    for (char32_t c = 0; c <= last_code_point;) {
        const auto fine = [&](char32_t x) { return (x < 0xD800 || x > 0xDFFF) && allowed(utf8_of(x)); };
        if (!fine(c)) {
            ++c;
            continue;
        }
        const char32_t from = c;
        while (c <= last_code_point && fine(c)) ++c;
        out += (count++ % 10 == 0 ? "\n " : " ") + hex_of(from) + (c - 1 == from ? "" : "-" + hex_of(c - 1));
    }
    return out + "\n";
}
}  // namespace

TEST_CASE("golden: every character of Unicode is a letter, may stand in an answer, or may not") {
    std::string text = "a name may be this character alone:";
    text += ranges_of([](const std::string& c) { return is_person_name(c); });
    text += "a name may hold it:" + ranges_of([](const std::string& c) { return is_person_name("a" + c + "a"); });
    text += "a line may be this character alone:" + ranges_of([](const std::string& c) { return is_plain_line(c); });
    text += "a line may hold it:" + ranges_of([](const std::string& c) { return is_plain_line("a" + c + "a"); });
    text += "a house number may begin with it:" + ranges_of([](const std::string& c) { return is_house_number(c); });
    text += "a house number may hold it:" + ranges_of([](const std::string& c) { return is_house_number("1" + c); });
    text += "an e-mail address may hold it before the @:" +
            ranges_of([](const std::string& c) { return is_email("a" + c + "a@example.org"); });
    text += "an e-mail address may begin with it:" +
            ranges_of([](const std::string& c) { return is_email(c + "@example.org"); });
    text +=
        "a domain may hold it:" + ranges_of([](const std::string& c) { return is_email("a@ex" + c + "ample.org"); });
    text += "a label may begin with it:" + ranges_of([](const std::string& c) { return is_email("a@" + c + "x.org"); });
    text += "a label may end with it:" + ranges_of([](const std::string& c) { return is_email("a@x" + c + ".org"); });
    text += "a telephone number may hold it:" +
            ranges_of([](const std::string& c) { return is_telephone("0209" + c + "1234"); });
    text += "a telephone number may begin with it:" + ranges_of([](const std::string& c) {
                return is_telephone(c +
                                    "0209"
                                    "1234");
            });
    text += "a postcode may hold it:" +
            ranges_of([](const std::string& c) { return normal_postcode("45" + c + "88").has_value(); });
    const auto difference = test::compare_golden("text/characters.txt", text, true);
    CHECK_MESSAGE(difference.empty(), difference);
}

TEST_CASE("the limits of an e-mail address") {
    const auto label = [](std::size_t n) { return std::string(n, 'a'); };
    const std::string long_domain = label(63) + "." + label(63) + "." + label(63) + "." + label(57) + ".de";  // 252
    struct Row {
        std::string address;
        bool fine;
    };
    const std::vector<Row> rows{{"a@b.de", true},
                                {label(64) + "@b.de", true},
                                {label(65) + "@b.de", false},
                                {"a@" + label(63) + ".de", true},
                                {"a@" + label(64) + ".de", false},
                                {"a@" + label(63) + "." + label(63) + "." + label(63) + "." + label(58) + ".de", true},
                                {"a@" + label(63) + "." + label(63) + "." + label(63) + "." + label(59) + ".de", false},
                                {"a@" + long_domain, true},
                                {"a@b.c", false},
                                {"a@b.cd", true},
                                {"a@b.12", false},
                                {"a@b.1c", true},
                                {"a@1.de", true},
                                {"a@de", false},
                                {"a@.de", false},
                                {"a@b..de", false},
                                {"a@b.de.", false},
                                {"a@-b.de", false},
                                {"a@b-.de", false},
                                {"a@b-c.de", true},
                                {"a@b.-de", false},
                                {"a@b.de-", false},
                                {"@b.de", false},
                                {"a@", false},
                                {"@", false},
                                {"", false},
                                {"a", false},
                                {".a@b.de", false},
                                {"a.@b.de", false},
                                {"a..b@b.de", false},
                                {"a.b@b.de", true},
                                {"a@b@c.de", false}};
    for (const auto& [address, fine] : rows) {
        CAPTURE(address);
        CHECK(is_email(address) == fine);
    }
}

TEST_CASE("the limits of telephone numbers, postcodes and house numbers") {
    struct Row {
        const char* text;
        bool fine;
    };
    for (const auto& [text, fine] :
         {Row{"1234", false}, Row{"12345", true}, Row{"123456789012345", true}, Row{"1234567890123456", false},
          Row{"+49209", true}, Row{"0+49209", false}, Row{"(+49) 209", true}, Row{"++49209", true}, Row{"-----", false},
          Row{"", false}, Row{"0209/12-34.5 (6)", true}, Row{"0209x1234", false}}) {
        CAPTURE(text);
        CHECK(is_telephone(text) == fine);
    }
    for (const auto& [text, fine] :
         {Row{"01000", false}, Row{"01001", true}, Row{"99998", true}, Row{"99999", false}, Row{"00000", false},
          Row{"1234", false}, Row{"123456", false}, Row{"D-45879", true}, Row{"d-45879", true}, Row{"D-", false},
          Row{"E-45879", false}, Row{"D45879", false}, Row{"D-4587", false}, Row{"45 879", true}, Row{" 45879 ", true},
          Row{"4587a", false}, Row{"a5879", false}, Row{"", false}, Row{"x-45879", false}}) {
        CAPTURE(text);
        CHECK(normal_postcode(text).has_value() == fine);
    }
    CHECK(normal_postcode("D-45 879") == "45879");
    for (const auto& [text, fine] : {Row{"0", true}, Row{"9", true}, Row{"1", true}, Row{"a1", false}, Row{"", false},
                                     Row{"/1", false}, Row{":1", false}, Row{"12-14", true}, Row{"7 1/2", true}}) {
        CAPTURE(text);
        CHECK(is_house_number(text) == fine);
    }
}
