#include "http/security_headers.h"

#include <algorithm>

namespace lesepass::server::http {

namespace {
void add_missing(Response& response, const char* name, const char* value) {
    const auto has_name = [&](const auto& header) { return header.first == name; };
    if (std::none_of(response.headers.begin(), response.headers.end(), has_name)) response.with(name, value);
}
}  // namespace

void complete_security_headers(Response& response) {
    add_missing(response, "Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    add_missing(response, "X-Content-Type-Options", "nosniff");
    add_missing(response, "Referrer-Policy", "no-referrer");
    add_missing(response, "Cache-Control", "no-store");
    const bool is_page = response.content_type.starts_with("text/html");
    if (is_page)
        add_missing(response, "Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=()");
    // Not for pages: a portal that asks for Cross-Origin-Resource-Policy could not frame the form any more.
    else
        add_missing(response, "Cross-Origin-Resource-Policy", "same-origin");
}

}  // namespace lesepass::server::http
