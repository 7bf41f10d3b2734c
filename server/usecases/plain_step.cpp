#include "usecases/plain_step.h"

#include <algorithm>

#include "usecases/submit_application.h"

namespace lesepass::server {

namespace {
using form::FieldKind;
using form::FieldProblem;
using form::Outcome;
using form::StepId;

void take_answers(form::Draft& draft, const PlainPost& post, const Tenant& tenant) {
    form::each_row(tenant, [&](const form::Field& field) {
        const auto at = post.answers.find(std::string(field.wire_name));
        if (at != post.answers.end()) draft.set(field, at->second);
        // A box without a tick is not sent at all.
        else if (field.kind == FieldKind::Confirmation && field.step == post.step)
            draft.set(field, "");
    });
}

ShowStep after_refused_submit(ShowStep show, SubmitResult result) {
    if (auto* refused = std::get_if<NotAcceptable>(&result)) {
        show.tenant = refused->tenant;
        const auto step_of = [&](const FieldProblem& p) { return form::row_of(p.field, *show.tenant).step; };
        show.step = step_of(refused->problems.front());
        std::erase_if(refused->problems, [&](const FieldProblem& p) { return step_of(p) != show.step; });
        show.problems = std::move(refused->problems);
    } else {
        show.notice =
            std::holds_alternative<SubmissionConflict>(result) ? Text::ErrorAlreadySubmitted : Text::ErrorServer;
    }
    return show;
}

ShowStep go_on_elsewhere(App& app, ShowStep show, const std::string& key) {
    const Tenant* other = app.libraries->find(key);
    if (other == nullptr) return show;
    show.tenant = other;
    const form::World world{*other, app.libraries->directory, catalog_of(show.language), app.today()};
    const auto next = form::advance(show.draft, StepId::Address, "next", world);
    show.step = next.step, show.problems = next.problems;
    return show;
}
}  // namespace

std::vector<FieldProblem> take_files(App& app, const Tenant& tenant, const std::vector<PostedFile>& files,
                                     form::Draft& draft, const Catalog& text) {
    std::vector<FieldProblem> problems;
    for (const auto& file : files) {
        const auto* field = form::find_field(file.purpose);
        if (field == nullptr || field->kind != FieldKind::Upload) continue;
        const auto report = [&](Text reason, std::string message) {
            problems.push_back({field->id, reason, std::move(message)});
        };
        if (draft.count_attachments(field->id) >= form::max_attachments_per_field) {
            report(Text::ErrorTooManyFiles,
                   text.format(Text::ErrorTooManyFiles, {std::to_string(form::max_attachments_per_field)}));
            continue;
        }
        const IncomingFile incoming{
            .application = draft.application, .purpose = file.purpose, .file_name = file.name, .bytes = file.bytes};
        auto kept = keep_attachment(app, tenant, incoming, text);
        if (auto* attachment = std::get_if<form::Attachment>(&kept))
            draft.attach(std::move(*attachment));
        else if (auto* refusal = std::get_if<document::Refusal>(&kept))
            report(refusal->reason, refusal->message);
        else
            report(Text::ErrorUploadFailed, text.format(Text::ErrorUploadFailed, {file.name}));
    }
    return problems;
}

ShowStep late_step(const App& app, const Tenant& tenant, PlainPost post) {
    take_answers(post.draft, post, tenant);
    const auto present = app.store.attachments_of(post.draft.application);
    const auto carried = post.draft.attachments();
    for (const auto& attachment : carried) {
        const auto is_it = [&](const AttachmentRecord& record) { return record.id == attachment.id; };
        if (present && std::none_of(present->begin(), present->end(), is_it)) post.draft.detach(attachment.id);
    }
    return {.tenant = &tenant,
            .draft = std::move(post.draft),
            .step = post.step,
            .language = post.language,
            .problems = {},
            .notice = Text::DraftLate,
            .changing = false};
}

std::variant<ShowStep, FormDone> plain_step(App& app, const Tenant& tenant, PlainPost post) {
    take_answers(post.draft, post, tenant);
    auto file_problems = take_files(app, tenant, post.files, post.draft, catalog_of(post.language));
    const form::World world{tenant, app.libraries->directory, catalog_of(post.language), app.today()};
    auto result = form::advance(post.draft, post.step, post.action.empty() ? "next" : post.action, world);
    ShowStep show{.tenant = &tenant,
                  .draft = post.draft,
                  .step = result.step,
                  .language = post.language,
                  .problems = std::move(result.problems),
                  .notice = {},
                  .changing = form::is_changing(post.step, post.action, result.step)};
    if (!file_problems.empty()) {
        // A refused file is told at once, whatever button was pressed.
        show.step = post.step, show.problems = std::move(file_problems);
        return show;
    }
    switch (result.outcome) {
        case Outcome::Submit: {
            auto submitted = submit_application(app, make_application(post.draft, world));
            if (auto* done = std::get_if<Submitted>(&submitted)) return FormDone{std::move(done->record)};
            return after_refused_submit(std::move(show), std::move(submitted));
        }
        case Outcome::OtherLibrary: return go_on_elsewhere(app, std::move(show), result.other_tenant);
        case Outcome::Removed:
            ignore(drop_attachment(app, post.draft.application, result.removed->id),
                   "the draft has forgotten it; the sweeper deletes it");
            return show;
        case Outcome::Language: show.language = *result.language; return show;
        case Outcome::Stay:
        case Outcome::Moved:
        case Outcome::Unknown: return show;
    }
    return show;
}

}  // namespace lesepass::server
