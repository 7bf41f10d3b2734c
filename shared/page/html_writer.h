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

    Html& raw(std::string_view markup) { return out += markup, *this; }
    Html& text(std::string_view words) { return out += escape_html(words), *this; }
    Html& attribute(std::string_view name, std::string_view value) {
        return raw(" ").raw(name).raw("=\"").text(value).raw("\"");
    }
    Html& attribute_if(std::string_view name, std::string_view value) {
        return value.empty() ? *this : attribute(name, value);
    }
    Html& flag(std::string_view name, bool on) { return on ? raw(" ").raw(name) : *this; }
    Html& element(std::string_view tag, std::string_view css, std::string_view id, std::string_view words) {
        return raw("<")
            .raw(tag)
            .attribute_if("id", id)
            .attribute_if("class", css)
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
