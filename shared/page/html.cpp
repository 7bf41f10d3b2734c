#include "page/html.h"

#include <algorithm>

#include "page/html_writer.h"

namespace lesepass::page {

namespace {

void language_switch(Html& h, const Page& page) {
    if (page.languages.size() < 2) return;
    h.raw("<nav").attribute("class", "lp-languages").attribute("aria-label", page.language_label).raw(">").line();
    for (const auto& choice : page.languages) {
        if (choice.current) {
            h.raw("<span aria-current=\"true\"")
                .attribute("lang", choice.tag)
                .raw(">")
                .text(choice.name)
                .raw("</span>")
                .line();
        } else if (page.form_action.empty()) {
            h.raw("<a")
                .attribute("href", "?lang=" + choice.code)
                .attribute("lang", choice.tag)
                .attribute("hreflang", choice.tag);
            h.raw(">").text(choice.name).raw("</a>").line();
        } else {
            h.raw("<button type=\"submit\" form=\"lp-form\" name=\"action\"").attribute("value", "lang:" + choice.code);
            // The form may leave the portal's frame (payment); another language does not.
            if (!page.form_target.empty()) h.attribute("formtarget", "_self");
            h.attribute("lang", choice.tag).raw(">").text(choice.name).raw("</button>").line();
        }
    }
    h.raw("</nav>").line();
}

void head(Html& h, const Page& page, const DocumentShell& shell) {
    h.raw("<!doctype html>\n<html").attribute("lang", page.language).attribute("dir", direction_of(page));
    h.raw(">\n<head>\n<meta charset=\"utf-8\">\n");
    h.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    h.element("title", "", "", page.title).line();
    for (const auto& url : shell.stylesheets) h.raw("<link rel=\"stylesheet\"").attribute("href", url).raw(">").line();
    for (const auto& url : shell.scripts)
        h.raw("<script type=\"module\"").attribute("src", url).raw("></script>").line();
    h.raw("</head>\n<body");
    for (const auto& [name, value] : shell.data) h.attribute("data-" + name, value);
    if (!page.step.empty()) h.attribute("data-step", page.step);
    h.raw(">\n");
}

// Enter in a text field presses the first submit button of the form in tree order, and the language buttons come first:
// this one, seen by nobody, stands before them and does what the page's own first button does.
void default_button(Html& h, const Page& page) {
    const auto is_button = [](const Node& node) { return node.kind == NodeKind::Button; };
    const auto button = std::find_if(page.body.begin(), page.body.end(), is_button);
    if (page.form_action.empty() || button == page.body.end()) return;
    h.raw("<button class=\"lp-default\" type=\"submit\" form=\"lp-form\" name=\"action\"")
        .attribute("value", button->action);
    h.raw(" tabindex=\"-1\" aria-hidden=\"true\"></button>").line();
}

std::string head_part(const Page& page) {
    Html h;
    h.element("p", "lp-library", "", page.library_name).line();
    default_button(h, page);
    language_switch(h, page);
    return std::move(h.out);
}

std::string foot_part(const Page& page) {
    if (page.footer.empty()) return {};
    Html h;
    h.raw("<nav").attribute("aria-label", page.footer_label).raw("><ul>").line();
    for (const auto& item : page.footer)
        h.raw("<li><a").attribute("href", item.href).raw(">").text(item.text).raw("</a></li>").line();
    h.raw("</ul></nav>");
    return std::move(h.out);
}
}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out.push_back(c);
        }
    }
    return out;
}

std::string_view direction_of(const Page& page) { return page.right_to_left ? "rtl" : "ltr"; }

std::string main_html(const Page& page) {
    Html h;
    h.right_to_left = page.right_to_left;
    const bool form = !page.form_action.empty();
    if (form) {
        h.raw("<form id=\"lp-form\" method=\"post\" enctype=\"multipart/form-data\" novalidate");
        h.attribute("action", page.form_action)
            .attribute_if("target", page.form_target)
            .attribute_if("data-step", page.step)
            .raw(">")
            .line();
        for (const auto& hidden : page.hidden)
            h.raw("<input type=\"hidden\"")
                .attribute("name", hidden.name)
                .attribute("value", hidden.value)
                .raw(">")
                .line();
    }
    for (const auto& node : page.body) node_html(h, node);
    if (form) h.raw("</form>").line();
    return std::move(h.out);
}

std::vector<Part> live_parts(const Page& page) {
    return {{"lp-skip", escape_html(page.skip_text)},
            {"lp-head", head_part(page)},
            {"lp-main", main_html(page)},
            {"lp-foot", foot_part(page)}};
}

std::string document_html(const Page& page, const DocumentShell& shell) {
    Html h;
    head(h, page, shell);
    h.raw("<a class=\"lp-skip\" id=\"lp-skip\" href=\"#lp-main\">").text(page.skip_text);
    h.raw("</a>\n<header class=\"lp-header\">\n<div class=\"lp-head\" id=\"lp-head\">\n")
        .raw(head_part(page))
        .raw("</div>\n");
    // A button of the form, not a link: the answers come along, without scripts as well.
    if (!shell.face_switch_url.empty())
        h.raw("<button class=\"lp-face-switch\" type=\"submit\" form=\"lp-form\" name=\"action\" value=\"stay\"")
            .attribute("formaction", shell.face_switch_url)
            .raw(">")
            .text(shell.face_switch_text)
            .raw("</button>\n");
    h.raw("</header>\n<main id=\"lp-main\" tabindex=\"-1\">\n").raw(main_html(page)).raw("</main>\n");
    h.raw("<footer class=\"lp-footer\" id=\"lp-foot\">").raw(foot_part(page)).raw("</footer>\n");
    if (!shell.state_json.empty())
        h.raw("<script type=\"application/json\" id=\"lp-state\">").raw(shell.state_json).raw("</script>\n");
    h.raw("</body>\n</html>\n");
    return std::move(h.out);
}

}  // namespace lesepass::page
