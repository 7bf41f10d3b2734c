#include "page/html.h"

#include <algorithm>

#include "page/html_writer.h"

namespace lesepass::page {

namespace {

void language_switch(Html& h, const Page& page) {
    if (page.languages.size() < 2) return;
    h.put("<nav class=\"lp-languages\" aria-label=\"%0\">\n", {page.language_label});
    for (const auto& choice : page.languages) {
        if (choice.current) {
            h.put("<span aria-current=\"true\" lang=\"%0\">%1</span>\n", {choice.tag, choice.name});
        } else if (page.form_action.empty()) {
            h.put("<a href=\"?lang=%0\" lang=\"%1\" hreflang=\"%1\">%2</a>\n", {choice.code, choice.tag, choice.name});
        } else {
            h.put("<button type=\"submit\" form=\"lp-form\" name=\"action\" value=\"lang:%0\"", {choice.code});
            // The form may leave the portal's frame (payment); another language does not.
            if (!page.form_target.empty()) h.put(" formtarget=\"_self\"");
            h.put(" lang=\"%0\">%1</button>\n", {choice.tag, choice.name});
        }
    }
    h.put("</nav>\n");
}

void head(Html& h, const Page& page, const DocumentShell& shell) {
    h.put(
        "<!doctype html>\n<html lang=\"%0\" dir=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%2</title>\n",
        {page.language, direction_of(page), page.title});
    for (const auto& url : shell.stylesheets) h.put("<link rel=\"stylesheet\" href=\"%0\">\n", {url});
    for (const auto& url : shell.scripts) h.put("<script type=\"module\" src=\"%0\"></script>\n", {url});
    h.put("</head>\n<body");
    for (const auto& [name, value] : shell.data) h.put(" data-%0=\"%1\"", {name, value});
    if (!page.step.empty()) h.put(" data-step=\"%0\"", {page.step});
    h.put(">\n");
}

// Enter in a text field presses the first submit button of the form in tree order, and the language buttons come first:
// this one, seen by nobody, stands before them and does what the page's own first button does.
void default_button(Html& h, const Page& page) {
    const auto is_button = [](const Node& node) { return node.kind == NodeKind::Button; };
    const auto button = std::find_if(page.body.begin(), page.body.end(), is_button);
    if (page.form_action.empty() || button == page.body.end()) return;
    h.put(
        "<button class=\"lp-default\" type=\"submit\" form=\"lp-form\" name=\"action\" value=\"%a\" tabindex=\"-1\" "
        "aria-hidden=\"true\"></button>\n",
        *button);
}

std::string head_part(const Page& page) {
    Html h;
    h.put("<p class=\"lp-library\">%0</p>\n", {page.library_name});
    default_button(h, page);
    language_switch(h, page);
    return std::move(h.out);
}

std::string foot_part(const Page& page) {
    if (page.footer.empty()) return {};
    Html h;
    h.put("<nav aria-label=\"%0\"><ul>\n", {page.footer_label});
    for (const auto& item : page.footer) h.put("<li><a href=\"%r\">%t</a></li>\n", item);
    h.put("</ul></nav>");
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
        h.put("<form id=\"lp-form\" method=\"post\" enctype=\"multipart/form-data\" novalidate action=\"%0\"",
              {page.form_action});
        if (!page.form_target.empty()) h.put(" target=\"%0\"", {page.form_target});
        if (!page.step.empty()) h.put(" data-step=\"%0\"", {page.step});
        h.put(">\n");
        for (const auto& hidden : page.hidden)
            h.put("<input type=\"hidden\" name=\"%0\" value=\"%1\">\n", {hidden.name, hidden.value});
    }
    for (const auto& node : page.body) node_html(h, node);
    if (form) h.put("</form>\n");
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
    h.put(
        "<a class=\"lp-skip\" id=\"lp-skip\" href=\"#lp-main\">%0</a>\n<header class=\"lp-header\">\n"
        "<div class=\"lp-head\" id=\"lp-head\">\n",
        {page.skip_text});
    h.out += head_part(page) + "</div>\n";
    // A button of the form, not a link: the answers come along, without scripts as well.
    if (!shell.face_switch_url.empty())
        h.put(
            "<button class=\"lp-face-switch\" type=\"submit\" form=\"lp-form\" name=\"action\" value=\"stay\" "
            "formaction=\"%0\">%1</button>\n",
            {shell.face_switch_url, shell.face_switch_text});
    h.out += "</header>\n<main id=\"lp-main\" tabindex=\"-1\">\n" + main_html(page) + "</main>\n";
    h.out += "<footer class=\"lp-footer\" id=\"lp-foot\">" + foot_part(page) + "</footer>\n";
    if (!shell.state_json.empty())
        h.out += "<script type=\"application/json\" id=\"lp-state\">" + shell.state_json + "</script>\n";
    h.put("</body>\n</html>\n");
    return std::move(h.out);
}

}  // namespace lesepass::page
