#pragma once
#include "ports/clock.h"

namespace lesepass::server {

class SystemClock : public Clock {
public:
    UtcMillis now() const override;
};

}  // namespace lesepass::server
