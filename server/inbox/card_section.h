#pragma once
// The provisional card on the page of an application, and what a case worker can do about it.
#include "inbox/application_view.h"

namespace lesepass::server::inbox {

void add_card(const App& app, const ApplicationView& view, page::Page& page);
void add_card_button(const ApplicationView& view, const PageState& state, page::Page& page);
// For the decision: the number of the card that replaces it.
void add_card_number(const PageState& state, page::Page& page);

}  // namespace lesepass::server::inbox
