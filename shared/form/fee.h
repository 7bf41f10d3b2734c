#pragma once
#include "form/facts.h"

namespace lesepass::form {

// The fee of the library's schedule for what is known so far; with nothing known the standard fee. Pure: the server
// calls it with its own day and believes no other result.
Fee compute_fee(const Facts& facts, const World& world);
std::string format_money(Cents amount, Language language);

}  // namespace lesepass::form
