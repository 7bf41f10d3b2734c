#pragma once
// The public routes, one function per file.
#include "http/router.h"
#include "routes/context.h"
#include "routes/pages.h"

namespace lesepass::server {

void add_accessibility_routes(http::Router& router, RouteContext& context);  // "/{library}/accessibility"
void add_finder_routes(http::Router& router, RouteContext& context);         // "/", "/api/v1/responsible"
void add_form_routes(http::Router& router, RouteContext& context);           // "/{library}/", kiosk
void add_saved_routes(http::Router& router, RouteContext& context);          // "/{library}/take"
void add_api_routes(http::Router& router, RouteContext& context);            // "/api/v1/..."
void add_status_routes(http::Router& router, RouteContext& context);         // "/status/{token}", payments
void add_consent_routes(http::Router& router, RouteContext& context);        // "/consent/{token}"
void add_health_routes(http::Router& router, RouteContext& context);         // "/healthz", "/readyz"

// Shared by the routes.
Language language_of(const http::Request& request);  // ?lang=, else Accept-Language, else German
http::Response error_response(const RouteContext& context, const http::Request& request, ErrorPage kind, int status);
// Headers of pages with personal data: never stored, framed only by the given origins.
http::Response personal_page(http::Response response, const std::vector<std::string>& embed_origins);

}  // namespace lesepass::server
