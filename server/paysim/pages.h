#pragma once
// The simulator's pages: plain HTML, German, no script.
#include <string>
#include <vector>

#include "paysim/simulator.h"

namespace lesepass::paysim {

// Where the payer chooses how the payment ends. `preset` is preselected.
std::string payer_page(const Transaction& transaction, const Behaviour& preset);
std::string unknown_page();
// All payments so far, and what is preselected for the next ones.
std::string overview_page(const Simulator& simulator, std::int64_t paid_later_ms, UtcMillis now);
std::string stylesheet();

}  // namespace lesepass::paysim
