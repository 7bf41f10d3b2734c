#pragma once
// Drafts of invented people: complete ones, from which a test takes away or changes what it is about.
#include <string_view>
#include <utility>
#include <vector>

#include "form/draft.h"

namespace lesepass::test {

using Answers = std::vector<std::pair<form::FieldId, std::string_view>>;

form::Draft a_draft(const Answers& answers = {});
form::Draft with(form::Draft draft, const Answers& answers);
// `number` makes the id; the same number is the same file.
form::Attachment a_proof(form::FieldId purpose, int number = 1, std::string_view file_name = "ausweis.jpg");
form::Draft with_proof(form::Draft draft, form::Attachment proof);

// All ready for submission at the demo library Musterstadt (adult and minor), Köln (minor: guardian's identity
// document) and Hilden (institution).
form::Draft an_adult();
form::Draft a_student();
form::Draft a_minor_in_koeln();
form::Draft an_institution_in_hilden();

}  // namespace lesepass::test
