#pragma once
// The provisional card as its holder sees it: status page and receipt.
#include <vector>

#include "card/provisional_card.h"
#include "page/node.h"
#include "text/catalog.h"

namespace lesepass::server {

Text words_of(CardLook look);

struct CardView {
    const CardRecord* card = nullptr;
    bool not_issued = false;    // there should be one, but the library had no number left
    bool open_library = false;  // access without staff was asked for
    Date today;
};
void add_card(const CardView& view, const Catalog& text, std::vector<page::Node>& body);

}  // namespace lesepass::server
