#pragma once
// From what cpp-httplib read of a head, and the raw body, to the Request that routes see.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/request.h"

namespace lesepass::server::http {

using HeaderLines = std::vector<std::pair<std::string, std::string>>;

std::optional<Method> parse_method(std::string_view name);

// Path of a target, percent-decoded ("+" stays). With an encoded slash, a NUL or broken UTF-8: "/%", no route's path.
std::string decode_path(std::string_view target);

// "Example.org:8080" -> "example.org", "[::1]:80" -> "[::1]".
std::string host_name(std::string_view host);

// Who asks: `peer`, unless that is the trusted proxy and it names a client. Only a single X-Forwarded-For line is
// believed, and of it the last entry: whatever stands before was written by the client itself.
std::string client_address(const HeaderLines& lines, const std::string& peer, const std::string& trusted_proxy);

// nullopt: the query has too many parameters or is not UTF-8.
std::optional<Request> read_request(Method method, std::string_view target, const HeaderLines& lines);

// Puts the body into parts, fields or body, by its type. Error: a code of error_table.h; null: fine.
const char* read_body(Request& request, std::string_view body);

}  // namespace lesepass::server::http
