#include "payment/payment_worker.h"

#include <condition_variable>

#include "payment_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

// The interval is an hour: whatever happens in these tests happened because of a wake, not of a timer.
PaymentWorkerOptions patient() {
    return {.interval = std::chrono::hours(1), .log = [](const std::string&) {}};
}

class Latch {
public:
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    // Waits without limit: ctest's time-out ends a test that hangs.
    void wait() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

}  // namespace

TEST_CASE_FIXTURE(PaymentFixture, "a callback wakes the worker, which asks; the HTTP thread does not") {
    const PaymentId id = started();
    platform.answer("tx-1", ProviderVerdict::Paid);
    Latch asked;
    std::thread::id asking;
    platform.during_query = [&] {
        asking = std::this_thread::get_id();
        asked.open();
    };
    {
        PaymentWorker worker(*service, patient());
        REQUIRE(service->notification(id, notice("tx-1")));
        asked.wait();
    }  // ends after the answer has been written
    CHECK(asking != std::this_thread::get_id());
    CHECK(payment_state(id) == PaymentState::Paid);
}

TEST_CASE_FIXTURE(PaymentFixture, "what is due when the server starts is asked at once") {
    const PaymentId id = started();
    platform.answer("tx-1", ProviderVerdict::Paid);
    clock.advance_minutes(1);
    Latch asked;
    platform.during_query = [&] { asked.open(); };
    {
        PaymentWorker worker(*service, patient());
        asked.wait();
    }
    CHECK(payment_state(id) == PaymentState::Paid);
}

TEST_CASE_FIXTURE(PaymentFixture, "unanswered questions and a failing store are said to the operator") {
    started();
    clock.advance_minutes(1);
    platform.query_failure = Failure{"payment.unreachable", "http.timeout"};
    Latch said;
    std::string line;
    auto options = patient();
    options.log = [&](const std::string& text) {
        line = text;
        said.open();
    };
    {
        PaymentWorker worker(*service, options);
        said.wait();
    }
    CHECK(line.find("1 of 1 questions unanswered") != std::string::npos);
}

TEST_CASE_FIXTURE(PaymentFixture, "ending the worker leaves hints for the next one") {
    const PaymentId id = started();
    { PaymentWorker worker(*service, patient()); }
    REQUIRE(service->notification(id, notice("tx-1")));  // nobody is woken, nothing is called that is gone
    platform.answer("tx-1", ProviderVerdict::Paid);
    poll();
    CHECK(payment_state(id) == PaymentState::Paid);
}
