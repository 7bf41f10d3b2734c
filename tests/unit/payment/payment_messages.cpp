// Callback, return and poll: in any order, any number of times, at the same time.
#include <set>
#include <thread>

#include "payment_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

// c: callback and the worker's round after it; n: callback whose worker has not come round yet; r: return; p: the
// worker comes round by itself a minute later.
void play(PaymentFixture& f, PaymentId id, const std::string& script) {
    for (const char act : script) {
        f.clock.advance_ms(3'000);
        switch (act) {
            case 'c':
                CHECK(f.service->notification(id, notice("tx-1")));
                f.poll();
                break;
            case 'n': CHECK(f.service->notification(id, notice("tx-1"))); break;
            case 'r': CHECK(f.service->returned(id, {{"txid", "tx-1"}})); break;
            case 'p':
                f.clock.advance_minutes(1);
                f.poll();
                break;
            default: FAIL("unknown act");
        }
    }
}

void check_paid_once(PaymentFixture& f, PaymentId id, unsigned number = 1) {
    CHECK(f.payment_state(id) == PaymentState::Paid);
    CHECK(f.state_of(number) == ApplicationState::Submitted);
    CHECK(f.mails(number) == 1);
    CHECK(f.events_named(id, "confirmed") == 1);
    int steps = 0;
    const auto history = f.store().history_of(application_id(number));
    for (const auto& event : *history) steps += event.event == "payment-confirmed";
    CHECK(steps == 1);
}

}  // namespace

TEST_CASE(
    "peer cases 1, 2, 9, 10, 11, 12: however the news arrives, the application is paid once and one mail goes out") {
    for (const char* script : {"c",   "r",   "p",    "cc",   "rr", "cr", "rc", "nr", "rn",      "nnr",   "ncrp",
                               "crc", "rcr", "ccrr", "rrcc", "cp", "pc", "rp", "pr", "crcrcrp", "nnnnnp"}) {
        CAPTURE(script);
        for (const bool tells : {true, false}) {
            if (!tells && script[0] == 'p') continue;  // nobody has told which transaction to ask about
            PaymentFixture f;
            f.platform.tells_transaction = tells;
            const PaymentId id = f.started();
            f.platform.answer("tx-1", ProviderVerdict::Paid, Cents{1600}, "BA MU-1001");
            play(f, id, script);
            check_paid_once(f, id);
        }
    }
}

TEST_CASE("peer cases 4, 5: money wins, in whatever order the platform tells") {
    using enum ProviderVerdict;
    struct Row {
        std::vector<ProviderVerdict> answers;
        PaymentState state;
        ApplicationState application;
    };
    const Row rows[] = {
        {{Failed, Paid}, PaymentState::Paid, ApplicationState::Submitted},
        {{Cancelled, Paid}, PaymentState::Paid, ApplicationState::Submitted},
        {{Pending, Paid}, PaymentState::Paid, ApplicationState::Submitted},
        {{Paid, Failed}, PaymentState::Paid, ApplicationState::Submitted},
        {{Paid, Cancelled, Pending}, PaymentState::Paid, ApplicationState::Submitted},
        {{Pending, Pending}, PaymentState::Redirected, ApplicationState::AwaitingPayment},
        {{Failed, Failed}, PaymentState::Failed, ApplicationState::AwaitingPayment},
        {{Failed, Pending}, PaymentState::Failed, ApplicationState::AwaitingPayment},
        {{Cancelled, Failed}, PaymentState::Cancelled, ApplicationState::AwaitingPayment},
    };
    for (const Row& row : rows) {
        PaymentFixture f;
        const PaymentId id = f.started();
        for (const auto verdict : row.answers) {
            f.platform.answer("tx-1", verdict);
            play(f, id, "c");
        }
        CHECK(f.payment_state(id) == row.state);
        CHECK(f.state_of(1) == row.application);
        CHECK(f.mails() == (row.state == PaymentState::Paid ? 1 : 0));
    }
}

TEST_CASE_FIXTURE(PaymentFixture, "peer case 3: fifty callbacks at once have one effect") {
    const PaymentId id = started();
    platform.answer("tx-1", ProviderVerdict::Paid);
    std::vector<std::thread> calls;
    std::atomic<int> stored{0};
    for (int i = 0; i < 50; ++i)
        calls.emplace_back([&] { stored += service->notification(id, notice("tx-1")).ok() ? 1 : 0; });
    for (auto& call : calls) call.join();
    CHECK(stored == 50);
    CHECK(events_named(id, "notified") == 1);
    poll();
    check_paid_once(*this, id);
    CHECK(platform.queries == 1);
}

// Two services on one store are two server processes: they share no lock, only the store's conflicts.
TEST_CASE_FIXTURE(PaymentFixture,
                  "callback, return and poll at the same time, in two processes, end like one of them alone") {
    const auto other = make_service();
    for (unsigned number = 1; number <= 15; ++number) {
        const PaymentId id = started(number);
        const std::string transaction = "tx-" + std::to_string(number);
        platform.answer(transaction, ProviderVerdict::Paid, Cents{1600});
        std::vector<std::thread> actors;
        for (PaymentService* process : {service.get(), other.get()}) {
            actors.emplace_back([=] { CHECK(process->notification(id, notice(transaction))); });
            actors.emplace_back([=] { CHECK(process->returned(id, notice(transaction))); });
            actors.emplace_back([=] { CHECK(process->poll_due()); });
        }
        for (auto& actor : actors) actor.join();
        clock.advance_minutes(2);
        poll();
        check_paid_once(*this, id, number);
    }
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "peer cases 6, 7: of two paid attempts one counts, the other is owed back and staff is told") {
    const PaymentId first = started();
    clock.advance_ms(PaymentService::reuse_ms);
    const PaymentId second = started();
    platform.answer("tx-2", ProviderVerdict::Paid);
    REQUIRE(service->returned(second, {}));
    platform.answer("tx-1", ProviderVerdict::Paid);
    clock.advance_minutes(1);
    REQUIRE(service->notification(first, notice("tx-1")));
    poll();
    CHECK(payment_state(second) == PaymentState::Paid);
    CHECK(payment_state(first) == PaymentState::DuplicatePaid);
    CHECK(mails() == 1);
    const auto history = store().history_of(application_id(1));
    CHECK(history->back().event == "payment-duplicate");
    CHECK(history->back().detail.find("bitte erstatten") != std::string::npos);
    CHECK(state_of(1) == ApplicationState::Submitted);
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "two attempts confirmed at the same moment by two processes: one is paid, one is a duplicate") {
    const auto other = make_service();
    for (unsigned number = 1; number <= 10; ++number) {
        const PaymentId first = started(number);
        clock.advance_ms(PaymentService::reuse_ms);
        const PaymentId second = started(number);
        REQUIRE(first != second);
        for (const PaymentId id : {first, second})
            platform.answer(payment(id).provider_transaction, ProviderVerdict::Paid);
        clock.advance_minutes(1);
        std::thread one([&] { CHECK(service->returned(first, {})); });
        std::thread two([&] { CHECK(other->returned(second, {})); });
        one.join();
        two.join();
        const std::multiset<PaymentState> states{payment_state(first), payment_state(second)};
        CHECK(states == std::multiset<PaymentState>{PaymentState::Paid, PaymentState::DuplicatePaid});
        CHECK(mails(number) == 1);
    }
}

TEST_CASE_FIXTURE(PaymentFixture, "a hint that arrives while the platform is being asked leads to another question") {
    const PaymentId id = started();
    platform.during_query = [&] {
        if (platform.queries > 1) return;
        clock.advance_ms(10);
        // Asked before it was paid, answered after the callback.
        CHECK(service->notification(id, notice("tx-1")));
    };
    clock.advance_minutes(1);
    poll();
    CHECK(payment_state(id) == PaymentState::Redirected);
    platform.answer("tx-1", ProviderVerdict::Paid);
    clock.advance_ms(PaymentService::ask_interval_ms);
    poll();
    CHECK(payment_state(id) == PaymentState::Paid);
}

TEST_CASE_FIXTURE(PaymentFixture, "peer case 29: a hint survives a crash before the worker came round") {
    const PaymentId id = started();
    REQUIRE(service->notification(id, notice("tx-1")));
    platform.answer("tx-1", ProviderVerdict::Paid);
    restart();
    poll();
    check_paid_once(*this, id);
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "peer case 30: a store that takes nothing makes the platform try again, nothing is half-written") {
    const PaymentId id = started();
    platform.answer("tx-1", ProviderVerdict::Paid);
    sqlite().stop_writing();
    CHECK(code_of(service->notification(id, notice("tx-1"))) == "store.busy");
    CHECK(service->returned(id, {}));  // the page is shown all the same
    CHECK(payment_state(id) == PaymentState::Redirected);
    restart();
    CHECK(events_named(id, "notified") == 0);
    play(*this, id, "c");
    check_paid_once(*this, id);
}

TEST_CASE_FIXTURE(PaymentFixture, "a flood of reloads and hints is no flood of questions") {
    const PaymentId id = started();
    for (int i = 0; i < 100; ++i) {
        REQUIRE(service->returned(id, {}));
        REQUIRE(service->notification(id, notice("tx-1")));
        poll();
    }
    CHECK(platform.queries == 1);
    CHECK(events_named(id, "notified") == 1);
    clock.advance_ms(PaymentService::ask_interval_ms);
    poll();
    CHECK(platform.queries == 2);
}

TEST_CASE_FIXTURE(PaymentFixture, "the worker is woken by a hint, and only by a stored one") {
    int woken = 0;
    service->set_wake([&] { ++woken; });
    const PaymentId id = started();
    REQUIRE(service->notification(id, notice("tx-1")));
    CHECK(woken == 1);
    clock.advance_ms(PaymentService::ask_interval_ms);
    poll();
    sqlite().stop_writing();
    CHECK_FALSE(service->notification(id, notice("tx-1")));
    CHECK(woken == 1);
}
