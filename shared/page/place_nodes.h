#pragma once
// What the pages say about the municipality and the library that is responsible.
#include <vector>

#include "form/facts.h"
#include "page/node.h"

namespace lesepass::page {

// Which library is responsible for the address, or why none is. Empty: nothing is known yet.
std::vector<Node> responsibility_nodes(const form::Draft& draft, const form::World& world, const form::Facts& facts);
// Where no library takes part: what somebody can do all the same.
std::vector<Node> other_ways(const Catalog& text);
// Below the address: what looks like a slip, or has to wait for the list of places.
std::vector<Node> address_hints(const form::Draft& draft, const form::World& world, const form::Facts& facts);
// "40721 Hilden"
std::string place_words(const std::string& postcode, const Place& place);

}  // namespace lesepass::page
