#include "payment/ask_trace.h"

#include <algorithm>

namespace lesepass::server {

void AskTrace::begin(PaymentId id, UtcMillis now) {
    const std::lock_guard lock(mutex_);
    forget_old(now);
    Trace& trace = traces_[id];
    trace.last = now;
    ++trace.under_way;
}

void AskTrace::end(PaymentId id) {
    const std::lock_guard lock(mutex_);
    if (const auto trace = traces_.find(id); trace != traces_.end()) --trace->second.under_way;
}

UtcMillis AskTrace::earliest(PaymentId id, UtcMillis now) const {
    const std::lock_guard lock(mutex_);
    const auto trace = traces_.find(id);
    return trace == traces_.end() ? now : std::max(now, trace->second.last.plus_ms(interval_ms_));
}

bool AskTrace::is_under_way(PaymentId id) const {
    const std::lock_guard lock(mutex_);
    const auto trace = traces_.find(id);
    return trace != traces_.end() && trace->second.under_way > 0;
}

void AskTrace::forget_old(UtcMillis now) {
    constexpr std::size_t enough = 1'000;
    if (traces_.size() < enough) return;
    std::erase_if(traces_, [&](const auto& entry) {
        return entry.second.under_way == 0 && entry.second.last.plus_ms(interval_ms_) < now;
    });
}

}  // namespace lesepass::server
