#include "outbox/backoff.h"

#include <algorithm>

namespace lesepass::server {
namespace {

std::int64_t full_delay_ms(int attempt, const BackoffPolicy& policy) {
    std::int64_t delay = policy.first_ms;
    for (int i = 1; i < attempt && delay < policy.longest_ms; ++i) delay *= 2;
    return std::min(delay, policy.longest_ms);
}

// SplitMix64: neighbouring ids get unrelated values.
std::uint64_t scatter(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

}  // namespace

std::int64_t retry_delay_ms(std::int64_t id, int attempt, const BackoffPolicy& policy) {
    const std::int64_t full = full_delay_ms(attempt, policy);
    const auto seed = static_cast<std::uint64_t>(id) * 1'000 + static_cast<std::uint64_t>(attempt);
    const auto per_mille = static_cast<std::int64_t>(scatter(seed) % 201);  // 0..200
    return full - full * per_mille / 1'000;
}

int attempts_before_giving_up(const BackoffPolicy& policy) {
    std::int64_t sum = 0;
    int attempts = 0;
    while (sum < policy.give_up_after_ms) sum += full_delay_ms(++attempts, policy);
    return attempts;
}

}  // namespace lesepass::server
