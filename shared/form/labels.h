#pragma once
// The words of a question. All faces ask here, so that a label stands once.
#include <string>

#include "form/facts.h"

namespace lesepass::form {

std::string label_of(const Field& field, const World& world);
// The library's own words for a question, perhaps in German only; nullptr: it has none, ours are used.
const LocalText* own_label(const Field& field, const Tenant& tenant);
const LocalText* own_hint(const Field& field, const Tenant& tenant);
// What to do when a required answer is missing. Where the library renamed a question, our words would not fit.
Text missing_words(const Field& field, const World& world);

}  // namespace lesepass::form
