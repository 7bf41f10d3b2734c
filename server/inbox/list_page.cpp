#include "inbox/list_page.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "inbox/words.h"
#include "routes/pages.h"
#include "usecases/records.h"

namespace lesepass::server::inbox {

using page::Node;
using page::NodeKind;
using page::Tone;

namespace {
constexpr int rows_per_page = 25;
constexpr int last_page = 100'000;
constexpr int shown_failures = 5;
constexpr std::size_t longest_search = 100;

struct Filter {
    std::string_view key, label;
    std::vector<ApplicationState> states;  // empty: all
};

const std::vector<Filter>& filters() {
    using enum ApplicationState;
    static const std::vector<Filter> all{
        {"open", "Offen", {AwaitingConsent, AwaitingPayment, Submitted, Delivered, InReview}},
        {"all", "Alle", {}},
        {"awaiting-consent", "Wartet auf Einwilligung", {AwaitingConsent}},
        {"awaiting-payment", "Wartet auf Bezahlung", {AwaitingPayment}},
        {"received", "Eingegangen", {Submitted, Delivered}},
        {"in-review", "In Bearbeitung", {InReview}},
        {"approved", "Genehmigt", {Approved}},
        {"rejected", "Abgelehnt", {Rejected}},
    };
    return all;
}

const Filter& filter_of(const std::string& key) {
    for (const auto& filter : filters())
        if (filter.key == key) return filter;
    return filters().front();
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_';
        const auto byte = static_cast<unsigned char>(c);
        if (plain)
            out.push_back(c);
        else
            out += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return out;
}

ApplicationFilter store_filter(const Visitor& visitor, const ListQuery& query, const Filter& filter) {
    return {.tenant = visitor.tenant.key,
            .text = query.words,
            .limit = rows_per_page,
            .offset = (query.page - 1) * rows_per_page,
            .states = filter.states};
}

// Mails that do not get through stand on top: nobody else would notice.
Status add_failures(const Inbox& inbox, const Visitor& visitor, page::Page& page) {
    const auto failing = inbox.app().store.failing_outbox(visitor.tenant.key, shown_failures + 1);
    if (!failing) return failing.failure();
    if (failing->empty()) return Done{};
    const bool more = failing->size() > shown_failures;
    const bool given_up = failing->front().dead_at.has_value();
    page.body.push_back(page::notice(
        given_up ? Tone::Error : Tone::Warning, "Nachrichten kommen nicht an",
        given_up ? "Mindestens eine Nachricht wird nicht mehr von selbst versucht. Bitte prüfen Sie die Adresse und "
                   "versuchen Sie es im Antrag noch einmal."
                 : "Mindestens eine Nachricht konnte noch nicht zugestellt werden. Sie wird weiter versucht."));
    Node list;
    list.kind = NodeKind::List, list.id = "inbox-failures";
    for (std::size_t i = 0; i < failing->size() && i < shown_failures; ++i) {
        const auto& entry = (*failing)[i];
        if (entry.application == ApplicationId{}) {  // a letter to the library itself
            list.children.push_back(page::paragraph(entry.intent.title));
            continue;
        }
        const auto record = inbox.app().store.find_application(entry.application);
        const std::string number = record ? record->receipt_number : "";
        list.children.push_back(page::link(entry.intent.title + " (Antrag " + number + ")",
                                           std::string(list_path) + "applications/" + entry.application.text()));
    }
    if (more) list.children.push_back(page::paragraph("und weitere"));
    page.body.push_back(std::move(list));
    return Done{};
}

Status add_filters(const Inbox& inbox, const Visitor& visitor, const ListQuery& query, page::Page& page) {
    Node list;
    list.kind = NodeKind::List, list.id = "inbox-filters";
    for (const auto& filter : filters()) {
        const auto count = inbox.app().store.count_applications(store_filter(visitor, query, filter));
        if (!count) return count.failure();
        const std::string label = std::string(filter.label) + " (" + std::to_string(*count) + ")";
        const bool current = filter.key == query.state;
        const auto url = list_url({.state = std::string(filter.key), .words = query.words});
        list.children.push_back(current ? page::paragraph(label + ", ausgewählt") : page::link(label, url));
    }
    page.body.push_back(std::move(list));
    return Done{};
}

void add_search(const ListQuery& query, page::Page& page) {
    Node field = text_field("f-q", "q", "Suche");
    field.hint = "Antragsnummer oder Name";
    field.input_mode = InputMode::Search, field.value = query.words;
    page.body.push_back(std::move(field));
    page.body.push_back(page::button("Suchen", "search", Tone::Secondary));
    page.form_action = list_path;
    page.hidden.push_back({"state", query.state});
    if (!query.words.empty())
        page.body.push_back(page::link("Suche aufheben", list_url({.state = query.state, .words = {}})));
}

std::string name_of(const ApplicationRecord& record) {
    const auto application = stored_application(record);
    return application ? applicant_name(*application) : "nicht lesbar";
}

Result<Node> application_table(const Inbox& inbox, const std::vector<ApplicationRecord>& records) {
    Node out = table("inbox-list", "", {"Antrag", "Name", "Stand", "Eingegangen", "Betrag und Bezahlung"});
    for (const auto& record : records) {
        const auto payments = inbox.app().store.payments_of(record.id);
        if (!payments) return payments.failure();
        add_row(
            out,
            {page::link(record.receipt_number, std::string(list_path) + "applications/" + record.id.text()),
             page::paragraph(name_of(record)), page::paragraph(state_label(record.state, catalog_of(Language::De))),
             page::paragraph(format_de_time(record.received_at)), page::paragraph(payment_summary(record, *payments))});
    }
    return out;
}

void add_paging(const ListQuery& query, int total, page::Page& page) {
    Node list;
    list.kind = NodeKind::List, list.id = "inbox-pages";
    const int last = std::max(1, (total + rows_per_page - 1) / rows_per_page);
    const auto go = [&](const char* label, int number) {
        list.children.push_back(
            page::link(label, list_url({.state = query.state, .words = query.words, .page = number})));
    };
    if (query.page > 1) go("Neuere Anträge", std::min(query.page - 1, last));
    if (query.page < last) go("Ältere Anträge", query.page + 1);
    if (!list.children.empty()) page.body.push_back(std::move(list));
}

std::string count_words(const ListQuery& query, int total, std::size_t shown) {
    if (total == 0) return query.words.empty() ? "Hier ist nichts." : "Keine Treffer.";
    const std::string all = total == 1 ? "1 Antrag" : std::to_string(total) + " Anträge";
    const auto first = static_cast<std::size_t>(query.page - 1) * rows_per_page + 1;
    if (shown == 0 || shown == static_cast<std::size_t>(total)) return all;
    return all + ", hier " + std::to_string(first) + " bis " + std::to_string(first + shown - 1);
}

Status add_list(const Inbox& inbox, const Visitor& visitor, const ListQuery& query, page::Page& page) {
    const auto filter = store_filter(visitor, query, filter_of(query.state));
    const auto total = inbox.app().store.count_applications(filter);
    const auto records = inbox.app().store.list_applications(filter);
    if (!total) return total.failure();
    if (!records) return records.failure();
    page.body.push_back(page::paragraph(count_words(query, *total, records->size())));
    page.body.back().id = "inbox-count";
    if (!records->empty()) {
        auto rows = application_table(inbox, *records);
        if (!rows) return rows.failure();
        page.body.push_back(std::move(*rows));
    }
    add_paging(query, *total, page);
    return Done{};
}
}  // namespace

ListQuery list_query(const std::map<std::string, std::string>& parameters) {
    const auto find = [&](const char* name) {
        const auto at = parameters.find(name);
        return at == parameters.end() ? std::string{} : at->second;
    };
    ListQuery query{.state = std::string(filter_of(find("state")).key),
                    .words = std::string(truncate_code_points(clean_line(find("q")), longest_search))};
    const auto number = find("page");
    std::from_chars(number.data(), number.data() + number.size(), query.page);
    query.page = std::clamp(query.page, 1, last_page);
    return query;
}

std::string list_url(const ListQuery& query) {
    std::string out = std::string(list_path) + "?state=" + query.state;
    if (!query.words.empty()) out += "&q=" + percent_encoded(query.words);
    if (query.page > 1) out += "&page=" + std::to_string(query.page);
    return out;
}

http::Response show_list(const Inbox& inbox, const Visitor& visitor, const http::Request& request) {
    const auto query = list_query(request.query);
    auto page = visitor_page(visitor, "Anträge");
    page.step = "inbox-list";
    const auto parts = {add_failures(inbox, visitor, page), add_filters(inbox, visitor, query, page)};
    for (const auto& part : parts)
        if (!part) return unavailable(inbox);
    add_search(query, page);
    if (auto list = add_list(inbox, visitor, query, page); !list) return unavailable(inbox);
    add_sign_out(page, visitor);
    return respond(inbox, 200, page);
}

http::Response post_list(const http::Request& request) {
    auto query = list_query(request.fields);
    query.page = 1;
    return redirect(list_url(query));
}

}  // namespace lesepass::server::inbox
