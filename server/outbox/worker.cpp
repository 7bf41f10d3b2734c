#include "outbox/worker.h"

#include <chrono>

namespace lesepass::server {
namespace {

bool is_permanent(const Failure& failure) { return failure.code.ends_with(".permanent"); }

// What the library's mailbox has taken is known to the library.
std::optional<Store::DeliveryEffect> effect_of(const OutboxEntry& entry, UtcMillis now) {
    if (entry.intent.purpose != "mailbox") return std::nullopt;
    return Store::DeliveryEffect{
        .event = ApplicationEvent::NotificationDelivered,
        .history = {.at = now, .actor = "system", .event = "notification-delivered", .detail = entry.intent.title}};
}

}  // namespace

OutboxWorker::OutboxWorker(Store& store, const Clock& clock, Handlers handlers, OutboxWorkerOptions options)
    : store_(store),
      clock_(clock),
      handlers_(std::move(handlers)),
      options_(std::move(options)),
      most_attempts_(attempts_before_giving_up(options_.backoff)) {}

OutboxWorker::~OutboxWorker() { stop(); }

bool OutboxWorker::run_once() {
    // One at a time: with a slow mail server the rest of a batch would sit claimed behind it.
    const auto claimed = store_.claim_outbox(clock_.now(), options_.lease_ms, 1);
    if (!claimed) {
        count(Outcome::StoreError);
        return false;
    }
    if (claimed->empty()) return false;
    const OutboxEntry& entry = claimed->front();
    const Status delivered = deliver(entry);
    count(settle(entry, delivered));
    if (options_.on_attempt) options_.on_attempt(entry, delivered);
    return true;
}

void OutboxWorker::start() {
    thread_ = std::thread([this] { loop(); });
}

void OutboxWorker::notify() {
    {
        const std::lock_guard lock(mutex_);
        notified_ = true;
    }
    wake_.notify_one();
}

void OutboxWorker::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

OutboxWorkerFigures OutboxWorker::figures() const {
    const std::lock_guard lock(mutex_);
    return figures_;
}

void OutboxWorker::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        notified_ = false;
        lock.unlock();
        const bool worked = run_once();
        lock.lock();
        if (worked) continue;
        wake_.wait_for(lock, std::chrono::milliseconds(options_.poll_ms), [this] { return notified_ || stopping_; });
    }
}

Status OutboxWorker::deliver(const OutboxEntry& entry) {
    const auto handler = handlers_.find(entry.intent.kind);
    if (handler == handlers_.end())
        return Failure{"outbox.permanent", "Diese Art der Zustellung ist nicht eingerichtet: " + entry.intent.kind};
    return handler->second->deliver(entry);
}

// If the store fails here, the lease ends and the entry is delivered once more: receivers know a repeat by its id.
OutboxWorker::Outcome OutboxWorker::settle(const OutboxEntry& entry, const Status& delivered) {
    const UtcMillis now = clock_.now();  // a time-out may have passed since the claim
    if (delivered)
        return store_.complete_outbox(entry.id, now, effect_of(entry, now)) ? Outcome::Delivered : Outcome::StoreError;
    const bool give_up = is_permanent(delivered.failure()) || entry.attempts >= most_attempts_;
    const UtcMillis next = now.plus_ms(retry_delay_ms(entry.id, entry.attempts, options_.backoff));
    if (!store_.fail_outbox(entry.id, next, delivered.failure().detail, give_up, now)) return Outcome::StoreError;
    return give_up ? Outcome::GivenUp : Outcome::Failed;
}

void OutboxWorker::count(Outcome outcome) {
    const std::lock_guard lock(mutex_);
    switch (outcome) {
        case Outcome::Delivered: ++figures_.delivered; break;
        case Outcome::Failed: ++figures_.failed; break;
        case Outcome::GivenUp: ++figures_.given_up; break;
        case Outcome::StoreError: ++figures_.store_errors; break;
    }
}

}  // namespace lesepass::server
