#include "usecases/mails.h"

#include "outbox/mail_json.h"
#include "ports/mailer.h"
#include "usecases/guardian_consent.h"
#include "usecases/provisional_cards.h"
#include "usecases/records.h"

namespace lesepass::server {

namespace {
struct Letter {
    std::string key;      // what this mail is: part of the idempotency key
    std::string purpose;  // of the intent
    std::string title;    // for the case worker
    std::string to;
    std::string subject;
    std::string text;
};

std::vector<OutboxIntent> intent_of(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                    const Letter& letter) {
    if (letter.to.empty()) return {};
    const std::string key = letter.key + "-" + record.id.text();
    const Mail mail{.message_id = key,
                    .from_name = tenant.name,
                    .from_address = app.mail_from,
                    .to = letter.to,
                    .subject = without_isolates(letter.subject),
                    .text = letter.text,
                    .auto_submitted = true};
    return {{.kind = "mail",
             .idempotency_key = key,
             .payload = encode_mail(mail),
             .purpose = letter.purpose,
             .title = letter.title}};
}

// Greeting, what happened, extra lines, link, closing: every mail to an applicant.
std::string letter_text(const App& app, const Tenant& tenant, const ApplicationRecord& record, Text what,
                        const std::string& extra, bool with_card = false) {
    const Catalog& text = catalog_of(language_of(record));
    const auto line = [&](Text key) { return std::string(text[key]) + "\n\n"; };
    return line(Text::MailGreeting) + line(what) + std::string(text[Text::StatusReceipt]) + ": " +
           record.receipt_number + "\n\n" + extra + std::string(text[Text::MailStatusLink]) + "\n" +
           status_url(app, record) + "\n\n" + (with_card ? line(Text::MailCard) : std::string{}) +
           std::string(text[Text::MailClosing]) + "\n" + tenant.name + "\n" + tenant.address + "\n";
}
}  // namespace

std::string status_url(const App& app, const ApplicationRecord& record) {
    return app.public_url + "/status/" + record.status_token.text();
}

std::vector<OutboxIntent> confirmation_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                            const std::string& applicant_address, bool with_card) {
    const Catalog& text = catalog_of(language_of(record));
    std::string extra;
    if (record.state == ApplicationState::AwaitingPayment)
        extra = std::string(text[Text::StatusNextAwaitingPayment]) + "\n\n";
    if (record.state == ApplicationState::AwaitingConsent)
        extra = std::string(text[Text::StateAwaitingConsent]) + ".\n\n";
    return intent_of(app, tenant, record,
                     {.key = "confirmation",
                      .purpose = "applicant",
                      .title = "Eingangsbestätigung an die antragstellende Person",
                      .to = applicant_address,
                      .subject = text.format(Text::MailConfirmSubject, {record.receipt_number}),
                      .text = letter_text(app, tenant, record, Text::MailConfirmText, extra, with_card)});
}

std::vector<OutboxIntent> notification_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record) {
    const std::string text =
        "Guten Tag,\n\nein neuer Antrag auf einen Bibliotheksausweis ist eingegangen.\n\nAntragsnummer: " +
        record.receipt_number + "\nEingegangen: " + format_de_time(record.received_at) +
        "\n\nBitte bearbeiten Sie ihn im Eingangskorb:\n" + app.public_url + "/inbox/applications/" + record.id.text() +
        "\n\nDiese Nachricht enthält keine personenbezogenen Daten.\n";
    return intent_of(app, tenant, record,
                     {.key = "notification",
                      .purpose = "mailbox",
                      .title = "Benachrichtigung an das Funktionspostfach",
                      .to = tenant.mailbox,
                      .subject = "Neuer Antrag " + record.receipt_number,
                      .text = text});
}

std::vector<OutboxIntent> paid_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                    const std::string& applicant_address, bool with_card) {
    const Catalog& text = catalog_of(language_of(record));
    return intent_of(app, tenant, record,
                     {.key = "paid",
                      .purpose = "applicant",
                      .title = "Zahlungsbestätigung an die antragstellende Person",
                      .to = applicant_address,
                      .subject = text.format(Text::MailPaidSubject, {record.receipt_number}),
                      .text = letter_text(app, tenant, record, Text::MailPaidText, "", with_card)});
}

std::vector<OutboxIntent> decision_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                        const std::string& applicant_address) {
    const Catalog& text = catalog_of(language_of(record));
    const bool approved = record.state == ApplicationState::Approved;
    const std::string decision(text[approved ? Text::StateApproved : Text::StateRejected]);
    return intent_of(app, tenant, record,
                     {.key = "decision",
                      .purpose = "applicant",
                      .title = "Entscheidung an die antragstellende Person",
                      .to = applicant_address,
                      .subject = text.format(Text::MailDecisionSubject, {record.receipt_number, decision}),
                      .text = letter_text(app, tenant, record, Text::MailDecisionText, "")});
}

std::string consent_url(const App& app, const ConsentRecord& consent) {
    return app.public_url + "/consent/" + consent.token.text();
}

std::vector<OutboxIntent> consent_mail(const App& app, const ConsentCase& asked, ConsentMail kind) {
    const Catalog& text = catalog_of(language_of(asked.record));
    const auto paragraph = [](std::string words) { return std::move(words) + "\n\n"; };
    const auto& name = asked.application.draft.answer(form::FieldId::GivenName);
    const auto until = format_de(date_in_germany(asked.consent.expires_at));
    const bool reminder = kind == ConsentMail::Reminder;
    const std::string body =
        paragraph(std::string(text[Text::MailGreeting])) +
        paragraph(text.format(Text::MailConsentText, {name, asked.tenant->name, until})) +
        std::string(text[Text::MailConsentLink]) + "\n" + paragraph(consent_url(app, asked.consent)) +
        paragraph(text.format(Text::MailConsentPrivate, {name})) + std::string(text[Text::MailClosing]) + "\n" +
        asked.tenant->name + "\n" + asked.tenant->address + "\n";
    return intent_of(
        app, *asked.tenant, asked.record,
        {.key = "consent-" + std::to_string(asked.consent.mails),
         .purpose = "guardian",
         .title = reminder ? "Erinnerung an die erziehungsberechtigte Person"
                           : "Bitte um Einwilligung an die erziehungsberechtigte Person",
         .to = asked.consent.email,
         .subject = text.format(reminder ? Text::MailConsentReminderSubject : Text::MailConsentSubject, {name}),
         .text = body});
}

std::vector<OutboxIntent> consent_given_mail(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                                             const std::string& applicant_address, bool with_card) {
    const Catalog& text = catalog_of(language_of(record));
    std::string extra;
    if (record.state == ApplicationState::AwaitingPayment)
        extra = std::string(text[Text::StatusNextAwaitingPayment]) + "\n\n";
    return intent_of(app, tenant, record,
                     {.key = "consented",
                      .purpose = "applicant",
                      .title = "Nachricht über die Einwilligung an die antragstellende Person",
                      .to = applicant_address,
                      .subject = text.format(Text::MailConsentGivenSubject, {record.receipt_number}),
                      .text = letter_text(app, tenant, record, Text::MailConsentGivenText, extra, with_card)});
}

std::vector<OutboxIntent> intents_on_paid(const App& app, const ApplicationRecord& record) {
    const Tenant* tenant = app.libraries->find(record.tenant);
    if (tenant == nullptr) return {};
    auto intents = notification_mail(app, *tenant, record);
    const bool with_card = card_offer_on_paid(app, record).has_value();
    for (auto& intent : paid_mail(app, *tenant, record, applicant_email(record), with_card))
        intents.push_back(std::move(intent));
    return intents;
}

}  // namespace lesepass::server
