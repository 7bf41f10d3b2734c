#pragma once
// What the pages say about the municipality and the library that is responsible.
#include <vector>

#include "form/facts.h"
#include "page/node.h"

namespace lesepass::page {

// Which library is responsible for the address, or why none is. Nothing as long as nothing is known.
void add_responsibility(const form::Draft& draft, const form::World& world, const form::Facts& facts,
                        std::vector<Node>& body);
// Where no library takes part: what somebody can do all the same.
void add_other_ways(const Catalog& text, std::vector<Node>& body);
// Below the address: what looks like a slip, or has to wait for the list of places.
void add_address_hints(const form::Draft& draft, const form::World& world, const form::Facts& facts,
                       std::vector<Node>& body);
// "40721 Hilden"
std::string place_words(const std::string& postcode, const Place& place);

}  // namespace lesepass::page
