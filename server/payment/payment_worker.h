#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "payment/payment_service.h"

namespace lesepass::server {

struct PaymentWorkerOptions {
    std::chrono::milliseconds interval{2'000};
    // One line for the operator, without personal data. Called from the worker's thread.
    std::function<void(const std::string& line)> log = [](const std::string&) {};
};

// The thread that asks the platforms. Looks for due payments when woken and every `interval`; all it must remember is
// in the store, so nothing is lost with it.
class PaymentWorker {
public:
    // `service` outlives the worker; its wake function is set to wake().
    explicit PaymentWorker(PaymentService& service, PaymentWorkerOptions options = {});
    // Waits for the question that is on its way (bounded by the platform's time-out).
    ~PaymentWorker();
    PaymentWorker(const PaymentWorker&) = delete;
    PaymentWorker& operator=(const PaymentWorker&) = delete;

    void wake();

private:
    void run();
    void poll();
    // false: the worker is to stop.
    bool wait();

    PaymentService& service_;
    PaymentWorkerOptions options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_ = false;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;  // last: it uses everything above
};

}  // namespace lesepass::server
