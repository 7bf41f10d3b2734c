#pragma once
// Token buckets by key: a burst is allowed, then one attempt per refill period. The clock is an argument.
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "base/date.h"

namespace lesepass::server {

struct AttemptLimits {
    int burst = 10;                   // tokens of a fresh key, >= 1
    std::int64_t refill_ms = 60'000;  // one token per period, > 0
    std::size_t max_keys = 10'000;    // more keys at a time share one bucket: memory is bounded
};

// Thread-safe.
class AttemptLimiter {
public:
    explicit AttemptLimiter(AttemptLimits limits) : limits_(limits) {}

    // Takes a token; false: none left.
    bool take(const std::string& key, UtcMillis now);
    // Gives a token back: the attempt was none of those that are counted.
    void give_back(const std::string& key);

private:
    struct Bucket {
        int tokens = 0;
        UtcMillis counted_at;  // tokens are right for this moment
    };
    void refill(Bucket& bucket, UtcMillis now) const;
    void forget_full(UtcMillis now);
    // The key's own bucket, or the shared one ("") if there are too many.
    Bucket& bucket_of(const std::string& key, UtcMillis now);

    const AttemptLimits limits_;
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;
};

}  // namespace lesepass::server
