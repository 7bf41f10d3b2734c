#pragma once
// The words of a question. All faces ask here, so that a label stands once.
#include <string>

#include "form/facts.h"

namespace lesepass::form {

std::string label_of(const Field& field, const World& world);
// In the library's own words; empty: it has none.
std::string own_hint(const Field& field, const World& world);
// What to do when a required answer is missing. Where the library renamed a question, our words would not fit.
Text missing_words(const Field& field, const World& world);

}  // namespace lesepass::form
