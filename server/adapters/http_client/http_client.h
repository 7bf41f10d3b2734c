#pragma once
// Outgoing HTTP by libcurl: one request, one bounded answer. No redirects (a platform that moves is a matter for the
// configuration), no cookies, no other schemes than http and https, TLS certificates are checked, proxies from the
// environment are ignored.
#include <cstddef>
#include <map>
#include <string>

#include "base/result.h"

namespace lesepass::server {

struct HttpLimits {
    long connect_timeout_ms = 3'000;
    long total_timeout_ms = 10'000;  // from the first byte sent to the last byte received
    std::size_t body_bytes = 64 * 1024;
};

struct HttpReply {
    int status = 0;            // 100..599
    std::string content_type;  // as sent, may be empty
    std::string body;
};

// Thread-safe: each call has a connection of its own. Failure codes: "http.unreachable" (name, connection, TLS),
// "http.timeout", "http.too-large", "http.url" (not an absolute http or https URL).
class HttpClient {
public:
    explicit HttpClient(HttpLimits limits = {});

    Result<HttpReply> get(const std::string& url) const;
    // application/x-www-form-urlencoded, fields in the order of their names.
    Result<HttpReply> post_form(const std::string& url, const std::map<std::string, std::string>& fields) const;

private:
    HttpLimits limits_;
};

// Percent-encodes everything but RFC 3986 unreserved characters: for path segments and query values.
std::string percent_encode(const std::string& text);
// "a=1&b=%20"; keys and values encoded.
std::string encode_form(const std::map<std::string, std::string>& fields);

}  // namespace lesepass::server
