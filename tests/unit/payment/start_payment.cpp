// The applicant wants to pay. "Peer case N" is the number in the collection of what went wrong elsewhere.
#include <thread>

#include "payment_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

TEST_CASE_FIXTURE(PaymentFixture, "starting sends the payer to the platform with the fee the server computed") {
    const PaymentId id = started();
    REQUIRE(platform.orders().size() == 1);
    const PaymentOrder order = platform.orders().front();
    CHECK(order.payment == id);
    CHECK(order.amount == Cents{1600});
    CHECK(order.reference == "BA MU-1001");
    CHECK(order.return_url == "https://lesepass.example/payments/" + id.text() + "/return");
    CHECK(order.notify_url == "https://lesepass.example/payments/" + id.text() + "/notification");
    const auto record = payment(id);
    CHECK(record.state == PaymentState::Redirected);
    CHECK(record.redirect_url == "https://pay.example/tx-1");
    CHECK(record.provider_transaction == "tx-1");
    CHECK(record.next_query_at == clock.now().plus_ms(minute_ms));
}

TEST_CASE_FIXTURE(PaymentFixture, "a double click and a second tab get the same address and no second order") {
    const PaymentId first = started();
    const PaymentId second = started();
    CHECK(first == second);
    CHECK(platform.orders().size() == 1);
}

TEST_CASE_FIXTURE(PaymentFixture, "eight clicks at the same moment make one order") {
    given_application(1, ApplicationState::AwaitingPayment);
    std::vector<std::thread> clicks;
    std::atomic<int> sent{0};
    for (int i = 0; i < 8; ++i) clicks.emplace_back([&] { sent += service->start(application_id(1)).ok() ? 1 : 0; });
    for (auto& click : clicks) click.join();
    CHECK(sent == 8);
    CHECK(platform.orders().size() == 1);
    CHECK(store().payments_of(application_id(1))->size() == 1);
}

TEST_CASE_FIXTURE(PaymentFixture, "an address that is older than a quarter of an hour is not used again") {
    const PaymentId first = started();
    clock.advance_ms(PaymentService::reuse_ms);
    const PaymentId second = started();
    CHECK(first != second);
    CHECK(platform.orders().back().reference == "BA MU-1001-2");
}

TEST_CASE_FIXTURE(PaymentFixture, "peer case 32: nothing to pay never calls the platform") {
    auto record = an_application(1);
    record.fee = Cents{0};
    REQUIRE(store().submit(record, "", {}, {}));
    CHECK(code_of(service->start(record.id)) == "payment.not-due");
    given_application(2, ApplicationState::Rejected);
    CHECK(code_of(service->start(application_id(2))) == "payment.not-due");
    CHECK(code_of(service->start(application_id(99))) == "store.missing");
    CHECK(platform.orders().empty());
}

TEST_CASE_FIXTURE(PaymentFixture, "a library without a platform is the operator's mistake, not a lost payment") {
    has_platform = false;
    given_application(1, ApplicationState::AwaitingPayment);
    CHECK(code_of(service->start(application_id(1))) == "payment.configuration");
    CHECK(store().payments_of(application_id(1))->empty());
}

TEST_CASE_FIXTURE(PaymentFixture, "who has paid is not sent to pay again") {
    const PaymentId id = started();
    platform.answer("tx-1", ProviderVerdict::Paid);
    REQUIRE(service->returned(id, {}));
    CHECK(code_of(service->start(application_id(1))) == "payment.already-paid");
    CHECK(platform.orders().size() == 1);
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "peer case 34: paid in the first tab, message lost: the second tab learns it and pays nothing") {
    const PaymentId id = started();
    platform.answer("tx-1", ProviderVerdict::Paid);
    CHECK(code_of(service->start(application_id(1))) == "payment.already-paid");
    CHECK(payment_state(id) == PaymentState::Paid);
    CHECK(mails() == 1);
}

TEST_CASE_FIXTURE(PaymentFixture, "after a cancelled attempt a new one begins with a reference of its own") {
    const PaymentId first = started();
    platform.answer("tx-1", ProviderVerdict::Cancelled);
    REQUIRE(service->returned(first, {}));
    CHECK(payment_state(first) == PaymentState::Cancelled);
    clock.advance_minutes(1);
    const PaymentId second = started();
    CHECK(first != second);
    CHECK(payment(second).reference == "BA MU-1001-2");
}

TEST_CASE_FIXTURE(PaymentFixture,
                  "a platform that does not take the order leaves a failed attempt, and the next one works") {
    for (const char* code : {"payment.unreachable", "payment.refused", "payment.protocol"}) {
        CAPTURE(code);
        platform.initiate_failure = Failure{code, "HTTP 503"};
        if (!store().find_application(application_id(1))) given_application(1, ApplicationState::AwaitingPayment);
        CHECK(code_of(service->start(application_id(1))) == code);
        const auto attempts = store().payments_of(application_id(1));
        CHECK(attempts->back().state == PaymentState::Failed);
        CHECK(store().payment_events_of(attempts->back().id)->back().detail == std::string(code) + " HTTP 503");
    }
    platform.initiate_failure.reset();
    CHECK(payment_state(started()) == PaymentState::Redirected);
}

TEST_CASE_FIXTURE(PaymentFixture, "peer case 8: a callback that is faster than the platform's own answer is not lost") {
    platform.tells_transaction = false;
    given_application(1, ApplicationState::AwaitingPayment);
    // The platform calls while our request to it is still open: our row is there already.
    class Eager : public PaymentProvider {
    public:
        explicit Eager(PaymentFixture& fixture) : f(fixture) {}
        Result<PaymentRedirect> initiate(const PaymentOrder& order) override {
            CHECK(f.service->notification(order.payment, notice("early-1")));
            return f.platform.initiate(order);
        }
        Result<ProviderStatus> query(const PaymentOrder& order, const std::string& transaction) override {
            return f.platform.query(order, transaction);
        }
        PaymentFixture& f;
    } eager(*this);
    service = std::make_unique<PaymentService>(PaymentDependencies{
        .store = store(),
        .clock = clock,
        .random = random,
        .public_url = "https://lesepass.example",
        .platform =
            [&](const std::string&) {
                return PaymentPlatform{"pmpayment", &eager, &platform};
            },
        .on_paid = [](const ApplicationRecord&, const PaymentRecord&) { return std::vector<OutboxIntent>{}; },
    });
    platform.answer("early-1", ProviderVerdict::Paid);
    const PaymentId id = started();
    CHECK(payment(id).provider_transaction == "early-1");
    CHECK(payment_state(id) == PaymentState::Redirected);
    poll();
    CHECK(payment_state(id) == PaymentState::Paid);
}
