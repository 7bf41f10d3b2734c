#pragma once
#include "form/facts.h"

namespace lesepass::form {

inline constexpr int age_of_majority = 18;  // section 2 BGB

// The fee of the library's schedule for what is known so far; with nothing known the standard fee. Pure: the server
// calls it with its own day and believes no other result. The lines add up to the total.
Fee compute_fee(const Facts& facts, const World& world);
// The prices of the card itself, by term, before any reduction: by category, digital or not, and age.
const Prices& base_prices(const Facts& facts, const Tenant& tenant);
// The same for another of the offered categories.
const Prices& base_prices(Category category, const Facts& facts, const Tenant& tenant);
// "Jahresgebühr (unter 18 Jahren)".
std::string age_label(const AgeFee& row, std::string_view word, const Catalog& text);
std::string format_money(Cents amount, Language language);

}  // namespace lesepass::form
