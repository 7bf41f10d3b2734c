#pragma once
#include <map>
#include <mutex>

#include "base/date.h"
#include "base/ids.h"

namespace lesepass::server {

// When each payment was last asked about, so that hints and page reloads can not drive us against the platform; and
// whether a question is on its way, because a hint that arrives meanwhile needs another one. In memory: after a restart
// everything may be asked again. Thread-safe.
class AskTrace {
public:
    explicit AskTrace(std::int64_t interval_ms) : interval_ms_(interval_ms) {}

    void begin(PaymentId id, UtcMillis now);
    void end(PaymentId id);
    // Not before this moment should the payment be asked about again.
    UtcMillis earliest(PaymentId id, UtcMillis now) const;
    bool is_under_way(PaymentId id) const;

private:
    struct Trace {
        UtcMillis last;
        int under_way = 0;
    };
    void forget_old(UtcMillis now);

    const std::int64_t interval_ms_;
    mutable std::mutex mutex_;
    std::map<PaymentId, Trace> traces_;
};

}  // namespace lesepass::server
