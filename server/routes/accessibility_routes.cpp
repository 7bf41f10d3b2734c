#include <memory>

#include "base/utf8.h"
#include "page/build_page.h"
#include "routes/accessibility_words.h"
#include "routes/routes.h"
#include "usecases/attempt_limiter.h"
#include "usecases/feedback.h"

namespace lesepass::server {

namespace {
using http::Method;
using http::Request;
using http::Response;
using page::Node;
using page::NodeKind;
using page::Tone;

struct Typed {
    Feedback feedback;
    FeedbackOutcome outcome = FeedbackOutcome::Stored;
};

std::string filled(std::string words, const std::string& value) {
    const auto at = words.find("{0}");
    return at == std::string::npos ? words : words.replace(at, 3, value);
}

std::string url_of(const Tenant& tenant) { return "/" + tenant.key + "/accessibility"; }

// Theirs are German.
void add_list(std::vector<Node>& body, const std::vector<std::string>& ours, const std::vector<std::string>& theirs,
              bool is_foreign) {
    Node list;
    list.kind = NodeKind::List, list.id = "gaps";
    for (const auto& item : ours) list.children.push_back(page::paragraph(item));
    for (const auto& item : theirs)
        list.children.push_back(page::marked(page::paragraph(item), page::foreign_text, is_foreign));
    body.push_back(std::move(list));
}

void add_statement(const Tenant& tenant, const AccessibilityWords& words, Language language, std::vector<Node>& body) {
    const auto& facts = tenant.accessibility;
    body.push_back(page::paragraph(filled(words.scope, facts.authority.empty() ? tenant.name : facts.authority)));
    body.push_back(page::paragraph(words.standard));
    body.push_back(page::heading(2, words.gaps_title));
    add_list(body, words.gaps, facts.gaps, !is_german(language));
    body.push_back(page::paragraph(words.method));
    if (const auto date = parse_iso_date(facts.date))
        body.push_back(
            page::paragraph(filled(words.date, language == Language::De ? format_de(*date) : format_iso(*date))));
    if (facts.sign_language_url.empty() && facts.easy_read_url.empty()) return;
    body.push_back(page::heading(2, words.help_title));
    if (!facts.sign_language_url.empty()) body.push_back(page::link(words.sign_language, facts.sign_language_url));
    if (!facts.easy_read_url.empty()) body.push_back(page::link(words.easy_read, facts.easy_read_url));
}

Node text_field(std::string id, std::string name, std::string label, std::string hint) {
    Node field;
    field.kind = NodeKind::TextField, field.id = std::move(id), field.name = std::move(name);
    field.text = std::move(label), field.hint = std::move(hint);
    return field;
}

void add_form(const Tenant& tenant, const AccessibilityWords& words, const Typed& typed, std::vector<Node>& body) {
    const auto reach = tenant.telephone.empty() ? tenant.email : tenant.telephone + ", " + tenant.email;
    body.push_back(page::heading(2, words.feedback_title));
    body.push_back(page::paragraph(filled(words.feedback_intro, reach)));
    Node message = text_field("f-message", "message", words.message, words.message_hint);
    message.number = 6, message.required = true, message.value = typed.feedback.message;
    if (typed.outcome == FeedbackOutcome::MessageMissing) message.error = words.message_missing;
    body.push_back(std::move(message));
    Node email = text_field("f-email", "email", words.email, words.email_hint);
    email.input_mode = page::InputMode::Email, email.autocomplete = page::Autocomplete::Email;
    email.value = typed.feedback.email;
    if (typed.outcome == FeedbackOutcome::EmailWrong) email.error = words.email_wrong;
    body.push_back(std::move(email));
    body.push_back(page::button(words.send, "send", Tone::Primary));
}

void add_offices(const AccessibilityWords& words, std::vector<Node>& body) {
    body.push_back(page::heading(2, words.ombuds_title));
    body.push_back(page::paragraph(words.ombuds));
    body.push_back(page::link(words.ombuds_link, ombuds_url));
    body.push_back(page::link(filled(words.ombuds_mail, ombuds_email), std::string("mailto:") + ombuds_email));
    body.push_back(page::heading(2, words.monitoring_title));
    body.push_back(page::paragraph(filled(words.monitoring, monitoring_email)));
}

void add_error_summary(const AccessibilityWords& words, const Typed& typed, page::Page& page) {
    if (typed.outcome == FeedbackOutcome::Stored) return;
    const bool message = typed.outcome == FeedbackOutcome::MessageMissing;
    Node summary;
    summary.kind = NodeKind::ErrorSummary, summary.id = "lp-errors", summary.focus = true;
    summary.text = words.errors_title;
    summary.children.push_back(
        page::link(message ? words.message_missing : words.email_wrong, message ? "#f-message" : "#f-email"));
    page.body.push_back(std::move(summary));
    page.title = filled(words.error_prefix, page.title);
}

page::Page library_page(const Tenant& tenant, Language language, const std::string& title) {
    const auto& text = catalog_of(accessibility_language(language));
    auto page = page::library_page(tenant, text);
    page.title = text.format(Text::TitleOfPage, {title, tenant.name});
    page.step = "accessibility";
    return page;
}

Response show(const RouteContext& context, const Tenant& tenant, const page::Page& page, int status) {
    return personal_page(Response::html(status, framed_document(context, page, tenant)), context.embed_origins(tenant));
}

Response show_statement(const RouteContext& context, const Tenant& tenant, Language language, const Typed& typed) {
    const auto& words = accessibility_words(language);
    auto page = library_page(tenant, language, words.title);
    add_error_summary(words, typed, page);
    page.body.push_back(page::heading(1, words.title));
    add_statement(tenant, words, accessibility_language(language), page.body);
    add_form(tenant, words, typed, page.body);
    add_offices(words, page.body);
    page.form_action = url_of(tenant);
    page.hidden = {{"id", typed.feedback.id}, {"language", std::string(code_of(language))}};
    return show(context, tenant, page, typed.outcome == FeedbackOutcome::Stored ? 200 : 422);
}

Response show_sent(const RouteContext& context, const Tenant& tenant, Language language, bool answerable) {
    const auto& words = accessibility_words(language);
    auto page = library_page(tenant, language, words.sent_title);
    page.languages.clear();
    page.body.push_back(page::heading(1, words.sent_title));
    page.body.push_back(page::paragraph(words.sent));
    page.body.push_back(page::paragraph(answerable ? words.sent_with_email : words.sent_without_email));
    page.body.push_back(page::link(words.back, url_of(tenant) + "?lang=" + std::string(code_of(language))));
    return show(context, tenant, page, 200);
}

Response get_statement(const RouteContext& context, const Request& request) {
    const Tenant* tenant = context.app.libraries->find(request.param("library"));
    if (tenant == nullptr) return error_response(context, request, ErrorPage::NotFound, 404);
    Typed fresh;
    fresh.feedback.id = ApplicationId{context.app.random.bytes16()}.text();
    return show_statement(context, *tenant, language_of(request), fresh);
}

Response post_feedback(const RouteContext& context, AttemptLimiter& limiter, const Request& request) {
    const Tenant* tenant = context.app.libraries->find(request.param("library"));
    if (tenant == nullptr) return error_response(context, request, ErrorPage::NotFound, 404);
    const auto language = parse_language(request.field("language")).value_or(Language::De);
    Typed typed{.feedback = {.id = request.field("id"),
                             .message = std::string(truncate_code_points(request.field("message"), longest_feedback)),
                             .email = std::string(truncate_code_points(request.field("email"), 254))}};
    // Another language: the same page with what was typed.
    if (const auto action = request.field("action"); action.starts_with("lang:"))
        return show_statement(context, *tenant, parse_language(action.substr(5)).value_or(language), typed);
    if (!limiter.take(request.remote_address, context.app.clock.now()))
        return error_response(context, request, ErrorPage::TooMany, 429);
    const auto outcome = send_feedback(context.app, *tenant, typed.feedback);
    if (!outcome)
        return error_response(context, request,
                              outcome.failure().code == "feedback.id" ? ErrorPage::BadRequest : ErrorPage::Server,
                              outcome.failure().code == "feedback.id" ? 400 : 503);
    if (*outcome == FeedbackOutcome::Stored)
        return show_sent(context, *tenant, language, !typed.feedback.email.empty());
    limiter.give_back(request.remote_address);
    typed.outcome = *outcome;
    return show_statement(context, *tenant, language, typed);
}
}  // namespace

void add_accessibility_routes(http::Router& router, RouteContext& context) {
    // Five messages at once, then one in ten minutes: enough for a person, too few for a mailbox flood.
    auto limiter = std::make_shared<AttemptLimiter>(AttemptLimits{.burst = 5, .refill_ms = 600'000});
    router.add(Method::Get, "/{library}/accessibility", [&](const Request& r) { return get_statement(context, r); });
    router.add(Method::Post, "/{library}/accessibility",
               [&context, limiter](const Request& r) { return post_feedback(context, *limiter, r); });
}

}  // namespace lesepass::server
