#pragma once
// The case workers' inbox: server-rendered pages from the page tree, German, without script. Everything below /inbox.
#include "http/router.h"
#include "routes/context.h"

namespace lesepass::server {

// Context and router outlive the requests. Keeps the counters of failed sign-ins, so call it once per server.
void add_inbox_routes(http::Router& router, RouteContext& context);

}  // namespace lesepass::server
