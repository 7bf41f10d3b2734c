#include "usecases/attempt_limiter.h"

#include <algorithm>

namespace lesepass::server {

bool AttemptLimiter::take(const std::string& key, UtcMillis now) {
    const std::lock_guard lock(mutex_);
    Bucket& bucket = bucket_of(key, now);
    if (bucket.tokens <= 0) return false;
    --bucket.tokens;
    return true;
}

void AttemptLimiter::give_back(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto own = buckets_.find(key);
    const auto at = own == buckets_.end() ? buckets_.find("") : own;
    if (at != buckets_.end()) at->second.tokens = std::min(limits_.burst, at->second.tokens + 1);
}

void AttemptLimiter::refill(Bucket& bucket, UtcMillis now) const {
    const std::int64_t periods = (now.value - bucket.counted_at.value) / limits_.refill_ms;
    if (periods <= 0) return;
    const auto missing = static_cast<std::int64_t>(limits_.burst - bucket.tokens);
    bucket.tokens += static_cast<int>(std::min(periods, missing));
    bucket.counted_at = bucket.counted_at.plus_ms(periods * limits_.refill_ms);
}

void AttemptLimiter::forget_full(UtcMillis now) {
    for (auto& [key, bucket] : buckets_) refill(bucket, now);
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.tokens == limits_.burst; });
}

AttemptLimiter::Bucket& AttemptLimiter::bucket_of(const std::string& key, UtcMillis now) {
    auto at = buckets_.find(key);
    if (at == buckets_.end() && buckets_.size() >= limits_.max_keys) forget_full(now);
    if (at == buckets_.end()) {
        const bool crowded = buckets_.size() >= limits_.max_keys;
        at = buckets_.try_emplace(crowded ? std::string() : key, Bucket{limits_.burst, now}).first;
    }
    refill(at->second, now);
    return at->second;
}

}  // namespace lesepass::server
