#include "inbox/card_section.h"

#include <algorithm>

#include "inbox/words.h"
#include "routes/card_section.h"

namespace lesepass::server::inbox {

using page::Node;
using page::NodeKind;
using page::Tone;

namespace {
// The range of the library's file is used up; somebody has to look after it.
bool went_without(const ApplicationView& view) {
    return !view.card && std::any_of(view.history.begin(), view.history.end(),
                                     [](const auto& event) { return event.event == "card-not-issued"; });
}
}  // namespace

void add_card(const App& app, const ApplicationView& view, page::Page& page) {
    if (went_without(view))
        page.body.push_back(page::notice(
            Tone::Warning, "Kein vorläufiger Ausweis",
            "Der Nummernkreis für vorläufige Ausweise ist aufgebraucht; der Antrag läuft ohne einen weiter. Bitte "
            "sagen Sie Ihrer Technik Bescheid (card.provisional in der Bibliotheksdatei)."));
    if (!view.card) return;
    const auto& card = *view.card;
    page.body.push_back(page::heading(2, "Vorläufiger Ausweis"));
    Node list;
    list.kind = NodeKind::SummaryList, list.id = "inbox-card";
    const auto add = [&](const char* term, std::string value, const char* id) {
        list.children.push_back(page::summary_row(term, std::move(value)));
        list.children.back().id = id;
    };
    add("Nummer", card.number, "card-number");
    add("Ausgestellt", format_de_time(card.issued_at), "");
    add("Gültig bis einschließlich", format_de(card.valid_until), "card-valid-until");
    add("Stand", std::string(catalog_of(Language::De)[words_of(look_of(card, app.today()))]), "card-state");
    if (!card.reason.empty()) add("Grund der Sperre", card.reason, "card-reason");
    if (!card.final_number.empty()) add("Nummer des Bibliotheksausweises", card.final_number, "card-final-number");
    page.body.push_back(std::move(list));
}

void add_card_button(const ApplicationView& view, const PageState& state, page::Page& page) {
    if (!view.card || !next_card_state(view.card->state, CardEvent::RevokedByCaseWorker)) return;
    Node reason = text_field("f-card-reason", "card_reason", "Grund der Sperre");
    reason.hint = "Nur zum Sperren nötig. Der Grund steht im Verlauf; die antragstellende Person sieht ihn nicht.";
    reason.value = state.card_reason, reason.error = state.card_reason_error;
    page.body.push_back(std::move(reason));
    page.body.push_back(page::button("Vorläufigen Ausweis sperren", "revoke-card", Tone::Secondary));
}

void add_card_number(const PageState& state, page::Page& page) {
    Node number = text_field("f-card-number", "card_number", "Nummer des Bibliotheksausweises");
    number.hint = "Freiwillig, beim Genehmigen. Sie ersetzt die vorläufige Nummer und steht auf der Statusseite.";
    number.value = state.card_number, number.error = state.card_number_error;
    page.body.push_back(std::move(number));
}

}  // namespace lesepass::server::inbox
