#pragma once
// When to try a delivery again. Pure: the same entry and attempt always give the same delay.
#include <cstdint>

namespace lesepass::server {

struct BackoffPolicy {
    std::int64_t first_ms = 5'000;
    std::int64_t longest_ms = 3'600'000;             // once an hour
    std::int64_t give_up_after_ms = 7 * 86'400'000;  // of trying; then a person must look
};

// Delay after failed attempt number `attempt` (1, 2, ...): doubles from first_ms up to longest_ms, then shortened by up
// to a fifth depending on `id`, so that a mail server that comes back is not met by all entries in one second.
std::int64_t retry_delay_ms(std::int64_t id, int attempt, const BackoffPolicy& policy = {});

// Attempts until the delays without shortening add up to give_up_after_ms. Counting attempts, not days: a server that
// was switched off for a week has not tried for a week.
int attempts_before_giving_up(const BackoffPolicy& policy = {});

}  // namespace lesepass::server
