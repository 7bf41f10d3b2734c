#include "application/rules_version.h"
#include "json/writer.h"
#include "routes/routes.h"

namespace lesepass::server {

void add_health_routes(http::Router& router, RouteContext& context) {
    using http::Method;
    using http::Request;
    using http::Response;
    // The process answers; nothing else is asked.
    router.add(Method::Get, "/healthz", [&](const Request&) {
        json::Writer w;
        w.begin_object().member("status", "ok").member("version", context.version);
        w.member("rules", build_rules_version()).end_object();
        return Response::json(200, w.take()).with("Cache-Control", "no-store");
    });
    // A real write was committed: send applications here.
    router.add(Method::Get, "/readyz", [&](const Request&) {
        const auto ready = context.app.store.probe();
        if (!ready)
            return Response::problem(503, ready.failure().code, "The store does not accept writes.")
                .with("Cache-Control", "no-store");
        json::Writer w;
        w.begin_object().member("status", "ready").end_object();
        return Response::json(200, w.take()).with("Cache-Control", "no-store");
    });
}

}  // namespace lesepass::server
