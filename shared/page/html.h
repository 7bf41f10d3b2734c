#pragma once
// The one way a page becomes HTML: the server's plain page and the browser's live page call the same function.
#include <string>
#include <vector>

#include "page/node.h"

namespace lesepass::page {

std::string escape_html(std::string_view text);

// What stands inside <main id="lp-main">: the live page replaces exactly this.
std::string main_html(const Page& page);

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
