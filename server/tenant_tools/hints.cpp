#include "tenant_tools/hints.h"

#include <algorithm>

#include "form/checks.h"
#include "tenant_tools/hint_list.h"
#include "tenant_tools/place_hints.h"

namespace lesepass::server {

namespace {
struct SlipWords {
    std::string_view de, en;
};
SlipWords words_of(Slip slip) {
    switch (slip) {
        case Slip::ByteOrderMark:
            return {"Am Anfang der Datei steht ein unsichtbares Zeichen (BOM). Bitte als „UTF-8 ohne BOM“ speichern.",
                    "The file begins with an invisible character (BOM). Save it as “UTF-8 without BOM”."};
        case Slip::NotUtf8:
            return {"Die Datei ist nicht in UTF-8 gespeichert; Umlaute wären falsch. Bitte als UTF-8 speichern.",
                    "The file is not saved as UTF-8. Save it as UTF-8."};
        case Slip::Empty: return {"Die Datei ist leer.", "The file is empty."};
        case Slip::TrailingComma:
            return {"Dieses Komma ist zu viel: Danach kommt kein weiterer Eintrag.",
                    "This comma is too much: nothing follows it."};
        case Slip::MissingComma: return {"Davor fehlt ein Komma.", "A comma is missing before this."};
        case Slip::MissingColon:
            return {"Nach diesem Namen fehlt der Doppelpunkt.", "The colon after this name is missing."};
        case Slip::MissingQuote:
            return {"Bei diesem Text fehlt das schließende Anführungszeichen (\").",
                    "This text has no closing quotation mark (\")."};
        case Slip::SingleQuote:
            return {"Texte stehen in doppelten Anführungszeichen (\"), nicht in einfachen.",
                    "Texts stand in double quotation marks (\"), not in single ones."};
        case Slip::NameWithoutQuotes:
            return {"Dieser Name braucht Anführungszeichen: \"name\".", "This name needs quotation marks: \"name\"."};
        case Slip::Comment:
            return {"Kommentare sind in JSON nicht erlaubt. Bitte löschen.", "JSON has no comments. Delete it."};
        case Slip::BadEscape:
            return {"Ein umgekehrter Schrägstrich muss doppelt stehen: \\\\.", "A backslash has to be doubled: \\\\."};
        case Slip::ControlCharacter:
            return {"In diesem Text steht ein Tabulator oder ein anderes Steuerzeichen.",
                    "There is a tab or another control character in this text."};
        case Slip::BadNumber:
            return {"Diese Zahl ist nicht lesbar. Beträge stehen in Cent: 1600, ohne Komma und ohne führende Null.",
                    "This number can not be read. Amounts are in cents: 1600, without a comma or a leading zero."};
        case Slip::BadWord:
            return {"Hier fehlen Anführungszeichen, oder es ist true oder false gemeint (klein geschrieben).",
                    "Quotation marks are missing here, or true or false is meant (in lower case)."};
        case Slip::NotClosed: return {"Zu dieser Klammer fehlt die schließende.", "This bracket has no closing one."};
        case Slip::WrongBracket:
            return {"Diese Klammer passt nicht: Davor fehlt etwas, oder es ist eine andere Klammer offen.",
                    "This bracket does not fit: something is missing before it, or another one is open."};
        case Slip::AfterTheEnd: return {"Die Datei müsste hier zu Ende sein.", "The file should end here."};
        case Slip::DuplicateName:
            return {"Dieser Name steht in derselben Gruppe schon einmal.",
                    "This name stands in the same group already."};
    }
    return {};
}

void look_at_ages(Hints& hints, const Tenant& tenant) {
    auto rows = tenant.fees.by_age;
    std::sort(rows.begin(), rows.end(), [](const AgeFee& a, const AgeFee& b) { return a.min_age < b.min_age; });
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const int gap = rows[i].min_age - rows[i - 1].below_age;
        // Children below, seniors above, the standard price between them is usual; a year or two is a slip.
        if (gap <= 0 || gap > 3) continue;
        const auto from = std::to_string(rows[i - 1].below_age), to = std::to_string(rows[i].min_age - 1);
        hints.add(Weight::Warning, "$.fees.byAge",
                  "Zwischen den Altersgruppen ist eine Lücke: Von " + from + " bis " + to +
                      " Jahren gilt der normale Preis. Ist das so gewollt?",
                  "There is a gap between the ages: from " + from + " to " + to +
                      " the standard price applies. Is that meant?");
    }
}

void look_at_reductions(Hints& hints, const Tenant& tenant) {
    for (std::size_t i = 0; i < tenant.fees.reductions.size(); ++i) {
        const auto& row = tenant.fees.reductions[i];
        const std::string path = "$.fees.reductions[" + std::to_string(i) + "]";
        if (row.proof.empty())
            hints.add(Weight::Warning, path + ".key",
                      "Für diese Ermäßigung wird kein Nachweis verlangt („proof“ fehlt). Ist das so gewollt?",
                      "No proof is asked for this reduction (“proof” is missing). Is that meant?");
        for (std::size_t term = 0; term < row.prices.by_term.size(); ++term)
            if (const auto price = row.prices.at(term), standard = tenant.fees.standard.at(term);
                price && standard && standard->value > 0 && price->value >= standard->value) {
                hints.add(Weight::Warning, path + ".key",
                          "Diese Ermäßigung ist nicht günstiger als der normale Preis; sie wird nicht angeboten.",
                          "This reduction is not cheaper than the standard price; it is not offered.");
                break;
            }
    }
}

void look_at_contact(Hints& hints, const Tenant& tenant) {
    const auto email = [&](const std::string& address, const char* path) {
        if (!address.empty() && !form::is_email(address) && hints.has(path))
            hints.add(Weight::Mistake, path, "„" + address + "“ ist keine vollständige E-Mail-Adresse.",
                      "“" + address + "” is no complete e-mail address.");
    };
    email(tenant.email, "$.contact.email");
    if (tenant.mailbox.find('@') != std::string::npos) email(tenant.mailbox, "$.mailbox");
    for (const auto& [url, path] :
         {std::pair(&tenant.privacy_url, "$.privacyUrl"), std::pair(&tenant.imprint_url, "$.imprintUrl"),
          std::pair(&tenant.terms_url, "$.termsUrl")}) {
        if (url->starts_with("http://"))
            hints.add(Weight::Warning, path, "Diese Adresse ist unverschlüsselt (http). Gibt es sie mit https?",
                      "This address is not encrypted (http). Is there one with https?");
        if (url->find("HIER-EINTRAGEN") != std::string::npos)
            hints.add(Weight::Mistake, path, "Hier steht noch der Platzhalter. Bitte die echte Adresse eintragen.",
                      "This is still the placeholder. Put the real address here.");
    }
}

void look_at_payment(Hints& hints, const Tenant& tenant, const Surroundings& around) {
    const bool online = tenant.payment == PaymentPolicy::Online || tenant.payment == PaymentPolicy::Choice;
    if (online && !around.payment_salt)
        hints.add(
            Weight::Warning, "$.payment.policy",
            "Für Online-Bezahlung braucht der Server das Geheimnis LESEPASS_PMPAYMENT_SALT; hier ist es nicht gesetzt.",
            "To be paid online the server needs the secret LESEPASS_PMPAYMENT_SALT; it is not set here.");
    const bool costs = std::any_of(tenant.fees.standard.by_term.begin(), tenant.fees.standard.by_term.end(),
                                   [](const auto& price) { return price && price->value > 0; });
    if (costs && tenant.payment == PaymentPolicy::None)
        hints.add(
            Weight::Warning, hints.has("$.payment.policy") ? "$.payment.policy" : "$.fees.standardCents",
            "Der Ausweis kostet etwas, aber „payment.policy“ sagt nicht, wie bezahlt wird (at-counter, online, "
            "choice).",
            "The card costs money, but “payment.policy” does not say how it is paid (at-counter, online, choice).");
}

void look_at_card(Hints& hints, const Tenant& tenant) {
    const bool at_counter = tenant.identity_proof == IdentityProof::AtCounter;
    if (tenant.card_by_post && at_counter)
        hints.add(
            Weight::Warning, "$.card.post",
            "Der Ausweis wird zugeschickt, aber „proofs.identity“ verlangt, dass man sich am Schalter ausweist.",
            "The card is sent by post, but “proofs.identity” demands that people show a document at the counter.");
    if (!tenant.card_by_post && tenant.post_fee.value > 0)
        hints.add(Weight::Warning, "$.card.postCents", "„postCents“ gilt nur zusammen mit \"post\": true.",
                  "“postCents” counts only together with \"post\": true.");
    if (!tenant.provisional_card) return;
    const auto& card = *tenant.provisional_card;
    const auto numbers = card.to - card.from + 1;
    if (numbers > 0 && numbers < 100)
        hints.add(Weight::Warning, hints.has("$.card.provisional.to") ? "$.card.provisional.to" : "$.card.provisional",
                  "Die Nummern reichen nur für " + std::to_string(numbers) +
                      " vorläufige Ausweise. Danach werden Anträge ohne einen bearbeitet.",
                  "There are numbers for " + std::to_string(numbers) +
                      " provisional cards only. After that applications go on without one.");
    const bool costs = std::any_of(tenant.fees.standard.by_term.begin(), tenant.fees.standard.by_term.end(),
                                   [](const auto& price) { return price && price->value > 0; });
    if (costs && tenant.payment == PaymentPolicy::AtCounter && !card.before_payment)
        hints.add(Weight::Warning, "$.card.provisional",
                  "Bezahlt wird am Schalter: Ohne \"beforePayment\": true bekommen nur Menschen, die nichts bezahlen, "
                  "einen vorläufigen Ausweis.",
                  "People pay at the counter: without \"beforePayment\": true only those who pay nothing get a "
                  "provisional card.");
}
}  // namespace

Finding explain_slip(const SyntaxSlip& slip, Tongue tongue) {
    const auto words = words_of(slip.slip);
    return {.where = slip.where,
            .path = "$",
            .message = std::string(tongue == Tongue::De ? words.de : words.en),
            .help = {}};
}

std::vector<Finding> hints_for(std::string_view text, const Tenant& tenant, Tongue tongue, const Surroundings& around) {
    Hints hints(text, tongue);
    look_at_ages(hints, tenant);
    look_at_reductions(hints, tenant);
    look_at_contact(hints, tenant);
    look_at_place(hints, tenant);
    look_at_payment(hints, tenant, around);
    look_at_card(hints, tenant);
    return std::move(hints.out);
}

}  // namespace lesepass::server
