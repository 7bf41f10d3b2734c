// Every kind of node in every state it has, apart from the form (the golden test counts that no kind is left out).
#include "demo_libraries.h"
#include "examples.h"
#include "page/build_page.h"
#include "text/languages.h"

namespace lesepass::test {

namespace {
using namespace page;

Node field(std::string id, std::string text, InputMode mode) {
    Node node;
    node.kind = NodeKind::TextField;
    node.id = "f-" + id, node.name = std::move(id), node.text = std::move(text);
    node.input_mode = mode, node.max_length = 80;
    return node;
}

Node with_hint_and_error(Node node) {
    node.hint = "A hint that says what is wanted.", node.error = "An error that says what to do.";
    return node;
}

std::vector<Node> text_fields() {
    std::vector<Node> nodes;
    int number = 0;
    for (const auto mode : {InputMode::Text, InputMode::Numeric, InputMode::Email, InputMode::Tel, InputMode::Search,
                            InputMode::Password}) {
        auto node = field("mode." + std::to_string(number), "Input mode " + std::to_string(number), mode);
        if (mode == InputMode::Password) node.autocomplete = Autocomplete::CurrentPassword;
        nodes.push_back(node);
        ++number;
    }
    auto required = field("required", "Required", InputMode::Text);
    required.required = true, required.value = "Value with \"quotes\" & <brackets>";
    nodes.push_back(required);
    auto wrong = field("wrong", "With hint and error", InputMode::Text);
    wrong.required = true, wrong.max_length = 5;
    nodes.push_back(with_hint_and_error(wrong));
    auto several_lines = field("lines", "Several lines", InputMode::Text);
    several_lines.number = 4, several_lines.max_length = 2000, several_lines.value = "one\ntwo <b>";
    nodes.push_back(several_lines);
    return nodes;
}

Node choice(std::string id) {
    Node node;
    node.kind = NodeKind::Choice;
    node.id = "f-" + id, node.name = id, node.text = "One of three", node.required = true;
    for (int i = 0; i < 3; ++i) {
        Node option;
        option.kind = NodeKind::Option;
        option.id = node.id + "-" + std::to_string(i);
        option.name = id, option.value = "v" + std::to_string(i), option.text = "Option " + std::to_string(i);
        if (i == 1) option.checked = true, option.hint = "Its hint";
        node.children.push_back(option);
    }
    return node;
}

Node checkbox(std::string id, bool checked) {
    Node node;
    node.kind = NodeKind::Checkbox;
    node.id = "f-" + id, node.name = id, node.text = "I confirm", node.value = "yes", node.checked = checked;
    return node;
}

Node upload(std::string id, int files) {
    Node node;
    node.kind = NodeKind::Upload;
    node.id = "f-" + id, node.name = id, node.text = "A proof", node.value = "image/jpeg,application/pdf",
    node.required = true;
    for (int i = 0; i < files; ++i) {
        Node file;
        file.kind = NodeKind::Attachment;
        file.value = id.substr(0, 1) + std::string(30, '0') + std::to_string(i), file.id = "a-" + file.value;
        file.text = "photo " + std::to_string(i) + ".jpg", file.hint = "image/jpeg, 240 kB";
        file.action = "remove:" + file.value, file.action_text = "Remove", file.name = "Remove " + file.text;
        node.children.push_back(file);
    }
    return node;
}

std::vector<Node> controls() {
    return {choice("choice"),
            with_hint_and_error(choice("wrong-choice")),
            checkbox("box", false),
            checkbox("ticked", true),
            with_hint_and_error(checkbox("wrong-box", false)),
            upload("upload", 0),
            upload("uploaded", 2),
            with_hint_and_error(upload("wrong-upload", 1)),
            button("Go on", "next", Tone::Primary),
            button("Back", "back", Tone::Secondary)};
}

Node container(NodeKind kind, std::vector<Node> children) {
    Node node;
    node.kind = kind, node.text = "Caption", node.level = 3, node.children = std::move(children);
    return node;
}

std::vector<Node> readings() {
    auto total = summary_row("Total", "16.00");
    total.checked = true;
    auto changeable = summary_row("Term", "Value");
    changeable.id = "r-term", changeable.action = "goto:address", changeable.action_text = "Change",
    changeable.name = "Change Term";
    auto linked = summary_row("Link", "Status page");
    linked.href = "/status/1";
    auto linked_item = paragraph("Item with link");
    linked_item.href = "/other";
    Node errors = container(NodeKind::ErrorSummary, {link("An error that says what to do.", "#f-wrong")});
    errors.id = "lp-errors", errors.focus = true;
    Node progress = container(NodeKind::Progress, {});
    progress.text = "Step 2 of 7: Address", progress.number = 2, progress.total = 7, progress.id = "lp-progress";
    std::vector<Node> nodes{
        progress,
        errors,
        heading(1, "All kinds of nodes"),
        heading(2, "Second level"),
        paragraph("A paragraph."),
        link("A link", "/somewhere?a=1&b=2"),
        container(NodeKind::List, {paragraph("One item"), linked_item}),
        container(NodeKind::SummaryList, {changeable, linked, summary_row("Empty", "")}),
        container(NodeKind::FeeTable, {summary_row("Fee", "24.00"), summary_row("Reduction", "-8.00"), total}),
        container(NodeKind::Steps, {summary_row("Received", "23.11.2026"), summary_row("In review", "24.11.2026")}),
        container(NodeKind::Section, {paragraph("Inside a section")})};
    auto picture = container(NodeKind::Picture, {});
    picture.text = "What is in the picture", picture.href = "/sample/id-card.svg";
    picture.number = 240, picture.total = 152;
    nodes.push_back(picture);
    Node columns = container(NodeKind::List, {paragraph("Receipt"), paragraph("Name")});
    Node cells = container(NodeKind::List, {link("7KQ2-93XF-4TB", "/inbox/1"), paragraph("O’Brien")});
    nodes.push_back(container(NodeKind::List, {columns, cells}));
    for (const auto tone : {Tone::Neutral, Tone::Info, Tone::Success, Tone::Warning, Tone::Error})
        nodes.push_back(notice(tone, "Tone", "A notice in its tone."));
    return nodes;
}
}  // namespace

std::vector<Example> node_examples(Language language) {
    auto readings_page = library_page(demo_library("musterstadt"), catalog_of(language));
    readings_page.title = "Readings", readings_page.body = readings();
    auto fields_page = library_page(demo_library("musterstadt"), catalog_of(language));
    fields_page.title = "Fields", fields_page.form_action = "/musterstadt/",
    fields_page.body.push_back(heading(1, "Fields"));
    for (auto& node : text_fields()) fields_page.body.push_back(std::move(node));
    auto controls_page = fields_page;
    controls_page.title = "Controls", controls_page.body = {heading(1, "Controls")}, controls_page.form_target = "_top";
    for (auto& node : controls()) controls_page.body.push_back(std::move(node));
    return {{"nodes-reading", std::move(readings_page)},
            {"nodes-fields", std::move(fields_page)},
            {"nodes-controls", std::move(controls_page)}};
}

}  // namespace lesepass::test
