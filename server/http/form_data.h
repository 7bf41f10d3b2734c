#pragma once
// Bodies of forms, parsed once under limits.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"

namespace lesepass::server::http {

enum class Plus { IsBlank, Stays };  // in forms and queries; in paths

// %XX and "+"; a broken escape stays as written.
std::string percent_decode(std::string_view text, Plus plus);
// application/x-www-form-urlencoded and query strings; of equal names the first counts. nullopt: more than 500 pairs,
// because a form cut off in silence would be stored by half.
std::optional<std::map<std::string, std::string>> parse_urlencoded(std::string_view text);

// RFC 7578 / RFC 2046 section 5.1. nullopt: no or wrong boundary, truncated, more than 100 parts, a part with headers
// beyond 4 KiB or without a name. No regular expressions, no nesting, no per-part encodings.
std::optional<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace lesepass::server::http
