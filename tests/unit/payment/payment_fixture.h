#pragma once
// A payment service on the real store, with a clock that stands still and a platform that does what a test says.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "payment/payment_service.h"
#include "payment/payment_state.h"
#include "payment/reconcile_schedule.h"
#include "store_fixture.h"

namespace lesepass::server::testing {

class ManualClock : public Clock {
public:
    UtcMillis now() const override { return UtcMillis{now_.load()}; }
    void advance_ms(std::int64_t ms) { now_ += ms; }
    void advance_minutes(std::int64_t minutes) { advance_ms(minutes * minute_ms); }

private:
    std::atomic<std::int64_t> now_{noon.value};
};

class CountingRandom : public Random {
public:
    Bytes16 bytes16() override { return id_of<PaymentId>(++count_, "random").bytes; }

private:
    std::atomic<unsigned> count_{0};
};

// Knows orders by transaction "tx-1", "tx-2", ...; answers "pending" until a test says otherwise. Thread-safe.
class ScriptedPlatform : public PaymentProvider, public NotificationParser {
public:
    Result<PaymentRedirect> initiate(const PaymentOrder& order) override {
        const std::lock_guard lock(mutex_);
        orders_.push_back(order);
        if (initiate_failure) return *initiate_failure;
        const std::string transaction = "tx-" + std::to_string(orders_.size());
        return PaymentRedirect{"https://pay.example/" + transaction, tells_transaction ? transaction : std::string()};
    }
    Result<ProviderStatus> query(const PaymentOrder&, const std::string& transaction) override {
        ++queries;
        if (during_query) during_query();
        const std::lock_guard lock(mutex_);
        if (query_failure) return *query_failure;
        ProviderStatus status;
        if (const auto known = answers_.find(transaction); known != answers_.end()) status = known->second;
        status.provider_transaction = transaction;
        return status;
    }
    Result<std::string> provider_transaction(const std::map<std::string, std::string>& fields) const override {
        const auto named = fields.find("txid");
        if (named == fields.end() || named->second.empty()) return Failure{"payment.notification", "no transaction"};
        return named->second;
    }

    void answer(const std::string& transaction, ProviderVerdict verdict, std::optional<Cents> amount = std::nullopt,
                const std::string& reference = {}) {
        const std::lock_guard lock(mutex_);
        ProviderStatus& status = answers_[transaction];
        status.verdict = verdict;
        status.amount = amount;
        status.reference = reference;
        status.raw = "scripted";
    }
    std::vector<PaymentOrder> orders() const {
        const std::lock_guard lock(mutex_);
        return orders_;
    }

    // Set before threads start.
    bool tells_transaction = true;
    std::optional<Failure> initiate_failure;
    std::optional<Failure> query_failure;
    std::function<void()> during_query;
    std::atomic<int> queries{0};

private:
    mutable std::mutex mutex_;
    std::vector<PaymentOrder> orders_;
    std::map<std::string, ProviderStatus> answers_;
};

inline PaymentService::Fields notice(const std::string& transaction) {
    return {{"ags", "05999000"}, {"txid", transaction}, {"payment_method", "paypal"}};
}

class PaymentFixture : public StoreFixture {
public:
    PaymentFixture() : service(make_service()) {}

    std::unique_ptr<PaymentService> make_service() {
        return std::make_unique<PaymentService>(PaymentDependencies{
            .store = store(),
            .clock = clock,
            .random = random,
            .public_url = "https://lesepass.example",
            .platform = [this](const std::string& tenant) -> std::optional<PaymentPlatform> {
                if (!has_platform || tenant != "musterstadt") return std::nullopt;
                return PaymentPlatform{"pmpayment", &platform, &platform};
            },
            .on_paid = [](const ApplicationRecord& application, const PaymentRecord&) -> std::vector<OutboxIntent> {
                return {an_intent(application.id.text() + "-paid")};
            },
        });
    }
    void restart() {
        service.reset();
        reopen();
        service = make_service();
    }

    // An application that waits for 16.00 euro, sent to the platform.
    PaymentId started(unsigned number = 1) {
        if (!store().find_application(application_id(number)))
            given_application(number, ApplicationState::AwaitingPayment);
        const auto begun = service->start(application_id(number));
        INFO(code_of(begun));
        REQUIRE(begun);
        return begun->payment;
    }
    PaymentRecord payment(PaymentId id) { return *store().find_payment(id); }
    PaymentState payment_state(PaymentId id) { return payment(id).state; }
    int events_named(PaymentId id, const std::string& name) {
        int count = 0;
        const auto events = store().payment_events_of(id);
        for (const auto& event : *events) count += event.event == name ? 1 : 0;
        return count;
    }
    int mails(unsigned number = 1) { return static_cast<int>(store().outbox_of(application_id(number))->size()); }
    void poll() {
        const auto report = service->poll_due();
        INFO(code_of(report));
        REQUIRE(report);
    }

    ManualClock clock;
    CountingRandom random;
    ScriptedPlatform platform;
    std::atomic<bool> has_platform{true};
    std::unique_ptr<PaymentService> service;
};

}  // namespace lesepass::server::testing
