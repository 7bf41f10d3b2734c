#pragma once
// What every answer carries, unless its route decided otherwise.
#include "http/response.h"

namespace lesepass::server::http {

// Adds what is missing: a policy that lets the answer load, run and frame nothing; no type guessing; no address in
// Referer; devices only for our own pages (the camera takes pictures of documents); not stored by anybody.
void complete_security_headers(Response& response);

}  // namespace lesepass::server::http
