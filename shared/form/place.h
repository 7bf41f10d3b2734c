#pragma once
// From the address to the municipality and its library.
#include <optional>

#include "form/facts.h"

namespace lesepass::form {

// Municipality, responsibility and candidates.
void derive_responsibility(const Draft& draft, const World& world, Facts& facts);

// The municipality that the town's name means if the postcode is of others: a hint, never a mistake. The index can not
// know villages, districts and post offices; what is called like another municipality is probably a slip.
std::optional<Place> contradicting_town(const Draft& draft, const World& world, const Facts& facts);

}  // namespace lesepass::form
