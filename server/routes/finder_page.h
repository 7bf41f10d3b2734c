#pragma once
// "/": from a postcode, a name or an address to the municipality and its library, and all libraries as links.
#include <string>

#include "page/node.h"
#include "responsibility/search.h"
#include "usecases/app.h"

namespace lesepass::server {

struct FinderView {
    const App& app;
    Language language = Language::De;
    std::string typed;  // shown in the field again
    const SearchResult& result;
    bool asked = false;  // by the button: then an empty field is a mistake
};
page::Page finder_page(const FinderView& view);
bool has_mistake(const FinderView& view);

// Where the form of `library` opens with what is known about the address already.
std::string form_url(const std::string& library, const Place& place, const std::string& postcode);

}  // namespace lesepass::server
