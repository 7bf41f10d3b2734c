#include "config.h"

#include <charconv>

namespace lesepass::server {

Result<SmtpAddress> parse_smtp_url(const std::string& url) {
    SmtpAddress out;
    std::string rest;
    if (url.starts_with("smtps://"))
        out.tls = true, out.port = 465, rest = url.substr(8);
    else if (url.starts_with("smtp://"))
        rest = url.substr(7);
    else
        return Failure{"config.smtp", "expected smtp://host:port or smtps://host:port, found \"" + url + "\""};
    if (!rest.empty() && rest.back() == '/') rest.pop_back();
    const auto colon = rest.rfind(':');
    out.host = rest.substr(0, colon);
    if (colon != std::string::npos) {
        const auto digits = rest.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
        if (error != std::errc{} || end != digits.data() + digits.size() || out.port < 1 || out.port > 65535)
            return Failure{"config.smtp", "expected a port from 1 to 65535, found \"" + digits + "\""};
    }
    if (out.host.empty()) return Failure{"config.smtp", "expected a host name, found none"};
    return out;
}

std::string host_of_url(const std::string& url) {
    const auto scheme = url.find("://");
    const auto start = scheme == std::string::npos ? 0 : scheme + 3;
    return url.substr(start, url.find_first_of(":/", start) - start);
}

}  // namespace lesepass::server
