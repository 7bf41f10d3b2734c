// Every kind of node as HTML. What each must keep for assistive technology stands in node.h.
#include <algorithm>

#include "page/html_writer.h"

namespace lesepass::page {

namespace {
std::string_view token_of(Autocomplete autocomplete) {
    switch (autocomplete) {
        case Autocomplete::Off: return "off";
        case Autocomplete::GivenName: return "given-name";
        case Autocomplete::FamilyName: return "family-name";
        case Autocomplete::Birthday: return "bday";
        case Autocomplete::Email: return "email";
        case Autocomplete::Tel: return "tel";
        case Autocomplete::StreetAddress: return "address-line1";
        case Autocomplete::PostalCode: return "postal-code";
        case Autocomplete::City: return "address-level2";
        case Autocomplete::Organization: return "organization";
        case Autocomplete::Name: return "name";
        case Autocomplete::Username: return "username";
        case Autocomplete::CurrentPassword: return "current-password";
    }
    return {};
}

std::string_view type_of(InputMode mode) {
    switch (mode) {
        case InputMode::Text:
        case InputMode::Numeric: return "text";  // type=number eats leading zeros and scrolls away
        case InputMode::Email: return "email";
        case InputMode::Tel: return "tel";
        case InputMode::Search: return "search";
        case InputMode::Password: return "password";
    }
    return {};
}

std::string_view css_of(Tone tone) {
    switch (tone) {
        case Tone::Neutral: return "neutral";
        case Tone::Info: return "info";
        case Tone::Success: return "success";
        case Tone::Warning: return "warning";
        case Tone::Error: return "error";
        case Tone::Primary: return "primary";
        case Tone::Secondary: return "secondary";
    }
    return {};
}

// A text of several paragraphs: `number` lines are shown.
void text_area(Html& h, const Node& node) {
    // The parser drops one line break after the tag: the text may begin with one of its own.
    h.put("<textarea class=\"lp-input\" id=\"%i\" name=\"%n\" rows=\"%0\"%R%S>\n%v</textarea>\n", node,
          {std::to_string(node.number)});
}

void text_input(Html& h, const Node& node) {
    h.put("<input class=\"lp-input\" id=\"%i\" name=\"%n\" type=\"%0\" value=\"%v\"", node, {type_of(node.input_mode)});
    if (node.input_mode == InputMode::Numeric) h.put(" inputmode=\"numeric\"");
    if (node.max_length > 0 && node.max_length <= 12) h.put(" data-size=\"%0\"", {node.max_length <= 5 ? "s" : "m"});
    h.put(" autocomplete=\"%0\"", {token_of(node.autocomplete)});
    const bool names = node.input_mode == InputMode::Text || node.input_mode == InputMode::Email;
    if (names) h.put(" spellcheck=\"false\"");
    h.put("%R%S>\n", node);
}

void text_field(Html& h, const Node& node) {
    h.put("<div class=\"lp-field%F\">\n<label id=\"%i-label\" class=\"lp-label\" for=\"%i\"%T>%t</label>\n%H%E", node);
    if (node.number > 1)
        text_area(h, node);
    else
        text_input(h, node);
    h.put("</div>\n");
}

void option(Html& h, const Node& node, std::string_view type) {
    h.put("<div class=\"lp-option\">\n<input id=\"%i\" type=\"%0\" name=\"%n\" value=\"%v\"", node, {type});
    if (node.checked) h.put(" checked");
    if (node.kind == NodeKind::Checkbox)
        h.put("%S", node);
    else if (!node.hint.empty())
        h.put(" aria-describedby=\"%i-hint\"", node);
    h.put(">\n<label id=\"%i-label\" class=\"lp-option-label\" for=\"%i\"%T>%t</label>\n%H</div>\n", node);
}

void choice(Html& h, const Node& node) {
    h.put(
        "<fieldset class=\"lp-choice%F\" id=\"%i\"%D>\n<legend id=\"%i-label\" class=\"lp-legend\"%T>%t</legend>\n%H%E",
        node);
    for (const auto& child : node.children) option(h, child, "radio");
    h.put("</fieldset>\n");
}

void checkbox(Html& h, const Node& node) {
    h.put("<div class=\"lp-checkbox%F\">\n%E", node);
    option(h, node, "checkbox");
    h.put("</div>\n");
}

// The button of a row or of an attachment.
void small_button(Html& h, const Node& node) {
    h.put(
        "<button id=\"%i-button\" class=\"lp-button lp-button--small\" type=\"submit\" name=\"action\" value=\"%a\"%L>"
        "%b</button>",
        node);
}

void attachment(Html& h, const Node& node) {
    h.put(
        "<li class=\"lp-attachment\" id=\"%i\"><span class=\"lp-attachment-name\">%x</span> "
        "<span class=\"lp-hint\">%h</span> ",
        node);
    if (!node.action.empty()) small_button(h, node);
    h.put("</li>\n");
}

void upload(Html& h, const Node& node) {
    h.put(
        "<div class=\"lp-field lp-upload%F\">\n<label id=\"%i-label\" class=\"lp-label\" for=\"%i\"%T>%t</label>\n%H%E",
        node);
    if (!node.children.empty()) {
        h.put("<ul class=\"lp-attachments\">\n");
        for (const auto& child : node.children) attachment(h, child);
        h.put("</ul>\n");
    }
    h.put("<input class=\"lp-file\" id=\"%i\" name=\"%n\" type=\"file\" accept=\"%v\" multiple%S>\n</div>\n", node);
}

void summary_list(Html& h, const Node& node) {
    h.put("<dl class=\"lp-summary\"%I>\n", node);
    for (const auto& row : node.children) {
        h.put("<div class=\"lp-summary-row\"><dt%T>%t</dt><dd%I%V>", row);
        h.put(row.href.empty() ? Markup("%w") : Markup("<a class=\"lp-link\" href=\"%r\">%w</a>"), row);
        for (const auto& picture : row.children)
            h.put("<img class=\"lp-thumbnail\" alt=\"\" loading=\"lazy\" src=\"%r\">", picture);
        h.put("</dd>");
        if (!row.action.empty()) {
            h.put("<dd class=\"lp-summary-action\">");
            small_button(h, row);
            h.put("</dd>");
        }
        h.put("</div>\n");
    }
    h.put("</dl>\n");
}

void fee_table(Html& h, const Node& node) {
    h.put("<table class=\"lp-fee\"%I>\n<caption class=\"lp-fee-caption\">%t</caption>\n<tbody>\n", node);
    for (const auto& row : node.children) {
        h.put(row.checked ? Markup("<tr class=\"lp-fee-total\">") : Markup("<tr>"));
        h.put("<th scope=\"row\">%t</th><td>%w</td></tr>\n", row);
    }
    h.put("</tbody></table>\n");
}

void steps_list(Html& h, const Node& node) {
    h.put("<ol class=\"lp-steps\"%I>\n", node);
    for (const auto& row : node.children)
        h.put(
            "<li class=\"lp-step\"><span class=\"lp-step-term\">%t</span> <span "
            "class=\"lp-step-value\">%w</span></li>\n",
            row);
    h.put("</ol>\n");
}

void error_summary(Html& h, const Node& node) {
    h.put("<div class=\"lp-error-summary\" id=\"%i\" tabindex=\"-1\" role=\"alert\" aria-labelledby=\"%i-label\"",
          node);
    if (node.focus) h.put(" autofocus");
    h.put(">\n<h2 id=\"%i-label\" class=\"lp-error-title\">%t</h2>\n<ul>\n", node);
    for (const auto& child : node.children) h.put("<li><a href=\"%r\">%t</a></li>\n", child);
    h.put("</ul></div>\n");
}

void notice_block(Html& h, const Node& node) {
    h.put("<div%I class=\"lp-notice lp-notice--%C\">\n", node);
    if (!node.text.empty()) h.put("<p class=\"lp-notice-title\">%t</p>\n", node);
    h.put("<p%V>%v</p>\n</div>\n", node);
}

// Also the heading of a section, whose id is the section's.
void heading_block(Html& h, const Node& node) {
    const char level = static_cast<char>('0' + std::clamp<int>(node.level, 1, 6));
    h.put("<h%0", {{&level, 1}});
    if (node.kind == NodeKind::Heading) h.put("%I", node);
    h.put(" class=\"lp-heading\"");
    if (node.level == 1) h.put(" tabindex=\"-1\"");
    h.put(">%t</h%0>\n", node, {{&level, 1}});
}

void progress_block(Html& h, const Node& node) {
    h.put(
        "<div class=\"lp-progress\"%I><p class=\"lp-progress-text\">%t</p><progress max=\"%0\" value=\"%1\" "
        "aria-hidden=\"true\"></progress></div>\n",
        node, {std::to_string(node.total), std::to_string(node.number)});
}

void section_block(Html& h, const Node& node) {
    h.put("<section class=\"lp-section\"%I>\n", node);
    if (!node.text.empty()) heading_block(h, node);
    for (const auto& child : node.children) node_html(h, child);
    h.put("</section>\n");
}

void words_or_link(Html& h, const Node& node) {
    const Markup words = node.foreign != 0 ? Markup("<span%T>%t</span>") : Markup("%t");
    h.put(node.href.empty() ? words : Markup("<a class=\"lp-link\" href=\"%r\">%t</a>"), node);
}

// Rows of cells; the first row names the columns, the first cell of each row names the row.
void table_block(Html& h, const Node& node) {
    h.put("<div class=\"lp-table-frame\"><table class=\"lp-table\"%I>\n", node);
    if (!node.text.empty()) h.put("<caption class=\"lp-fee-caption\">%t</caption>\n", node);
    for (std::size_t row = 0; row < node.children.size(); ++row) {
        h.put(row == 0 ? Markup("<thead><tr>") : Markup("<tr>"));
        const auto& cells = node.children[row].children;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const bool names = row == 0 || column == 0;
            h.put(names ? Markup("<th scope=\"%0\">") : Markup("<td>"), {row == 0 ? "col" : "row"});
            words_or_link(h, cells[column]);
            h.put(names ? Markup("</th>") : Markup("</td>"));
        }
        h.put(row == 0 ? Markup("</tr></thead><tbody>\n") : Markup("</tr>\n"));
    }
    h.put("</tbody></table></div>\n");
}

void list_block(Html& h, const Node& node) {
    if (!node.children.empty() && node.children.front().kind == NodeKind::List) return table_block(h, node);
    h.put("<ul class=\"lp-list\"%I>\n", node);
    for (const auto& child : node.children) {
        h.put("<li>");
        words_or_link(h, child);
        h.put("</li>\n");
    }
    h.put("</ul>\n");
}

}  // namespace

void Html::place(char which, const Node& node) {
    const auto words = [&](const std::string& text) { out += escape_html(text); };
    const auto is_german = [&](Foreign part) {
        return (node.foreign & part) != 0 ? put(" lang=\"de\" dir=\"ltr\"") : void();
    };
    switch (which) {
        case 'i': return words(node.id);
        case 'n': return words(node.name);
        case 't': return words(node.text);
        case 'v': return words(node.value);
        case 'h': return words(node.hint);
        case 'e': return words(node.error);
        case 'r': return words(node.href);
        case 'a': return words(node.action);
        case 'b': return words(node.action_text);
        case 'x': return own_direction(node.text);
        case 'w': return own_direction(node.value);
        case 'T': return is_german(foreign_text);
        case 'V': return is_german(foreign_value);
        case 'G': return is_german(foreign_hint);
        // Addresses and numbers run from left to right everywhere; a name has the direction of its letters.
        case 'R':
            return right_to_left ? put(" dir=\"%0\"", {node.input_mode == InputMode::Text ? "auto" : "ltr"}) : void();
        case 'C': out += css_of(node.tone); return;
        case 'I': return node.id.empty() ? void() : put(" id=\"%i\"", node);
        case 'L': return node.name.empty() ? void() : put(" aria-label=\"%n\"", node);
        case 'F': return node.error.empty() ? void() : put(" lp-field--invalid");
        case 'H': return node.hint.empty() ? void() : put("<p id=\"%i-hint\" class=\"lp-hint\"%G>%h</p>\n", node);
        case 'E': return node.error.empty() ? void() : put("<p id=\"%i-error\" class=\"lp-error\">%e</p>\n", node);
        case 'D':
            if (node.hint.empty() && node.error.empty()) return;
            put(" aria-describedby=\"");
            if (!node.hint.empty()) put("%i-hint", node);
            if (!node.hint.empty() && !node.error.empty()) put(" ");
            if (!node.error.empty()) put("%i-error", node);
            return put("\"");
        case 'S':
            put("%D", node);
            if (!node.error.empty()) put(" aria-invalid=\"true\"");
            if (node.required) put(" aria-required=\"true\"");
            return;
        default: return;
    }
}

void Html::own_direction(const std::string& words) {
    if (right_to_left && !words.empty())
        put("<bdi>%0</bdi>", {words});
    else
        out += escape_html(words);
}

void Html::fill(const char* html, const Node* node, const std::string_view* arguments) {
    while (true) {
        const char* end = html;
        while (*end != '\0' && *end != '%') ++end;
        out.append(html, end);
        if (*end == '\0') return;
        const char which = end[1];
        if (which <= '9')
            out += escape_html(arguments[which - '0']);
        else if (node != nullptr)
            place(which, *node);
        html = end + 2;
    }
}

void node_html(Html& h, const Node& node) {
    switch (node.kind) {
        case NodeKind::Heading: return heading_block(h, node);
        case NodeKind::Paragraph: return h.put("<p%I class=\"lp-paragraph\"%T>%t</p>\n", node);
        case NodeKind::Notice: return notice_block(h, node);
        case NodeKind::ErrorSummary: return error_summary(h, node);
        case NodeKind::Progress: return progress_block(h, node);
        case NodeKind::Section: return section_block(h, node);
        case NodeKind::TextField: return text_field(h, node);
        case NodeKind::Choice: return choice(h, node);
        case NodeKind::Checkbox: return checkbox(h, node);
        case NodeKind::Upload: return upload(h, node);
        case NodeKind::SummaryList: return summary_list(h, node);
        case NodeKind::FeeTable: return fee_table(h, node);
        case NodeKind::Button:
            return h.put(
                "<button%I class=\"lp-button lp-button--%C\" type=\"submit\" name=\"action\" "
                "value=\"%a\">%t</button>\n",
                node);
        case NodeKind::Link:
            return h.put("<p class=\"lp-paragraph\"><a class=\"lp-link\"%I href=\"%r\">%t</a></p>\n", node);
        case NodeKind::List: return list_block(h, node);
        case NodeKind::Steps: return steps_list(h, node);
        case NodeKind::Picture:
            // The caption says it all: the picture itself is silent (alt="").
            return h.put(
                "<figure class=\"lp-figure\"%I><img alt=\"\" width=\"%0\" height=\"%1\" src=\"%r\"><figcaption>%t"
                "</figcaption></figure>\n",
                node, {std::to_string(node.number), std::to_string(node.total)});
        case NodeKind::Option:
        case NodeKind::Attachment:
        case NodeKind::SummaryRow: return;  // drawn by their parents
    }
}

}  // namespace lesepass::page
