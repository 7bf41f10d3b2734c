#include "page/load_page.h"

#include <algorithm>

namespace lesepass::page {

namespace {
std::vector<Node> rows_of(const form::Draft& draft, const form::World& world) {
    std::vector<Node> out;
    for (auto& list : answer_nodes(draft, world, SummaryMode::WithChange))
        for (auto& row : list.children)
            if (row.kind == NodeKind::SummaryRow) out.push_back(std::move(row));
    return out;
}

// Answers that stand in the form now and would be others, or none, afterwards.
Node replaced(const LoadRequest& request) {
    const Catalog& text = request.world.catalog;
    const auto after = rows_of(request.loaded, request.world);
    Node list;
    list.kind = NodeKind::SummaryList, list.id = "load-replaced";
    for (const auto& row : rows_of(request.present, request.world)) {
        if (row.value == text[Text::NotGiven]) continue;
        const auto same = [&](const Node& other) { return other.id == row.id; };
        const auto at = std::find_if(after.begin(), after.end(), same);
        const std::string then = at == after.end() ? std::string(text[Text::NotGiven]) : at->value;
        if (then != row.value)
            list.children.push_back(summary_row(row.text, text.format(Text::LoadChange, {row.value, then})));
    }
    return list;
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}
}  // namespace

Page load_page(const LoadRequest& request) {
    const Catalog& text = request.world.catalog;
    const auto words = [&](Text key) { return std::string(text[key]); };
    Page page = library_page(request.world.tenant, text);
    page.title = text.format(Text::TitleOfPage, {text[Text::LoadTitle], request.world.tenant.name});
    page.form_action = request.form_action;
    page.hidden = request.hidden;
    page.step = "load";
    page.body.push_back(heading(1, words(Text::LoadTitle)));
    page.body.push_back(paragraph(words(Text::LoadIntro)));
    if (request.saved_library != request.world.tenant.key) {
        page.body.push_back(notice(Tone::Warning, words(Text::NoticeWarning),
                                   text.format(Text::LoadOtherLibrary, {request.saved_library})));
        page.body.push_back(link(words(Text::LoadOtherLibraryLink), "/" + request.saved_library + "/"));
    }
    if (request.other_rules)
        page.body.push_back(notice(Tone::Warning, words(Text::NoticeWarning), words(Text::LoadOtherRules)));
    if (!request.unknown_questions.empty())
        page.body.push_back(notice(Tone::Warning, words(Text::NoticeWarning),
                                   text.format(Text::LoadUnknown, {joined(request.unknown_questions)})));
    auto list = replaced(request);
    if (list.children.empty()) {
        page.body.push_back(paragraph(words(Text::LoadReplacesNothing)));
    } else {
        page.body.push_back(heading(2, words(Text::LoadReplaces)));
        page.body.push_back(std::move(list));
    }
    page.body.push_back(button(words(Text::LoadAccept), "load:accept", Tone::Primary));
    page.body.push_back(button(words(Text::LoadKeep), "load:keep", Tone::Secondary));
    return page;
}

void add_undo(Page& page, const Catalog& text) {
    Node section;
    section.kind = NodeKind::Section, section.id = "loaded";
    section.children.push_back(
        notice(Tone::Info, std::string(text[Text::NoticeInfo]), std::string(text[Text::LoadDone])));
    section.children.push_back(button(std::string(text[Text::ButtonUndo]), "undo", Tone::Secondary));
    const auto is_title = [](const Node& node) { return node.kind == NodeKind::Heading && node.level == 1; };
    const auto title = std::find_if(page.body.begin(), page.body.end(), is_title);
    page.body.insert(title == page.body.end() ? title : title + 1, std::move(section));
}

}  // namespace lesepass::page
