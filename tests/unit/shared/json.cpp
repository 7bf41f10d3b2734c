#include <doctest/doctest.h>

#include "json/object_reader.h"
#include "json/writer.h"

using namespace lesepass::json;

namespace {
std::string code_of(std::string_view text, const Limits& limits = {}) {
    const auto value = parse(text, limits);
    return value ? "ok" : value.failure().code;
}
std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }
}  // namespace

TEST_CASE("JSON is read strictly") {
    for (const std::string good : {"null", " true ", "[]", "{}", "\"\"", "-0", "1e5", "1.5", "[1,2]",
                                   R"({"a":{"b":[1]}})", R"("\u00e4\ud834\udd1e")", "\"\x7f\""})
        CHECK_MESSAGE(code_of(good) == "ok", good);
    for (const std::string bad : {"",
                                  " ",
                                  "nul",
                                  "NaN",
                                  "Infinity",
                                  "-",
                                  "01",
                                  "1.",
                                  ".5",
                                  "+1",
                                  "0x1",
                                  "'a'",
                                  "{a:1}",
                                  "[1,]",
                                  "{\"a\":1,}",
                                  "[1",
                                  "{\"a\"",
                                  "{\"a\":}",
                                  "\"a",
                                  "1 2",
                                  "[] x",
                                  "{}{}",
                                  "// comment\n1",
                                  "/**/1",
                                  "\"\\x\"",
                                  "\"\\u12\"",
                                  "\"\n\"",
                                  "\"\\ud834\"",
                                  "\"\\udd1e\"",
                                  "\"\\ud834\\u0041\"",
                                  "\"\xff\"",
                                  "\"\xc0\xaf\"",
                                  "\"\xed\xa0\x80\"",
                                  "\"\xe2\x82\"",
                                  "[1e999]",
                                  "\xef\xbb\xbf"})
        CHECK_MESSAGE(code_of(bad) == "json.syntax", bad);
    CHECK(code_of(std::string("1\0", 2)) == "json.syntax");
    CHECK(code_of(std::string("{}\0{}", 5)) == "json.syntax");
    CHECK(code_of(std::string("\"a\0b\"", 5)) == "json.syntax");
}

TEST_CASE("JSON limits: size, depth, number of values, equal names") {
    CHECK(code_of(nested(16)) == "ok");
    CHECK(code_of(nested(17)) == "json.depth");
    CHECK(code_of(std::string(200'000, '[')) == "json.depth");
    CHECK(code_of(std::string(256 * 1024, ' ') + "1") == "json.size");
    CHECK(code_of("[1,2,3]", {.bytes = 100, .depth = 2, .values = 3}) == "json.values");
    CHECK(code_of("[1,2]", {.bytes = 100, .depth = 2, .values = 3}) == "ok");
    const auto twice = parse(R"({"a":1,"b":2,"a":3})");
    REQUIRE(!twice);
    CHECK(twice.failure().code == "json.duplicate");
    CHECK(twice.failure().detail == "a");
    CHECK(code_of(R"([{"a":1},{"a":1}])") == "ok");
    CHECK(code_of(R"({"a":1,"\u0061":1})") == "json.duplicate");
}

TEST_CASE("numbers keep what was written") {
    const auto value =
        parse("[0,-1,9223372036854775807,-9223372036854775808,9223372036854775808,18446744073709551616,1.10,1e2]");
    REQUIRE(value);
    const auto& items = value->items;
    CHECK(items[2].integer == INT64_MAX);
    CHECK(items[3].integer == INT64_MIN);
    CHECK(items[4].kind == Value::Kind::Decimal);
    CHECK(items[5].kind == Value::Kind::Decimal);
    CHECK(items[6].string == "1.10");
    CHECK(items[7].kind == Value::Kind::Decimal);
}

TEST_CASE("the reader says path, expected and found") {
    struct Row {
        std::string json;
        std::vector<std::string> problems;
    };
    const std::string range = "a whole number from 1 to 9";
    const Row rows[] = {
        {R"({"t":"x","n":5})", {}},
        {R"([])", {"$: expected an object, found list"}},
        {R"({"n":5})", {"$.t: expected a text of at most 3 characters, found nothing"}},
        {R"({"t":null,"n":5})", {"$.t: expected a text of at most 3 characters, found null"}},
        {R"({"t":"   ","n":5})", {"$.t: expected a text of at most 3 characters, found an empty text"}},
        {R"({"t":"äöüß","n":5})", {"$.t: expected a text of at most 3 characters, found 4 characters"}},
        {R"({"t":"x","n":"5"})", {"$.n: expected " + range + ", found text \"5\""}},
        {R"({"t":"x","n":5.0})", {"$.n: expected " + range + ", found decimal number 5.0"}},
        {R"({"t":"x","n":10})", {"$.n: expected " + range + ", found whole number 10"}},
        {R"({"t":"x","n":99999999999999999999})",
         {"$.n: expected " + range + ", found decimal number 99999999999999999999"}},
        {R"({"t":"x","n":5,"f":1})", {"$.f: expected true or false, found whole number 1"}},
        {R"({"t":"x","n":5,"o":"c"})", {"$.o: expected one of \"a\" \"b\", found text \"c\""}},
        {R"({"t":"x","n":5,"in":[]})", {"$.in: expected an object, found list"}},
        {R"({"t":"x","n":5,"in":{}})", {"$.in.deep: expected a text of at most 200 characters, found nothing"}},
        {R"({"t":"x","n":5,"in":{"deep":"d","typo":1}})", {"$.in.typo: expected no such field, found whole number 1"}},
        {R"({"t":"x","n":5,"l":["a",1]})", {"$.l[1]: expected a text of at most 1 characters, found whole number 1"}},
        {R"({"t":"x","n":5,"l":["a","b","c"]})", {"$.l: expected a list of at most 2 items, found 3 items"}},
        {R"({"t":"x","n":5,"l":{}})", {"$.l: expected a list of at most 2 items, found object"}},
        {R"({"t":"x","n":5,"T":"x"})", {"$.T: expected no such field, found text \"x\""}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.json);
        const auto value = parse(row.json);
        REQUIRE(value);
        std::vector<Problem> problems;
        ObjectReader reader(*value, "$", problems);
        reader.text("t", Need::Required, 3);
        reader.required_integer("n", 1, 9);
        reader.flag("f", false);
        reader.one_of("o", {"a", "b"}, 0);
        reader.object("in", Need::Optional, [](ObjectReader& in) { in.text("deep", Need::Required); });
        reader.texts("l", Need::Optional, 2, 1);
        reader.refuse_unknown();
        std::vector<std::string> told;
        if (value->kind == Value::Kind::Object)
            for (const auto& problem : problems) told.push_back(describe(problem));
        else
            told.push_back(describe(problems.front()));
        CHECK(told == row.problems);
    }
}

TEST_CASE("what the writer writes is read back, and can stand in an HTML script element") {
    const std::string hostile = "</script><!-- \"\\ \n\t\x01\x7f ä 𝄞 & ' \u2028";
    Writer w;
    w.begin_object().member(hostile, hostile).member_integer("n", INT64_MIN).member_boolean("b", true);
    w.key("a")
        .begin_array()
        .string("")
        .begin_array()
        .end_array()
        .begin_object()
        .end_object()
        .raw("[1]")
        .end_array()
        .end_object();
    const auto text = w.take();
    CHECK(text.find('<') == std::string::npos);
    CHECK(text.find('\n') == std::string::npos);
    const auto value = parse(text);
    REQUIRE(value);
    REQUIRE(value->find(hostile) != nullptr);
    CHECK(value->find(hostile)->string == hostile);
    CHECK(value->find("n")->integer == INT64_MIN);
    CHECK(value->find("a")->items.size() == 4);
    CHECK(value->find("none") == nullptr);
}
