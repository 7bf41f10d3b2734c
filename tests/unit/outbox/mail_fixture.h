#pragma once
#include <doctest/doctest.h>

#include <atomic>
#include <string>

#include "ports/clock.h"
#include "ports/mailer.h"

namespace lesepass::server::testing {

class FixedClock : public Clock {
public:
    UtcMillis now() const override { return UtcMillis{now_.load()}; }
    void advance_ms(std::int64_t ms) { now_ += ms; }

private:
    std::atomic<std::int64_t> now_{1'795'435'200'000};  // 23 November 2026, 12:00 UTC
};

inline Mail a_mail() {
    return {.message_id = "confirmation-0123456789abcdef",
            .from_name = "Stadtbücherei Musterstadt",
            .from_address = "noreply@buecherei.example",
            .to = "erika@example.org",
            .subject = "Ihr Antrag ist eingegangen",
            .text = "Guten Tag,\n\nIhr Antrag ist da.\n",
            .auto_submitted = true};
}

template <class T>
std::string code_of_mail(const Result<T>& result) {
    return result ? "ok" : result.failure().code;
}

}  // namespace lesepass::server::testing
