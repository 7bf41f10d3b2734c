#include "base/utf8.h"
#include "routes/routes.h"

namespace lesepass::server {

namespace {
// RFC 9110 section 12.5.4 in the measure of two languages: the first one listed that we have.
Language preferred_language(const std::string& accept) {
    const std::string lower = to_lower_ascii(accept);
    const auto de = lower.find("de"), en = lower.find("en");
    return en != std::string::npos && (de == std::string::npos || en < de) ? Language::En : Language::De;
}

std::string policy(const std::vector<std::string>& embed_origins) {
    std::string ancestors;
    for (const auto& origin : embed_origins) ancestors += " " + origin;
    // No form-action: Chromium applies it to the redirects that follow a POST as well, and payment goes to a platform
    // whose further redirects (bank, 3-D Secure) nobody can list. Injected forms are stopped by escaping at one place.
    return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
           "font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors " +
           (ancestors.empty() ? "'none'" : "'self'" + ancestors);
}
}  // namespace

Language language_of(const http::Request& request) {
    if (const auto asked = parse_language(request.query_param("lang"))) return *asked;
    return preferred_language(request.header("accept-language"));
}

http::Response personal_page(http::Response response, const std::vector<std::string>& embed_origins) {
    response.with("Content-Security-Policy", policy(embed_origins)).with("Cache-Control", "no-store");
    return response.with("Referrer-Policy", "no-referrer").with("X-Content-Type-Options", "nosniff");
}

http::Response error_response(const RouteContext& context, const http::Request& request, ErrorPage kind, int status) {
    const auto page = error_page(kind, language_of(request));
    return personal_page(http::Response::html(status, static_document(context, page)), {});
}

}  // namespace lesepass::server
