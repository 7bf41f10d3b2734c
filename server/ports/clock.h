#pragma once
#include "base/date.h"

namespace lesepass::server {

// The only door to time. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    virtual UtcMillis now() const = 0;
};

}  // namespace lesepass::server
