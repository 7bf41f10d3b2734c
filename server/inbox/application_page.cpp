#include "inbox/application_page.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/utf8.h"
#include "inbox/application_view.h"
#include "inbox/record_json.h"
#include "inbox/words.h"
#include "payment/payment_service.h"
#include "routes/receipt_page.h"
#include "usecases/decide_application.h"
#include "usecases/provisional_cards.h"
#include "usecases/records.h"

namespace lesepass::server::inbox {

using page::Tone;

namespace {
// Only the visitor's own library: anything else does not exist.
Result<ApplicationRecord> own_application(const Inbox& inbox, const Visitor& visitor, const http::Request& request) {
    const auto id = ApplicationId::parse(request.param("id"));
    if (!id) return Failure{"store.missing", "not an id"};
    auto record = inbox.app().store.find_application(*id);
    if (record && record->tenant != visitor.tenant.key) return Failure{"store.missing", "another library's"};
    return record;
}

http::Response refused(const Inbox& inbox, const Failure& failure) {
    return failure.code == "store.missing" ? not_found(inbox) : unavailable(inbox);
}

http::Response show(const Inbox& inbox, const Visitor& visitor, ApplicationRecord record, const PageState& state,
                    int status) {
    auto view = read_view(inbox.app(), std::move(record));
    if (!view) return refused(inbox, view.failure());
    return respond(inbox, status, application_page(inbox.app(), visitor, *view, state));
}

// ---- after a button ----------------------------------------------------------------------------------------------

struct DoneMessage {
    std::string_view key;
    const char* title;
    const char* text;
};
constexpr auto done_messages = std::to_array<DoneMessage>({
    {"retry", "Versand angestoßen",
     "Die Nachricht wird jetzt noch einmal verschickt. Bitte laden Sie die Seite nach einigen Sekunden neu."},
    {"asked", "Nachgefragt", "Der Bezahldienst wurde gefragt. Das Ergebnis steht bei den Bezahlvorgängen."},
    {"revoked", "Gesperrt", "Der vorläufige Ausweis gilt nicht mehr. Das steht im Verlauf."},
    {"noted", "Vermerkt", "Der Vermerk steht bei den Bezahlvorgängen."},
});

PageState state_after(const http::Request& request, const ApplicationRecord& record) {
    PageState state;
    const auto done = request.query_param("done");
    if (done == "decided" && is_decided(record.state)) {
        const bool reachable = !applicant_email(record).empty();
        state.tone = Tone::Success;
        state.message_title =
            record.state == ApplicationState::Approved ? "Der Antrag ist genehmigt" : "Der Antrag ist abgelehnt";
        state.message = reachable ? "Die antragstellende Person wird per E-Mail benachrichtigt und sieht die "
                                    "Entscheidung auf ihrer Statusseite."
                                  : "Die antragstellende Person hat keine E-Mail-Adresse angegeben. Sie sieht die "
                                    "Entscheidung auf ihrer Statusseite.";
    }
    for (const auto& message : done_messages)
        if (done == message.key)
            state.tone = Tone::Success, state.message_title = message.title, state.message = message.text;
    return state;
}

http::Response back_to(const ApplicationRecord& record, const std::string& done) {
    return redirect(std::string(list_path) + "applications/" + record.id.text() + "?done=" + done);
}

// ---- decision ----------------------------------------------------------------------------------------------------

// Paragraphs stay, everything invisible goes: the text is shown to somebody else.
std::string clean_text(std::string_view typed) {
    std::string out;
    while (!typed.empty()) {
        const auto end = std::min(typed.find('\n'), typed.size());
        out += clean_line(typed.substr(0, end)) + "\n";
        typed.remove_prefix(std::min(end + 1, typed.size()));
    }
    return std::string(trim(out));
}

std::string reason_problem(Decision decision, const std::string& reason) {
    if (decision == Decision::Reject && reason.empty())
        return "Bitte begründen Sie die Ablehnung. Die antragstellende Person muss erfahren, woran es liegt.";
    const auto length = count_code_points(reason);
    if (length > max_reason_code_points)
        return "Bitte kürzen Sie die Nachricht auf höchstens 2.000 Zeichen. Jetzt sind es " + std::to_string(length) +
               ".";
    return {};
}

// Somebody else was faster, or the state does not allow it: says who and what, and keeps the typed text.
http::Response conflict(const Inbox& inbox, const Visitor& visitor, ApplicationId id, const std::string& reason) {
    auto record = inbox.app().store.find_application(id);
    const auto history = inbox.app().store.history_of(id);
    if (!record) return refused(inbox, record.failure());
    if (!history) return unavailable(inbox);
    PageState state{.reason = reason,
                    .reason_error = {},
                    .tone = Tone::Error,
                    .message_title = "Ihre Entscheidung wurde nicht gespeichert",
                    .message = "Der Stand des Antrags lässt sie nicht zu. Bitte prüfen Sie den Stand unten."};
    for (const auto& event : *history)
        if (is_decided(record->state) && event.event == wire_name(record->state))
            state.message = "Inzwischen hat " + actor_words(event.actor) + " am " + format_de_time(event.at) +
                            " entschieden: " + application_event_words(event.event) + ". Diese Entscheidung gilt.";
    if (is_decided(record->state) && !reason.empty()) state.message += " Ihr Text war: " + reason;
    return show(inbox, visitor, std::move(*record), state, 409);
}

http::Response decide(Inbox& inbox, const Visitor& visitor, const ApplicationRecord& record,
                      const http::Request& request) {
    const auto decision = request.field("action") == "approve" ? Decision::Approve : Decision::Reject;
    const auto reason = clean_text(request.field("reason"));
    const auto number = clean_line(request.field("card_number"));
    if (auto problem = reason_problem(decision, reason); !problem.empty())
        return show(inbox, visitor, record,
                    {.reason = reason, .reason_error = std::move(problem), .card_number = number}, 422);
    const auto decided = decide_application(inbox.app(), record.id, decision, visitor.user(), reason, number);
    if (decided) return back_to(record, "decided");
    if (decided.failure().code == "decision.number")
        return show(inbox, visitor, record,
                    {.reason = reason,
                     .card_number = number,
                     .card_number_error = "Bitte kürzen Sie die Nummer auf höchstens 40 Zeichen."},
                    422);
    if (decided.failure().code == "store.conflict") return conflict(inbox, visitor, record.id, reason);
    return refused(inbox, decided.failure());
}

// ---- provisional card --------------------------------------------------------------------------------------------

http::Response revoke(Inbox& inbox, const Visitor& visitor, const ApplicationRecord& record,
                      const http::Request& request) {
    const auto reason = clean_line(request.field("card_reason"));
    const auto done = revoke_card(inbox.app(), record.id, visitor.user(), reason);
    // Ended meanwhile: the page says how.
    if (done || done.failure().code == "store.conflict") return back_to(record, done ? "revoked" : "");
    if (done.failure().code != "card.reason") return refused(inbox, done.failure());
    const char* problem = reason.empty() ? "Bitte geben Sie an, warum der vorläufige Ausweis gesperrt wird."
                                         : "Bitte kürzen Sie den Grund auf höchstens 2.000 Zeichen.";
    return show(inbox, visitor, record, {.card_reason = reason, .card_reason_error = problem}, 422);
}

// ---- mails and payments ------------------------------------------------------------------------------------------

std::optional<std::string> after_prefix(const std::string& action, std::string_view prefix) {
    if (!action.starts_with(prefix)) return std::nullopt;
    return action.substr(prefix.size());
}

http::Response retry(Inbox& inbox, const ApplicationRecord& record, const std::string& number) {
    std::int64_t id = 0;
    std::from_chars(number.data(), number.data() + number.size(), id);
    const auto entries = inbox.app().store.outbox_of(record.id);
    if (!entries) return refused(inbox, entries.failure());
    const bool own = std::any_of(entries->begin(), entries->end(), [&](const auto& entry) { return entry.id == id; });
    if (!own) return not_found(inbox);
    const auto again = inbox.app().store.retry_outbox(id, inbox.app().clock.now());
    // Delivered meanwhile: the page says so.
    if (!again && again.failure().code == "store.conflict") return back_to(record, "");
    if (!again) return refused(inbox, again.failure());
    inbox.app().wake_outbox();
    return back_to(record, "retry");
}

http::Response payment_failed(const Inbox& inbox, const Visitor& visitor, const ApplicationRecord& record,
                              const Failure& failure) {
    const bool conflict = failure.code == "store.conflict";
    if (!conflict && !failure.code.starts_with("payment.")) return refused(inbox, failure);
    const PageState state{.reason = {},
                          .reason_error = {},
                          .tone = Tone::Error,
                          .message_title = conflict ? "Das geht nicht mehr" : "Der Bezahldienst hat nicht geantwortet",
                          .message = conflict ? "Der Bezahlvorgang hat inzwischen einen anderen Stand."
                                              : "Bitte versuchen Sie es später noch einmal (" + failure.code + ")."};
    return show(inbox, visitor, record, state, conflict ? 409 : 503);
}

http::Response payment_action(Inbox& inbox, const Visitor& visitor, const ApplicationRecord& record,
                              const std::string& action) {
    const auto colon = action.find(':');
    const auto name = action.substr(0, colon);
    const auto id = PaymentId::parse(colon == std::string::npos ? "" : action.substr(colon + 1));
    if (!id) return not_found(inbox);
    const auto payment = inbox.app().store.find_payment(*id);
    if (!payment) return refused(inbox, payment.failure());
    if (payment->application != record.id) return not_found(inbox);
    if (name == "ask") {
        const auto asked = inbox.app().payments.ask_now(*id, visitor.user());
        return asked ? back_to(record, "asked") : payment_failed(inbox, visitor, record, asked.failure());
    }
    for (const auto event : {PaymentEvent::RefundOrdered, PaymentEvent::RefundDone, PaymentEvent::ChargebackReported}) {
        if (name != wire_name(event)) continue;
        const auto noted = inbox.app().payments.record_staff_event(*id, event, visitor.user(), "");
        return noted ? back_to(record, "noted") : payment_failed(inbox, visitor, record, noted.failure());
    }
    return not_found(inbox);
}
}  // namespace

http::Response show_application(Inbox& inbox, const Visitor& visitor, const http::Request& request) {
    auto record = own_application(inbox, visitor, request);
    if (!record) return refused(inbox, record.failure());
    // A browser that looks ahead has opened nothing.
    const bool looked_at = request.method == http::Method::Get && request.header("sec-purpose").empty();
    if (looked_at) record = open_application(inbox.app(), record->id, visitor.user());
    if (!record) return refused(inbox, record.failure());
    const auto state = state_after(request, *record);
    return show(inbox, visitor, std::move(*record), state, 200);
}

http::Response post_application(Inbox& inbox, const Visitor& visitor, const http::Request& request) {
    const auto record = own_application(inbox, visitor, request);
    if (!record) return refused(inbox, record.failure());
    const auto action = request.field("action");
    if (action == "approve" || action == "reject") return decide(inbox, visitor, *record, request);
    if (action == "revoke-card") return revoke(inbox, visitor, *record, request);
    if (const auto number = after_prefix(action, "retry:")) return retry(inbox, *record, *number);
    if (action.find(':') != std::string::npos) return payment_action(inbox, visitor, *record, action);
    return back_to(*record, "");
}

http::Response show_record(Inbox& inbox, const Visitor& visitor, const http::Request& request, RecordFormat format) {
    auto record = own_application(inbox, visitor, request);
    if (!record) return refused(inbox, record.failure());
    const auto view = read_view(inbox.app(), std::move(*record));
    if (!view) return refused(inbox, view.failure());
    const auto name = "antrag-" + view->record.receipt_number;
    if (format == RecordFormat::Json) return record_json(*view, inbox.app().today(), name + ".json");
    const auto paper = application_paper(inbox.app(), visitor.tenant, view->record, catalog_of(Language::De));
    auto file = pdf::render(record_page(inbox.app(), visitor, *view), paper);
    if (file) return pdf_response(std::move(*file), name + ".pdf");
    const PageState state{
        .tone = Tone::Error,
        .message_title = "Die PDF-Datei konnte nicht erstellt werden",
        .message = "Bitte versuchen Sie es in einer Minute noch einmal, oder drucken Sie diese Seite (" +
                   file.failure().code + ")."};
    return respond(inbox, 503, application_page(inbox.app(), visitor, *view, state)).with("Retry-After", "60");
}

}  // namespace lesepass::server::inbox
