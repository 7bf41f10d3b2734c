#pragma once
// How html.cpp and html_nodes.cpp put markup together. Nobody else includes this.
#include <initializer_list>
#include <string>
#include <string_view>

#include "page/html.h"

namespace lesepass::page {

// HTML with places to fill. Whatever fills them is escaped; a place that is none stops the build.
//   %0 to %9  the argument of that number
//   of a node: %i id  %n name  %t text  %v value  %h hint  %e error  %r href  %a action  %b action_text
//   and, nothing if there is nothing to say:
//   %I id attribute  %L aria-label (name)  %D aria-describedby  %S state of a control: described by, invalid, required
//   %F class of an invalid field  %C word of the tone  %H paragraph of the hint  %E paragraph of the error
//   %T %V %G  lang and dir of the text, value, hint if it is German on a page in another language
//   and on a page that runs from right to left: %x %w text and value that somebody typed, or an amount, in their own
//   direction  %R dir of a field
class Markup {
public:
    consteval Markup(const char* html) : html_(html) {
        for (; *html != '\0'; ++html)
            if (*html == '%' && !is_place(*++html)) no_such_place();
    }
    const char* html() const { return html_; }

private:
    static void no_such_place();  // not constexpr, hence not to be called
    static constexpr bool is_place(char c) {
        return std::string_view("0123456789intvherabILDSFCHETVGxwR").find(c) != std::string_view::npos;
    }
    const char* html_;
};

class Html {
public:
    std::string out;
    bool right_to_left = false;  // the page around

    void put(Markup html, std::initializer_list<std::string_view> arguments = {}) {
        fill(html.html(), nullptr, arguments.begin());
    }
    void put(Markup html, const Node& node, std::initializer_list<std::string_view> arguments = {}) {
        fill(html.html(), &node, arguments.begin());
    }

private:
    // An argument may be missing where its place is not reached.
    void fill(const char* html, const Node* node, const std::string_view* arguments);
    void place(char which, const Node& node);
    void own_direction(const std::string& words);
};

// One node with its children (html_nodes.cpp).
void node_html(Html& h, const Node& node);

}  // namespace lesepass::page
