#include "page_words.h"

namespace lesepass::test {

namespace {
using page::Node;
using page::NodeKind;

std::string_view kind_name(NodeKind kind) {
    switch (kind) {
        case NodeKind::Heading: return "heading";
        case NodeKind::Paragraph: return "paragraph";
        case NodeKind::Notice: return "notice";
        case NodeKind::ErrorSummary: return "error summary";
        case NodeKind::Progress: return "progress";
        case NodeKind::Section: return "section";
        case NodeKind::TextField: return "text field";
        case NodeKind::Choice: return "choice";
        case NodeKind::Option: return "option";
        case NodeKind::Checkbox: return "checkbox";
        case NodeKind::Upload: return "upload";
        case NodeKind::Attachment: return "attachment";
        case NodeKind::SummaryList: return "summary list";
        case NodeKind::SummaryRow: return "row";
        case NodeKind::FeeTable: return "fee table";
        case NodeKind::Button: return "button";
        case NodeKind::Link: return "link";
        case NodeKind::List: return "list";
        case NodeKind::Steps: return "steps";
        case NodeKind::Picture: return "picture";
    }
    return {};
}

// Whether the value is written for people.
bool says_its_value(NodeKind kind) { return kind == NodeKind::Notice || kind == NodeKind::SummaryRow; }
// Whether the name is: "Change postcode" for those who hear the button alone.
bool says_its_name(const Node& node) { return !node.action_text.empty(); }

// Links inside the house keep the language: that part differs.
std::string without_language(const std::string& href) { return href.substr(0, href.find("?lang=")); }

void add_shape(std::string& out, const Node& node, std::size_t depth) {
    const auto add = [&](const char* what, const std::string& text) {
        if (!text.empty()) out += std::string(" ").append(what) + "=" + text;
    };
    out.append(2 * depth, ' ').append(kind_name(node.kind));
    add("id", node.id), add("href", without_language(node.href)), add("action", node.action);
    if (!says_its_name(node)) add("name", node.name);
    if (!says_its_value(node.kind)) add("value", node.value);
    for (const int number :
         {static_cast<int>(node.tone), static_cast<int>(node.input_mode), static_cast<int>(node.autocomplete),
          static_cast<int>(node.level), static_cast<int>(node.max_length), static_cast<int>(node.number),
          static_cast<int>(node.total)})
        out += " " + std::to_string(number);
    for (const bool flag : {node.checked, node.required, node.focus, !node.text.empty(), !node.value.empty(),
                            !node.hint.empty(), !node.error.empty()})
        out += flag ? "+" : "-";
    out += "\n";
    for (const auto& child : node.children) add_shape(out, child, depth + 1);
}

void add_words(std::string& out, const Node& node, std::size_t depth) {
    std::string line;
    const auto add = [&](const char* what, const std::string& text) {
        if (!text.empty()) line += std::string(line.empty() ? "" : " | ").append(what) + text;
    };
    add("", node.text), add("", node.value), add("hint: ", node.hint), add("error: ", node.error);
    add("action: ", node.action_text);
    if (says_its_name(node)) add("heard: ", node.name);
    out.append(2 * depth, ' ').append(kind_name(node.kind)).append(line.empty() ? "" : ": ") += line + "\n";
    for (const auto& child : node.children) add_words(out, child, depth + 1);
}
}  // namespace

std::string page_shape(const page::Page& page) {
    std::string out = page.form_action + " " + page.form_target + " " + page.step + "\n";
    for (const auto& node : page.body) add_shape(out, node, 0);
    for (const auto& node : page.footer) add_shape(out, node, 0);
    return out;
}

std::string page_words(const page::Page& page) {
    std::string out = "title: " + page.title + "\n";
    for (const auto& text : {page.skip_text, page.library_name, page.language_label}) out += "head: " + text + "\n";
    for (const auto& node : page.body) add_words(out, node, 0);
    out += "foot: " + page.footer_label;
    for (const auto& node : page.footer) out += " | " + node.text;
    return out + "\n";
}

}  // namespace lesepass::test
