#pragma once
// Takes what is due out of the outbox and delivers it, at least once. Anything may end at any line: what was claimed
// and not completed is due again when its lease ends, or at once after a restart.
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "outbox/backoff.h"
#include "outbox/delivery.h"
#include "ports/clock.h"
#include "ports/store.h"

namespace lesepass::server {

struct OutboxWorkerOptions {
    BackoffPolicy backoff{};
    std::int64_t lease_ms = 120'000;  // longer than a handler may take
    std::int64_t poll_ms = 1'000;     // looks at least that often; notify() wakes it at once
    // One entry delivered or failed; for logs. No personal data in the arguments. May be empty.
    std::function<void(const OutboxEntry&, const Status&)> on_attempt{};
};

struct OutboxWorkerFigures {
    std::uint64_t delivered = 0;
    std::uint64_t failed = 0;    // attempts that will be repeated
    std::uint64_t given_up = 0;  // dead letters
    std::uint64_t store_errors = 0;
};

class OutboxWorker {
public:
    // kind -> handler; all outlive the worker.
    using Handlers = std::map<std::string, DeliveryHandler*>;
    OutboxWorker(Store& store, const Clock& clock, Handlers handlers, OutboxWorkerOptions options = {});
    ~OutboxWorker();  // stops

    // Claims and handles one entry that is due by the clock. true: there was one. Without a thread, for tests and
    // tools.
    bool run_once();

    void start();
    // Something was written into the outbox. Cheap, any thread.
    void notify();
    // Returns when the delivery in progress has ended.
    void stop();
    OutboxWorkerFigures figures() const;

private:
    enum class Outcome { Delivered, Failed, GivenUp, StoreError };

    void loop();
    Status deliver(const OutboxEntry& entry);
    Outcome settle(const OutboxEntry& entry, const Status& delivered);
    void count(Outcome outcome);

    Store& store_;
    const Clock& clock_;
    const Handlers handlers_;
    const OutboxWorkerOptions options_;
    const int most_attempts_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool notified_ = false;
    bool stopping_ = false;
    OutboxWorkerFigures figures_;
    std::thread thread_;
};

}  // namespace lesepass::server
