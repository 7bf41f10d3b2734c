#include "routes/card_section.h"

#include "page/build_page.h"
#include "qr/qr_code.h"

namespace lesepass::server {

Text words_of(CardLook look) {
    switch (look) {
        case CardLook::Valid: return Text::CardValid;
        case CardLook::Expired: return Text::CardExpired;
        case CardLook::Replaced: return Text::CardReplaced;
        case CardLook::Revoked: return Text::CardRevoked;
    }
    return Text::None;
}

namespace {
using page::Node;
using page::NodeKind;

Node card_facts(const CardRecord& card, CardLook look, const Catalog& text) {
    Node list;
    list.kind = NodeKind::SummaryList, list.id = "card-facts";
    const auto add = [&](Text term, std::string value, const char* id) {
        list.children.push_back(page::summary_row(std::string(text[term]), std::move(value)));
        list.children.back().id = id;
    };
    add(Text::CardNumber, card.number, "card-number");
    add(Text::CardValidUntil, format_de(card.valid_until), "card-valid-until");
    add(Text::CardState, std::string(text[words_of(look)]), "card-state");
    if (!card.final_number.empty()) add(Text::CardFinalNumber, card.final_number, "card-final-number");
    return list;
}
}  // namespace

void add_card(const CardView& view, const Catalog& text, std::vector<Node>& body) {
    if (view.card == nullptr && !view.not_issued) return;
    body.push_back(page::heading(2, std::string(text[Text::CardTitle])));
    body.back().id = "card";
    if (view.card == nullptr) return body.push_back(page::paragraph(std::string(text[Text::CardNone])));
    const auto look = look_of(*view.card, view.today);
    const bool valid = look == CardLook::Valid;
    if (valid) body.push_back(page::paragraph(std::string(text[Text::CardUse])));
    body.push_back(card_facts(*view.card, look, text));
    // Nobody shall scan what is no longer good.
    if (!valid) return;
    body.push_back(qr_picture("card-code", view.card->number, text.format(Text::CardCode, {view.card->number})));
    if (view.open_library) body.push_back(page::paragraph(std::string(text[Text::CardOpenLibrary])));
}

}  // namespace lesepass::server
