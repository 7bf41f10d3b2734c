#pragma once
// Answers on their way to a file, a QR code or the own device, and back (docs/formats/sealed-draft-v1.md). Documents
// stay where they are. What a later or an earlier version wrote is read as far as it is known here, and the rest is
// named.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "form/draft.h"
#include "tenant/tenant.h"

namespace lesepass {

struct SavedDraft {
    std::string library;                         // tenant key of the form it was saved in
    form::StepId step = form::StepId::Start;     // Start if this version does not know the step
    std::string rules;                           // version of the rules it was saved under; as found, to be compared
    form::Draft answers;                         // no application id, no attachments
    std::vector<std::string> unknown_questions;  // wire names, at most ten
};

std::string write_saved_draft(const form::Draft& draft, form::StepId step, std::string_view language,
                              const Tenant& tenant);
// Failure "saved.content".
Result<SavedDraft> read_saved_draft(std::string_view content);

// Saved in this library's form, but when other rules held: its answers are checked again, and the person is told so.
bool under_other_rules(const SavedDraft& saved, const Tenant& tenant);

// What the form holds after loading: the saved answers, with the present id and documents.
form::Draft load_into(const form::Draft& present, const form::Draft& saved);

}  // namespace lesepass
