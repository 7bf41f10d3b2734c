#include <doctest/doctest.h>

#include <limits>

#include "base/date.h"
#include "base/money.h"

using namespace lesepass;

TEST_CASE("dates are read the way people write them") {
    const std::string good[] = {"1.2.1990",   "01.02.1990", "01021990",   "1990-02-01",   "1/2/1990",
                                "01/02/1990", "1-2-1990",   "1. 2. 1990", " 01.02.1990 ", "01. 02.1990"};
    for (const auto& text : good) {
        CAPTURE(text);
        CHECK(parse_date(text) == Date{1990, 2, 1});
    }
}

TEST_CASE("what is no date, or could be two, is refused") {
    const std::string bad[] = {"",           " ",
                               "1.2.90",     "1.2.",
                               "1.2",        "1990",
                               "0.1.1990",   "1.0.1990",
                               "32.1.1990",  "31.4.1990",
                               "29.2.1900",  "29.2.2023",
                               "30.2.2024",  "1.13.1990",
                               "1.2.0000",   "1.2.10000",
                               "1.2.199O",   "a.b.cdef",
                               "1..1990",    "..",
                               "1.2/1990",   "1990/02/01",
                               "1990-2-1x",  "1.2.1990.",
                               "1 2 1990",   "-1.2.1990",
                               "1.-2.1990",  "+1.2.1990",
                               "1.2.+199",   "001.2.1990",
                               "1.002.1990", "010219900",
                               "1021990",    "1. Februar 1990",
                               "heute",      "１.２.１９９０"};
    for (const auto& text : bad) {
        CAPTURE(text);
        CHECK(!parse_date(text));
    }
}

TEST_CASE("leap years follow the Gregorian rule") {
    CHECK(parse_date("29.02.2000"));
    CHECK(parse_date("29.02.2024"));
    CHECK(!parse_date("29.02.2100"));
    CHECK(!parse_iso_date("1.2.1990"));
    CHECK(!parse_iso_date("1990-02-01T00:00"));
    CHECK(parse_iso_date("0001-01-01") == Date{1, 1, 1});
    CHECK(format_iso({7, 1, 2}) == "0007-01-02");
    CHECK(format_de({1990, 2, 1}) == "01.02.1990");
}

TEST_CASE("age counts completed years; a birthday today counts") {
    struct Row {
        Date born, today;
        int age;
    };
    const Row rows[] = {{{1990, 3, 31}, {2026, 3, 30}, 35},    {{1990, 3, 31}, {2026, 3, 31}, 36},
                        {{1990, 3, 31}, {2026, 4, 1}, 36},     {{2026, 11, 23}, {2026, 11, 23}, 0},  // born today
                        {{2026, 11, 24}, {2026, 11, 23}, -1},                                        // born tomorrow
                        {{1906, 11, 23}, {2026, 11, 23}, 120}, {{1906, 11, 24}, {2026, 11, 23}, 119},
                        {{2008, 2, 29}, {2026, 2, 28}, 17},  // born on 29 February: 18 on 1 March
                        {{2008, 2, 29}, {2026, 3, 1}, 18},     {{2008, 2, 29}, {2028, 2, 28}, 19},
                        {{2008, 2, 29}, {2028, 2, 29}, 20},    {{2008, 12, 31}, {2026, 1, 1}, 17},
                        {{2008, 1, 1}, {2026, 1, 1}, 18},      {{2007, 12, 31}, {2025, 12, 31}, 18}};
    for (const auto& row : rows) {
        CAPTURE(format_iso(row.born));
        CAPTURE(format_iso(row.today));
        CHECK(age_on(row.born, row.today) == row.age);
    }
}

TEST_CASE("the German day changes at German midnight, in winter and in summer time") {
    struct Row {
        std::int64_t seconds;  // since 1970 UTC
        const char* local;
    };
    const Row rows[] = {{0, "01.01.1970, 01:00 Uhr"},          {-3600, "01.01.1970, 00:00 Uhr"},
                        {-3601, "31.12.1969, 23:59 Uhr"},      {1795474800 - 3600 - 1, "23.11.2026, 22:59 Uhr"},
                        {1774745999, "29.03.2026, 01:59 Uhr"},  // last second of winter time
                        {1774746000, "29.03.2026, 03:00 Uhr"},  // first second of summer time
                        {1792889999, "25.10.2026, 02:59 Uhr"},  // last second of summer time
                        {1792890000, "25.10.2026, 02:00 Uhr"},  // the hour comes again
                        {1782856799, "30.06.2026, 23:59 Uhr"}, {1782856800, "01.07.2026, 00:00 Uhr"},  // 22:00 UTC
                        {1798757999, "31.12.2026, 23:59 Uhr"}, {1798758000, "01.01.2027, 00:00 Uhr"},  // 23:00 UTC
                        {4102444800, "01.01.2100, 01:00 Uhr"}};
    for (const auto& row : rows) {
        CAPTURE(row.seconds);
        CHECK(format_de_time(UtcMillis{row.seconds * 1000}) == row.local);
    }
    // Somebody turns 18 at midnight in Germany, not two hours later in Greenwich.
    CHECK(age_on({2008, 7, 1}, date_in_germany(UtcMillis{1782856799'999})) == 17);
    CHECK(age_on({2008, 7, 1}, date_in_germany(UtcMillis{1782856800'000})) == 18);
    CHECK(format_iso_time(UtcMillis{1774746000'123}) == "2026-03-29T01:00:00.123Z");
    CHECK(format_iso_time(UtcMillis{-1}) == "1969-12-31T23:59:59.999Z");
    CHECK(UtcMillis{5}.plus_seconds(2) == UtcMillis{2005});
    CHECK(UtcMillis{5}.plus_ms(-6) == UtcMillis{-1});
}

TEST_CASE("money is written as the language wants it") {
    struct Row {
        std::int64_t cents;
        const char *de, *en, *machine;
    };
    const Row rows[] = {{0, "0,00\u00a0€", "€0.00", "0.00"},
                        {5, "0,05\u00a0€", "€0.05", "0.05"},
                        {1600, "16,00\u00a0€", "€16.00", "16.00"},
                        {-800, "\u22128,00\u00a0€", "\u2212€8.00", "-8.00"},
                        {99'999, "999,99\u00a0€", "€999.99", "999.99"},
                        {123'450, "1.234,50\u00a0€", "€1,234.50", "1234.50"},
                        {100'000'000, "1.000.000,00\u00a0€", "€1,000,000.00", "1000000.00"},
                        {std::numeric_limits<std::int64_t>::max(), "92.233.720.368.547.758,07\u00a0€",
                         "€92,233,720,368,547,758.07", "92233720368547758.07"},
                        {std::numeric_limits<std::int64_t>::min(), "\u221292.233.720.368.547.758,08\u00a0€",
                         "\u2212€92,233,720,368,547,758.08", "-92233720368547758.08"}};
    for (const auto& row : rows) {
        CAPTURE(row.cents);
        CHECK(format_euro_de(Cents{row.cents}) == row.de);
        CHECK(format_euro_en(Cents{row.cents}) == row.en);
        CHECK(format_decimal(Cents{row.cents}) == row.machine);
    }
    CHECK(Cents{5} + Cents{-7} == Cents{-2});
}
