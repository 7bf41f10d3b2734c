#pragma once
// Money is whole euro cents, never a floating-point number.
#include <compare>
#include <cstdint>
#include <string>

namespace lesepass {

struct Cents {
    std::int64_t value = 0;
    auto operator<=>(const Cents&) const = default;
    Cents operator+(Cents other) const { return Cents{value + other.value}; }
};

// "1.234,50 €" with the no-break space German typography wants before the sign.
std::string format_euro_de(Cents amount);
// "€1,234.50"
std::string format_euro_en(Cents amount);
// "16.00": for machines (decimal euro, dot, two digits).
std::string format_decimal(Cents amount);

}  // namespace lesepass
