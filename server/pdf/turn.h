#pragma once
// Who may set a PDF now: one person at a time, a few wait, a crowd would only need memory.
#include <atomic>
#include <mutex>

#include "pdf/page_pdf.h"

namespace lesepass::server::pdf {

class Turn {
public:
    Turn() : waits_(present_.fetch_add(1) <= max_waiting) {
        if (waits_) lock_ = std::unique_lock(mutex_);
    }
    ~Turn() { present_.fetch_sub(1); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    bool came() const { return waits_; }
    // Whoever has the turn and all who wait for it.
    static int present() { return present_; }

private:
    static inline std::mutex mutex_;
    static inline std::atomic<int> present_{0};
    bool waits_;
    std::unique_lock<std::mutex> lock_;
};

}  // namespace lesepass::server::pdf
