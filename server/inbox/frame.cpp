#include "inbox/frame.h"

#include "routes/routes.h"

namespace lesepass::server::inbox {

using page::Node;
using page::NodeKind;
using page::Tone;

namespace {
// Where to go on after signing in: a page of the inbox, or the list if a form was sent there.
std::string wanted_path(const http::Request& request) {
    return request.method == http::Method::Post && request.path == list_path ? list_path : request.path;
}

http::Response to_sign_in(const http::Request& request) {
    const bool was_signed_in = !request.cookie(session_cookie).empty();
    return redirect(std::string(sign_in_path) + "?next=" + wanted_path(request) + (was_signed_in ? "&expired=1" : ""));
}

http::Response forged(const Inbox& inbox) {
    auto page = blank_page("Lesepass", "Das Formular ist nicht mehr gültig");
    page.body.push_back(page::paragraph(
        "Zu Ihrer Sicherheit wurde nichts geändert. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."));
    page.body.push_back(page::link("Zum Eingangskorb", list_path));
    return respond(inbox, 403, page);
}

http::Response signed_out(Inbox& inbox, const http::Request& request) {
    if (auto done = sign_out(inbox.app(), request.cookie(session_cookie)); !done) return unavailable(inbox);
    return redirect(std::string(sign_in_path) + "?out=1").with("Set-Cookie", cookie_header(inbox, session_cookie, ""));
}
}  // namespace

page::Page blank_page(const std::string& library, const std::string& title, const std::vector<FieldError>& errors) {
    const Catalog& text = catalog_of(Language::De);
    page::Page page;
    page.language = tag_of(Language::De);
    page.library_name = library;
    page.title = text.format(Text::TitleOfPage, {title, library});
    page.step = "inbox";
    page.skip_text = text[Text::SkipToContent];
    page.footer_label = text[Text::FooterLabel];
    page.language_label = text[Text::LanguageLabel];
    if (!errors.empty()) {
        page.title = text.format(Text::TitleError, {page.title});
        Node summary;
        summary.kind = NodeKind::ErrorSummary, summary.id = "lp-errors", summary.focus = true;
        summary.text = text[errors.size() == 1 ? Text::ErrorSummaryOne : Text::ErrorSummaryTitle];
        for (const auto& error : errors) summary.children.push_back(page::link(error.message, "#" + error.field_id));
        page.body.push_back(std::move(summary));
    }
    page.body.push_back(page::heading(1, title));
    return page;
}

page::Page visitor_page(const Visitor& visitor, const std::string& title, const std::vector<FieldError>& errors) {
    auto page = blank_page(visitor.tenant.name + ": Eingangskorb", title, errors);
    page.hidden.push_back({"csrf", visitor.session.csrf_token});
    page.footer.push_back(page::link("Eingangskorb", list_path));
    page.footer.push_back(page::link("Antragsformular", "/" + visitor.tenant.key + "/"));
    return page;
}

void add_sign_out(page::Page& page, const Visitor& visitor) {
    Node section;
    section.kind = NodeKind::Section, section.id = "inbox-account";
    const auto& worker = visitor.session.case_worker;
    const bool named = worker.display_name != worker.user_name;
    const std::string name = named ? worker.display_name + " (" + worker.user_name + ")" : worker.user_name;
    section.children.push_back(page::paragraph("Angemeldet als " + name + "."));
    section.children.push_back(page::button("Abmelden", "sign-out", Tone::Secondary));
    page.body.push_back(std::move(section));
}

Node text_field(std::string id, std::string name, std::string label) {
    Node node;
    node.kind = NodeKind::TextField, node.id = std::move(id), node.name = std::move(name), node.text = std::move(label);
    return node;
}

Node table(std::string id, std::string caption, std::vector<std::string> columns) {
    Node node;
    node.kind = NodeKind::List, node.id = std::move(id), node.text = std::move(caption);
    std::vector<Node> cells;
    for (auto& column : columns) cells.push_back(page::paragraph(std::move(column)));
    add_row(node, std::move(cells));
    return node;
}

void add_row(Node& table, std::vector<Node> cells) {
    Node row;
    row.kind = NodeKind::List, row.children = std::move(cells);
    table.children.push_back(std::move(row));
}

http::Response respond(const Inbox& inbox, int status, const page::Page& page) {
    page::DocumentShell shell;
    shell.stylesheets = {inbox.context.asset_url("page.css")};
    shell.data = {{"wide", "1"}};
    return personal_page(http::Response::html(status, page::document_html(page, shell)), {});
}

http::Response redirect(const std::string& local_path) {
    return personal_page(http::Response::see_other(local_path), {});
}

http::Response not_found(const Inbox& inbox) {
    auto page = blank_page("Lesepass", "Diese Seite gibt es nicht");
    page.body.push_back(page::paragraph("Bitte prüfen Sie die Adresse. Sie sehen nur Anträge Ihrer Bibliothek."));
    page.body.push_back(page::link("Zum Eingangskorb", list_path));
    return respond(inbox, 404, page);
}

http::Response unavailable(const Inbox& inbox) {
    auto page = blank_page("Lesepass", "Ein Fehler ist aufgetreten");
    page.body.push_back(page::paragraph(
        "Die Daten sind gerade nicht erreichbar. Bitte versuchen Sie es in einigen Minuten noch einmal."));
    page.body.push_back(page::link("Zum Eingangskorb", list_path));
    return respond(inbox, 503, page).with("Retry-After", "30");
}

std::string cookie_header(const Inbox& inbox, const std::string& name, const std::string& value) {
    std::string out = name + "=" + value + "; Path=/inbox; HttpOnly; SameSite=Strict";
    if (value.empty())
        out += "; Max-Age=0";
    else
        out += "; Max-Age=" + std::to_string(session_lifetime_ms / 1000);
    if (inbox.app().public_url.starts_with("https://")) out += "; Secure";
    return out;
}

http::Response for_visitor(Inbox& inbox, const http::Request& request, const VisitorHandler& handle) {
    auto session = find_session(inbox.app(), request.cookie(session_cookie));
    if (!session && session.failure().code != "store.missing") return unavailable(inbox);
    if (!session) return to_sign_in(request);
    const Tenant* tenant = inbox.app().libraries->find(session->case_worker.tenant);
    // The library was taken out of the configuration: nothing to see any more.
    if (tenant == nullptr) return not_found(inbox);
    const bool is_post = request.method == http::Method::Post;
    if (is_post && !is_same_secret(request.field("csrf"), session->csrf_token)) return forged(inbox);
    if (is_post && request.field("action") == "sign-out") return signed_out(inbox, request);
    return handle(Visitor{std::move(*session), *tenant});
}

}  // namespace lesepass::server::inbox
