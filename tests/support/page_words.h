#pragma once
// A page taken apart for goldens in several languages: what it is made of, and what it says.
#include <string>

#include "page/node.h"

namespace lesepass::test {

// Everything but words: kinds, ids, names, values, actions, states. The same in every language.
std::string page_shape(const page::Page& page);
// Everything a person reads or hears, a line for each part, in the order of the page; for reviewers of a language.
std::string page_words(const page::Page& page);

}  // namespace lesepass::test
