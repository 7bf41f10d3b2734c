#pragma once
// What a case worker sees of a guardian's consent.
#include "inbox/application_view.h"

namespace lesepass::server::inbox {

// Hints that change what happens next: somebody has to come in person, the same mail address for child and guardian.
void add_consent_hints(const App& app, const Visitor& visitor, const ApplicationView& view, page::Page& page);
// Who was asked, who decided when, in which words. Nothing for applications of adults.
void add_consent(const App& app, const Visitor& visitor, const ApplicationView& view, page::Page& page);

}  // namespace lesepass::server::inbox
