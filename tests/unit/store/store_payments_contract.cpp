// Every sentence of ports/store.h about payments.
#include <thread>

#include "store_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

PaymentRecord with_state(PaymentRecord record, PaymentState state) {
    record.state = state;
    return record;
}

const PaymentEventRecord created = a_payment_event("created", PaymentState::Created, PaymentState::Created);
const PaymentEventRecord paid = a_payment_event("confirmed", PaymentState::Created, PaymentState::Paid);

Store::ApplicationStep submitted_by_payment(const std::string& key) {
    return {.from = ApplicationState::AwaitingPayment,
            .to = ApplicationState::Submitted,
            .event = an_event("payment-confirmed"),
            .intents = {an_intent(key)}};
}

}  // namespace

TEST_CASE_FIXTURE(StoreFixture, "store: a payment is found with everything it was given") {
    given_application(1, ApplicationState::AwaitingPayment);
    auto record = a_payment(1, 1);
    record.provider_transaction = "tx-1";
    record.redirect_url = "https://pay.example/tx-1";
    record.method = "paypal";
    record.queries = 3;
    REQUIRE(store().add_payment(record, created));
    const auto found = store().find_payment(record.id);
    REQUIRE(found);
    CHECK(found->application == record.application);
    CHECK(found->tenant == record.tenant);
    CHECK(found->provider == record.provider);
    CHECK(found->reference == record.reference);
    CHECK(found->amount == record.amount);
    CHECK(found->state == PaymentState::Created);
    CHECK(found->provider_transaction == "tx-1");
    CHECK(found->redirect_url == record.redirect_url);
    CHECK(found->method == "paypal");
    CHECK(found->created_at == record.created_at);
    CHECK(found->updated_at == record.updated_at);
    CHECK(found->next_query_at == record.next_query_at);
    CHECK(found->queries == 3);
    REQUIRE(store().payment_events_of(record.id)->size() == 1);
    CHECK(store().payment_events_of(record.id)->front().event == "created");
}

TEST_CASE_FIXTURE(StoreFixture, "store: a payment needs its application, an amount and an id of its own") {
    given_application(1);
    CHECK(code_of(store().add_payment(a_payment(1, 2), created)) == "store.missing");
    auto free = a_payment(1, 1);
    free.amount = Cents{0};
    CHECK(code_of(store().add_payment(free, created)) == "store.conflict");
    REQUIRE(store().add_payment(a_payment(1, 1), created));
    CHECK(code_of(store().add_payment(a_payment(1, 1), created)) == "store.conflict");
    CHECK(store().payment_events_of(payment_id(1))->size() == 1);
}

TEST_CASE_FIXTURE(StoreFixture, "store: a payment, its event, the application's step and the mail happen together") {
    given_application(1, ApplicationState::AwaitingPayment);
    REQUIRE(store().add_payment(a_payment(1, 1), created));
    REQUIRE(store().record_payment(with_state(a_payment(1, 1), PaymentState::Paid), PaymentState::Created, paid,
                                   submitted_by_payment("mail")));
    CHECK(store().find_payment(payment_id(1))->state == PaymentState::Paid);
    CHECK(state_of(1) == ApplicationState::Submitted);
    CHECK(store().history_of(application_id(1))->back().event == "payment-confirmed");
    CHECK(store().outbox_of(application_id(1))->size() == 1);
    const auto events = store().payment_events_of(payment_id(1));
    REQUIRE(events->size() == 2);
    CHECK(events->back().event == "confirmed");
    CHECK(events->back().from == PaymentState::Created);
    CHECK(events->back().to == PaymentState::Paid);
    CHECK(events->back().source == "poll");
}

TEST_CASE_FIXTURE(StoreFixture,
                  "store: a payment that is not in the expected state stays, and so does the application") {
    given_application(1, ApplicationState::AwaitingPayment);
    REQUIRE(store().add_payment(a_payment(1, 1), created));
    CHECK(code_of(store().record_payment(with_state(a_payment(1, 1), PaymentState::Paid), PaymentState::Redirected,
                                         paid, submitted_by_payment("mail"))) == "store.conflict");
    CHECK(code_of(store().record_payment(with_state(a_payment(2, 1), PaymentState::Paid), PaymentState::Created, paid,
                                         submitted_by_payment("mail"))) == "store.missing");
    CHECK(store().find_payment(payment_id(1))->state == PaymentState::Created);
    CHECK(state_of(1) == ApplicationState::AwaitingPayment);
    CHECK(store().payment_events_of(payment_id(1))->size() == 1);
    CHECK(store().outbox_figures()->pending == 0);
}

TEST_CASE_FIXTURE(StoreFixture, "store: if the application has moved on, the payment is not recorded either") {
    given_application(1, ApplicationState::Rejected);
    REQUIRE(store().add_payment(a_payment(1, 1), created));
    const auto status = store().record_payment(with_state(a_payment(1, 1), PaymentState::Paid), PaymentState::Created,
                                               paid, submitted_by_payment("mail"));
    REQUIRE_FALSE(status);
    CHECK(status.failure().code == "store.conflict");
    CHECK(status.failure().detail == "application");
    CHECK(store().find_payment(payment_id(1))->state == PaymentState::Created);
    CHECK(store().payment_events_of(payment_id(1))->size() == 1);
}

TEST_CASE_FIXTURE(StoreFixture, "store: what a payment is for never changes") {
    given_application(1, ApplicationState::AwaitingPayment);
    given_application(2, ApplicationState::AwaitingPayment);
    REQUIRE(store().add_payment(a_payment(1, 1), created));
    auto forged = with_state(a_payment(1, 2), PaymentState::Redirected);
    forged.amount = Cents{1};
    forged.reference = "other";
    forged.provider = "other";
    REQUIRE(store().record_payment(forged, PaymentState::Created, created, std::nullopt));
    const auto found = store().find_payment(payment_id(1));
    CHECK(found->application == application_id(1));
    CHECK(found->amount == Cents{1600});
    CHECK(found->reference == a_payment(1, 1).reference);
    CHECK(found->provider == "pmpayment");
}

TEST_CASE_FIXTURE(StoreFixture, "store: callback and return page confirm at once, one of them wins") {
    given_application(1, ApplicationState::AwaitingPayment);
    REQUIRE(store().add_payment(a_payment(1, 1), created));
    std::atomic<int> won{0};
    std::vector<std::thread> all;
    for (int i = 0; i < 50; ++i)
        all.emplace_back([&] {
            if (store().record_payment(with_state(a_payment(1, 1), PaymentState::Paid), PaymentState::Created, paid,
                                       submitted_by_payment("mail")))
                ++won;
        });
    for (auto& thread : all) thread.join();
    CHECK(won == 1);
    CHECK(store().payment_events_of(payment_id(1))->size() == 2);
    CHECK(store().outbox_of(application_id(1))->size() == 1);
}

TEST_CASE_FIXTURE(StoreFixture, "store: an application is paid once, a second payment has to be called duplicate") {
    given_application(1, ApplicationState::AwaitingPayment);
    REQUIRE(store().add_payment(a_payment(1, 1), created));
    REQUIRE(store().add_payment(a_payment(2, 1), created));
    REQUIRE(store().record_payment(with_state(a_payment(1, 1), PaymentState::Paid), PaymentState::Created, paid, {}));
    CHECK(code_of(store().record_payment(with_state(a_payment(2, 1), PaymentState::Paid), PaymentState::Created, paid,
                                         {})) == "store.conflict");
    CHECK(store().record_payment(with_state(a_payment(2, 1), PaymentState::DuplicatePaid), PaymentState::Created, paid,
                                 {}));
    const auto payments = store().payments_of(application_id(1));
    REQUIRE(payments->size() == 2);
    CHECK((*payments)[0].state == PaymentState::Paid);
    CHECK((*payments)[1].state == PaymentState::DuplicatePaid);
}

TEST_CASE_FIXTURE(StoreFixture, "store: every payment state survives a restart") {
    given_application(1);
    for (const auto& row : payment_states) {
        auto record = a_payment(100 + static_cast<unsigned>(row.state), 1);
        record.state = row.state;
        REQUIRE(store().add_payment(record, created));
    }
    reopen();
    for (const auto& row : payment_states)
        CHECK(store().find_payment(payment_id(100 + static_cast<unsigned>(row.state)))->state == row.state);
}

TEST_CASE_FIXTURE(StoreFixture, "store: payments to ask about are those that are due and can still change") {
    given_application(1);
    auto later = a_payment(1, 1);
    later.next_query_at = noon.plus_seconds(30);
    auto sooner = a_payment(2, 1);
    sooner.next_query_at = noon.plus_seconds(10);
    auto not_due = a_payment(3, 1);
    not_due.next_query_at = noon.plus_seconds(31);
    auto done = with_state(a_payment(4, 1), PaymentState::Paid);
    done.next_query_at = noon;
    for (const auto& record : {later, sooner, not_due, done}) REQUIRE(store().add_payment(record, created));
    const auto due = store().payments_to_query(noon.plus_seconds(30), 10);
    REQUIRE(due->size() == 2);
    CHECK((*due)[0].id == payment_id(2));
    CHECK((*due)[1].id == payment_id(1));
    CHECK(store().payments_to_query(noon.plus_seconds(30), 1)->size() == 1);
    CHECK(store().payments_to_query(noon.plus_seconds(9), 10)->empty());

    REQUIRE(store().reschedule_payment(payment_id(2), noon.plus_seconds(100), 7));
    CHECK(store().payments_to_query(noon.plus_seconds(30), 10)->size() == 1);
    CHECK(store().find_payment(payment_id(2))->queries == 7);
    CHECK(store().payment_events_of(payment_id(2))->size() == 1);
    CHECK(code_of(store().reschedule_payment(payment_id(99), noon, 1)) == "store.missing");
}

TEST_CASE_FIXTURE(StoreFixture, "store: one transaction of a platform pays for one application") {
    given_application(1, ApplicationState::AwaitingPayment);
    given_application(2, ApplicationState::AwaitingPayment);
    for (unsigned i : {1u, 2u}) REQUIRE(store().add_payment(a_payment(i, i), created));
    const auto redirected = [](unsigned number) {
        auto record = with_state(a_payment(number, number), PaymentState::Redirected);
        record.provider_transaction = "tx-7";
        return record;
    };
    CHECK(store().record_payment(redirected(1), PaymentState::Created, created, {}));
    CHECK(code_of(store().record_payment(redirected(2), PaymentState::Created, created, {})) == "store.conflict");
    CHECK(store().find_payment(payment_id(2))->state == PaymentState::Created);
    CHECK(store().record_payment(redirected(1), PaymentState::Redirected, created, {}));
}
