// Pure: the table, numbers, days.
#include <doctest/doctest.h>

#include "card/provisional_card.h"

using namespace lesepass;
using namespace lesepass::server;

namespace {
constexpr UtcMillis at(std::int64_t seconds) { return UtcMillis{seconds * 1000}; }
Date until(UtcMillis now, int days) { return make_offer({.days = days, .prefix = {}}, now).valid_until; }
}  // namespace

TEST_CASE("card: cell by cell, what ends a card, and that nothing brings one back") {
    using enum CardEvent;
    for (const auto event : {ApplicationApproved, ApplicationRejected, RevokedByCaseWorker}) {
        CHECK(next_card_state(CardState::Valid, event) ==
              (event == ApplicationApproved ? CardState::Replaced : CardState::Revoked));
        CHECK(!next_card_state(CardState::Replaced, event));
        CHECK(!next_card_state(CardState::Revoked, event));
    }
    for (const auto state : {CardState::Valid, CardState::Replaced, CardState::Revoked})
        CHECK(parse_card_state(wire_name(state)) == state);
    CHECK(!parse_card_state("expired"));
}

TEST_CASE("card: only a decision of the library is an event of the card") {
    using enum ApplicationState;
    for (const auto state : {AwaitingConsent, AwaitingPayment, Submitted, Delivered, InReview})
        CHECK(!card_event_of(state));
    CHECK(card_event_of(Approved) == CardEvent::ApplicationApproved);
    CHECK(card_event_of(Rejected) == CardEvent::ApplicationRejected);
}

TEST_CASE("card: the last day counts; after it the card has expired, unless it ended before") {
    CardRecord card;
    card.valid_until = {2026, 12, 23};
    CHECK(look_of(card, {2026, 11, 25}) == CardLook::Valid);
    CHECK(look_of(card, {2026, 12, 23}) == CardLook::Valid);
    CHECK(look_of(card, {2026, 12, 24}) == CardLook::Expired);
    card.state = CardState::Revoked;
    CHECK(look_of(card, {2026, 12, 1}) == CardLook::Revoked);
    CHECK(look_of(card, {2026, 12, 24}) == CardLook::Revoked);
    card.state = CardState::Replaced;
    CHECK(look_of(card, {2026, 12, 24}) == CardLook::Replaced);
}

TEST_CASE("card: days are days of the calendar in Germany") {
    CHECK(until(at(1'795'435'200), 28) == Date{2026, 12, 21});  // 23.11.2026, 13:00
    // 23.11.2026, 23:30 UTC is the 24th in Germany.
    CHECK(until(at(1'795'476'600), 1) == Date{2026, 11, 25});
    // 29.3.2026, 22:30 UTC: 0:30 of the 30th in summer time; 220 days later it is winter time.
    CHECK(until(at(1'774'823'400), 90) == Date{2026, 6, 28});
    CHECK(until(at(1'774'823'400), 1) == Date{2026, 3, 31});
    // 27.10.2026, 22:45 UTC is 23:45 in winter time; three days before, summer time, 22:45 UTC was the next day.
    CHECK(until(at(1'793'141'100), 1) == Date{2026, 10, 28});
    CHECK(until(at(1'792'881'900), 3) == Date{2026, 10, 28});
    CHECK(until(at(1'803'816'000), 3) == Date{2027, 3, 3});  // 28.2.2027, a year without the 29th
}

TEST_CASE("card: numbers are prefix, running number, check digit") {
    CHECK(card_number({.prefix = "LP", .digits = 6}, 42) == "LP000042");
    CHECK(card_number({.prefix = {}, .digits = 3}, 999) == "999");
    CHECK(card_number({.prefix = "5", .digits = 4, .check_digit = CheckDigit::Luhn}, 7) ==
          std::string("50007") + luhn_digit("50007"));
    CHECK(luhn_digit("7992739871") == '3');
    CHECK(luhn_digit("0") == '0');
    CHECK(luhn_digit("453914880343646") == '7');
}

TEST_CASE("card: a check digit finds every single mistyped digit") {
    const auto number = card_number({.prefix = "26", .digits = 8, .check_digit = CheckDigit::Luhn}, 31415926);
    for (std::size_t i = 0; i + 1 < number.size(); ++i)
        for (char digit = '0'; digit <= '9'; ++digit) {
            if (digit == number[i]) continue;
            auto typed = number.substr(0, number.size() - 1);
            typed[i] = digit;
            CHECK(luhn_digit(typed) != number.back());
        }
}
