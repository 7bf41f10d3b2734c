#pragma once
// Loading saved answers: what it would replace, asked before, and how to take it back, offered after.
#include <string>
#include <vector>

#include "page/build_page.h"

namespace lesepass::page {

struct LoadRequest {
    const form::Draft& present;
    const form::Draft& loaded;  // as it would be afterwards
    const form::World& world;
    std::string saved_library;  // tenant key
    const std::vector<std::string>& unknown_questions;
    bool other_rules = false;  // they were saved when other rules held
    std::string form_action;
    std::vector<Page::Hidden> hidden = {};
};
// Buttons: "load:accept", "load:keep".
Page load_page(const LoadRequest& request);

// "Loaded. Undo?" below the heading of a form page. Button: "undo".
void add_undo(Page& page, const Catalog& text);

}  // namespace lesepass::page
