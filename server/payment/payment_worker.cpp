#include "payment/payment_worker.h"

namespace lesepass::server {

PaymentWorker::PaymentWorker(PaymentService& service, PaymentWorkerOptions options)
    : service_(service), options_(std::move(options)), thread_([this] { run(); }) {
    service_.set_wake([this] { wake(); });
}

PaymentWorker::~PaymentWorker() {
    service_.set_wake([] {});
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void PaymentWorker::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

void PaymentWorker::run() {
    do poll();
    while (wait());
}

void PaymentWorker::poll() {
    const auto report = service_.poll_due([this] { return stopping_.load(); });
    if (!report) {
        options_.log("payments: " + report.failure().code + " " + report.failure().detail);
        return;
    }
    if (report->unanswered > 0)
        options_.log("payments: " + std::to_string(report->unanswered) + " of " + std::to_string(report->asked) +
                     " questions unanswered; asked again later");
    if (report->more) wake();
}

bool PaymentWorker::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, options_.interval, [this] { return woken_ || stopping_; });
    woken_ = false;
    return !stopping_;
}

}  // namespace lesepass::server
