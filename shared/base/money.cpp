#include "base/money.h"

namespace lesepass {

namespace {
struct Parts {
    bool negative;
    std::string whole;
    std::string cents;
};

Parts split(Cents amount) {
    const bool negative = amount.value < 0;
    const auto magnitude =
        negative ? 0 - static_cast<std::uint64_t>(amount.value) : static_cast<std::uint64_t>(amount.value);
    std::string cents = std::to_string(magnitude % 100);
    if (cents.size() == 1) cents.insert(cents.begin(), '0');
    return {negative, std::to_string(magnitude / 100), cents};
}

std::string group(std::string digits, char separator) {
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, separator);
    }
    return digits;
}
}  // namespace

std::string format_euro_de(Cents amount) {
    const auto parts = split(amount);
    return (parts.negative ? "\u2212" : "") + group(parts.whole, '.') + "," + parts.cents + "\u00a0€";
}

std::string format_euro_en(Cents amount) {
    const auto parts = split(amount);
    return (parts.negative ? "\u2212€" : "€") + group(parts.whole, ',') + "." + parts.cents;
}

std::string format_decimal(Cents amount) {
    const auto parts = split(amount);
    return (parts.negative ? "-" : "") + parts.whole + "." + parts.cents;
}

}  // namespace lesepass
