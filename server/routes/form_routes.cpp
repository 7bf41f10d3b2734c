#include "routes/form_routes.h"

#include "application/application_json.h"
#include "application/saved_draft.h"
#include "base/utf8.h"
#include "document/limits.h"
#include "form/checks.h"
#include "page/load_page.h"
#include "responsibility/directory_json.h"
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

}  // namespace

Look look_of(const Request& request, bool kiosk) {
    const auto asked = request.query_param("face");
    if (asked == "canvas") return {Face::Canvas, kiosk};
    if (asked == "live") return {Face::Live, kiosk};
    return {kiosk ? Face::Canvas : Face::Live, kiosk};
}

namespace {
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
    w.key("directory").raw(write_directory(context.app.libraries->directory)).end_object();
    return w.take();
}

page::Node notice_node(Text notice, const Catalog& text) {
    const bool ours = notice != Text::DraftLate && notice != Text::RulesChanged;  // something went wrong on our side
    return page::notice(ours ? page::Tone::Error : page::Tone::Warning,
                        std::string(text[ours ? Text::NoticeError : Text::NoticeWarning]), std::string(text[notice]));
}

// What was there before loading goes along with the draft.
void add_earlier(page::Page& page, const ShowStep& show, const Catalog& text) {
    if (show.earlier.empty()) return;
    page.hidden.push_back({"earlier", show.earlier});
    page.hidden.push_back({"earlierStep", std::string(form::step(show.earlier_step).key)});
    page::add_undo(page, text);
}
}  // namespace

Response show_form(const RouteContext& context, const ShowStep& show, const Look& look, int status) {
    const App& app = context.app;
    const form::World world{*show.tenant, app.libraries->directory, catalog_of(show.language), app.today()};
    page::PageRequest request{
        .draft = show.draft,
        .world = world,
        .step = show.step,
        .problems = show.problems,
        .way = show.changing ? page::PageRequest::Way::BackToSummary : page::PageRequest::Way::Onward,
        .form_action = "/" + show.tenant->key + "/"};
    request.hidden = {{"draft", app.seal.seal(show.draft, app.clock.now())},
                      {"step", std::string(form::step(show.step).key)},
                      {"language", std::string(code_of(show.language))}};
    auto page = page::build_page(request);
    add_earlier(page, show, world.catalog);
    if (show.notice) {
        page.body.insert(page.body.begin(), notice_node(*show.notice, world.catalog));
    }
    const FormDocument document{.tenant = *show.tenant,
                                .page = page,
                                .face = look.face,
                                .kiosk = look.kiosk,
                                .state_json = live_state(context, show)};
    return personal_page(Response::html(status, form_document(context, document)), context.embed_origins(*show.tenant));
}

namespace {
// What a finder or a portal knows already ("?plz=40721&ags=05158016"). It is shown and can be corrected; what is no
// postcode of a municipality here is left out.
void fill_in_address(const Directory& directory, const Request& request, form::Draft& draft) {
    const auto postcode = form::normal_postcode(clean_line(request.query_param("plz").substr(0, 20)));
    if (!postcode) return;
    const auto places = municipalities_at(directory, *postcode);
    if (places.empty()) return;
    draft.set(form::FieldId::Postcode, *postcode);
    for (const auto& place : places) {
        if (place.ags != request.query_param("ags")) continue;
        draft.set(form::FieldId::Town, place.name);
        if (places.size() > 1) draft.set(form::FieldId::Municipality, place.ags);
    }
}

Response open_form(const RouteContext& context, const Request& request, bool kiosk) {
    const Tenant* tenant = context.app.libraries->find(request.param("library"));
    if (tenant == nullptr) return error_response(context, request, ErrorPage::NotFound, 404);
    ShowStep show{.tenant = tenant,
                  .draft = {},
                  .step = form::StepId::Start,
                  .language = language_of(request),
                  .problems = {},
                  .notice = {},
                  .changing = false};
    show.draft.application = ApplicationId{context.app.random.bytes16()};
    fill_in_address(context.app.libraries->directory, request, show.draft);
    return show_form(context, show, look_of(request, kiosk), 200);
}

}  // namespace

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

namespace {
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

// Exactly the answers from before the loading; documents are not touched by either.
Response undo_loading(const RouteContext& context, const Request& request, const Tenant& tenant,
                      const PlainPost& post) {
    const auto earlier = context.app.seal.open(request.field("earlier"), context.app.clock.now());
    const auto* step = form::find_step(request.field("earlierStep"));
    if (!earlier || step == nullptr || earlier->application != post.draft.application)
        return error_response(context, request, ErrorPage::BadRequest, 400);
    const ShowStep show{.tenant = &tenant,
                        .draft = load_into(post.draft, *earlier),
                        .step = step->id,
                        .language = post.language,
                        .problems = {},
                        .notice = {}};
    return show_form(context, show, look_of(request, false), 200);
}

// A page of an earlier version handed its draft over at the end of its way: shows what the present rules still want.
Response take_over(const RouteContext& context, const Request& request, const Tenant& tenant, const PlainPost& post) {
    const form::World world{tenant, context.app.libraries->directory, catalog_of(post.language), context.app.today()};
    const auto at = form::resume(form::StepId::Summary, post.draft, world).step;
    ShowStep show{.tenant = &tenant,
                  .draft = post.draft,
                  .step = at,
                  .language = post.language,
                  .problems = {},
                  .notice = Text::RulesChanged};
    if (at != form::StepId::Summary)
        show.problems = form::check_step(at, show.draft, world, form::derive_facts(show.draft, world));
    return show_form(context, show, look_of(request, false), 200);
}

Response post_form(const RouteContext& context, const Request& request) {
    const Tenant* tenant = context.app.libraries->find(request.param("library"));
    if (tenant == nullptr) return error_response(context, request, ErrorPage::NotFound, 404);
    const auto* step = form::find_step(request.field("step"));
    auto draft = carried_draft(context.app, request);
    if (!draft && draft.failure().code == "draft.expired" && step != nullptr)
        if (auto late = context.app.seal.open_late(request.field("draft")))
            return show_form(context, late_step(context.app, *tenant, read_post(request, std::move(*late), *step)),
                             look_of(request, false), 200);
    if (!draft || step == nullptr) return error_response(context, request, ErrorPage::BadRequest, 400);
    auto post = read_post(request, std::move(*draft), *step);
    const auto action = post.action;
    if (action == "updated") return take_over(context, request, *tenant, post);
    if (action == "undo") return undo_loading(context, request, *tenant, post);
    if (action == "take") post.action = "stay";
    auto result = plain_step(context.app, *tenant, std::move(post));
    if (const auto* done = std::get_if<FormDone>(&result)) {
        const std::string url = "/status/" + done->record.status_token.text();
        return personal_page(Response::see_other(url + "?lang=" + done->record.language),
                             context.embed_origins(*tenant));
    }
    auto& show = std::get<ShowStep>(result);
    if (action == "take" && show.problems.empty()) return show_saving(context, show);
    show.earlier = request.field("earlier");
    if (const auto* earlier = form::find_step(request.field("earlierStep"))) show.earlier_step = earlier->id;
    const int status = show.notice ? 503 : show.problems.empty() ? 200 : 422;
    return show_form(context, show, look_of(request, false), status);
}
}  // namespace

void add_form_routes(http::Router& router, RouteContext& context) {
    router.add(Method::Get, "/{library}", [&](const Request& r) {
        if (context.app.libraries->find(r.param("library")) == nullptr)
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
