#include "inbox/words.h"

#include <algorithm>
#include <array>

#include "document/sniff.h"
#include "form/definition.h"
#include "payment/payment_state.h"
#include "text/languages.h"

namespace lesepass::server::inbox {

namespace {
struct Words {
    std::string_view name, words;
};

template <std::size_t size>
std::string look_up(const std::array<Words, size>& table, std::string_view name) {
    for (const auto& row : table)
        if (row.name == name) return std::string(row.words);
    return std::string(name);
}

constexpr auto application_events = std::to_array<Words>({
    {"received", "Antrag eingegangen"},
    {"consent-asked", "Erziehungsberechtigte Person um Einwilligung gebeten"},
    {"consent-reminded", "Erziehungsberechtigte Person erinnert"},
    {"consent-given", "Erziehungsberechtigte Person hat eingewilligt"},
    {"consent-refused", "Erziehungsberechtigte Person hat nicht eingewilligt"},
    {"consent-expired", "Keine Einwilligung innerhalb der Frist"},
    {"payment-confirmed", "Zahlung bestätigt"},
    {"payment-duplicate", "Zweite Zahlung eingegangen"},
    {"card-issued", "Vorläufiger Ausweis ausgestellt"},
    {"card-not-issued", "Kein vorläufiger Ausweis: Nummernkreis aufgebraucht"},
    {"card-replaced", "Vorläufiger Ausweis durch den Bibliotheksausweis ersetzt"},
    {"card-revoked", "Vorläufiger Ausweis gesperrt"},
    {"notification-delivered", "Benachrichtigung zugestellt"},
    {"opened", "Zur Bearbeitung geöffnet"},
    {wire_name(ApplicationState::Approved), "Genehmigt"},
    {wire_name(ApplicationState::Rejected), "Abgelehnt"},
});

constexpr auto payment_events = std::to_array<Words>({
    {"created", "Bezahlvorgang angelegt"},
    {wire_name(PaymentEvent::RedirectIssued), "Zum Bezahldienst weitergeleitet"},
    {wire_name(PaymentEvent::Confirmed), "Der Bezahldienst bestätigt die Zahlung"},
    {wire_name(PaymentEvent::ConfirmedAgain), "Zweite Zahlung für denselben Antrag: bitte erstatten"},
    {wire_name(PaymentEvent::ReportedFailed), "Die Zahlung ist fehlgeschlagen"},
    {wire_name(PaymentEvent::ReportedCancelled), "Die Zahlung wurde abgebrochen"},
    {wire_name(PaymentEvent::TimeOver), "Frist abgelaufen, der Bezahldienst kennt keine Zahlung"},
    {wire_name(PaymentEvent::RefundOrdered), "Erstattung veranlasst"},
    {wire_name(PaymentEvent::RefundDone), "Betrag erstattet"},
    {wire_name(PaymentEvent::ChargebackReported), "Von der Bank zurückgebucht"},
    {"notified", "Meldung eingegangen, der Bezahldienst wird gefragt"},
    {"mismatch", "Unstimmigkeit, bitte prüfen"},
});

constexpr auto payment_sources = std::to_array<Words>({
    {"initiate", "Start der Bezahlung"},
    {"callback", "Meldung des Bezahldienstes"},
    {"return", "Rückkehr der zahlenden Person"},
    {"poll", "regelmäßige Nachfrage beim Bezahldienst"},
    {"staff", "Bibliothek"},
});

// What a case worker has to know first. Money that must go back comes before money that arrived.
int urgency(PaymentState state) {
    switch (state) {
        case PaymentState::DuplicatePaid: return 5;
        case PaymentState::ChargedBack: return 4;
        case PaymentState::RefundPending: return 3;
        case PaymentState::Paid: return 2;
        case PaymentState::Refunded: return 1;
        case PaymentState::Created:
        case PaymentState::Redirected:
        case PaymentState::Failed:
        case PaymentState::Cancelled:
        case PaymentState::Expired: return 0;
    }
    return 0;
}
}  // namespace

std::string application_event_words(std::string_view event) { return look_up(application_events, event); }
std::string payment_event_words(std::string_view event) { return look_up(payment_events, event); }
std::string payment_source_words(std::string_view source) { return look_up(payment_sources, source); }

std::string actor_words(const std::string& actor) {
    if (actor == "applicant") return "antragstellende Person";
    if (actor == "guardian") return "erziehungsberechtigte Person";
    return actor == "system" ? "automatisch" : actor;
}

std::string payment_summary(const ApplicationRecord& record, const std::vector<PaymentRecord>& payments) {
    const std::string amount = format_euro_de(record.fee);
    if (payments.empty()) {
        if (record.fee.value == 0) return "kostenlos";
        return amount + (record.state == ApplicationState::AwaitingPayment ? ", noch nicht begonnen" : ", vor Ort");
    }
    const auto& first = *std::max_element(payments.begin(), payments.end(), [](const auto& a, const auto& b) {
        const int x = urgency(a.state), y = urgency(b.state);
        return x != y ? x < y : a.created_at < b.created_at;
    });
    return amount + ", " + std::string(info(first.state).label);
}

std::string size_words(std::int64_t bytes) {
    if (bytes < 1000) return std::to_string(bytes) + " Byte";
    if (bytes < 1'000'000) return std::to_string((bytes + 500) / 1000) + " kB";
    const auto tenths = (bytes + 50'000) / 100'000;
    return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10) + " MB";
}

std::string media_words(const std::string& media_type) {
    const auto type = document::type_by_media(media_type);
    return type ? std::string(document::display_name(*type)) : media_type;
}

std::string purpose_words(const std::string& wire_name) {
    const auto* field = form::find_field(wire_name);
    return field == nullptr ? wire_name : std::string(catalog_of(Language::De)[field->label]);
}

}  // namespace lesepass::server::inbox
