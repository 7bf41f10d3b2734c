#include "outbox/backoff.h"

#include <doctest/doctest.h>

#include <set>

using namespace lesepass::server;

TEST_CASE("back-off: waits double from five seconds up to an hour, shortened by at most a fifth") {
    struct Row {
        int attempt;
        std::int64_t full_ms;
    };
    const Row rows[] = {
        {1, 5'000},      {2, 10'000},     {3, 20'000},      {4, 40'000},         {10, 2'560'000},
        {11, 3'600'000}, {12, 3'600'000}, {177, 3'600'000}, {10'000, 3'600'000}, {2'000'000'000, 3'600'000}};
    for (const auto& row : rows)
        for (std::int64_t id : {1, 2, 3, 77, 1'000'000}) {
            const auto delay = retry_delay_ms(id, row.attempt);
            CHECK(delay <= row.full_ms);
            CHECK(delay >= row.full_ms * 4 / 5);
            CHECK(delay == retry_delay_ms(id, row.attempt));
        }
}

TEST_CASE("back-off: entries that failed together do not come back together") {
    std::set<std::int64_t> delays;
    for (std::int64_t id = 1; id <= 100; ++id) delays.insert(retry_delay_ms(id, 12));
    CHECK(delays.size() > 50);
}

TEST_CASE("back-off: about a week of trying, then a person must look") {
    const int attempts = attempts_before_giving_up();
    std::int64_t waited = 0;
    for (int attempt = 1; attempt < attempts; ++attempt) waited += retry_delay_ms(1, attempt);
    CHECK(waited > 5 * 86'400'000LL);
    CHECK(waited <= 7 * 86'400'000LL);
    CHECK(attempts_before_giving_up({.first_ms = 1'000, .longest_ms = 4'000, .give_up_after_ms = 11'000}) == 4);
    CHECK(attempts_before_giving_up({.first_ms = 1'000, .longest_ms = 1'000, .give_up_after_ms = 0}) == 0);
}
