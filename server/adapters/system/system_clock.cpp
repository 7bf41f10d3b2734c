#include "adapters/system/system_clock.h"

#include <chrono>

namespace lesepass::server {

UtcMillis SystemClock::now() const {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return UtcMillis{std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

}  // namespace lesepass::server
