#pragma once
// The page where a guardian decides, and what it says afterwards.
#include <vector>

#include "page/node.h"
#include "usecases/guardian_consent.h"

namespace lesepass::server {

struct ConsentForm {
    const App& app;
    const ConsentCase& asked;
    const form::Draft& signer;
    const std::vector<form::FieldProblem>& problems;
    std::string reason;  // of a refusal, as typed
};
page::Page consent_form_page(const ConsentForm& form, Language language);

// Nothing to decide (any more): says what was decided, or that the time is over.
page::Page consent_closed_page(const ConsentCase& asked, UtcMillis now, Language language);

}  // namespace lesepass::server
