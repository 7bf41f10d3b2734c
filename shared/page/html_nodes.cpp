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

std::string described_by(const Node& node) {
    std::string ids;
    if (!node.hint.empty()) ids = node.id + "-hint";
    if (!node.error.empty()) ids += (ids.empty() ? "" : " ") + node.id + "-error";
    return ids;
}

void hint_and_error(Html& h, const Node& node) {
    if (!node.hint.empty()) h.element("p", "lp-hint", node.id + "-hint", node.hint).line();
    if (!node.error.empty()) h.element("p", "lp-error", node.id + "-error", node.error).line();
}

void control_state(Html& h, const Node& node) {
    h.attribute_if("aria-describedby", described_by(node));
    if (!node.error.empty()) h.attribute("aria-invalid", "true");
    if (node.required) h.attribute("aria-required", "true");
}

void open_block(Html& h, std::string_view css, const Node& node) {
    h.raw("<div class=\"").raw(css);
    if (!node.error.empty()) h.raw(" lp-field--invalid");
    h.raw("\">").line();
}

void label(Html& h, const Node& node, std::string_view css) {
    h.raw("<label").attribute("id", node.id + "-label").attribute("class", css).attribute("for", node.id).raw(">");
    h.text(node.text).raw("</label>").line();
}

// A text of several paragraphs: `number` lines are shown.
void text_area(Html& h, const Node& node) {
    h.raw("<textarea").attribute("class", "lp-input").attribute("id", node.id).attribute("name", node.name);
    h.attribute("rows", std::to_string(node.number));
    control_state(h, node);
    // The parser drops one line break after the tag: the text may begin with one of its own.
    h.raw(">\n").text(node.value).raw("</textarea>").line();
}

void text_input(Html& h, const Node& node) {
    h.raw("<input").attribute("class", "lp-input").attribute("id", node.id).attribute("name", node.name);
    h.attribute("type", type_of(node.input_mode)).attribute("value", node.value);
    if (node.input_mode == InputMode::Numeric) h.attribute("inputmode", "numeric");
    if (node.max_length > 0 && node.max_length <= 12) h.attribute("data-size", node.max_length <= 5 ? "s" : "m");
    h.attribute("autocomplete", token_of(node.autocomplete));
    const bool names = node.input_mode == InputMode::Text || node.input_mode == InputMode::Email;
    if (names) h.attribute("spellcheck", "false");
    control_state(h, node);
    h.raw(">").line();
}

void text_field(Html& h, const Node& node) {
    open_block(h, "lp-field", node);
    label(h, node, "lp-label");
    hint_and_error(h, node);
    if (node.number > 1)
        text_area(h, node);
    else
        text_input(h, node);
    h.raw("</div>").line();
}

void option(Html& h, const Node& node, std::string_view type) {
    h.raw("<div class=\"lp-option\">").line();
    h.raw("<input")
        .attribute("id", node.id)
        .attribute("type", type)
        .attribute("name", node.name)
        .attribute("value", node.value);
    h.flag("checked", node.checked);
    if (type == "radio" && !node.hint.empty()) h.attribute("aria-describedby", node.id + "-hint");
    if (type == "checkbox") control_state(h, node);
    h.raw(">").line();
    label(h, node, "lp-option-label");
    if (!node.hint.empty()) h.element("p", "lp-hint", node.id + "-hint", node.hint).line();
    h.raw("</div>").line();
}

void choice(Html& h, const Node& node) {
    h.raw("<fieldset").attribute("class", node.error.empty() ? "lp-choice" : "lp-choice lp-field--invalid");
    h.attribute("id", node.id).attribute_if("aria-describedby", described_by(node)).raw(">").line();
    h.element("legend", "lp-legend", node.id + "-label", node.text).line();
    hint_and_error(h, node);
    for (const auto& child : node.children) option(h, child, "radio");
    h.raw("</fieldset>").line();
}

void checkbox(Html& h, const Node& node) {
    open_block(h, "lp-checkbox", node);
    if (!node.error.empty()) h.element("p", "lp-error", node.id + "-error", node.error).line();
    option(h, node, "checkbox");
    h.raw("</div>").line();
}

void action_button(Html& h, const Node& node, std::string_view css, std::string_view accessible_name) {
    h.raw("<button")
        .attribute_if("id", node.kind == NodeKind::Button ? node.id : node.id + "-button")
        .attribute("class", css);
    h.attribute("type", "submit").attribute("name", "action").attribute("value", node.action);
    h.attribute_if("aria-label", accessible_name).raw(">");
    h.text(node.kind == NodeKind::Button ? node.text : node.action_text).raw("</button>");
}

void attachment(Html& h, const Node& node) {
    h.raw("<li").attribute("class", "lp-attachment").attribute("id", node.id).raw(">");
    h.element("span", "lp-attachment-name", "", node.text).raw(" ").element("span", "lp-hint", "", node.hint).raw(" ");
    if (!node.action.empty()) action_button(h, node, "lp-button lp-button--small", node.name);
    h.raw("</li>").line();
}

void upload(Html& h, const Node& node) {
    open_block(h, "lp-field lp-upload", node);
    label(h, node, "lp-label");
    hint_and_error(h, node);
    if (!node.children.empty()) {
        h.raw("<ul class=\"lp-attachments\">").line();
        for (const auto& child : node.children) attachment(h, child);
        h.raw("</ul>").line();
    }
    h.raw("<input").attribute("class", "lp-file").attribute("id", node.id).attribute("name", node.name);
    h.attribute("type", "file").attribute("accept", node.value).flag("multiple", true);
    control_state(h, node);
    h.raw(">").line().raw("</div>").line();
}

void summary_list(Html& h, const Node& node) {
    h.raw("<dl").attribute("class", "lp-summary").attribute_if("id", node.id).raw(">").line();
    for (const auto& row : node.children) {
        h.raw("<div class=\"lp-summary-row\">")
            .element("dt", "", "", row.text)
            .raw("<dd")
            .attribute_if("id", row.id)
            .raw(">");
        if (row.href.empty())
            h.text(row.value);
        else
            h.raw("<a class=\"lp-link\"").attribute("href", row.href).raw(">").text(row.value).raw("</a>");
        h.raw("</dd>");
        if (!row.action.empty()) {
            h.raw("<dd class=\"lp-summary-action\">");
            action_button(h, row, "lp-button lp-button--small", row.name);
            h.raw("</dd>");
        }
        h.raw("</div>").line();
    }
    h.raw("</dl>").line();
}

void fee_table(Html& h, const Node& node) {
    h.raw("<table").attribute("class", "lp-fee").attribute_if("id", node.id).raw(">").line();
    h.element("caption", "lp-fee-caption", "", node.text).line().raw("<tbody>").line();
    for (const auto& row : node.children) {
        h.raw(row.checked ? "<tr class=\"lp-fee-total\">" : "<tr>");
        h.raw("<th scope=\"row\">").text(row.text).raw("</th><td>").text(row.value).raw("</td></tr>").line();
    }
    h.raw("</tbody></table>").line();
}

void steps_list(Html& h, const Node& node) {
    h.raw("<ol").attribute("class", "lp-steps").attribute_if("id", node.id).raw(">").line();
    for (const auto& row : node.children) {
        h.raw("<li class=\"lp-step\">").element("span", "lp-step-term", "", row.text).raw(" ");
        h.element("span", "lp-step-value", "", row.value).raw("</li>").line();
    }
    h.raw("</ol>").line();
}

void error_summary(Html& h, const Node& node) {
    h.raw("<div").attribute("class", "lp-error-summary").attribute("id", node.id).attribute("tabindex", "-1");
    h.attribute("role", "alert")
        .attribute("aria-labelledby", node.id + "-label")
        .flag("autofocus", node.focus)
        .raw(">")
        .line();
    h.element("h2", "lp-error-title", node.id + "-label", node.text).line().raw("<ul>").line();
    for (const auto& child : node.children)
        h.raw("<li><a").attribute("href", child.href).raw(">").text(child.text).raw("</a></li>").line();
    h.raw("</ul></div>").line();
}

void notice_block(Html& h, const Node& node) {
    h.raw("<div")
        .attribute_if("id", node.id)
        .raw(" class=\"lp-notice lp-notice--")
        .raw(css_of(node.tone))
        .raw("\">")
        .line();
    if (!node.text.empty()) h.element("p", "lp-notice-title", "", node.text).line();
    h.element("p", "", "", node.value).line().raw("</div>").line();
}

void heading_block(Html& h, const Node& node) {
    const std::string tag = "h" + std::to_string(std::clamp<int>(node.level, 1, 6));
    h.raw("<").raw(tag).attribute_if("id", node.id).attribute("class", "lp-heading");
    if (node.level == 1) h.attribute("tabindex", "-1");
    h.raw(">").text(node.text).raw("</").raw(tag).raw(">").line();
}

void progress_block(Html& h, const Node& node) {
    h.raw("<div").attribute("class", "lp-progress").attribute_if("id", node.id).raw(">");
    h.element("p", "lp-progress-text", "", node.text);
    h.raw("<progress").attribute("max", std::to_string(node.total)).attribute("value", std::to_string(node.number));
    h.attribute("aria-hidden", "true").raw("></progress></div>").line();
}

void section_block(Html& h, const Node& node) {
    h.raw("<section").attribute("class", "lp-section").attribute_if("id", node.id).raw(">").line();
    if (!node.text.empty()) {
        Node title;
        title.kind = NodeKind::Heading, title.level = node.level, title.text = node.text;
        heading_block(h, title);
    }
    for (const auto& child : node.children) node_html(h, child);
    h.raw("</section>").line();
}

void words_or_link(Html& h, const Node& node) {
    if (node.href.empty())
        h.text(node.text);
    else
        h.raw("<a class=\"lp-link\"").attribute("href", node.href).raw(">").text(node.text).raw("</a>");
}

// Rows of cells; the first row names the columns, the first cell of each row names the row.
void table_block(Html& h, const Node& node) {
    h.raw("<div class=\"lp-table-frame\"><table")
        .attribute("class", "lp-table")
        .attribute_if("id", node.id)
        .raw(">")
        .line();
    if (!node.text.empty()) h.element("caption", "lp-fee-caption", "", node.text).line();
    for (std::size_t row = 0; row < node.children.size(); ++row) {
        h.raw(row == 0 ? "<thead><tr>" : "<tr>");
        const auto& cells = node.children[row].children;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            const bool names = row == 0 || column == 0;
            h.raw(row == 0 ? "<th scope=\"col\">" : names ? "<th scope=\"row\">" : "<td>");
            words_or_link(h, cells[column]);
            h.raw(names ? "</th>" : "</td>");
        }
        h.raw(row == 0 ? "</tr></thead><tbody>" : "</tr>").line();
    }
    h.raw("</tbody></table></div>").line();
}

void list_block(Html& h, const Node& node) {
    if (!node.children.empty() && node.children.front().kind == NodeKind::List) return table_block(h, node);
    h.raw("<ul").attribute("class", "lp-list").attribute_if("id", node.id).raw(">").line();
    for (const auto& child : node.children) {
        h.raw("<li>");
        words_or_link(h, child);
        h.raw("</li>").line();
    }
    h.raw("</ul>").line();
}

// The caption says it all: the picture itself is silent (alt="").
void picture_block(Html& h, const Node& node) {
    h.raw("<figure class=\"lp-figure\"").attribute_if("id", node.id).raw("><img alt=\"\"");
    h.attribute("width", std::to_string(node.number)).attribute("height", std::to_string(node.total));
    h.attribute("src", node.href).raw("><figcaption>").text(node.text).raw("</figcaption></figure>").line();
}

void link_block(Html& h, const Node& node) {
    h.raw("<p class=\"lp-paragraph\"><a")
        .attribute("class", "lp-link")
        .attribute_if("id", node.id)
        .attribute("href", node.href);
    h.raw(">").text(node.text).raw("</a></p>").line();
}

}  // namespace

void node_html(Html& h, const Node& node) {
    switch (node.kind) {
        case NodeKind::Heading: return heading_block(h, node);
        case NodeKind::Paragraph: return void(h.element("p", "lp-paragraph", node.id, node.text).line());
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
        case NodeKind::Button: {
            const std::string css = "lp-button lp-button--" + std::string(css_of(node.tone));
            action_button(h, node, css, "");
            return void(h.line());
        }
        case NodeKind::Link: return link_block(h, node);
        case NodeKind::List: return list_block(h, node);
        case NodeKind::Steps: return steps_list(h, node);
        case NodeKind::Picture: return picture_block(h, node);
        case NodeKind::Option:
        case NodeKind::Attachment:
        case NodeKind::SummaryRow: return;  // drawn by their parents
    }
}

}  // namespace lesepass::page
