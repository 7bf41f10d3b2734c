// What does not fit: wrong amounts, strangers, platforms that are down or talk nonsense, late news, staff.
#include "payment_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

TEST_CASE("peer cases 14, 17: an answer that does not fit the order is not believed, and staff sees it once") {
    struct Row {
        const char* why;
        std::optional<Cents> amount;
        const char* reference;
        bool believed;
    };
    const Row rows[] = {
        {"all as ordered", Cents{1600}, "BA MU-1001", true},
        {"platform tells nothing", std::nullopt, "", true},
        {"one cent less", Cents{1599}, "BA MU-1001", false},
        {"one cent more", Cents{1601}, "BA MU-1001", false},
        {"nothing", Cents{0}, "BA MU-1001", false},
        {"reference of another application", Cents{1600}, "BA MU-1002", false},
        {"reference of another attempt", Cents{1600}, "BA MU-1001-2", false},
        {"reference in lower case", Cents{1600}, "ba mu-1001", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        PaymentFixture f;
        const PaymentId id = f.started();
        f.platform.answer("tx-1", ProviderVerdict::Paid, row.amount, row.reference);
        for (int i = 0; i < 3; ++i) {
            f.clock.advance_minutes(3);
            REQUIRE(f.service->notification(id, notice("tx-1")));
            f.poll();
        }
        CHECK(f.payment_state(id) == (row.believed ? PaymentState::Paid : PaymentState::Redirected));
        CHECK(f.events_named(id, "mismatch") == (row.believed ? 0 : 1));
        CHECK(f.mails() == (row.believed ? 1 : 0));
        // Put right at the platform: believed after all.
        f.platform.answer("tx-1", ProviderVerdict::Paid, Cents{1600}, "BA MU-1001");
        f.clock.advance_minutes(61);
        f.poll();
        CHECK(f.payment_state(id) == PaymentState::Paid);
    }
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "peer case 17: the transaction of somebody else's paid application pays for nobody else") {
    platform.tells_transaction = false;
    const PaymentId paid = started(1);
    platform.answer("tx-of-erika", ProviderVerdict::Paid);
    REQUIRE(service->returned(paid, notice("tx-of-erika")));
    REQUIRE(payment_state(paid) == PaymentState::Paid);

    const PaymentId greedy = started(2);
    CHECK(service->notification(greedy, notice("tx-of-erika")));
    REQUIRE(service->returned(greedy, notice("tx-of-erika")));
    clock.advance_minutes(2);
    poll();
    CHECK(payment_state(greedy) == PaymentState::Redirected);
    CHECK(payment(greedy).provider_transaction.empty());
    CHECK(events_named(greedy, "mismatch") >= 1);
    CHECK(state_of(2) == ApplicationState::AwaitingPayment);
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "a callback or return that names another transaction than the platform gave us changes nothing") {
    const PaymentId id = started();
    platform.answer("forged", ProviderVerdict::Paid);
    CHECK(service->notification(id, notice("forged")));
    REQUIRE(service->returned(id, notice("forged")));
    clock.advance_minutes(1);
    poll();
    CHECK(payment(id).provider_transaction == "tx-1");
    CHECK(payment_state(id) == PaymentState::Redirected);
    CHECK(events_named(id, "mismatch") == 1);
    for (int i = 0; i < 100; ++i) CHECK(service->notification(id, notice("forged" + std::to_string(i))));
    CHECK(events_named(id, "mismatch") == 20);
}

TEST_CASE_FIXTURE(PaymentFixture, "peer cases 22, 23: callbacks without sense are taken politely and decide nothing") {
    const PaymentId id = started();
    const PaymentService::Fields senseless[] = {
        {}, {{"txid", ""}}, {{"status", "1"}}, {{"payment_method", "paid"}, {"amount", "1600"}}, {{"\xff", "\xff"}}};
    for (const auto& fields : senseless) CHECK(service->notification(id, fields));
    poll();
    CHECK(payment_state(id) == PaymentState::Redirected);
    platform.answer("tx-1", ProviderVerdict::Paid);
    clock.advance_minutes(5);
    poll();
    for (int i = 0; i < 3; ++i) CHECK(service->notification(id, notice("tx-1")));
    poll();
    CHECK(events_named(id, "confirmed") == 1);
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "peer cases 26, 27: a callback for a payment we do not have is acknowledged, a return is not found") {
    const PaymentId stranger = payment_id(77);
    CHECK(service->notification(stranger, notice("tx-1")));
    CHECK(code_of(service->returned(stranger, {})) == "store.missing");
    CHECK(platform.queries == 0);
}

TEST_CASE("peer case 13: a platform that is down or talks nonsense leaves the payment askable") {
    for (const char* code : {"payment.unreachable", "payment.refused", "payment.protocol"}) {
        CAPTURE(code);
        PaymentFixture f;
        const PaymentId id = f.started();
        f.platform.answer("tx-1", ProviderVerdict::Paid);
        f.platform.query_failure = Failure{code, "HTTP 500"};
        CHECK(f.service->returned(id, {}));
        for (int round = 0; round < 6; ++round) {
            f.clock.advance_minutes(61);
            f.poll();
        }
        CHECK(f.payment_state(id) == PaymentState::Redirected);
        f.platform.query_failure.reset();
        f.clock.advance_minutes(61);
        f.poll();
        CHECK(f.payment_state(id) == PaymentState::Paid);
    }
}

TEST_CASE_FIXTURE(PaymentFixture, "a platform that is down costs one time-out a round, and its payments step aside") {
    for (unsigned number = 1; number <= 5; ++number) started(number);
    platform.query_failure = Failure{"payment.unreachable", "time-out"};
    clock.advance_minutes(1);
    const auto report = service->poll_due();
    REQUIRE(report);
    CHECK(report->asked == 1);
    CHECK(report->unanswered == 1);
    CHECK(store().payments_to_query(clock.now(), 50)->empty());
    clock.advance_minutes(1);
    CHECK(store().payments_to_query(clock.now(), 50)->size() == 5);
}

TEST_CASE_FIXTURE(PaymentFixture, "a server that stops asks nothing more, and what is left stays due") {
    for (unsigned number = 1; number <= 5; ++number) started(number);
    clock.advance_minutes(1);
    const auto report = service->poll_due([&] { return platform.queries == 2; });
    REQUIRE(report);
    CHECK(report->asked == 2);
    CHECK(store().payments_to_query(clock.now(), 50)->size() == 3);
}

TEST_CASE_FIXTURE(PaymentFixture, "one payment nobody understands does not stop the others") {
    const PaymentId odd = started(1);
    const PaymentId fine = started(2);
    platform.answer("tx-2", ProviderVerdict::Paid);
    bool first = true;
    platform.during_query = [&] {
        platform.query_failure.reset();
        if (first) platform.query_failure = Failure{"payment.protocol", "HTML"};
        first = false;
    };
    clock.advance_minutes(1);
    poll();
    CHECK(payment_state(odd) == PaymentState::Redirected);
    CHECK(payment_state(fine) == PaymentState::Paid);
}

TEST_CASE_FIXTURE(PaymentFixture, "after seven days of \"not paid\" a payment expires, and late money still counts") {
    const PaymentId id = started();
    clock.advance_ms(reconcile_period_ms - 1);
    poll();
    CHECK(payment_state(id) == PaymentState::Redirected);
    clock.advance_minutes(61);
    poll();
    CHECK(payment_state(id) == PaymentState::Expired);
    const int asked = platform.queries;
    clock.advance_ms(reconcile_period_ms * 10);
    poll();
    CHECK(platform.queries == asked);  // silent now, but for hints

    platform.answer("tx-1", ProviderVerdict::Paid);
    REQUIRE(service->notification(id, notice("tx-1")));
    poll();
    CHECK(payment_state(id) == PaymentState::Paid);
    CHECK(state_of(1) == ApplicationState::Submitted);
    CHECK(mails() == 1);
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "peer case 31: when the last question of the seven days is answered with paid, it is paid") {
    const PaymentId id = started();
    clock.advance_ms(reconcile_period_ms);
    platform.answer("tx-1", ProviderVerdict::Paid);
    poll();
    CHECK(payment_state(id) == PaymentState::Paid);
}

TEST_CASE_FIXTURE(PaymentFixture, "a silent platform never lets a payment expire") {
    const PaymentId id = started();
    platform.query_failure = Failure{"payment.unreachable", "time-out"};
    clock.advance_ms(reconcile_period_ms * 3);
    poll();
    CHECK(payment_state(id) == PaymentState::Redirected);
    clock.advance_minutes(60);
    CHECK(store().payments_to_query(clock.now(), 10)->size() == 1);
}

TEST_CASE_FIXTURE(PaymentFixture, "a hint for an expired payment that still is not paid leaves it silent again") {
    const PaymentId id = started();
    clock.advance_ms(reconcile_period_ms);
    poll();
    REQUIRE(payment_state(id) == PaymentState::Expired);
    clock.advance_minutes(1);
    REQUIRE(service->notification(id, notice("tx-1")));
    poll();
    CHECK(payment_state(id) == PaymentState::Expired);
    CHECK(payment(id).next_query_at == no_query_due);
}

TEST_CASE_FIXTURE(PaymentFixture, "money that arrives after a rejection is recorded, and the decision stands") {
    const PaymentId id = started();
    REQUIRE(store().transition(application_id(1), ApplicationState::AwaitingPayment, ApplicationState::Rejected,
                               an_event("reject", "beate"), "nicht zuständig", {}));
    platform.answer("tx-1", ProviderVerdict::Paid);
    REQUIRE(service->returned(id, {}));
    CHECK(payment_state(id) == PaymentState::Paid);
    CHECK(state_of(1) == ApplicationState::Rejected);
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "where paying was optional the application keeps its state and its history says paid") {
    given_application(1, ApplicationState::Submitted);
    const PaymentId id = started(1);
    platform.answer("tx-1", ProviderVerdict::Paid);
    REQUIRE(service->returned(id, {}));
    CHECK(state_of(1) == ApplicationState::Submitted);
    CHECK(store().history_of(application_id(1))->back().event == "payment-confirmed");
    CHECK(mails() == 1);
}

TEST_CASE_FIXTURE(PaymentFixture, "peer case 33: refunds and chargebacks are for paid payments only") {
    const PaymentId id = started();
    for (const auto event : {PaymentEvent::RefundOrdered, PaymentEvent::RefundDone, PaymentEvent::ChargebackReported,
                             PaymentEvent::Confirmed})
        CHECK(code_of(service->record_staff_event(id, event, "beate", "")) == "store.conflict");
    CHECK(payment_state(id) == PaymentState::Redirected);

    platform.answer("tx-1", ProviderVerdict::Paid);
    REQUIRE(service->returned(id, {}));
    CHECK(code_of(service->record_staff_event(id, PaymentEvent::Confirmed, "beate", "")) == "store.conflict");
    CHECK(service->record_staff_event(id, PaymentEvent::RefundOrdered, "beate", "doppelt"));
    CHECK(service->record_staff_event(id, PaymentEvent::RefundDone, "beate", ""));
    CHECK(payment_state(id) == PaymentState::Refunded);
    CHECK(code_of(service->record_staff_event(id, PaymentEvent::RefundOrdered, "beate", "")) == "store.conflict");
}

TEST_CASE_FIXTURE(PaymentFixture, "peer case 40: the history says who, what, when and from where to where") {
    const PaymentId id = started();
    platform.answer("tx-1", ProviderVerdict::Failed);
    clock.advance_minutes(1);
    REQUIRE(service->notification(id, notice("tx-1")));
    poll();
    platform.answer("tx-1", ProviderVerdict::Paid);
    clock.advance_minutes(1);
    REQUIRE(service->ask_now(id, "beate"));
    REQUIRE(service->record_staff_event(id, PaymentEvent::RefundOrdered, "beate", "falsch gebucht"));

    struct Row {
        const char *source, *event, *detail;
        PaymentState from, to;
    };
    const Row rows[] = {
        {"initiate", "created", "", PaymentState::Created, PaymentState::Created},
        {"initiate", "redirect-issued", "", PaymentState::Created, PaymentState::Redirected},
        {"poll", "reported-failed", "scripted", PaymentState::Redirected, PaymentState::Failed},
        {"staff", "confirmed", "beate: scripted", PaymentState::Failed, PaymentState::Paid},
        {"staff", "refund-ordered", "beate: falsch gebucht", PaymentState::Paid, PaymentState::RefundPending},
    };
    const auto events = store().payment_events_of(id);
    REQUIRE(events->size() == std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        CAPTURE(i);
        CHECK((*events)[i].source == rows[i].source);
        CHECK((*events)[i].event == rows[i].event);
        CHECK((*events)[i].detail == rows[i].detail);
        CHECK((*events)[i].from == rows[i].from);
        CHECK((*events)[i].to == rows[i].to);
        if (i > 0) CHECK((*events)[i].at >= (*events)[i - 1].at);
    }
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "a case worker's question about an unreachable platform is answered with the reason") {
    const PaymentId id = started();
    platform.query_failure = Failure{"payment.unreachable", "http.timeout"};
    CHECK(code_of(service->ask_now(id, "beate")) == "payment.unreachable");
    CHECK(code_of(service->ask_now(payment_id(77), "beate")) == "store.missing");
}
