#pragma once
// When to ask the platform about a payment nobody told us about: after 1, 2, 5, 15 and 60 minutes, then hourly, for
// seven days. Pure: the number of questions so far in, the next moment out.
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "base/date.h"

namespace lesepass::server {

inline constexpr std::int64_t minute_ms = 60 * 1000;
inline constexpr auto reconcile_minutes = std::to_array<std::int64_t>({1, 2, 5, 15, 60});
inline constexpr std::int64_t reconcile_hourly_ms = 60 * minute_ms;
inline constexpr std::int64_t reconcile_period_ms = std::int64_t{7} * 24 * 60 * minute_ms;

// Due only after a hint: one day below the largest value, so that sums with it do not overflow.
inline constexpr UtcMillis no_query_due{std::numeric_limits<std::int64_t>::max() - std::int64_t{24} * 60 * minute_ms};

// `queries`: how often the platform has been asked already (>= 0). The first rows count from the payment's creation;
// what lies in the past (the server was down) moves to one interval from now, so that a restart is no stampede.
constexpr UtcMillis next_query(UtcMillis created_at, UtcMillis now, int queries) {
    const auto asked = static_cast<std::size_t>(std::max(queries, 0));
    if (asked < reconcile_minutes.size()) {
        const UtcMillis planned{created_at.value + reconcile_minutes[asked] * minute_ms};
        if (planned > now) return planned;
        return UtcMillis{now.value + reconcile_minutes[asked] * minute_ms};
    }
    return UtcMillis{now.value + reconcile_hourly_ms};
}

// The schedule has ended: if the platform now says "not paid", the payment expires. As long as it does not answer at
// all, it is asked on.
constexpr bool is_reconcile_over(UtcMillis created_at, UtcMillis now) {
    return now.value - created_at.value >= reconcile_period_ms;
}

static_assert(std::is_sorted(reconcile_minutes.begin(), reconcile_minutes.end()));
static_assert(next_query(UtcMillis{0}, UtcMillis{0}, 0).value == 1 * minute_ms);
static_assert(next_query(UtcMillis{0}, UtcMillis{1 * minute_ms}, 1).value == 2 * minute_ms);
static_assert(next_query(UtcMillis{0}, UtcMillis{60 * minute_ms}, 5).value == 120 * minute_ms);

}  // namespace lesepass::server
