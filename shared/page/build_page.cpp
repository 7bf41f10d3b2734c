#include "page/build_page.h"

#include <algorithm>

#include "document/limits.h"
#include "document/sniff.h"
#include "form/definition.h"
#include "form/fee.h"
#include "form/labels.h"
#include "form/validate.h"
#include "page/place_nodes.h"

namespace lesepass::page {

namespace {
using namespace form;

// All that the helpers below look at.
struct Builder {
    const PageRequest& request;
    const Facts facts;
    const Draft& draft = request.draft;
    const World& world = request.world;
    const Catalog& text = request.world.catalog;
    const Tenant& tenant = request.world.tenant;
    Language language = request.world.catalog.language();

    std::string words(Text key) const { return std::string(text[key]); }
    const FieldProblem* problem_of(FieldId id) const {
        for (const auto& problem : request.problems)
            if (problem.field == id) return &problem;
        return nullptr;
    }
};

// ---- one field -------------------------------------------------------------------------------------------------

// Which document is meant, and what may be blackened in it.
std::string identity_hint(const Builder& b, const Field& field, const std::string& megabytes) {
    const auto& kind = b.facts.identity_kind;
    if (!kind || field.id == FieldId::GuardianProof)
        return b.text.format(field.hint, {identity_documents(b.world), megabytes}) + " " + b.words(Text::BlackenIdCard);
    const auto& about = info(*kind);
    const Text document = field.id == FieldId::IdentitySecondProof ? about.second : about.label;
    const Text blacken = field.id == FieldId::IdentitySecondProof ? Text::BlackenOther : about.blacken;
    return b.text.format(field.hint, {b.text[document], megabytes}) + " " + b.words(blacken);
}

std::string hint_of(const Builder& b, const Field& field) {
    if (const auto* own = own_hint(field, b.tenant)) return own->in(b.language);
    const std::string megabytes = std::to_string(document::max_file_megabytes);
    if (field.hint == Text::IdentityProofHint) return identity_hint(b, field, megabytes);
    if (field.id == FieldId::ReductionProof && b.facts.reduction != nullptr)
        return b.text.format(field.hint, {b.facts.reduction->proof.in(b.language), megabytes});
    return field.hint == Text::None ? std::string{} : b.words(field.hint);
}

void add_attachments(const Builder& b, const Field& field, Node& node) {
    for (const auto& attachment : b.draft.attachments()) {
        if (attachment.purpose != field.id) continue;
        Node child;
        child.kind = NodeKind::Attachment;
        child.id = "a-" + attachment.id.text();
        child.text = attachment.file_name;
        const auto type = document::type_by_media(attachment.media_type);
        const auto kind = type ? document::display_name(*type) : std::string_view(attachment.media_type);
        child.hint = b.text.format(Text::FileFact, {kind, std::to_string((attachment.size_bytes + 1023) / 1024)});
        child.value = attachment.id.text();
        child.action = "remove:" + child.value;
        child.action_text = b.words(Text::ButtonRemove);
        child.name = b.text.format(Text::ButtonRemoveLabel, {child.text});
        node.children.push_back(std::move(child));
    }
}

NodeKind kind_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::Choice: return NodeKind::Choice;
        case FieldKind::Confirmation: return NodeKind::Checkbox;
        case FieldKind::Upload: return NodeKind::Upload;
        case FieldKind::PersonName:
        case FieldKind::Line:
        case FieldKind::HouseNumber:
        case FieldKind::Postcode:
        case FieldKind::Date:
        case FieldKind::Email:
        case FieldKind::Telephone:
        case FieldKind::Number: return NodeKind::TextField;
    }
    return NodeKind::TextField;
}

void add_options(const Builder& b, const Field& field, Node& node) {
    for (auto& option : options_of(field.id, b.world, b.facts)) {
        Node child;
        child.kind = NodeKind::Option;
        child.id = node.id + "-" + std::to_string(node.children.size());
        child.name = node.name;
        child.checked = option.value == node.value;
        if (option.is_foreign) child.foreign = foreign_text;
        child.value = std::move(option.value), child.text = std::move(option.text), child.hint = std::move(option.hint);
        node.children.push_back(std::move(child));
    }
}

Node field_node(const Builder& b, const Field& field) {
    Node node;
    node.kind = kind_of(field.kind);
    node.id = element_id(field);
    node.name = field.wire_name;
    node.required = is_required(field, b.draft, b.world, b.facts);
    node.text = label_of(field, b.world);
    const auto is_foreign = [&](const LocalText* own) { return own != nullptr && own->is_foreign(b.language); };
    if (is_foreign(own_label(field, b.tenant))) node.foreign = foreign_text;
    if (is_foreign(own_hint(field, b.tenant))) node.foreign |= foreign_hint;
    // A box that need not be ticked says so by itself.
    if (!node.required && field.kind != FieldKind::Confirmation)
        node.text = b.text.format(Text::OptionalMark, {node.text}), node.foreign &= foreign_hint;
    node.hint = hint_of(b, field);
    node.value = b.draft.answer(field);
    if (field.id == FieldId::Municipality && b.facts.municipality) node.value = std::string(b.facts.municipality->ags);
    node.autocomplete = field.autocomplete;
    node.input_mode = field.input_mode;
    node.max_length = field.max_length;
    if (const auto* problem = b.problem_of(field.id)) node.error = problem->message;
    if (node.kind == NodeKind::Choice) add_options(b, field, node);
    if (node.kind == NodeKind::Checkbox) node.checked = node.value == confirmed, node.value = confirmed;
    if (node.kind == NodeKind::Upload) node.value = document::accept_list, add_attachments(b, field, node);
    return node;
}

void add_open_library(const Builder& b, std::vector<Node>& body) {
    if (!b.facts.open_library) return;
    const auto& access = *b.tenant.open_library;
    std::string words = access.conditions.in(b.language);
    if (access.visit_required) words += " " + b.words(Text::OpenLibraryVisit);
    body.push_back(marked(notice(Tone::Info, b.words(Text::OpenLibraryTitle), std::move(words)), foreign_value,
                          !access.visit_required && access.conditions.is_foreign(b.language)));
    if (!access.privacy_url.empty()) body.push_back(link(b.words(Text::OpenLibraryPrivacy), access.privacy_url));
}

// What the document looks like, for people who do not know its German name.
void add_sample(const Builder& b, std::vector<Node>& body) {
    if (!b.facts.identity_kind) return;
    const auto& about = info(*b.facts.identity_kind);
    Node picture;
    picture.kind = NodeKind::Picture, picture.id = "sample", picture.href = about.sample;
    picture.number = 240, picture.total = 152;
    picture.text = b.text.format(Text::SampleOf, {b.text[about.label]});
    body.push_back(std::move(picture));
}

// No library takes this address: then there is nothing to choose and no way on.
bool can_answer(const Builder& b, const Field& field) {
    return field.kind != FieldKind::Choice || has_options(field.id, b.world, b.facts);
}

void add_field(const Builder& b, const Field& field, std::vector<Node>& body) {
    if (!is_asked(field, b.draft, b.world, b.facts) || !can_answer(b, field)) return;
    const auto& consent = b.tenant.consent_text.in(b.language);
    if (field.id == FieldId::OpenLibraryTerms) add_open_library(b, body);
    if (field.id == FieldId::IdentityProof) add_sample(b, body);
    if (field.id == FieldId::GuardianConsent && !consent.empty())
        body.push_back(marked(paragraph(consent), foreign_text, b.tenant.consent_text.is_foreign(b.language)));
    body.push_back(field_node(b, field));
}

// ---- what stands around the fields of a step ---------------------------------------------------------------------

Node needs_list(const Builder& b) {
    Node list;
    list.kind = NodeKind::List;
    const auto add = [&](std::string item) { list.children.push_back(paragraph(std::move(item))); };
    const auto documents = identity_documents(b.world);
    switch (b.tenant.identity_proof) {
        case IdentityProof::Either:
        case IdentityProof::Upload: add(b.text.format(Text::StartNeedIdentity, {documents})); break;
        case IdentityProof::AtCounter: add(b.text.format(Text::StartNeedIdentityCounter, {documents})); break;
        case IdentityProof::None: break;
    }
    if (!b.tenant.fees.reductions.empty()) add(b.words(Text::StartNeedReduction));
    if (b.tenant.consent_below_age > 0)
        add(b.text.format(Text::StartNeedGuardian, {std::to_string(b.tenant.consent_below_age)}));
    if (b.tenant.payment == PaymentPolicy::Online || b.tenant.payment == PaymentPolicy::Choice)
        add(b.words(Text::StartNeedPayment));
    return list;
}

void add_start(const Builder& b, std::vector<Node>& body) {
    body.push_back(heading(2, b.words(Text::StartNeedTitle)));
    body.push_back(needs_list(b));
    body.push_back(fee_overview(b.tenant, b.text));
    body.push_back(notice(Tone::Info, b.words(Text::NoticeInfo), b.words(Text::StartPrivacyPlain)));
}

void add_responsibility(const Builder& b, std::vector<Node>& body) {
    add_responsibility(b.draft, b.world, b.facts, body);
}

void add_library(const Builder& b, std::vector<Node>& body) {
    add_responsibility(b, body);
    if (b.facts.candidates.empty()) add_other_ways(b.text, body);
    body.push_back(paragraph(b.words(b.tenant.accepts_outsiders ? Text::LibraryOutsiders : Text::LibraryNoOutsiders)));
}

void add_payment_note(const Builder& b, std::vector<Node>& body) {
    if (b.facts.fee.total.value == 0 || b.tenant.payment == PaymentPolicy::None) return;
    if (b.tenant.payment == PaymentPolicy::Choice && b.draft.answer(FieldId::PaymentMethod).empty()) return;
    body.push_back(paragraph(b.words(b.facts.pays_online ? Text::FeePayOnline : Text::FeePayAtCounter)));
}

// Where the only branch is, and what to bring along. Some libraries ask nothing about the card: then the summary is the
// only page that says so.
void add_pickup_note(const Builder& b, std::vector<Node>& body) {
    if (b.facts.pickup == pickup_digital) return;
    if (b.tenant.branches.size() == 1 && b.facts.pickup == b.tenant.branches.front().key) {
        const auto& branch = b.tenant.branches.front();
        body.push_back(paragraph(
            b.text.format(Text::PickupAt, {branch.name + (branch.address.empty() ? "" : ", " + branch.address)})));
    }
    if (!b.facts.identity_at_counter) return;
    const auto documents =
        b.facts.identity_kind ? b.words(info(*b.facts.identity_kind).label) : identity_documents(b.world);
    body.push_back(notice(Tone::Info, b.words(Text::NoticeInfo), b.text.format(Text::IdentityAtCounter, {documents})));
}

void add_before_fields(const Builder& b, std::vector<Node>& body) {
    const Step& s = step(b.request.step);
    if (s.id == StepId::Start)
        body.push_back(paragraph(b.text.format(s.intro, {b.tenant.name})));
    else if (s.id == StepId::Guardian)
        body.push_back(paragraph(b.text.format(s.intro, {std::to_string(b.tenant.consent_below_age)})));
    else if (s.intro != Text::None)
        body.push_back(paragraph(b.words(s.intro)));

    switch (s.id) {
        case StepId::Start: return add_start(b, body);
        case StepId::Address: return body.push_back(paragraph(b.words(Text::RequiredHint)));
        case StepId::Library: return add_library(b, body);
        case StepId::Person:
        case StepId::Institution: return add_responsibility(b, body);
        case StepId::Guardian:
            if (!holds(Condition::ConsentWayToChoose, b.draft, b.world, b.facts))
                body.push_back(paragraph(b.words(Text::GuardianFillsIn)));
            if (b.facts.comes_in_person)
                body.push_back(
                    notice(Tone::Warning, b.words(Text::NoticeWarning),
                           b.text.format(Text::GuardianInPerson, {std::to_string(b.tenant.in_person_below_age)})));
            return add_minors_note(b.tenant, b.text, body);
        case StepId::Summary: {
            for (auto& node : answer_nodes(b.draft, b.world, SummaryMode::WithChange)) body.push_back(std::move(node));
            body.push_back(heading(2, b.words(Text::SummaryFee)));
            body.push_back(fee_node(b.facts.fee, b.text));
            add_payment_note(b, body);
            add_pickup_note(b, body);
            body.push_back(heading(2, b.words(Text::SummaryDeclarations)));
            body.push_back(link(b.words(Text::FooterTerms), b.tenant.terms_url));
            return;
        }
        case StepId::Card:
        case StepId::Contact:
        case StepId::Family:
        case StepId::Proofs: return;
    }
}

void add_after_fields(const Builder& b, std::vector<Node>& body) {
    switch (b.request.step) {
        case StepId::Address: add_address_hints(b.draft, b.world, b.facts, body); return add_responsibility(b, body);
        case StepId::Card:
            body.push_back(fee_node(b.facts.fee, b.text));
            add_payment_note(b, body);
            return add_pickup_note(b, body);
        case StepId::Summary: return body.push_back(paragraph(b.words(Text::SummaryPrivacy)));
        case StepId::Start:
        case StepId::Library:
        case StepId::Person:
        case StepId::Institution:
        case StepId::Guardian:
        case StepId::Contact:
        case StepId::Family:
        case StepId::Proofs: return;
    }
}

void add_buttons(const Builder& b, std::vector<Node>& body) {
    // The forward button comes first: Enter in a text field presses the first button of a form.
    if (b.request.step == StepId::Summary) {
        const Text label = b.facts.pays_online ? Text::ButtonSubmitAndPay : Text::ButtonSubmit;
        body.push_back(button(b.words(label), "submit", Tone::Primary));
    } else {
        const Text label = b.request.step == StepId::Start ? Text::ButtonStart : Text::ButtonNext;
        const bool dead_end = b.request.step == StepId::Library && !can_answer(b, field(FieldId::LibraryChoice));
        const bool onward = b.request.way == PageRequest::Way::Onward;
        if (!dead_end) body.push_back(button(b.words(label), onward ? "next" : "done", Tone::Primary));
    }
    const bool at_start = b.request.step == StepId::Start;
    if (!at_start) body.push_back(button(b.words(Text::ButtonBack), "back", Tone::Secondary));
    body.push_back(button(b.words(at_start ? Text::ButtonTakeLoad : Text::ButtonTake), "take", Tone::Secondary));
}

Node error_summary(const Builder& b) {
    Node summary;
    summary.kind = NodeKind::ErrorSummary, summary.id = "lp-errors", summary.focus = true;
    summary.text = b.words(b.request.problems.size() == 1 ? Text::ErrorSummaryOne : Text::ErrorSummaryTitle);
    for (const auto& problem : b.request.problems)
        summary.children.push_back(link(problem.message, "#" + control_id(row_of(problem.field, b.tenant))));
    return summary;
}

Node progress(const Builder& b) {
    const auto mine = steps_of(b.draft, b.world, b.facts);
    // The start page is no step of the way. A page that is not (any more) one of this person's counts as the next one.
    const auto at = std::lower_bound(mine.begin(), mine.end(), b.request.step) - mine.begin();
    Node node;
    node.kind = NodeKind::Progress, node.id = "lp-progress";
    node.number = static_cast<std::uint16_t>(at), node.total = static_cast<std::uint16_t>(mine.size() - 1);
    node.text = b.text.format(Text::ProgressText, {std::to_string(node.number), std::to_string(node.total),
                                                   b.text[step(b.request.step).title]});
    return node;
}

}  // namespace

void add_minors_note(const Tenant& tenant, const Catalog& text, std::vector<Node>& body) {
    const auto& note = tenant.minors_note;
    if (note.empty()) return;
    body.push_back(marked(notice(Tone::Warning, std::string(text[Text::NoticeWarning]), note.in(text.language())),
                          foreign_value, note.is_foreign(text.language())));
}

std::string element_id(const Field& field) {
    std::string id = "f-" + std::string(field.wire_name);
    std::replace(id.begin(), id.end(), '.', '-');
    return id;
}

std::string control_id(const Field& field) {
    return field.kind == FieldKind::Choice ? element_id(field) + "-0" : element_id(field);
}

std::vector<Node> field_nodes(const PageRequest& request) {
    const Builder b{.request = request, .facts = derive_facts(request.draft, request.world)};
    std::vector<Node> out;
    for (const auto id : request.only) add_field(b, field(id), out);
    return out;
}

Node error_summary(const PageRequest& request) {
    return error_summary(Builder{.request = request, .facts = derive_facts(request.draft, request.world)});
}

Page build_page(const PageRequest& request) {
    const Builder b{.request = request, .facts = derive_facts(request.draft, request.world)};
    Page page = library_page(b.tenant, b.text);
    const bool with_summary = request.errors == PageRequest::Errors::WithSummary && !request.problems.empty();
    const std::string title = b.words(step(request.step).title);
    page.title = b.text.format(Text::TitleOfPage, {title, b.tenant.name});
    if (with_summary) page.title = b.text.format(Text::TitleError, {page.title});
    page.form_action = request.form_action;
    page.hidden = request.hidden;
    page.step = step(request.step).key;
    if (request.step != StepId::Start) page.body.push_back(progress(b));
    if (with_summary) page.body.push_back(error_summary(b));
    page.body.push_back(heading(1, title));
    add_before_fields(b, page.body);
    each_row(b.tenant, [&](const Field& f) {
        if (f.step == request.step) add_field(b, f, page.body);
    });
    add_after_fields(b, page.body);
    add_buttons(b, page.body);
    return page;
}

}  // namespace lesepass::page
