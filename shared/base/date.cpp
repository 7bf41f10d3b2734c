#include "base/date.h"

#include <array>

#include "base/utf8.h"

namespace lesepass {

namespace {
constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

// Days since 1970-01-01 in the proleptic Gregorian calendar.
constexpr std::int64_t days_from_civil(int year, int month, int day) {
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t yoe = y - era * 400;
    const std::int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

constexpr Date civil_from_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t doe = days - era * 146097;
    const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::int64_t mp = (5 * doy + 2) / 153;
    const int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
    const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    return Date{static_cast<int>(yoe + era * 400) + (month <= 2 ? 1 : 0), month, day};
}
static_assert(days_from_civil(1970, 1, 1) == 0 && civil_from_days(0) == Date{1970, 1, 1});
static_assert(civil_from_days(days_from_civil(2000, 2, 29)) == Date{2000, 2, 29});

std::optional<int> parse_number(std::string_view digits) {
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    int value = 0;
    for (char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Date> make_date(std::string_view year, std::string_view month, std::string_view day) {
    if (year.size() != 4 || month.empty() || month.size() > 2 || day.empty() || day.size() > 2) return std::nullopt;
    const auto y = parse_number(year), m = parse_number(month), d = parse_number(day);
    if (!y || !m || !d) return std::nullopt;
    const Date date{*y, *m, *d};
    return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::string pad(int value, std::size_t width) {
    std::string text = std::to_string(value);
    while (text.size() < width) text.insert(text.begin(), '0');
    return text;
}

// Last Sunday of a month at 01:00 UTC, as milliseconds.
std::int64_t last_sunday_1_utc(int year, int month) {
    const auto last = days_from_civil(year, month, days_in_month(year, month));
    const auto weekday = ((last + 4) % 7 + 7) % 7;  // 0 = Sunday; 1970-01-01 was a Thursday
    return (last - weekday) * 86'400'000 + 3'600'000;
}

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::int64_t german_local_ms(UtcMillis instant) {
    const int year = civil_from_days(floor_div(instant.value, 86'400'000)).year;
    const bool summer = instant.value >= last_sunday_1_utc(year, 3) && instant.value < last_sunday_1_utc(year, 10);
    return instant.value + (summer ? 7'200'000 : 3'600'000);
}
}  // namespace

bool is_valid(const Date& date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= days_in_month(date.year, date.month);
}

std::optional<Date> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    return make_date(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

std::optional<Date> parse_date(std::string_view raw) {
    const auto text = trim(raw);
    if (const auto iso = parse_iso_date(text)) return iso;
    if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos)
        return make_date(text.substr(4, 4), text.substr(2, 2), text.substr(0, 2));
    const auto first = text.find_first_of("./-");
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = text.find(text[first], first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    return make_date(trim(text.substr(second + 1)), trim(text.substr(first + 1, second - first - 1)),
                     trim(text.substr(0, first)));
}

std::string format_iso(const Date& date) {
    return pad(date.year, 4) + "-" + pad(date.month, 2) + "-" + pad(date.day, 2);
}
std::string format_de(const Date& date) {
    return pad(date.day, 2) + "." + pad(date.month, 2) + "." + pad(date.year, 4);
}

int age_on(const Date& born, const Date& today) {
    const bool before_birthday = today.month < born.month || (today.month == born.month && today.day < born.day);
    return today.year - born.year - (before_birthday ? 1 : 0);
}

Date date_in_germany(UtcMillis instant) { return civil_from_days(floor_div(german_local_ms(instant), 86'400'000)); }

std::string format_day_time(UtcMillis instant) {
    const auto local = german_local_ms(instant);
    const auto minutes = static_cast<int>((local - floor_div(local, 86'400'000) * 86'400'000) / 60'000);
    return format_de(date_in_germany(instant)) + ", " + pad(minutes / 60, 2) + ":" + pad(minutes % 60, 2);
}

std::string format_de_time(UtcMillis instant) { return format_day_time(instant) + " Uhr"; }

std::string format_iso_time(UtcMillis instant) {
    const auto days = floor_div(instant.value, 86'400'000);
    const auto rest = static_cast<int>(instant.value - days * 86'400'000);
    return format_iso(civil_from_days(days)) + "T" + pad(rest / 3'600'000, 2) + ":" + pad(rest / 60'000 % 60, 2) + ":" +
           pad(rest / 1000 % 60, 2) + "." + pad(rest % 1000, 3) + "Z";
}

}  // namespace lesepass
