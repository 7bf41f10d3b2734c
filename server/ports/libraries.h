#pragma once
// The libraries this server works for, as their files say now.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "responsibility/directory.h"
#include "tenant/tenant.h"

namespace lesepass::server {

// One state of all files. Never changed: a reload makes another one.
struct Libraries {
    std::map<std::string, Tenant> by_key;
    Directory directory;

    const Tenant* find(const std::string& key) const {
        const auto at = by_key.find(key);
        return at == by_key.end() ? nullptr : &at->second;
    }
};

// Holds the present state. Requests and jobs use it without a lock and may see the next state at their next look; what
// they have looked up stays valid for `kept_ms` after it was replaced, far longer than a request or job may last.
class LibraryShelf {
public:
    static constexpr std::int64_t kept_ms = 60 * 60 * 1000;

    explicit LibraryShelf(Libraries first = {}) { replace(std::move(first), 0); }

    const Libraries* operator->() const { return present_.load(std::memory_order_acquire); }
    const Libraries& operator*() const { return *operator->(); }

    // `now_ms`: of a clock that never jumps.
    void replace(Libraries next, std::int64_t now_ms) {
        auto state = std::make_unique<const Libraries>(std::move(next));
        std::lock_guard lock(mutex_);
        present_.store(state.get(), std::memory_order_release);
        if (!states_.empty()) states_.back().replaced_at_ms = now_ms;
        std::erase_if(states_, [&](const State& old) {
            return &old != &states_.back() && old.replaced_at_ms + kept_ms < now_ms;
        });
        states_.push_back({std::move(state), 0});
    }

    // How many are held, the present one included.
    std::size_t states() const {
        std::lock_guard lock(mutex_);
        return states_.size();
    }

private:
    struct State {
        std::unique_ptr<const Libraries> libraries;
        std::int64_t replaced_at_ms;
    };
    mutable std::mutex mutex_;
    std::vector<State> states_;  // the last is present
    std::atomic<const Libraries*> present_ = nullptr;
};

}  // namespace lesepass::server
