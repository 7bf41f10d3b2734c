#include "page/plain_text.h"

#include "base/utf8.h"

namespace lesepass::page {

namespace {
// "term: value"; a question needs no colon, a sentence gets one instead of its full stop.
std::string row_line(const Node& row) {
    std::string term = row.text;
    const char last = term.empty() ? ' ' : term.back();
    if (last == '.') term.pop_back();
    return term + (last == '?' ? " " : ": ") + row.value + "\n";
}

void rows(std::string& out, const Node& node) {
    for (const auto& row : node.children) out += row_line(row);
    out += "\n";
}

// A row of a table.
std::string cells(const Node& row) {
    std::string line;
    for (const auto& cell : row.children) line += (line.empty() ? "" : " | ") + cell.text;
    return line + "\n";
}

void append(std::string& out, const Node& node) {
    switch (node.kind) {
        case NodeKind::Heading:
            out += node.text + "\n" + std::string(count_code_points(node.text), node.level == 1 ? '=' : '-') + "\n";
            return;
        case NodeKind::Paragraph:
        case NodeKind::Picture:
        case NodeKind::Progress: out += node.text + "\n\n"; return;
        case NodeKind::Notice: out += node.text + ": " + node.value + "\n\n"; return;
        case NodeKind::Link: out += node.text + ": " + node.href + "\n\n"; return;
        case NodeKind::ErrorSummary:
        case NodeKind::Section:
            if (!node.text.empty()) out += node.text + "\n";
            for (const auto& child : node.children) append(out, child);
            return;
        case NodeKind::List:
            for (const auto& child : node.children)
                out += child.kind == NodeKind::List ? cells(child) : "- " + child.text + "\n";
            out += "\n";
            return;
        case NodeKind::SummaryList:
        case NodeKind::FeeTable:
        case NodeKind::Steps: return rows(out, node);
        case NodeKind::TextField:
        case NodeKind::Checkbox: out += node.text + ": " + node.value + "\n"; return;
        case NodeKind::Choice:
        case NodeKind::Upload:
            out += node.text + ":\n";
            for (const auto& child : node.children) append(out, child);
            return;
        case NodeKind::Option: out += std::string(node.checked ? "(x) " : "( ) ") + node.text + "\n"; return;
        case NodeKind::Attachment: out += "- " + node.text + "\n"; return;
        case NodeKind::SummaryRow: out += row_line(node); return;
        case NodeKind::Button: return;  // nothing to press in a text
    }
}
}  // namespace

std::string plain_text(const std::vector<Node>& nodes) {
    std::string out;
    for (const auto& node : nodes) append(out, node);
    return out;
}

}  // namespace lesepass::page
