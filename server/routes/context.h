#pragma once
// What the public routes need besides the App: the static site and how pages become documents.
#include <functional>
#include <string>
#include <vector>

#include "page/html.h"
#include "usecases/app.h"

namespace lesepass::server {

enum class Face { Live, Canvas };

struct RouteContext {
    App& app;
    // URL of a logical file of the site ("boot.js" -> "/assets/boot.1a2b3c4d.js"); empty: the site lacks it.
    std::function<std::string(std::string_view)> asset_url;
    std::vector<std::string> extra_embed_origins;  // besides each library's own list
    std::string version;

    std::vector<std::string> embed_origins(const Tenant& tenant) const;
};

struct FormDocument {
    const Tenant& tenant;
    const page::Page& page;
    Face face = Face::Live;
    bool kiosk = false;
    std::string state_json;  // of the live page; empty: a page without live part
};

// A form page with everything the browser parts need; it works without all of them.
std::string form_document(const RouteContext& context, const FormDocument& document);
// Finder, errors, inbox: style sheet only.
std::string static_document(const RouteContext& context, const page::Page& page);
// Status: the script tells a portal that frames the page its height, and does nothing else.
std::string framed_document(const RouteContext& context, const page::Page& page, const Tenant& tenant);

}  // namespace lesepass::server
