#include "paysim/notifier.h"

namespace lesepass::paysim {

Notifier::Notifier() : thread_([this] { run(); }) {}

Notifier::~Notifier() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Notifier::send_now(const NoticeCall& call) const {
    ignore(http_.post_form(call.url, call.fields), "a platform does not tell the payer when a shop is deaf");
}

void Notifier::send_later(const NoticeCall& call) {
    const Moment due = std::chrono::steady_clock::now() + std::chrono::milliseconds(call.delay_ms);
    {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(due, call);
    }
    changed_.notify_all();
}

void Notifier::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (waiting_.empty()) {
            changed_.wait(lock);
            continue;
        }
        const auto first = waiting_.begin();
        if (first->first > std::chrono::steady_clock::now()) {
            const Moment due = first->first;
            changed_.wait_until(lock, due);
            continue;
        }
        const NoticeCall call = first->second;
        waiting_.erase(first);
        lock.unlock();
        send_now(call);
        lock.lock();
    }
}

}  // namespace lesepass::paysim
