#pragma once
// Calendar dates (no time zone) and UTC instants (milliseconds). The clock is always an argument.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lesepass {

struct Date {
    int year = 0;   // 1..9999
    int month = 0;  // 1..12
    int day = 0;    // 1..31, valid in that month

    auto operator<=>(const Date&) const = default;
};

bool is_valid(const Date& date);

// What people write: "1.2.1990", "01.02.1990", "01021990", "1990-02-01", "1/2/1990" (day first). Years need four
// digits: "1.2.90" is ambiguous and refused. Surrounding blanks are ignored.
std::optional<Date> parse_date(std::string_view text);
// ISO 8601 "YYYY-MM-DD" only (stored and sent form).
std::optional<Date> parse_iso_date(std::string_view text);
std::string format_iso(const Date& date);
std::string format_de(const Date& date);  // "01.02.1990"

// Completed years of life on `today`. A birthday today counts (§ 187 (2) BGB: the day of birth is counted, so a year of
// life is completed at the end of the day before the birthday). Somebody born on 29 February completes the year on
// 1 March in other years. Negative if born after `today`.
int age_on(const Date& born, const Date& today);

// An instant, in milliseconds since 1970-01-01T00:00:00Z.
struct UtcMillis {
    std::int64_t value = 0;
    auto operator<=>(const UtcMillis&) const = default;
    UtcMillis plus_ms(std::int64_t ms) const { return UtcMillis{value + ms}; }
    UtcMillis plus_seconds(std::int64_t s) const { return UtcMillis{value + s * 1000}; }
};

// The calendar date in Germany (Europe/Berlin: CET, CEST from the last Sunday of March 01:00 UTC to the last Sunday of
// October 01:00 UTC; Directive 2000/84/EC). Ages and fees depend on it.
Date date_in_germany(UtcMillis instant);
// "23.11.2026, 17:05 Uhr" in German local time.
std::string format_de_time(UtcMillis instant);
// "23.11.2026, 17:05", the same for all other languages.
std::string format_day_time(UtcMillis instant);
// "2026-11-23T16:05:00.123Z"
std::string format_iso_time(UtcMillis instant);

}  // namespace lesepass
