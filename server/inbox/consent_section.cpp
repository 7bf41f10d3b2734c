#include "inbox/consent_section.h"

#include "base/sha256.h"
#include "base/utf8.h"
#include "form/definition.h"
#include "usecases/draft_seal.h"
#include "usecases/guardian_consent.h"
#include "usecases/records.h"

namespace lesepass::server::inbox {

using page::Node;
using page::NodeKind;
using page::Tone;

namespace {
using form::FieldId;

std::string state_words(const ApplicationView& view) {
    switch (view.consent->state) {
        case ConsentState::Open:
            return view.record.state == ApplicationState::AwaitingConsent
                       ? "angefragt, Link gilt bis " + format_de_time(view.consent->expires_at)
                       : "nicht mehr nötig, der Antrag ist beendet";
        case ConsentState::Given: return "erteilt am " + format_de_time(*view.consent->decided_at);
        case ConsentState::Refused: return "verweigert am " + format_de_time(*view.consent->decided_at);
        case ConsentState::Expired: return "nicht eingegangen, Frist abgelaufen";
    }
    return {};
}

// The guardian's own answers: what was corrected on the consent page, with the words of the definition.
void add_signer(const form::World& world, const std::string& answers, Node& list) {
    const auto signer = read_draft_members(answers);
    if (!signer) return;
    const form::Facts facts = form::derive_facts(*signer, world);
    for (const auto id : signer_fields()) {
        const auto& field = form::field(id);
        if (signer->answer(id).empty() || field.kind == form::FieldKind::Confirmation) continue;
        const bool choice = field.kind == form::FieldKind::Choice;
        list.children.push_back(
            page::summary_row(std::string(world.catalog[field.label]),
                              choice ? form::chosen_option(id, *signer, world, facts).text : signer->answer(id)));
    }
}

form::World german_world(const App& app, const Visitor& visitor, const ApplicationView& view) {
    return {visitor.tenant, app.libraries->directory, catalog_of(Language::De),
            date_in_germany(view.record.received_at)};
}
}  // namespace

void add_consent_hints(const App& app, const Visitor& visitor, const ApplicationView& view, page::Page& page) {
    const auto application = stored_application(view.record);
    if (!application) return;
    const auto facts = form::derive_facts(application->draft, german_world(app, visitor, view));
    if (facts.comes_in_person)
        page.body.push_back(page::notice(Tone::Warning, "Persönlich in die Bibliothek",
                                         "Das Kind ist jünger als " +
                                             std::to_string(visitor.tenant.in_person_below_age) +
                                             " Jahre. Bitte geben Sie den Ausweis erst aus, wenn es mit einer "
                                             "erziehungsberechtigten Person da war."));
    const auto& own = application->draft.answer(FieldId::Email);
    if (view.consent && !own.empty() && to_lower_ascii(own) == to_lower_ascii(view.consent->email))
        page.body.push_back(page::notice(Tone::Warning, "Gleiche E-Mail-Adresse",
                                         "Die antragstellende und die erziehungsberechtigte Person haben dieselbe "
                                         "E-Mail-Adresse angegeben. In Familien ist das üblich; bitte prüfen Sie die "
                                         "Einwilligung im Zweifel nach."));
}

void add_consent(const App& app, const Visitor& visitor, const ApplicationView& view, page::Page& page) {
    if (!view.consent) return;
    const auto& consent = *view.consent;
    page.body.push_back(page::heading(2, "Einwilligung der erziehungsberechtigten Person"));
    Node list;
    list.kind = NodeKind::SummaryList, list.id = "inbox-consent";
    const auto add = [&](const char* term, std::string value, const char* id) {
        list.children.push_back(page::summary_row(term, std::move(value)));
        list.children.back().id = id;
    };
    add("Einwilligung", state_words(view), "consent-state");
    add("Weg", consent.email.empty() ? "im Formular erteilt" : "Link per E-Mail an " + consent.email, "");
    if (!consent.email.empty()) add("Verschickte E-Mails", std::to_string(consent.mails), "");
    if (!consent.answers.empty()) add_signer(german_world(app, visitor, view), consent.answers, list);
    if (!consent.reason.empty()) add("Grund", consent.reason, "consent-reason");
    if (!consent.agreed_text.empty()) {
        add("Wortlaut", consent.agreed_text, "consent-text");
        add("Prüfsumme des Wortlauts (SHA-256)", sha256_hex(consent.agreed_text), "");
    }
    page.body.push_back(std::move(list));
}

}  // namespace lesepass::server::inbox
