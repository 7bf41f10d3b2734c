#pragma once
// How html.cpp and html_nodes.cpp put markup together. Nobody else includes this.
#include <string>
#include <string_view>

#include "page/html.h"

namespace lesepass::page {

// Builds markup; text() and attributes escape, nothing else reaches the output from outside.
class Html {
public:
    std::string out;
    bool right_to_left = false;  // the page around

    Html& raw(std::string_view markup) { return out += markup, *this; }
    Html& text(std::string_view words) { return out += escape_html(words), *this; }
    Html& attribute(std::string_view name, std::string_view value) {
        return raw(" ").raw(name).raw("=\"").text(value).raw("\"");
    }
    Html& attribute_if(std::string_view name, std::string_view value) {
        return value.empty() ? *this : attribute(name, value);
    }
    Html& flag(std::string_view name, bool on) { return on ? raw(" ").raw(name) : *this; }
    // Words that are German on a page in another language.
    Html& foreign(bool is) { return is ? raw(" lang=\"de\" dir=\"ltr\"") : *this; }
    // What somebody typed, or an amount: keeps its own direction on a right-to-left page.
    Html& value(std::string_view words) {
        return right_to_left && !words.empty() ? raw("<bdi>").text(words).raw("</bdi>") : text(words);
    }
    Html& element(std::string_view tag, std::string_view css, std::string_view id, std::string_view words,
                  bool is_foreign = false) {
        return raw("<")
            .raw(tag)
            .attribute_if("id", id)
            .attribute_if("class", css)
            .foreign(is_foreign)
            .raw(">")
            .text(words)
            .raw("</")
            .raw(tag)
            .raw(">");
    }
    // One element a line: goldens are read by people.
    Html& line() { return raw("\n"); }
};

// One node with its children (html_nodes.cpp).
void node_html(Html& h, const Node& node);

}  // namespace lesepass::page
