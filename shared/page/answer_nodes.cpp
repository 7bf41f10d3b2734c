// The answers as rows: summary before submission, record for the case worker, mails.
#include "document/sniff.h"
#include "form/labels.h"
#include "form/paths.h"
#include "form/validate.h"
#include "page/build_page.h"

namespace lesepass::page {

namespace {
using namespace form;

struct Answers {
    const Draft& draft;
    const World& world;
    const Facts facts;
    const Catalog& text = world.catalog;

    std::string words(Text key) const { return std::string(text[key]); }
};

std::string display_value(const Answers& b, const Field& field, const Option& chosen) {
    if (field.kind == FieldKind::Upload) {
        std::string names;
        for (const auto& attachment : b.draft.attachments())
            if (attachment.purpose == field.id) names += (names.empty() ? "" : ", ") + attachment.file_name;
        return names;
    }
    const auto& answer = b.draft.answer(field);
    // A choice the library does not offer any more: by its name.
    if (field.kind == FieldKind::Choice) return chosen.text.empty() ? answer : chosen.text;
    if (field.kind == FieldKind::Confirmation) return answer == confirmed ? b.words(Text::Yes) : "";
    if (field.kind == FieldKind::Date)
        if (const auto date = parse_date(answer)) return format_de(*date);
    return answer;
}

Text summary_title(StepId id) {
    switch (id) {
        case StepId::Start: return Text::SummaryAnswers;
        case StepId::Proofs: return Text::SummaryProofs;
        case StepId::Summary: return Text::SummaryDeclarations;
        case StepId::Address:
        case StepId::Library:
        case StepId::Person:
        case StepId::Institution:
        case StepId::Guardian:
        case StepId::Contact:
        case StepId::Card:
        case StepId::Family: return step(id).title;
    }
    return Text::None;
}

// The proofs of a draft as small pictures: whoever uploaded the wrong side of a card sees it before sending. HEIC, TIFF
// and PDF, which browsers do not show as pictures, are named only.
void add_thumbnails(const Answers& b, const Field& field, Node& row) {
    for (const auto& attachment : b.draft.attachments()) {
        const auto type = document::type_by_media(attachment.media_type);
        if (attachment.purpose != field.id || !type || !document::is_browser_picture(*type)) continue;
        Node picture;
        picture.kind = NodeKind::Picture, picture.text = attachment.file_name;
        picture.href = attachment_path(b.draft.application, attachment.id) + "/picture";
        row.children.push_back(std::move(picture));
    }
}

Node answer_row(const Answers& b, const Field& field, SummaryMode mode) {
    const auto chosen = chosen_option(field.id, b.draft, b.world, b.facts);
    std::string value = display_value(b, field, chosen);
    Node row = summary_row(label_of(field, b.world), value.empty() ? b.words(Text::NotGiven) : std::move(value));
    const auto* own = own_label(field, b.world.tenant);
    if (own != nullptr && own->is_foreign(b.text.language())) row.foreign = foreign_text;
    if (chosen.is_foreign) row.foreign |= foreign_value;
    if (mode != SummaryMode::WithChange) return row;
    if (field.kind == FieldKind::Upload) add_thumbnails(b, field, row);
    row.id = "r-" + element_id(field);
    row.action = "goto:" + std::string(step(field.step).key);
    row.action_text = b.words(Text::ButtonChange);
    row.name = b.text.format(Text::ButtonChangeLabel, {row.text});
    return row;
}

// What was sent holds answers to what was asked then: a record stays whole when the library asks less by now.
bool was_asked(const Answers& b, const Field& field) {
    return field.kind == FieldKind::Upload ? b.draft.count_attachments(field.id) > 0 : !b.draft.answer(field).empty();
}

// What a guardian is not told who may have got the link by a mistyped address (docs/decisions/0007).
bool is_private(const Field& field) {
    switch (field.step) {
        case StepId::Start:
        case StepId::Library:
        case StepId::Institution:
        case StepId::Card:
        case StepId::Proofs:
        case StepId::Summary: return false;
        case StepId::Person: return field.id != FieldId::GivenName && field.id != FieldId::FamilyName;
        case StepId::Address:
        case StepId::Guardian:
        case StepId::Contact:
        case StepId::Family: return true;
    }
    return true;
}

bool is_shown(const Answers& b, const Field& field, SummaryMode mode) {
    const bool asked = is_asked(field, b.draft, b.world, b.facts);
    switch (mode) {
        // The declarations at the end are ticked below the summary; a record shows them, too.
        case SummaryMode::WithChange: return asked && field.step != StepId::Summary;
        case SummaryMode::ReadOnly: return asked || was_asked(b, field);
        case SummaryMode::Shared: return (asked || was_asked(b, field)) && !is_private(field);
    }
    return asked;
}

// What follows from the address, where nobody had to ask. A record has it from the application (server/inbox).
void add_municipality(const Answers& b, Node& list) {
    if (!b.facts.municipality || b.facts.municipalities.size() > 1) return;
    list.children.push_back(summary_row(b.words(Text::MunicipalityRow), std::string(b.facts.municipality->name)));
}

// Answers to questions of the library's own that are no more in its file: by their names.
void add_former_questions(const Answers& b, Node& list) {
    for (const auto& [name, value] : b.draft.extras())
        if (!find_row(name, b.world.tenant)) list.children.push_back(summary_row(name, value));
}
}  // namespace

std::vector<Node> answer_nodes(const Draft& draft, const World& world, SummaryMode mode) {
    const Answers b{.draft = draft, .world = world, .facts = derive_facts(draft, world)};
    std::vector<Node> out;
    for (const auto& s : steps) {
        const StepId id = s.id;
        Node list;
        list.kind = NodeKind::SummaryList;
        list.id = "s-" + std::string(s.key);
        each_row(world.tenant, [&](const Field& f) {
            if (f.step == id && is_shown(b, f, mode)) list.children.push_back(answer_row(b, f, mode));
        });
        if (id == StepId::Address && mode == SummaryMode::WithChange) add_municipality(b, list);
        if (id == StepId::Summary && mode != SummaryMode::WithChange) add_former_questions(b, list);
        if (list.children.empty()) continue;
        out.push_back(heading(2, b.words(summary_title(id))));
        out.push_back(std::move(list));
    }
    return out;
}

}  // namespace lesepass::page
