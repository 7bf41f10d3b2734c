#include <algorithm>

#include "base/utf8.h"
#include "routes/routes.h"

namespace lesepass::server {

namespace {
// One element of Accept-Language: "de-AT;q=0.7".
struct Wish {
    std::string range;
    int quality = 1000;  // thousandths
};

Wish parse_wish(std::string_view element) {
    const auto semicolon = element.find(';');
    Wish wish{.range = to_lower_ascii(trim(element.substr(0, semicolon)))};
    if (semicolon == std::string_view::npos) return wish;
    const auto weight = to_lower_ascii(trim(element.substr(semicolon + 1)));
    if (!weight.starts_with("q=")) return wish;
    wish.quality = 0;
    int place = 1000;
    for (const char c : std::string_view(weight).substr(2, 5)) {
        if (c == '.') continue;
        if (c < '0' || c > '9') return wish;
        wish.quality += place * (c - '0'), place /= 10;
    }
    wish.quality = std::min(wish.quality, 1000);
    return wish;
}

// RFC 4647 section 3.4, lookup: "tr-TR" gets Turkish. "*" leaves it to us.
std::optional<Language> language_for(std::string_view range) {
    for (; !range.empty(); range = range.substr(0, range.rfind('-'))) {
        if (const auto language = parse_language(range)) return language;
        if (range.find('-') == std::string_view::npos) break;
    }
    return range == "*" ? std::optional(Language::De) : std::nullopt;
}

// RFC 9110 section 12.5.4: the one wanted most; of equal ones the first. Hostile headers end after 50 elements.
Language preferred_language(std::string_view accept) {
    Language best = Language::De;
    int quality = 0;
    for (int left = 50; left > 0 && !accept.empty(); --left) {
        const auto comma = accept.find(',');
        const auto wish = parse_wish(accept.substr(0, comma));
        const auto language = language_for(wish.range);
        if (language && wish.quality > quality) best = *language, quality = wish.quality;
        accept.remove_prefix(comma == std::string_view::npos ? accept.size() : comma + 1);
    }
    return best;
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
