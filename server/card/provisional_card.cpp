#include "card/provisional_card.h"

#include <algorithm>
#include <chrono>

namespace lesepass::server {

namespace {
// By the calendar: a day in spring has 23 hours.
Date days_after(const Date& date, int days) {
    using namespace std::chrono;
    const year_month_day start{year{date.year}, month{static_cast<unsigned>(date.month)},
                               day{static_cast<unsigned>(date.day)}};
    const year_month_day end{sys_days{start} + std::chrono::days{days}};
    return {.year = static_cast<int>(end.year()),
            .month = static_cast<int>(static_cast<unsigned>(end.month())),
            .day = static_cast<int>(static_cast<unsigned>(end.day()))};
}
}  // namespace

CardLook look_of(const CardRecord& card, const Date& today) {
    switch (card.state) {
        case CardState::Replaced: return CardLook::Replaced;
        case CardState::Revoked: return CardLook::Revoked;
        case CardState::Valid: break;
    }
    return today <= card.valid_until ? CardLook::Valid : CardLook::Expired;
}

std::string_view wire_name(CardLook look) {
    switch (look) {
        case CardLook::Valid: return "valid";
        case CardLook::Expired: return "expired";
        case CardLook::Replaced: return "replaced";
        case CardLook::Revoked: return "revoked";
    }
    return {};
}

CardOffer make_offer(const ProvisionalCard& rules, UtcMillis now) {
    return {.rules = rules, .issued_at = now, .valid_until = days_after(date_in_germany(now), rules.days)};
}

char luhn_digit(std::string_view digits) {
    int sum = 0;
    bool doubled = true;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
        const int value = (*digit - '0') * (doubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string card_number(const ProvisionalCard& rules, std::int64_t serial) {
    const auto digits = std::to_string(serial);
    const auto wanted = static_cast<std::size_t>(rules.digits);
    std::string out = rules.prefix + std::string(wanted - std::min(wanted, digits.size()), '0') + digits;
    if (rules.check_digit == CheckDigit::Luhn) out.push_back(luhn_digit(out));
    return out;
}

}  // namespace lesepass::server
