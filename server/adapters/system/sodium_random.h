#pragma once
#include "ports/random.h"

namespace lesepass::server {

// libsodium's generator (getrandom). The constructor ends the process if the machine has no randomness: nothing safe
// could be done without it.
class SodiumRandom : public Random {
public:
    SodiumRandom();
    Bytes16 bytes16() override;
};

}  // namespace lesepass::server
