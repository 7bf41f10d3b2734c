#include "application/application_json.h"
#include "base/utf8.h"
#include "document/limits.h"
#include "form/checks.h"
#include "page/build_page.h"
#include "routes/routes.h"
#include "tenant/tenant_json.h"
#include "usecases/draft_seal.h"
#include "usecases/mails.h"
#include "usecases/plain_step.h"

namespace lesepass::server {

namespace {
using http::Method;
using http::Request;
using http::Response;

// Three upload fields with four files each would be too much for one page; twelve are refused by name, not by reset.
constexpr std::size_t max_form_bytes = 45 * 1024 * 1024;

struct Look {
    Face face = Face::Live;
    bool kiosk = false;
};

Look look_of(const Request& request, bool kiosk) {
    const auto asked = request.query_param("face");
    if (asked == "canvas") return {Face::Canvas, kiosk};
    if (asked == "live") return {Face::Live, kiosk};
    return {kiosk ? Face::Canvas : Face::Live, kiosk};
}

std::string live_state(const RouteContext& context, const ShowStep& show) {
    json::Writer w;
    w.begin_object()
        .member("applicationId", show.draft.application.text())
        .member("today", format_iso(context.app.today()));
    w.member("language", code_of(show.language)).member("step", form::step(show.step).key);
    w.member("formAction", "/" + show.tenant->key + "/");
    write_answers(w, show.draft);
    write_attachments(w, show.draft);
    w.key("library").raw(write_public_tenant(*show.tenant));
    w.key("directory").raw(write_directory(context.app.libraries.directory)).end_object();
    return w.take();
}

Response show_form(const RouteContext& context, const ShowStep& show, const Look& look, int status) {
    const App& app = context.app;
    const form::World world{*show.tenant, app.libraries.directory, catalog_of(show.language), app.today()};
    page::PageRequest request{.draft = show.draft,
                              .world = world,
                              .step = show.step,
                              .problems = show.problems,
                              .form_action = "/" + show.tenant->key + "/"};
    request.hidden = {{"draft", app.seal.seal(show.draft, app.clock.now())},
                      {"step", std::string(form::step(show.step).key)},
                      {"language", std::string(code_of(show.language))}};
    auto page = page::build_page(request);
    if (show.notice) {
        const auto& text = world.catalog;
        page.body.insert(page.body.begin(), page::notice(page::Tone::Error, std::string(text[Text::NoticeError]),
                                                         std::string(text[*show.notice])));
    }
    const FormDocument document{.tenant = *show.tenant,
                                .page = page,
                                .face = look.face,
                                .kiosk = look.kiosk,
                                .state_json = live_state(context, show)};
    return personal_page(Response::html(status, form_document(context, document)), context.embed_origins(*show.tenant));
}

Response open_form(const RouteContext& context, const Request& request, bool kiosk) {
    const Tenant* tenant = context.app.libraries.find(request.param("library"));
    if (tenant == nullptr) return error_response(context, request, ErrorPage::NotFound, 404);
    ShowStep show{.tenant = tenant,
                  .draft = {},
                  .step = form::StepId::Start,
                  .language = language_of(request),
                  .problems = {},
                  .notice = {}};
    show.draft.application = ApplicationId{context.app.random.bytes16()};
    return show_form(context, show, look_of(request, kiosk), 200);
}

// The draft comes sealed (plain page) or in the open with its own id (live page that hands over). Both are the
// applicant's own data; whatever they say about proofs is compared with the store at submission.
Result<form::Draft> carried_draft(const App& app, const Request& request) {
    if (const auto sealed = request.field("draft"); !sealed.empty()) return app.seal.open(sealed, app.clock.now());
    const auto id = ApplicationId::parse(request.field("application"));
    auto draft = read_draft_members(request.field("carried"));
    if (!id || !draft) return Failure{"draft.forged", "neither a sealed nor a carried draft"};
    draft->application = *id;
    return draft;
}

PlainPost read_post(const Request& request, form::Draft draft, const form::Step& step) {
    PlainPost post{.draft = std::move(draft),
                   .step = step.id,
                   .language = parse_language(request.field("language")).value_or(Language::De),
                   .action = request.field("action"),
                   .answers = {},
                   .files = {}};
    for (const auto& [name, value] : request.fields) post.answers.emplace(name, value);
    for (const auto& part : request.parts)
        if (!part.filename.empty())
            post.files.push_back({.purpose = part.name, .name = part.filename, .bytes = part.content});
    return post;
}

Response post_form(const RouteContext& context, const Request& request) {
    const Tenant* tenant = context.app.libraries.find(request.param("library"));
    if (tenant == nullptr) return error_response(context, request, ErrorPage::NotFound, 404);
    const auto* step = form::find_step(request.field("step"));
    auto draft = carried_draft(context.app, request);
    if (!draft && draft.failure().code == "draft.expired")
        return error_response(context, request, ErrorPage::Expired, 410);
    if (!draft || step == nullptr) return error_response(context, request, ErrorPage::BadRequest, 400);
    auto result = plain_step(context.app, *tenant, read_post(request, std::move(*draft), *step));
    if (const auto* done = std::get_if<FormDone>(&result)) {
        const std::string url = "/status/" + done->record.status_token.text();
        return personal_page(Response::see_other(url + "?lang=" + done->record.language),
                             context.embed_origins(*tenant));
    }
    const auto& show = std::get<ShowStep>(result);
    const int status = show.notice ? 503 : show.problems.empty() ? 200 : 422;
    return show_form(context, show, look_of(request, false), status);
}

Response find_library(const RouteContext& context, const Request& request, const std::string& typed) {
    const Language language = language_of(request);
    const auto postcode = form::normal_postcode(clean_line(typed));
    if (postcode)
        for (const auto& entry : context.app.libraries.directory)
            for (const auto& code : entry.municipality.postcodes)
                if (code == *postcode)
                    return personal_page(
                        Response::see_other("/" + entry.tenant + "/?lang=" + std::string(code_of(language))), {});
    const auto page = finder_page(context.app, language, clean_line(typed.substr(0, 100)));
    return personal_page(Response::html(typed.empty() ? 200 : 422, static_document(context, page)), {});
}
}  // namespace

void add_form_routes(http::Router& router, RouteContext& context) {
    router.add(Method::Get, "/", [&](const Request& r) { return find_library(context, r, r.query_param("postcode")); });
    router.add(Method::Post, "/", [&](const Request& r) { return find_library(context, r, r.field("postcode")); });
    router.add(Method::Get, "/{library}", [&](const Request& r) {
        if (context.app.libraries.find(r.param("library")) == nullptr)
            return error_response(context, r, ErrorPage::NotFound, 404);
        return personal_page(Response::see_other("/" + r.param("library") + "/"), {});
    });
    router.add(Method::Get, "/{library}/", [&](const Request& r) { return open_form(context, r, false); });
    router.add(Method::Get, "/{library}/kiosk", [&](const Request& r) { return open_form(context, r, true); });
    router.add(Method::Post, "/{library}/", [&](const Request& r) { return post_form(context, r); },
               {.max_body_bytes = max_form_bytes});
    router.set_not_found([&](const Request& r) { return error_response(context, r, ErrorPage::NotFound, 404); });
}

}  // namespace lesepass::server
