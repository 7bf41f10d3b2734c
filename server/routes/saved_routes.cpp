// Saving answers and loading them again, for browsers without script: "/{library}/take". The live page fetches the same
// page without a draft (GET, nothing personal) for its words and controls (web/seal).
#include "base/utf8.h"
#include "page/load_page.h"
#include "routes/form_routes.h"
#include "routes/routes.h"
#include "usecases/draft_seal.h"
#include "usecases/saved_drafts.h"

namespace lesepass::server {

namespace {
using http::Method;
using http::Request;
using http::Response;
using page::Node;
using page::NodeKind;
using page::Page;
using page::Tone;

constexpr std::size_t max_body_bytes = 512 * 1024;  // two sealed drafts and a file of 64 KiB

// What the page is about: a posted draft, or nothing yet (live page).
struct Saving {
    const Tenant& tenant;
    Language language = Language::De;
    std::vector<Page::Hidden> hidden = {};
    std::string phrase = {};
    Text file_error = Text::None, words_error = Text::None;
};

Node section(const char* id, std::string title) {
    Node node;
    node.kind = NodeKind::Section, node.id = id, node.text = std::move(title), node.level = 2;
    return node;
}

class SavePage {
public:
    explicit SavePage(const Saving& saving) : saving_(saving), text_(catalog_of(saving.language)) {}

    Page build(bool live) const {
        Page page = page::library_page(saving_.tenant, text_);
        page.title = text_.format(Text::TitleOfPage, {text_[Text::ButtonTake], saving_.tenant.name});
        page.form_action = "/" + saving_.tenant.key + "/take";
        page.hidden = saving_.hidden;
        page.step = "take";
        page.languages.clear();
        add_errors(page);
        page.body.push_back(page::heading(1, words(Text::ButtonTake)));
        if (live) page.body.push_back(resume_section());
        page.body.push_back(save_section(live));
        if (live) page.body.push_back(qr_section()), page.body.push_back(keep_section());
        page.body.push_back(load_section());
        // The first button outside of the sections: Enter in the field above presses it.
        page.body.push_back(page::button(words(Text::TakeLoadButton), "take:load", Tone::Secondary));
        page.body.push_back(page::button(words(Text::TakeBack), "take:back", Tone::Secondary));
        if (live) add_sayings(page);
        return page;
    }

private:
    std::string words(Text key) const { return std::string(text_[key]); }
    std::string error(Text key) const { return key == Text::None ? std::string() : words(key); }

    void add_errors(Page& page) const {
        Node summary;
        summary.kind = NodeKind::ErrorSummary, summary.id = "lp-errors", summary.focus = true;
        summary.text = words(Text::ErrorSummaryOne);
        if (saving_.file_error != Text::None)
            summary.children.push_back(page::link(words(saving_.file_error), "#take-load-file"));
        if (saving_.words_error != Text::None)
            summary.children.push_back(page::link(words(saving_.words_error), "#take-load-words"));
        if (summary.children.empty()) return;
        page.title = text_.format(Text::TitleError, {page.title});
        page.body.push_back(std::move(summary));
    }

    Node save_section(bool live) const {
        Node node = section("take-file", words(Text::TakeFile));
        node.children.push_back(page::paragraph(words(Text::TakeIntro)));
        Node list;
        list.kind = NodeKind::SummaryList;
        list.children.push_back(page::summary_row(words(Text::TakeWords), saving_.phrase));
        list.children.back().id = "take-phrase";
        node.children.push_back(std::move(list));
        node.children.push_back(page::paragraph(words(Text::TakeWordsText)));
        if (live) node.children.push_back(page::button(words(Text::TakeCopy), "take:copy", Tone::Secondary));
        node.children.push_back(page::button(words(Text::TakeFileButton), "take:file", Tone::Primary));
        return node;
    }
    Node qr_section() const {
        Node node = section("take-qr", words(Text::TakeQr));
        node.children.push_back(page::paragraph(words(Text::TakeQrText)));
        node.children.push_back(page::button(words(Text::TakeQrButton), "take:qr", Tone::Secondary));
        return node;
    }
    Node keep_section() const {
        Node node = section("take-keep", words(Text::TakeKeep));
        node.children.push_back(page::paragraph(words(Text::TakeKeepText)));
        node.children.push_back(page::button(words(Text::TakeKeepButton), "take:keep", Tone::Secondary));
        node.children.push_back(page::button(words(Text::TakeForgetButton), "take:forget", Tone::Secondary));
        return node;
    }
    Node resume_section() const {
        Node node = section("take-resume", words(Text::TakeResume));
        node.children.push_back(page::button(words(Text::TakeResumeButton), "take:resume", Tone::Primary));
        node.children.push_back(page::button(words(Text::TakeForgetButton), "take:forget", Tone::Secondary));
        node.children.back().id += "-kept";
        return node;
    }
    Node load_section() const {
        Node node = section("take-load", words(Text::ButtonTakeLoad));
        Node file;
        file.kind = NodeKind::Upload, file.id = "take-load-file", file.name = "file", file.value = ".lesepass";
        file.text = words(Text::TakeLoadFile), file.error = error(saving_.file_error);
        Node typed;
        typed.kind = NodeKind::TextField, typed.id = "take-load-words", typed.name = "words";
        typed.text = words(Text::TakeLoadWords), typed.error = error(saving_.words_error);
        node.children.push_back(std::move(file)), node.children.push_back(std::move(typed));
        return node;
    }
    // What the script may have to say, by id.
    void add_sayings(Page& page) const {
        struct Saying {
            const char* id;
            Text text;
            Tone tone;
        };
        for (const auto& saying : {Saying{"take-says-kept", Text::TakeKept, Tone::Success},
                                   Saying{"take-says-forgotten", Text::TakeForgotten, Tone::Success},
                                   Saying{"take-says-long", Text::TakeQrTooLong, Tone::Warning},
                                   Saying{"take-says-words", Text::ErrorTakeWords, Tone::Error},
                                   Saying{"take-says-file", Text::ErrorTakeFile, Tone::Error},
                                   Saying{"take-says-failed", Text::ErrorTakeFailed, Tone::Error}}) {
            page.body.push_back(page::notice(saying.tone, "", words(saying.text)));
            page.body.back().id = saying.id;
        }
    }

    const Saving& saving_;
    const Catalog& text_;
};

Response respond(const RouteContext& context, const Tenant& tenant, const Page& page, int status) {
    return personal_page(Response::html(status, static_document(context, page)), context.embed_origins(tenant));
}

// The page as it was posted: who, where, in which language.
struct Posted {
    const Tenant& tenant;
    form::Draft draft;
    form::StepId step;
    Language language;
};

std::vector<Page::Hidden> carried(const RouteContext& context, const Posted& posted) {
    return {{"draft", context.app.seal.seal(posted.draft, context.app.clock.now())},
            {"step", std::string(form::step(posted.step).key)},
            {"language", std::string(code_of(posted.language))}};
}

Response saving_page(const RouteContext& context, const Posted& posted, Text file_error, Text words_error) {
    Saving saving{.tenant = posted.tenant, .language = posted.language, .hidden = carried(context, posted)};
    saving.phrase = new_phrase(context.app.random);
    saving.hidden.push_back({"phrase", saving.phrase});
    saving.file_error = file_error, saving.words_error = words_error;
    const bool wrong = file_error != Text::None || words_error != Text::None;
    return respond(context, posted.tenant, SavePage(saving).build(false), wrong ? 422 : 200);
}

Response download(const RouteContext& context, const Request& request, const Posted& posted) {
    const auto content = write_saved_draft(posted.draft, posted.step, code_of(posted.language), posted.tenant);
    auto sealed = seal_file(context.app.random, content, request.field("phrase").substr(0, 200));
    if (!sealed) return saving_page(context, posted, Text::None, Text::None);
    Response response = Response::text(200, std::move(*sealed));
    response.content_type = "application/octet-stream";
    response.with("Content-Disposition",
                  "attachment; filename=\"lesepass-entwurf-" + format_iso(context.app.today()) + ".lesepass\"");
    return personal_page(std::move(response), {});
}

ShowStep back_to(const Posted& posted) {
    return {.tenant = &posted.tenant,
            .draft = posted.draft,
            .step = posted.step,
            .language = posted.language,
            .problems = {},
            .notice = {}};
}

Response load(const RouteContext& context, const Request& request, const Posted& posted) {
    const http::Part* file = nullptr;
    for (const auto& part : request.parts)
        if (part.name == "file" && !part.filename.empty()) file = &part;
    if (file == nullptr) return saving_page(context, posted, Text::ErrorTakeFile, Text::None);
    const auto saved = open_file(file->content, request.field("words").substr(0, 200));
    if (!saved) {
        const bool words = saved.failure().code == "seal.words";
        return saving_page(context, posted, words ? Text::None : Text::ErrorTakeFile,
                           words ? Text::ErrorTakeWords : Text::None);
    }
    const auto loaded = load_into(posted.draft, saved->answers);
    const form::World world{posted.tenant, context.app.libraries->directory, catalog_of(posted.language),
                            context.app.today()};
    auto hidden = carried(context, posted);
    hidden.push_back({"loaded", context.app.seal.seal(loaded, context.app.clock.now())});
    hidden.push_back({"loadedStep", std::string(form::step(saved->step).key)});
    const auto page = page::load_page({.present = posted.draft,
                                       .loaded = loaded,
                                       .world = world,
                                       .saved_library = saved->library,
                                       .unknown_questions = saved->unknown_questions,
                                       .other_rules = under_other_rules(*saved, posted.tenant),
                                       .form_action = "/" + posted.tenant.key + "/take",
                                       .hidden = std::move(hidden)});
    return respond(context, posted.tenant, page, 200);
}

Response accept(const RouteContext& context, const Request& request, const Posted& posted) {
    const auto loaded = context.app.seal.open(request.field("loaded"), context.app.clock.now());
    const auto* step = form::find_step(request.field("loadedStep"));
    if (!loaded || step == nullptr || loaded->application != posted.draft.application)
        return error_response(context, request, ErrorPage::BadRequest, 400);
    ShowStep show = back_to(posted);
    show.earlier = context.app.seal.seal(posted.draft, context.app.clock.now());
    show.earlier_step = posted.step;
    show.draft = *loaded;
    const form::World world{posted.tenant, context.app.libraries->directory, catalog_of(posted.language),
                            context.app.today()};
    auto result = form::resume(step->id, show.draft, world);
    show.step = result.step, show.problems = std::move(result.problems);
    return show_form(context, show, look_of(request, false), 200);
}

Response post_saving(const RouteContext& context, const Request& request) {
    const Tenant* tenant = context.app.libraries->find(request.param("library"));
    if (tenant == nullptr) return error_response(context, request, ErrorPage::NotFound, 404);
    const auto* step = form::find_step(request.field("step"));
    auto draft = carried_draft(context.app, request);
    if (!draft && draft.failure().code == "draft.expired")
        return error_response(context, request, ErrorPage::Expired, 410);
    if (!draft || step == nullptr) return error_response(context, request, ErrorPage::BadRequest, 400);
    const Posted posted{.tenant = *tenant,
                        .draft = std::move(*draft),
                        .step = step->id,
                        .language = parse_language(request.field("language")).value_or(Language::De)};
    const auto action = request.field("action");
    if (action == "take:file") return download(context, request, posted);
    if (action == "take:load") return load(context, request, posted);
    if (action == "load:accept") return accept(context, request, posted);
    return show_form(context, back_to(posted), look_of(request, false), 200);
}
}  // namespace

Response show_saving(const RouteContext& context, const ShowStep& show) {
    return saving_page(context,
                       {.tenant = *show.tenant, .draft = show.draft, .step = show.step, .language = show.language},
                       Text::None, Text::None);
}

void add_saved_routes(http::Router& router, RouteContext& context) {
    router.add(Method::Get, "/{library}/take", [&](const Request& request) {
        const Tenant* tenant = context.app.libraries->find(request.param("library"));
        if (tenant == nullptr) return error_response(context, request, ErrorPage::NotFound, 404);
        const Saving saving{.tenant = *tenant, .language = language_of(request)};
        return respond(context, *tenant, SavePage(saving).build(true), 200);
    });
    router.add(Method::Post, "/{library}/take", [&](const Request& r) { return post_saving(context, r); },
               {.max_body_bytes = max_body_bytes});
}

}  // namespace lesepass::server
