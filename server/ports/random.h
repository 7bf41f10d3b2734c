#pragma once
#include "base/ids.h"

namespace lesepass::server {

// The only door to randomness: cryptographically secure outside tests. Thread-safe.
class Random {
public:
    virtual ~Random() = default;
    virtual Bytes16 bytes16() = 0;
};

}  // namespace lesepass::server
