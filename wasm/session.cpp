#include "session.h"

#include <algorithm>

#include "application/application_json.h"
#include "base/utf8.h"
#include "document/accept.h"
#include "document/limits.h"
#include "form/paths.h"
#include "page/load_page.h"
#include "page/wire.h"
#include "responsibility/directory_json.h"
#include "tenant/tenant_json.h"

namespace lesepass::wasm {

namespace {
using form::Field;
using form::FieldId;
using form::FieldKind;
using form::Outcome;
using form::StepId;

std::optional<std::int64_t> parse_decimal(std::string_view text) {
    if (text.empty() || text.size() > 15) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// The bytes of a file's head; what is no hexadecimal digit ends it.
std::string decode_hex_head(std::string_view hex) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size() && out.size() < document::sniff_bytes; i += 2) {
        const auto high = digits.find(hex[i]), low = digits.find(hex[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) break;
        out.push_back(static_cast<char>(high * 16 + low));
    }
    return out;
}

FieldId field_of(const form::FieldProblem& problem) { return problem.field; }
template <class FileProblem>
FieldId field_of(const FileProblem& file) {
    return file.problem.field;
}
template <class Problem>
void erase_of(std::vector<Problem>& problems, FieldId id) {
    std::erase_if(problems, [&](const Problem& p) { return field_of(p) == id; });
}
}  // namespace

Result<Session> Session::create(std::string_view state_json, Catalog catalog) {
    auto parsed = json::parse(state_json, {.bytes = 4 * 1024 * 1024, .depth = 16, .values = 100'000});
    if (!parsed) return parsed.failure();
    std::vector<json::Problem> problems;
    Session session(std::move(catalog));
    json::ObjectReader reader(*parsed, "$", problems);
    const auto id = ApplicationId::parse(reader.text("applicationId", json::Need::Required, 32));
    const auto today = parse_iso_date(reader.text("today", json::Need::Required, 10));
    const auto* step = form::find_step(reader.text("step", json::Need::Required, 20));
    reader.text("language", json::Need::Required, 10);
    session.form_action_ = reader.text("formAction", json::Need::Required, 200);
    if (!id || !today || step == nullptr)
        reader.complain("step", {"applicationId, today and step"}, {"something else"});
    read_answers(reader, session.draft_);
    read_attachments(reader, session.draft_);
    if (const auto* raw = reader.raw("library"))
        session.tenant_ = read_tenant(*raw, TenantSource::Browser, problems);
    else
        reader.complain("library", {"an object"}, {"nothing"});
    if (const auto* raw = reader.raw("directory"))
        session.directory_.entries = read_directory(*raw, problems);
    else
        reader.complain("directory", {"a list"}, {"nothing"});
    reader.refuse_unknown();
    if (!problems.empty()) return Failure{"session.state", json::describe(problems.front())};
    session.draft_.application = *id, session.today_ = *today, session.step_ = step->id;
    return session;
}

void Session::emit(const char* name, std::initializer_list<std::string_view> arguments) {
    auto& effect = effects_.emplace_back();
    effect.name = name;
    for (const auto argument : arguments) effect.arguments.emplace_back(argument);
}

std::vector<form::FieldProblem> Session::visible_problems() const {
    const auto w = world();
    const auto facts = form::derive_facts(draft_, w);
    std::vector<form::FieldProblem> out;
    form::each_row(tenant_, [&](const Field& field) {
        // What is not asked (any more) has no control that a problem could point to.
        if (field.step != step_ || !form::is_asked(field, draft_, w, facts)) return;
        const auto same = [&](const auto& p) { return field_of(p) == field.id; };
        const auto special = std::find_if(file_problems_.begin(), file_problems_.end(), same);
        const auto server = std::find_if(server_problems_.begin(), server_problems_.end(), same);
        if (special != file_problems_.end())
            out.push_back(special->problem);
        else if (server != server_problems_.end())
            out.push_back(*server);
        else if (is_watched(field.id))
            if (auto problem = form::check_field(field, draft_, w, facts)) out.push_back(std::move(*problem));
    });
    return out;
}

page::Page Session::page_of_load() const {
    const auto loaded = load_into(draft_, offer_->answers);
    const auto w = world();
    auto page = page::load_page({.present = draft_,
                                 .loaded = loaded,
                                 .world = w,
                                 .saved_library = offer_->library,
                                 .unknown_questions = offer_->unknown_questions,
                                 .other_rules = under_other_rules(*offer_, tenant_),
                                 .form_action = form_action_});
    add_carried(page);
    return page;
}

const page::Page& Session::page() const {
    if (!page_) page_ = build();
    return *page_;
}

page::Page Session::build() const {
    if (offer_) return page_of_load();
    const auto problems = visible_problems();
    const auto errors =
        with_summary_ ? page::PageRequest::Errors::WithSummary : page::PageRequest::Errors::AtFieldsOnly;
    const auto w = world();
    auto page =
        page::build_page({.draft = draft_,
                          .world = w,
                          .step = step_,
                          .problems = problems,
                          .errors = errors,
                          .way = changing_ ? page::PageRequest::Way::BackToSummary : page::PageRequest::Way::Onward,
                          .form_action = form_action_});
    if (notice_ != Text::None) {
        auto node =
            page::notice(page::Tone::Error, std::string(catalog_[Text::NoticeError]), std::string(catalog_[notice_]));
        node.id = "lp-notice";
        page.body.insert(page.body.begin(), std::move(node));
    }
    if (before_load_) page::add_undo(page, catalog_);
    add_carried(page);
    return page;
}

void Session::add_carried(page::Page& page) const {
    // If the module dies, the form posts natively: it must carry the whole draft, not only this step's answers.
    page.hidden.push_back({"application", draft_.application.text()});
    page.hidden.push_back({"step", std::string(form::step(step_).key)});
    page.hidden.push_back({"language", std::string(code_of(catalog_.language()))});
    json::Writer writer;
    writer.begin_object();
    write_answers(writer, draft_);
    write_attachments(writer, draft_);
    writer.end_object();
    page.hidden.push_back({"carried", writer.take()});
}

void Session::on_change(const Field& field, const std::string& value) {
    draft_.set(field, value);
    erase_of(server_problems_, field.id);
    notice_ = Text::None;
}

void Session::on_blur(const Field& field) {
    // An empty field somebody only tabbed through is no mistake yet.
    if (!draft_.answer(field).empty()) watch(field.id);
}

void Session::enter_step(StepId step) {
    const bool other = step_ != step;
    step_ = step;
    watched_.reset(), file_problems_.clear(), server_problems_.clear(), notice_ = Text::None;
    with_summary_ = false;
    emit("render");
    if (other) emit("step", {form::step(step).key});
}

void Session::show_step(StepId step) {
    enter_step(step);
    show_title();
    emit("focus", {"lp-title"});
}

void Session::show_problems(const form::Advance& advance) {
    if (step_ != advance.step)
        enter_step(advance.step);
    else
        emit("render");
    for (const auto& problem : advance.problems) watch(problem.field);
    with_summary_ = true;
    show_title();
    emit("focus", {"lp-errors"});
}

void Session::show_notice(Text text) {
    notice_ = text;
    emit("render");
    emit("announce", {catalog_[text]});
}

void Session::submit() {
    submitting_ = true;
    emit("announce", {catalog_[Text::Submitting]});
    emit("submit", {form::application_path(draft_.application), encode_submission(make_application(draft_, world()))});
}

void Session::leave_with_draft(const std::string& tenant, StepId step, std::string_view action) {
    json::Writer carried;
    carried.begin_object();
    write_answers(carried, draft_);
    write_attachments(carried, draft_);
    carried.end_object();
    json::Writer fields;
    fields.begin_object().member("application", draft_.application.text()).member("step", form::step(step).key);
    fields.member("language", code_of(catalog_.language())).member("action", action).member("carried", carried.take());
    fields.end_object();
    emit("post", {"/" + tenant + "/", fields.take()});
}

void Session::on_load(const std::string& content) {
    auto saved = read_saved_draft(content);
    if (!saved) return show_notice(Text::ErrorLoadContent);
    offer_ = std::move(*saved);
    show_step(step_);
}

bool Session::on_saved_press(const std::string& action) {
    if (action == "take") {
        const auto language = code_of(catalog_.language());
        return emit("take", {write_saved_draft(draft_, step_, language, tenant_)}), true;
    }
    if (action == "undo" && before_load_) {
        draft_ = load_into(draft_, before_load_->draft);
        const auto step = before_load_->step;
        before_load_.reset();
        return show_step(step), true;
    }
    if (!offer_) return false;
    const auto saved = std::move(*offer_);
    offer_.reset();
    if (action != "load:accept") return show_step(step_), true;
    before_load_ = Before{draft_, step_};
    draft_ = load_into(draft_, saved.answers);
    const auto result = form::resume(saved.step, draft_, world());
    show_step(result.step);
    for (const auto& problem : result.problems) watch(problem.field);
    return true;
}

void Session::on_press(const std::string& action) {
    if (places_ == Places::OutOfReach) places_ = Places::NotAsked;
    if (submitting_ || on_saved_press(action)) return;
    const auto before = step_;
    const auto result = form::advance(draft_, step_, action, world());
    if (result.outcome == Outcome::Moved || result.outcome == Outcome::Stay)
        changing_ = form::is_changing(before, action, result.step);
    switch (result.outcome) {
        case Outcome::Stay: return show_problems(result);
        case Outcome::Moved:
            if (result.step != before) show_step(result.step);
            return;
        case Outcome::Submit: return submit();
        case Outcome::OtherLibrary: return leave_with_draft(result.other_tenant, StepId::Address, "next");
        case Outcome::Removed:
            erase_of(file_problems_, result.removed->purpose);
            erase_of(server_problems_, result.removed->purpose);
            emit("remove", {form::attachment_path(draft_.application, result.removed->id)});
            emit("announce", {catalog_.format(Text::UploadRemoved, {result.removed->file_name})});
            emit("focus", {page::control_id(form::field(result.removed->purpose))});
            return;
        case Outcome::Language: return emit("catalog", {tag_of(*result.language)});
        case Outcome::Unknown: return;
    }
}

void Session::refuse_file(FieldId id, Text reason, std::string message) {
    erase_of(file_problems_, id);
    file_problems_.push_back({{id, reason, std::move(message)}, file_});
}

bool Session::use_places(std::string_view bytes) { return page_.reset(), directory_.places.load(bytes); }

void Session::on_places(const std::string& state) {
    places_ = state == "loaded" ? Places::Asked : Places::OutOfReach;
    emit("render");
}

void Session::ask_for_places() {
    if (places_ != Places::NotAsked || !directory_.places.empty() || step_ < StepId::Address) return;
    places_ = Places::Asked;
    emit("places");
}

void Session::refuse_one_more(const Field& field) {
    const auto message = catalog_.format(Text::ErrorTooManyFiles, {std::to_string(form::max_attachments_per_field)});
    refuse_file(field.id, Text::ErrorTooManyFiles, message);
    emit("announce", {message});
}

// Messages are made once, where something went wrong; these stay on the page when its language changes.
void Session::on_language() {
    for (auto& [problem, file] : file_problems_) {
        const auto verdict =
            document::accept_file(file[1], parse_decimal(file[2]).value_or(0), decode_hex_head(file[3]), catalog_);
        const auto* refusal = std::get_if<document::Refusal>(&verdict);
        if (problem.reason == Text::ErrorTooManyFiles)
            problem.message = catalog_.format(problem.reason, {std::to_string(form::max_attachments_per_field)});
        else
            problem.message =
                refusal != nullptr ? refusal->message : catalog_.format(Text::ErrorUploadFailed, {file[1]});
    }
    for (const auto& fresh : read_server_problems(server_answer_))
        for (auto& problem : server_problems_)
            if (problem.field == fresh.field) problem.message = fresh.message;
    show_title();
}

void Session::on_file(const Field& field, const std::vector<std::string>& arguments) {
    erase_of(file_problems_, field.id);
    file_ = arguments;
    const std::string name = file_[1] = clean_line(arguments[1]);
    const auto size = parse_decimal(arguments[2]).value_or(0);
    const auto verdict = document::accept_file(name, size, decode_hex_head(arguments[3]), catalog_);
    if (const auto* refusal = std::get_if<document::Refusal>(&verdict)) {
        refuse_file(field.id, refusal->reason, refusal->message);
        return emit("announce", {refusal->message});
    }
    if (draft_.count_attachments(field.id) >= form::max_attachments_per_field) return refuse_one_more(field);
    emit("upload", {field.wire_name, form::attachments_path(draft_.application) + "?library=" + tenant_.key +
                                         "&lang=" + std::string(code_of(catalog_.language()))});
}

void Session::on_stored(const Field& field, const std::string& attachment_json) {
    std::vector<json::Problem> problems;
    const auto parsed = json::parse(attachment_json);
    auto attachment = parsed ? decode_attachment(*parsed, "$", problems) : std::nullopt;
    if (!attachment || attachment->purpose != field.id)
        return refuse_file(field.id, Text::ErrorUploadFailed, catalog_.format(Text::ErrorUploadFailed, {file_[1]}));
    erase_of(file_problems_, field.id), erase_of(server_problems_, field.id);
    const auto done = catalog_.format(Text::UploadDone, {attachment->file_name});
    if (!draft_.attach(std::move(*attachment))) return refuse_one_more(field);
    emit("announce", {done});
}

void Session::on_progress(const Field&, const std::string& per_cent) {
    const auto value = parse_decimal(per_cent).value_or(0);
    // A screen reader needs to know that it goes on, not every per cent.
    if (value == 25 || value == 50 || value == 75)
        emit("announce", {catalog_.format(Text::UploadProgress, {file_[1], per_cent})});
}

// What the server did not accept, in the present language.
std::vector<form::FieldProblem> Session::read_server_problems(std::string_view body) const {
    const auto parsed = json::parse(body);
    const auto* errors = parsed ? parsed->find("errors") : nullptr;
    std::vector<form::FieldProblem> out;
    if (errors == nullptr) return out;
    const auto w = world();
    const auto facts = form::derive_facts(draft_, w);
    for (const auto& error : errors->items) {
        const auto* name = error.find("field");
        const auto* messages = error.find("messages");
        const auto* message = messages == nullptr ? nullptr : messages->find(code_of(catalog_.language()));
        if (message == nullptr) message = error.find("message");
        const auto field = name == nullptr ? std::nullopt : form::find_row(name->string, tenant_);
        // A question this page does not ask (the day has changed since it was loaded, say) can not be pointed at.
        if (!field || message == nullptr || !form::is_asked(*field, draft_, w, facts)) continue;
        out.push_back({field->id, Text::None, message->string});
    }
    return out;
}

void Session::show_server_problems(std::string_view body) {
    const auto parsed = json::parse(body);
    // This page was open while the server was updated: the present form takes the draft over.
    const auto* code = parsed ? parsed->find("code") : nullptr;
    if (code != nullptr && code->string == "application.rules") return leave_with_draft(tenant_.key, step_, "updated");
    auto problems = read_server_problems(body);
    // Without the list of places this page could not ask what the server asks: there the same draft goes on. Not as the
    // summary's post, which would have to bring its ticks along.
    const bool names_errors = parsed && parsed->find("errors") != nullptr;
    if (problems.empty() && names_errors && directory_.places.empty())
        return leave_with_draft(tenant_.key, StepId::Address, "submit");
    if (problems.empty()) return show_notice(Text::ErrorServer);
    const auto step = form::row_of(problems.front().field, tenant_).step;
    std::erase_if(problems, [&](const auto& p) { return form::row_of(p.field, tenant_).step != step; });
    enter_step(step);
    server_problems_ = std::move(problems);
    server_answer_ = body;
    with_summary_ = true;
    show_title();
    emit("focus", {"lp-errors"});
}

void Session::on_submitted(const std::string& status, const std::string& body) {
    if (!submitting_) return;
    submitting_ = false;
    const auto parsed = json::parse(body);
    const auto* url = parsed ? parsed->find("statusUrl") : nullptr;
    const bool stored = (status == "200" || status == "201") && url != nullptr && !url->string.empty();
    if (stored) return emit("go", {url->string});
    if (status == "422") return show_server_problems(body);
    if (status == "409") return show_notice(Text::ErrorAlreadySubmitted);
    show_notice(status == "0" ? Text::ErrorConnection : Text::ErrorServer);
}

bool Session::on_field_event(const Event& event) {
    const auto& a = event.arguments;
    const auto field = a.empty() ? std::nullopt : form::find_row(a[0], tenant_);
    if (!field) return false;
    const bool is_upload = field->kind == FieldKind::Upload;
    if (event.name == "change" && a.size() == 2 && !is_upload) return on_change(*field, a[1]), true;
    if (event.name == "blur" && a.size() == 1) return on_blur(*field), true;
    if (event.name == "file" && a.size() == 4 && is_upload) return on_file(*field, a), true;
    if (event.name == "stored" && a.size() == 2 && is_upload) return on_stored(*field, a[1]), true;
    if (event.name == "progress" && a.size() == 2 && is_upload) return on_progress(*field, a[1]), true;
    if (event.name == "refused" && a.size() == 2 && is_upload) {
        const auto message = a[1].empty() ? catalog_.format(Text::ErrorUploadFailed, {file_[1]}) : clean_line(a[1]);
        refuse_file(field->id, Text::ErrorUploadFailed, message);
        return emit("announce", {message}), true;
    }
    return false;
}

std::optional<std::vector<Effect>> Session::dispatch(const Event& event) {
    effects_.clear();
    if (shown_.empty()) shown_ = page::encode_shown(page());
    const auto count = event.arguments.size();
    bool known = true;
    if (event.name == "press" && count == 1)
        on_press(event.arguments[0]);
    else if (event.name == "load" && count == 1)
        on_load(event.arguments[0]);
    else if (event.name == "submitted" && count == 2)
        on_submitted(event.arguments[0], event.arguments[1]);
    else if (event.name == "places" && count == 1)
        on_places(event.arguments[0]);
    else if (event.name == "language" && count == 1)
        on_language();
    else
        known = on_field_event(event);
    if (!known) return std::nullopt;
    page_.reset();
    ask_for_places();
    const auto is_render = [](const Effect& e) { return e.name == "render"; };
    const bool rendered = std::any_of(effects_.begin(), effects_.end(), is_render);
    if (rendered) return shown_.clear(), std::move(effects_);
    auto shown = page::encode_shown(page());
    if (event.name == "language" || shown != shown_) effects_.insert(effects_.begin(), Effect{"render", {}});
    shown_ = std::move(shown);
    return std::move(effects_);
}

}  // namespace lesepass::wasm
