#pragma once
// Answers that no route gives: the request was refused before routing.
#include <string>
#include <string_view>

#include "http/response.h"

namespace lesepass::server::http {

// The bytes of a whole answer that closes the connection. Machines get problem+json; people whose files are too large
// get a page, because that happens to those who did nothing wrong.
std::string refusal_bytes(int status, const char* code, std::string_view target);

// The canonical reason phrase of the statuses in error_table.h; else "Error".
const char* reason_phrase(int status);

}  // namespace lesepass::server::http
