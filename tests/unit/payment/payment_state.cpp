#include "payment/payment_state.h"

#include <doctest/doctest.h>

#include "payment/payment_decision.h"
#include "payment/reconcile_schedule.h"

using namespace lesepass;
using namespace lesepass::server;

TEST_CASE("every payment state has a wire name, a label, and is read back by its wire name") {
    for (const auto& row : payment_states) {
        CAPTURE(row.wire_name);
        CHECK_FALSE(row.label.empty());
        CHECK(parse_payment_state(row.wire_name) == row.state);
    }
    for (const char* name : {"", "Paid", "PAID", "paid ", "payed", "unknown"}) CHECK_FALSE(parse_payment_state(name));
}

TEST_CASE("what the platform's answers do in each state") {
    using enum PaymentState;
    struct Row {
        PaymentState from;
        PaymentEvent event;
        std::optional<PaymentState> to;
    };
    const Row rows[] = {
        {Created, PaymentEvent::RedirectIssued, Redirected},
        {Redirected, PaymentEvent::Confirmed, Paid},
        {Failed, PaymentEvent::Confirmed, Paid},
        {Cancelled, PaymentEvent::Confirmed, Paid},
        {Expired, PaymentEvent::Confirmed, Paid},
        {Expired, PaymentEvent::ConfirmedAgain, DuplicatePaid},
        {Redirected, PaymentEvent::TimeOver, Expired},
        {DuplicatePaid, PaymentEvent::RefundOrdered, RefundPending},
        {RefundPending, PaymentEvent::RefundDone, Refunded},

        {Paid, PaymentEvent::Confirmed, std::nullopt},
        {Paid, PaymentEvent::ConfirmedAgain, std::nullopt},
        {Paid, PaymentEvent::ReportedFailed, std::nullopt},
        {Paid, PaymentEvent::ReportedCancelled, std::nullopt},
        {Paid, PaymentEvent::TimeOver, std::nullopt},
        {Paid, PaymentEvent::RefundDone, std::nullopt},
        {DuplicatePaid, PaymentEvent::Confirmed, std::nullopt},
        {Refunded, PaymentEvent::Confirmed, std::nullopt},
        {Refunded, PaymentEvent::RefundOrdered, std::nullopt},
        {ChargedBack, PaymentEvent::Confirmed, std::nullopt},
        {Created, PaymentEvent::ChargebackReported, std::nullopt},
        {Redirected, PaymentEvent::ChargebackReported, std::nullopt},
        {Redirected, PaymentEvent::RefundOrdered, std::nullopt},
        {Redirected, PaymentEvent::RedirectIssued, std::nullopt},
        {Expired, PaymentEvent::ReportedFailed, std::nullopt},
        {Expired, PaymentEvent::TimeOver, std::nullopt},
        {Failed, PaymentEvent::ReportedCancelled, std::nullopt},
    };
    for (const Row& row : rows) {
        CAPTURE(wire_name(row.from));
        CAPTURE(wire_name(row.event));
        CHECK(next_payment_state(row.from, row.event) == row.to);
    }
}

TEST_CASE("the platform is asked after 1, 2, 5, 15 and 60 minutes, then hourly") {
    const UtcMillis created{1'000'000};
    UtcMillis now = created;
    std::vector<std::int64_t> minutes;
    for (int queries = 0; queries < 8; ++queries) {
        now = next_query(created, now, queries);
        minutes.push_back((now.value - created.value) / minute_ms);
    }
    CHECK(minutes == std::vector<std::int64_t>{1, 2, 5, 15, 60, 120, 180, 240});
}

TEST_CASE("questions missed while the server was down are spread, not asked at once for ever") {
    const UtcMillis created{0};
    const UtcMillis two_days{std::int64_t{48} * 60 * minute_ms};
    CHECK(next_query(created, two_days, 0).value == two_days.value + 1 * minute_ms);
    CHECK(next_query(created, two_days, 4).value == two_days.value + 60 * minute_ms);
    CHECK(next_query(created, two_days, -3).value == two_days.value + 1 * minute_ms);
    CHECK(next_query(created, two_days, 100'000).value == two_days.value + 60 * minute_ms);
}

TEST_CASE("the schedule ends seven times 24 hours after the start, also across the change to winter time") {
    const UtcMillis saturday{1'793'404'800'000};  // 2026-10-24, clocks go back the next day
    CHECK_FALSE(is_reconcile_over(saturday, saturday.plus_ms(reconcile_period_ms - 1)));
    CHECK(is_reconcile_over(saturday, saturday.plus_ms(reconcile_period_ms)));
    const UtcMillis new_years_eve{1'798'718'400'000};
    CHECK(is_reconcile_over(new_years_eve, new_years_eve.plus_ms(reconcile_period_ms)));
    CHECK_FALSE(is_reconcile_over(saturday, saturday.plus_ms(-1)));
}

TEST_CASE("a reference holds only what every platform takes and tells attempts apart") {
    struct Row {
        const char* receipt;
        int attempt;
        const char* expected;
    };
    const Row rows[] = {
        {"K7Q2-93XF-5AB", 1, "BA K7Q2-93XF-5AB"},
        {"K7Q2-93XF-5AB", 2, "BA K7Q2-93XF-5AB-2"},
        {"MÜ|<1>&\n", 1, "BA M1"},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 1, "BA ABCDEFGHIJKLMNOPQRSTUVWX"},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 12, "BA ABCDEFGHIJKLMNOPQRSTU-12"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.receipt);
        CHECK(make_reference(row.receipt, row.attempt) == row.expected);
        CHECK(make_reference(row.receipt, row.attempt).size() <= 27);
    }
}
