// The calendar against the slow and simple way to count days, and what happens on the edges of texts and times.
#include <doctest/doctest.h>

#include "base/date.h"

using namespace lesepass;

namespace {
constexpr std::int64_t day_ms = 86'400'000;

int days_of(int year, int month) {
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    switch (month) {
        case 2: return leap ? 29 : 28;
        case 4:
        case 6:
        case 9:
        case 11: return 30;
        default: return 31;
    }
}

Date next(Date date) {
    if (++date.day > days_of(date.year, date.month)) date.day = 1, ++date.month;
    if (date.month > 12) date.month = 1, ++date.year;
    return date;
}
}  // namespace

TEST_CASE("calendar: every day from 1600 to 2400 follows the one before") {
    // 1 January 1970 is day 0; noon is the same day in Germany all year.
    Date date{1600, 1, 1};
    std::int64_t day = -135'140;
    int wrong = 0;
    for (; date.year < 2400; date = next(date), ++day) {
        wrong += date_in_germany(UtcMillis{day * day_ms + day_ms / 2}) != date;
        wrong += !is_valid(date);
        wrong += parse_date(format_de(date)) != date || parse_iso_date(format_iso(date)) != date;
    }
    CHECK(wrong == 0);
    CHECK(date_in_germany(UtcMillis{0}) == Date{1970, 1, 1});
    CHECK(day == 157'054);
}

TEST_CASE("calendar: summer time begins and ends on the last Sunday, every year") {
    int wrong = 0;
    for (int year = 1996; year < 2310; ++year) {
        if (year > 2140 && year % 100 > 5) continue;  // around each turn of a century
        for (const int month : {3, 10}) {
            // Counted from 7 January 1990, a Sunday.
            Date sunday{1990, 1, 7}, last = sunday;
            for (; sunday.year < year || (sunday.year == year && sunday.month <= month);) {
                last = sunday;
                for (int i = 0; i < 7; ++i) sunday = next(sunday);
            }
            std::int64_t day = 7305;  // 1990-01-01
            for (Date date{1990, 1, 1}; date != last; date = next(date)) ++day;
            const UtcMillis change{day * day_ms + 3'600'000};
            const auto before = format_de_time(change.plus_ms(-1)), after = format_de_time(change);
            const bool spring = month == 3;
            wrong += before != format_de(last) + (spring ? ", 01:59 Uhr" : ", 02:59 Uhr");
            wrong += after != format_de(last) + (spring ? ", 03:00 Uhr" : ", 02:00 Uhr");
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("calendar: which days exist") {
    for (const int year : {1900, 2000, 2026, 2028, 2100})
        for (int month = 1; month <= 12; ++month) {
            CAPTURE(year);
            CAPTURE(month);
            CHECK(is_valid({year, month, days_of(year, month)}));
            CHECK(!is_valid({year, month, days_of(year, month) + 1}));
        }
    struct Row {
        Date date;
        bool valid;
    };
    for (const auto& [date, valid] :
         {Row{{1, 1, 1}, true}, Row{{0, 1, 1}, false}, Row{{9999, 12, 31}, true}, Row{{10000, 1, 1}, false},
          Row{{2026, 0, 1}, false}, Row{{2026, 13, 1}, false}, Row{{2026, 1, 0}, false}, Row{{2026, 1, 32}, false},
          Row{{2026, 4, 31}, false}, Row{{2026, 2, 29}, false}, Row{{2028, 2, 29}, true}, Row{{2100, 2, 29}, false},
          Row{{2000, 2, 29}, true}, Row{{2026, 12, 31}, true}}) {
        CAPTURE(date.year);
        CAPTURE(date.month);
        CAPTURE(date.day);
        CHECK(is_valid(date) == valid);
    }
}

TEST_CASE("calendar: every hour, minute, second and millisecond is written") {
    CHECK(format_iso_time(UtcMillis{0}) == "1970-01-01T00:00:00.000Z");
    CHECK(format_iso_time(UtcMillis{day_ms - 1}) == "1970-01-01T23:59:59.999Z");
    CHECK(format_iso_time(UtcMillis{day_ms}) == "1970-01-02T00:00:00.000Z");
    CHECK(format_iso_time(UtcMillis{3'600'000}) == "1970-01-01T01:00:00.000Z");
    CHECK(format_iso_time(UtcMillis{3'599'999}) == "1970-01-01T00:59:59.999Z");
    CHECK(format_iso_time(UtcMillis{60'000}) == "1970-01-01T00:01:00.000Z");
    CHECK(format_iso_time(UtcMillis{61'001}) == "1970-01-01T00:01:01.001Z");
    CHECK(format_iso_time(UtcMillis{-day_ms}) == "1969-12-31T00:00:00.000Z");
    CHECK(format_iso_time(UtcMillis{-day_ms - 1}) == "1969-12-30T23:59:59.999Z");
    for (int minute = 0; minute < 24 * 60; minute += 7) {
        const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        const auto text = format_iso_time(UtcMillis{minute * 60'000});
        CHECK(text == "1970-01-01T" + two(minute / 60) + ":" + two(minute % 60) + ":00.000Z");
    }
}

TEST_CASE("calendar: what people write, and one character more or less") {
    for (const char* text :
         {"1.2.2004", "01.02.2004", "1/2/2004", "1-2-2004", " 1. 2. 2004 ", "01022004", "2004-02-01"}) {
        CAPTURE(text);
        CHECK(parse_date(text) == Date{2004, 2, 1});
    }
    for (const char* text :
         {"",          ".",           "..",         "1.2",        "1.2.",       "1..2004",  ".2.2004",   "1.2.04",
          "1.2.20045", "001.2.2004",  "1.002.2004", "1/2.2004",   "1.2/2004",   "0102204",  "010220044", "2004-2-1",
          "2004-02-1", "2004-02-011", "2004/02-01", "2004-02/01", "20O4-02-01", "1.a.2004", "a.1.2004",  "1.1.200a",
          "1.1.-204",  "1.1.:004",    "1.1./004",   "31.4.2004",  "0.1.2004",   "1.0.2004"}) {
        CAPTURE(text);
        CHECK(!parse_date(text));
    }
    CHECK(parse_date("9.9.9999") == Date{9999, 9, 9});
    CHECK(format_iso({7, 1, 2}) == "0007-01-02");
    CHECK(format_de({7, 11, 12}) == "12.11.0007");
}

TEST_CASE("calendar: a year of life ends the day before the birthday") {
    struct Row {
        Date born, today;
        int age;
    };
    for (const auto& [born, today, age] :
         {Row{{2008, 11, 23}, {2026, 11, 22}, 17}, Row{{2008, 11, 23}, {2026, 11, 23}, 18},
          Row{{2008, 11, 23}, {2026, 11, 24}, 18}, Row{{2008, 11, 23}, {2026, 10, 30}, 17},
          Row{{2008, 11, 23}, {2026, 12, 1}, 18}, Row{{2008, 2, 29}, {2026, 2, 28}, 17},
          Row{{2008, 2, 29}, {2026, 3, 1}, 18}, Row{{2008, 2, 29}, {2028, 2, 29}, 20},
          Row{{2026, 11, 23}, {2026, 11, 23}, 0}, Row{{2026, 11, 24}, {2026, 11, 23}, -1}}) {
        CAPTURE(format_iso(born));
        CAPTURE(format_iso(today));
        CHECK(age_on(born, today) == age);
    }
}
