#pragma once
// The one way a page becomes HTML: the server's plain page and the browser's live page call the same function.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "page/node.h"

namespace lesepass::page {

std::string escape_html(std::string_view text);

// "ltr" or "rtl": the dir of <html>.
std::string_view direction_of(const Page& page);

// What stands inside <main id="lp-main">.
std::string main_html(const Page& page);

// The elements whose content the live page replaces, in document order: everything of a page that depends on the step
// or on the language.
struct Part {
    std::string id;
    std::string html;  // what stands inside the element
};
std::vector<Part> live_parts(const Page& page);

// What the server knows about the outside of a page.
struct DocumentShell {
    std::vector<std::string> stylesheets;  // URLs
    std::vector<std::string> scripts;      // URLs of module scripts, loaded deferred; the page works without them
    // Attributes of <body>: name (without "data-") and value. Read by the boot script.
    std::vector<std::pair<std::string, std::string>> data;
    // JSON for the live page, put into <script type="application/json" id="lp-state">; empty: none.
    std::string state_json;
    // Link in the head and header to the same page in the other face; empty: no switch shown.
    std::string face_switch_url, face_switch_text;
};

// A complete document. header + nav + main + footer.
std::string document_html(const Page& page, const DocumentShell& shell);

}  // namespace lesepass::page
