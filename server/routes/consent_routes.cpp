#include "routes/consent_page.h"
#include "routes/routes.h"
#include "usecases/draft_seal.h"
#include "usecases/keep_attachment.h"
#include "usecases/plain_step.h"
#include "usecases/records.h"

namespace lesepass::server {

namespace {
using form::FieldId;
using http::Method;
using http::Request;
using http::Response;

constexpr std::size_t max_consent_bytes = 45 * 1024 * 1024;

// The language of the link's reader, else of the applicant (the mail was in that one).
Language language_for(const Request& request, const ConsentCase& asked) {
    for (const auto& code : {request.field("language"), request.query_param("lang")})
        if (const auto language = parse_language(code)) return *language;
    return language_of(asked.record);
}

Result<ConsentCase> find_case(const RouteContext& context, const Request& request) {
    const auto token = ConsentToken::parse(request.param("token"));
    if (!token) return Failure{"store.missing", "not a token"};
    return find_consent_case(context.app, *token);
}

Response refused(const RouteContext& context, const Request& request, const Failure& failure) {
    if (failure.code == "store.missing") return error_response(context, request, ErrorPage::NotFound, 404);
    return error_response(context, request, ErrorPage::Server, 503);
}

Response show_closed(const RouteContext& context, const ConsentCase& asked, Language language) {
    const auto page = consent_closed_page(asked, context.app.clock.now(), language);
    return personal_page(Response::html(200, static_document(context, page)), {});
}

Response show_form(const RouteContext& context, const ConsentForm& form, Language language) {
    auto page = consent_form_page(form, language);
    page.hidden = {{"draft", context.app.seal.seal(form.signer, context.app.clock.now())},
                   {"language", std::string(code_of(language))}};
    const int status = form.problems.empty() ? 200 : 422;
    return personal_page(Response::html(status, static_document(context, page)), {});
}

Response get_consent(const RouteContext& context, const Request& request) {
    const auto asked = find_case(context, request);
    if (!asked) return refused(context, request, asked.failure());
    const auto language = language_for(request, *asked);
    if (!asked->is_waiting(context.app.clock.now())) return show_closed(context, *asked, language);
    const auto signer = signer_draft(*asked);
    return show_form(context, {.app = context.app, .asked = *asked, .signer = signer, .problems = {}, .reason = {}},
                     language);
}

// What the guardian typed over the applicant's answers; nothing but the guardian's own questions is taken. The files of
// earlier presses come sealed with the page.
Result<form::Draft> posted_signer(const RouteContext& context, const Request& request, const ConsentCase& asked) {
    auto carried = context.app.seal.open(request.field("draft"), context.app.clock.now());
    if (!carried) return carried.failure();
    if (carried->application != asked.consent.upload) return Failure{"draft.forged", "belongs to another page"};
    auto signer = signer_draft(asked);
    for (const auto& attachment : carried->attachments()) signer.attach(attachment);
    for (const auto id : signer_fields())
        if (form::field(id).kind != form::FieldKind::Upload)
            signer.set(id, request.field(std::string(form::field(id).wire_name)));
    return signer;
}

std::vector<form::FieldProblem> take_proofs(const RouteContext& context, const Request& request,
                                            const ConsentCase& asked, form::Draft& signer, const Catalog& text) {
    std::vector<PostedFile> files;
    const auto purpose = form::field(FieldId::GuardianProof).wire_name;
    for (const auto& part : request.parts)
        if (!part.filename.empty() && part.name == purpose)
            files.push_back({.purpose = part.name, .name = part.filename, .bytes = part.content});
    return take_files(context.app, *asked.tenant, files, signer, text);
}

Response decided(const ConsentCase& asked, Language language) {
    return personal_page(
        Response::see_other("/consent/" + asked.consent.token.text() + "?lang=" + std::string(code_of(language))), {});
}

void remove_proof(const RouteContext& context, const std::string& id, form::Draft& signer) {
    const auto attachment = AttachmentId::parse(id);
    if (!attachment || !signer.detach(*attachment)) return;
    ignore(drop_attachment(context.app, signer.application, *attachment), "the sweeper deletes it");
}

Response decide(const RouteContext& context, const Request& request, const ConsentCase& asked, ConsentForm form,
                Language language) {
    if (request.field("action") == "refuse") {
        const auto done = refuse_consent(context.app, asked, request.field("reason"));
        // Decided meanwhile: the page says what.
        if (!done && done.failure().code != "store.conflict") return refused(context, request, done.failure());
        return decided(asked, language);
    }
    const auto result = give_consent(context.app, asked, form.signer, language);
    if (const auto* problems = std::get_if<std::vector<form::FieldProblem>>(&result))
        return show_form(
            context,
            {.app = form.app, .asked = asked, .signer = form.signer, .problems = *problems, .reason = form.reason},
            language);
    if (const auto* failure = std::get_if<Failure>(&result); failure != nullptr && failure->code != "store.conflict")
        return refused(context, request, *failure);
    return decided(asked, language);
}

Response post_consent(const RouteContext& context, const Request& request) {
    const auto asked = find_case(context, request);
    if (!asked) return refused(context, request, asked.failure());
    const auto action = request.field("action");
    auto language = language_for(request, *asked);
    if (action.starts_with("lang:")) language = parse_language(action.substr(5)).value_or(language);
    if (!asked->is_waiting(context.app.clock.now())) return show_closed(context, *asked, language);
    auto signer = posted_signer(context, request, *asked);
    if (!signer && signer.failure().code == "draft.expired")
        return error_response(context, request, ErrorPage::Expired, 410);
    if (!signer) return error_response(context, request, ErrorPage::BadRequest, 400);
    const auto problems = take_proofs(context, request, *asked, *signer, catalog_of(language));
    if (action.starts_with("remove:")) remove_proof(context, action.substr(7), *signer);
    const ConsentForm form{.app = context.app,
                           .asked = *asked,
                           .signer = *signer,
                           .problems = problems,
                           .reason = request.field("reason")};
    const bool decides = action == "refuse" || action == "consent" || action.empty();
    // A refused file is told at once, except to somebody who does not consent anyway.
    if (!decides || (!problems.empty() && action != "refuse")) return show_form(context, form, language);
    return decide(context, request, *asked, form, language);
}
}  // namespace

void add_consent_routes(http::Router& router, RouteContext& context) {
    router.add(Method::Get, "/consent/{token}", [&](const Request& r) { return get_consent(context, r); });
    router.add(Method::Post, "/consent/{token}", [&](const Request& r) { return post_consent(context, r); },
               {.max_body_bytes = max_consent_bytes});
}

}  // namespace lesepass::server
