#include "inbox/application_view.h"

#include <algorithm>

#include "inbox/card_section.h"
#include "inbox/consent_section.h"
#include "inbox/documents.h"
#include "inbox/words.h"
#include "payment/payment_state.h"
#include "routes/pages.h"
#include "usecases/guardian_consent.h"
#include "usecases/records.h"

namespace lesepass::server::inbox {

using page::Node;
using page::NodeKind;
using page::Tone;

namespace {
const Catalog& german() { return catalog_of(Language::De); }

Node list_of(NodeKind kind, std::string id) {
    Node node;
    node.kind = kind, node.id = std::move(id);
    return node;
}

std::vector<PaymentRecord> records_of(const ApplicationView& view) {
    std::vector<PaymentRecord> out;
    for (const auto& history : view.payments) out.push_back(history.payment);
    return out;
}

// ---- top ---------------------------------------------------------------------------------------------------------

void add_messages(const ApplicationView& view, const PageState& state, page::Page& page) {
    if (!state.message.empty()) page.body.push_back(page::notice(state.tone, state.message_title, state.message));
    const auto has = [&](PaymentState wanted) {
        return std::any_of(view.payments.begin(), view.payments.end(),
                           [&](const auto& h) { return h.payment.state == wanted; });
    };
    if (has(PaymentState::DuplicatePaid))
        page.body.push_back(
            page::notice(Tone::Warning, "Doppelt bezahlt",
                         "Für diesen Antrag ist eine zweite Zahlung eingegangen. Bitte erstatten Sie sie."));
    if (view.record.state == ApplicationState::Rejected && has(PaymentState::Paid))
        page.body.push_back(
            page::notice(Tone::Warning, "Bitte erstatten", "Der Antrag ist abgelehnt und der Betrag ist bezahlt."));
}

// By which rules it was accepted; a form that was open during an update had others.
std::string rules_words(const ApplicationRecord& record) {
    const auto application = stored_application(record);
    if (!application) return {};
    const auto& seen = application->rules_seen;
    return application->rules + (seen.empty() ? "" : " (beim Ausfüllen galt " + seen + ")");
}

// For people who do not read Ukrainian.
std::string german_name(const std::string& code) {
    const auto language = parse_language(code);
    if (!language) return code;
    switch (*language) {
        case Language::De: return "Deutsch";
        case Language::DeLeicht: return "Leichte Sprache";
        case Language::En: return "Englisch";
        case Language::Tr: return "Türkisch";
        case Language::Uk: return "Ukrainisch";
        case Language::Ar: return "Arabisch";
    }
    return code;
}

void add_facts(const ApplicationView& view, page::Page& page) {
    Node list = list_of(NodeKind::SummaryList, "inbox-facts");
    const auto add = [&](const char* term, std::string value, const char* id) {
        list.children.push_back(page::summary_row(term, std::move(value)));
        list.children.back().id = id;
    };
    add("Antragsnummer", view.record.receipt_number, "receipt-number");
    add("Stand", state_label(view.record.state, german()), "application-state");
    add("Eingegangen", format_de_time(view.record.received_at), "");
    add("Betrag und Bezahlung", payment_summary(view.record, records_of(view)), "payment-state");
    add("Sprache der antragstellenden Person", german_name(view.record.language), "");
    add("Fassung der Regeln", rules_words(view.record), "rules-version");
    if (const auto reason = decision_words(view.record, view.consent ? &*view.consent : nullptr, german());
        !reason.empty())
        add(view.record.state == ApplicationState::Rejected ? "Begründung" : "Nachricht", reason, "decision-reason");
    page.body.push_back(std::move(list));
}

bool may_decide(const ApplicationView& view) {
    return next_state(view.record.state, ApplicationEvent::Reject).has_value();
}

// ---- decision ----------------------------------------------------------------------------------------------------

void add_decision(const ApplicationView& view, const PageState& state, page::Page& page) {
    const bool approvable = next_state(view.record.state, ApplicationEvent::Approve).has_value();
    if (!may_decide(view)) return;
    page.body.push_back(page::heading(2, "Entscheidung"));
    if (!approvable)
        page.body.push_back(page::paragraph(
            view.record.state == ApplicationState::AwaitingConsent
                ? "Genehmigen können Sie den Antrag, sobald die Einwilligung da ist. Ablehnen können Sie ihn schon "
                  "jetzt."
                : "Genehmigen können Sie den Antrag, sobald er bezahlt ist. Ablehnen können Sie ihn schon jetzt."));
    Node reason = text_field("f-reason", "reason", "Nachricht an die antragstellende Person");
    reason.hint =
        "Höchstens 2.000 Zeichen. Bei einer Ablehnung ist das die Begründung und muss ausgefüllt sein. Die Person "
        "liest den Text auf ihrer Statusseite.";
    reason.number = 4, reason.value = state.reason, reason.error = state.reason_error;
    page.body.push_back(std::move(reason));
    if (approvable && view.card && view.card->state == CardState::Valid) add_card_number(state, page);
    if (approvable) page.body.push_back(page::button("Genehmigen", "approve", Tone::Primary));
    page.body.push_back(page::button("Ablehnen", "reject", Tone::Secondary));
}

// ---- what was asked for ------------------------------------------------------------------------------------------

void add_answers(const App& app, const Visitor& visitor, const ApplicationView& view, page::Page& page) {
    const auto application = stored_application(view.record);
    if (!application) {
        page.body.push_back(page::notice(Tone::Error, "Nicht lesbar",
                                         "Die Angaben wurden von einer anderen Programmversion gespeichert (" +
                                             application.failure().detail + ")."));
        return;
    }
    const form::World world{visitor.tenant, app.libraries->directory, german(),
                            date_in_germany(view.record.received_at)};
    for (auto& node : page::answer_nodes(application->draft, world, page::SummaryMode::ReadOnly))
        page.body.push_back(std::move(node));
}

void add_documents(const ApplicationView& view, page::Page& page) {
    page.body.push_back(page::heading(2, "Dateien"));
    if (view.attachments.empty()) return page.body.push_back(page::paragraph("Es wurden keine Dateien eingereicht."));
    Node out = table("inbox-documents", "", {"Datei", "Nachweis", "Art", "Größe", "Speichern", "Prüfsumme (SHA-256)"});
    for (const auto& file : view.attachments) {
        const auto path = document_path(view.record.id, file.id);
        add_row(out,
                {page::link(file.file_name, path), page::paragraph(purpose_words(file.purpose)),
                 page::paragraph(media_words(file.media_type)), page::paragraph(size_words(file.size_bytes)),
                 page::link(file.file_name + " speichern", path + "?download=1"), page::paragraph(file.sha256_hex)});
    }
    page.body.push_back(std::move(out));
}

void add_fee(const App& app, const Visitor& visitor, const ApplicationView& view, page::Page& page) {
    page.body.push_back(page::heading(2, "Kosten"));
    const form::World world{visitor.tenant, app.libraries->directory, german(),
                            date_in_germany(view.record.received_at)};
    page.body.push_back(page::fee_node(fee_in(view.record, world), german()));
    const auto application = stored_application(view.record);
    if (!application || application->quoted_fee == view.record.fee) return;
    page.body.push_back(page::notice(Tone::Warning, "Anderer Betrag angezeigt",
                                     "Im Formular standen " + format_euro_de(application->quoted_fee) +
                                         ", der Server hat " + format_euro_de(view.record.fee) +
                                         " berechnet. Es gilt der berechnete Betrag."));
}

// ---- checks ------------------------------------------------------------------------------------------------------

std::string payment_check(const ApplicationView& view) {
    for (const auto& [payment, events] : view.payments) {
        const bool warned =
            std::any_of(events.begin(), events.end(), [](const auto& e) { return e.event == "mismatch"; });
        if (warned) return "Bezahlung: Es gibt eine Unstimmigkeit, siehe Bezahlvorgänge.";
    }
    for (const auto& [payment, events] : view.payments)
        if (payment.state == PaymentState::Paid) {
            const bool same = payment.amount == view.record.fee;
            return same ? "Bezahlung: Der Bezahldienst bestätigt " + format_euro_de(payment.amount) +
                              ", das ist der berechnete Betrag."
                        : "Bezahlung: Bestätigt sind " + format_euro_de(payment.amount) + ", berechnet wurden " +
                              format_euro_de(view.record.fee) + ".";
        }
    return view.record.fee.value == 0 ? "Bezahlung: Es ist nichts zu bezahlen."
                                      : "Bezahlung: Bisher ist keine Online-Zahlung bestätigt.";
}

std::string municipality_check(const ApplicationView& view, const Tenant& tenant, const Directory& directory) {
    const auto application = stored_application(view.record);
    if (!application || !application->municipality)
        return "Gemeinde: Zur Postleitzahl ist keine Gemeinde in Nordrhein-Westfalen bekannt.";
    const auto& place = *application->municipality;
    const auto responsible = libraries_of(directory, place.ags, application->draft.answer(form::FieldId::Postcode));
    const bool own = std::any_of(responsible.begin(), responsible.end(),
                                 [&](const DirectoryEntry* library) { return library->tenant == tenant.key; });
    return "Gemeinde: " + place.name + " (AGS " + place.ags + "), aus der Adresse ermittelt. Sie gehört " +
           (own ? "" : "nicht ") + "zum Gebiet dieser Bibliothek.";
}

void add_checks(const App& app, const ApplicationView& view, const Tenant& tenant, page::Page& page) {
    page.body.push_back(page::heading(2, "Bereits geprüft"));
    Node list = list_of(NodeKind::List, "inbox-checks");
    list.children.push_back(page::paragraph("Pflichtangaben: vollständig, auf dem Server noch einmal geprüft."));
    if (!view.attachments.empty())
        list.children.push_back(page::paragraph(
            "Dateien: Art am Inhalt erkannt, Größe und Prüfsumme gespeichert. Was darauf zu sehen ist, prüfen Sie."));
    list.children.push_back(page::paragraph(municipality_check(view, tenant, app.libraries->directory)));
    list.children.push_back(page::paragraph("Betrag: auf dem Server aus den Angaben berechnet."));
    list.children.push_back(page::paragraph(payment_check(view)));
    page.body.push_back(std::move(list));
}

// ---- money, mails, history ---------------------------------------------------------------------------------------

void add_payment_buttons(const PaymentRecord& payment, page::Page& page) {
    const std::string id = payment.id.text();
    const auto add = [&](PaymentEvent event, const char* label) {
        if (next_payment_state(payment.state, event))
            page.body.push_back(page::button(label, std::string(wire_name(event)) + ":" + id, Tone::Secondary));
    };
    if (is_pollable(payment.state))
        page.body.push_back(page::button("Jetzt beim Bezahldienst nachfragen", "ask:" + id, Tone::Secondary));
    add(PaymentEvent::RefundOrdered, "Erstattung als veranlasst vermerken");
    add(PaymentEvent::RefundDone, "Erstattung als erledigt vermerken");
    add(PaymentEvent::ChargebackReported, "Rückbuchung der Bank vermerken");
}

void add_payments(const ApplicationView& view, page::Page& page) {
    if (view.payments.empty()) return;
    page.body.push_back(page::heading(2, "Bezahlvorgänge"));
    for (const auto& [payment, events] : view.payments) {
        page.body.push_back(page::heading(3, payment.reference + ": " + format_euro_de(payment.amount) + ", " +
                                                 std::string(info(payment.state).label)));
        if (!payment.provider_transaction.empty())
            page.body.push_back(page::paragraph("Transaktion beim Bezahldienst: " + payment.provider_transaction +
                                                (payment.method.empty() ? "" : " (" + payment.method + ")")));
        Node steps = list_of(NodeKind::Steps, "payment-" + payment.id.text());
        for (const auto& event : events) {
            std::string facts = format_de_time(event.at) + ", " + payment_source_words(event.source);
            if (!event.detail.empty()) facts += ": " + event.detail;
            steps.children.push_back(page::summary_row(payment_event_words(event.event), facts));
        }
        page.body.push_back(std::move(steps));
        add_payment_buttons(payment, page);
    }
}

std::string delivery_words(const OutboxEntry& entry) {
    const std::string tries = entry.attempts == 1 ? "1 Versuch" : std::to_string(entry.attempts) + " Versuche";
    if (entry.delivered_at) return "Zugestellt am " + format_de_time(*entry.delivered_at) + " (" + tries + ").";
    const std::string error = entry.last_error.empty() ? "" : " Letzter Fehler: " + entry.last_error;
    if (entry.dead_at) return "Aufgegeben am " + format_de_time(*entry.dead_at) + " (" + tries + ")." + error;
    if (entry.attempts == 0) return "Wartet auf den Versand.";
    return "Noch nicht zugestellt (" + tries + "). Nächster Versuch: " + format_de_time(entry.next_attempt_at) + "." +
           error;
}

void add_mails(const ApplicationView& view, page::Page& page) {
    page.body.push_back(page::heading(2, "Nachrichten"));
    if (view.outbox.empty()) return page.body.push_back(page::paragraph("Es wurden keine Nachrichten verschickt."));
    Node list = list_of(NodeKind::SummaryList, "inbox-mails");
    for (const auto& entry : view.outbox) {
        list.children.push_back(page::summary_row(entry.intent.title, delivery_words(entry)));
        if (entry.delivered_at) continue;
        auto& row = list.children.back();
        row.id = "mail-" + std::to_string(entry.id);
        row.action = "retry:" + std::to_string(entry.id);
        row.action_text = "Jetzt noch einmal versuchen";
        row.name = row.action_text + ": " + entry.intent.title;
    }
    page.body.push_back(std::move(list));
}

void add_history(const ApplicationView& view, page::Page& page) {
    page.body.push_back(page::heading(2, "Verlauf"));
    Node steps = list_of(NodeKind::Steps, "inbox-history");
    for (const auto& event : view.history) {
        std::string facts = format_de_time(event.at) + ", " + actor_words(event.actor);
        if (!event.detail.empty()) facts += ": " + event.detail;
        steps.children.push_back(page::summary_row(application_event_words(event.event), facts));
    }
    page.body.push_back(std::move(steps));
}
}  // namespace

Result<ApplicationView> read_view(const App& app, ApplicationRecord record) {
    ApplicationView view{.record = std::move(record),
                         .attachments = {},
                         .payments = {},
                         .history = {},
                         .outbox = {},
                         .consent = {},
                         .card = {}};
    const ApplicationId id = view.record.id;
    auto attachments = app.store.attachments_of(id);
    auto payments = app.store.payments_of(id);
    auto history = app.store.history_of(id);
    auto outbox = app.store.outbox_of(id);
    auto consent = app.store.find_consent(id);
    if (!consent && consent.failure().code != "store.missing") return consent.failure();
    if (consent) view.consent = std::move(*consent);
    auto card = app.store.find_card(id);
    if (!card && card.failure().code != "store.missing") return card.failure();
    if (card) view.card = std::move(*card);
    if (!attachments) return attachments.failure();
    if (!payments) return payments.failure();
    if (!history) return history.failure();
    if (!outbox) return outbox.failure();
    for (auto& payment : *payments) {
        auto events = app.store.payment_events_of(payment.id);
        if (!events) return events.failure();
        view.payments.push_back({std::move(payment), std::move(*events)});
    }
    view.attachments = std::move(*attachments), view.history = std::move(*history), view.outbox = std::move(*outbox);
    return view;
}

page::Page application_page(const App& app, const Visitor& visitor, const ApplicationView& view,
                            const PageState& state) {
    std::vector<FieldError> errors;
    if (!state.reason_error.empty()) errors.push_back({"f-reason", state.reason_error});
    if (!state.card_reason_error.empty()) errors.push_back({"f-card-reason", state.card_reason_error});
    if (!state.card_number_error.empty()) errors.push_back({"f-card-number", state.card_number_error});
    auto page = visitor_page(visitor, "Antrag " + view.record.receipt_number, errors);
    page.step = "inbox-application";
    page.form_action = std::string(list_path) + "applications/" + view.record.id.text();
    add_messages(view, state, page);
    add_consent_hints(app, visitor, view, page);
    add_facts(view, page);
    if (may_decide(view)) page.body.push_back(page::link("Zur Entscheidung", "#f-reason"));
    page.body.push_back(page::link("Antrag als PDF", page.form_action + "/record.pdf"));
    page.body.push_back(page::link("Antrag als JSON", page.form_action + "/record.json"));
    add_card(app, view, page);
    add_card_button(view, state, page);
    add_answers(app, visitor, view, page);
    add_consent(app, visitor, view, page);
    add_documents(view, page);
    add_fee(app, visitor, view, page);
    add_checks(app, view, visitor.tenant, page);
    add_decision(view, state, page);
    add_payments(view, page);
    add_mails(view, page);
    add_history(view, page);
    page.body.push_back(page::link("Zurück zu allen Anträgen", list_path));
    add_sign_out(page, visitor);
    return page;
}

page::Page record_page(const App& app, const Visitor& visitor, const ApplicationView& view) {
    auto page = blank_page(visitor.tenant.name, "Antrag " + view.record.receipt_number);
    add_facts(view, page);
    add_card(app, view, page);
    add_answers(app, visitor, view, page);
    add_consent(app, visitor, view, page);
    add_documents(view, page);
    add_fee(app, visitor, view, page);
    add_checks(app, view, visitor.tenant, page);
    add_payments(view, page);
    add_mails(view, page);
    add_history(view, page);
    return page;
}

}  // namespace lesepass::server::inbox
