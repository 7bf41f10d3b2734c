#include "paysim/pages.h"

#include "base/money.h"

namespace lesepass::paysim {
namespace {

std::string escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out.push_back(c);
        }
    }
    return out;
}

std::string page(std::string_view title, const std::string& body) {
    return "<!doctype html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
           escape(title) +
           "</title>\n<link rel=\"stylesheet\" href=\"/paysim.css\">\n</head>\n<body>\n"
           "<header><div class=\"inner\"><p class=\"brand\">Bezahl-Simulator</p>"
           "<p class=\"test\">Testbetrieb: hier fließt kein Geld.</p></div></header>\n<main>\n" +
           body + "</main>\n</body>\n</html>\n";
}

// One press is enough; the first is what Enter does.
std::string outcome_buttons() {
    std::string out = "<div class=\"buttons\">\n";
    for (const auto& option : outcomes)
        out += "<button type=\"submit\" name=\"outcome\" value=\"" + std::string(option.name) + "\">" +
               escape(option.label) + "</button>\n";
    return out + "</div>\n";
}

template <class Choice, std::size_t N>
std::string select(const char* name, const char* label, const std::array<Option<Choice>, N>& options, Choice selected) {
    std::string out = "<p class=\"row\"><label for=\"" + std::string(name) + "\">" + label +
                      "</label>\n<select name=\"" + name + "\" id=\"" + name + "\">\n";
    for (const auto& option : options)
        out += "<option value=\"" + std::string(option.name) + "\"" + (option.choice == selected ? " selected" : "") +
               ">" + escape(option.label) + "</option>\n";
    return out + "</select></p>\n";
}

std::string behaviour_fields(const Behaviour& preset) {
    return select("notice", "Die Meldung an die Bibliothek", notices, preset.notice) +
           select("status_reply", "Auf Nachfrage antwortet der Bezahldienst", replies, preset.status_reply);
}

std::string status_words(std::int64_t number) {
    const server::pmpayment::StatusNumbers numbers;
    if (number == numbers.paid) return "bezahlt";
    if (number == numbers.failed.front()) return "fehlgeschlagen";
    if (number == numbers.cancelled.front()) return "abgebrochen";
    return "offen";
}

std::string table_of(const std::vector<Transaction>& transactions, std::int64_t paid_later_ms, UtcMillis now) {
    if (transactions.empty()) return "<p>Noch keine Zahlung.</p>\n";
    std::string out =
        "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Zeit</th><th "
        "scope=\"col\">Verwendungszweck</th><th scope=\"col\" class=\"amount\">Betrag</th><th "
        "scope=\"col\">Stand</th><th scope=\"col\">Meldung</th><th scope=\"col\">Seite</th></tr></thead>\n<tbody>\n";
    for (const auto& transaction : transactions) {
        const std::int64_t number = status_number(transaction, paid_later_ms, now);
        out += "<tr><td>" + escape(format_de_time(transaction.ordered_at)) + "</td><td>" +
               escape(transaction.reference) + "</td><td class=\"amount\">" + format_euro_de(Cents{transaction.cents}) +
               "</td><td>" + status_words(number) + "</td><td>" +
               escape(transaction.chosen ? label_of(notices, transaction.chosen->notice) : "noch keine") +
               "</td><td><a href=\"/payment/page?txid=" + escape(transaction.id) + "\">öffnen</a></td></tr>\n";
    }
    return out + "</tbody>\n</table></div>\n";
}

}  // namespace

std::string payer_page(const Transaction& transaction, const Behaviour& preset) {
    std::string body = "<h1>Bezahlen</h1>\n<dl>\n<div><dt>Betrag</dt><dd class=\"big\">" +
                       format_euro_de(Cents{transaction.cents}) + "</dd></div>\n<div><dt>Verwendungszweck</dt><dd>" +
                       escape(transaction.reference) + "</dd></div>\n<div><dt>Empfangende Stelle</dt><dd>AGS " +
                       escape(transaction.ags) + ", " + escape(transaction.procedure) +
                       "</dd></div>\n</dl>\n<form method=\"post\" action=\"/payment/page\">\n"
                       "<input type=\"hidden\" name=\"txid\" value=\"" +
                       escape(transaction.id) + "\">\n<h2>Wie soll die Zahlung ausgehen?</h2>\n" + outcome_buttons() +
                       "<details><summary>Störungen einschalten</summary>\n" + behaviour_fields(preset) +
                       "</details>\n</form>\n";
    return page("Bezahlen (Simulator)", body);
}

std::string unknown_page() {
    return page(
        "Unbekannte Zahlung (Simulator)",
        "<h1>Diese Zahlung gibt es nicht</h1>\n<p>Der Simulator merkt sich Zahlungen nur, solange er läuft. Bitte "
        "beginnen Sie die Zahlung auf der Statusseite Ihres Antrags neu.</p>\n");
}

std::string overview_page(const Simulator& simulator, std::int64_t paid_later_ms, UtcMillis now) {
    const Behaviour preset = simulator.preset();
    std::string body = "<h1>Zahlungen</h1>\n" + table_of(simulator.all(), paid_later_ms, now) +
                       "<h2>Vorgaben für die nächsten Zahlungen</h2>\n"
                       "<form method=\"post\" action=\"/preset\">\n" +
                       behaviour_fields(preset) +
                       select("order_reply", "Neue Bestellungen beantwortet der Bezahldienst", order_replies,
                              simulator.order_reply()) +
                       "<p><button type=\"submit\">Vorgaben speichern</button></p>\n</form>\n";
    return page("Zahlungen (Simulator)", body);
}

std::string stylesheet() {
    return R"css(
:root { color-scheme: light dark; --ink: #1d2530; --paper: #fff; --line: #8a94a3; --soft: #f2f4f7; --accent: #0b5a8f;
  --on-accent: #fff; --warn: #fff3cd; --warn-ink: #4d3800; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --paper: #14191f; --line: #6d7885; --soft: #1f262e;
  --accent: #7cc4f5; --on-accent: #06202f; --warn: #4d3b00; --warn-ink: #ffe9a8; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); }
header { background: var(--soft); border-bottom: 1px solid var(--line); }
.inner, main { max-width: 44rem; margin: 0 auto; padding: 0 1rem; }
.inner { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding-block: .75rem; }
.brand { margin: 0; font-weight: 700; }
.test { margin: 0; padding: .125rem .625rem; border-radius: .25rem; background: var(--warn); color: var(--warn-ink); }
main { padding-block: 1rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { margin-top: 2.5rem; font-size: 1.25rem; }
dl { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 0 0 1.5rem; }
dt { font-size: .9375rem; }
dd { margin: 0; font-weight: 600; }
.big { font-size: 1.5rem; line-height: 1.2; }
.buttons { display: flex; flex-direction: column; gap: .625rem; align-items: flex-start; max-width: 26rem; }
.buttons button { inline-size: 100%; text-align: start; }
.buttons button + button { color: var(--accent); background: var(--paper); border: 2px solid var(--accent); }
details { margin-top: 1.5rem; }
.row label { display: block; margin-bottom: .25rem; font-weight: 600; }
select { width: 100%; min-height: 2.75rem; padding: .25rem .5rem; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: .25rem; }
summary { cursor: pointer; padding: .625rem 0; font-weight: 600; }
button { min-height: 2.75rem; padding: .5rem 1.75rem; font: inherit; font-weight: 600; color: var(--on-accent);
  background: var(--accent); border: 0; border-radius: .375rem; cursor: pointer; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
.amount { text-align: end; white-space: nowrap; }
)css";
}

}  // namespace lesepass::paysim
