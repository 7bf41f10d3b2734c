#include "http/router.h"

#include <doctest/doctest.h>

using namespace lesepass::server::http;

namespace {
Handler named(std::string name) {
    return [name](const Request&) { return Response::text(200, name); };
}
std::string answer(const Router& router, Method method, const std::string& path) {
    const auto match = router.match(method, path);
    return match.handler == nullptr ? "none" : (*match.handler)({}).body;
}
}  // namespace

TEST_CASE("literal segments win over names, names take exactly one segment") {
    Router router;
    router.add(Method::Get, "/{library}/", named("form"));
    router.add(Method::Get, "/inbox/", named("inbox"));
    router.add(Method::Post, "/status/{token}/pay", named("pay"));
    router.add(Method::Get, "/", named("finder"));
    CHECK(answer(router, Method::Get, "/") == "finder");
    CHECK(answer(router, Method::Get, "/musterstadt/") == "form");
    CHECK(answer(router, Method::Head, "/musterstadt/") == "form");
    CHECK(answer(router, Method::Get, "/inbox/") == "inbox");
    CHECK(answer(router, Method::Get, "/musterstadt") == "none");
    CHECK(answer(router, Method::Get, "/a/b/") == "none");
    CHECK(answer(router, Method::Get, "//") == "none");
    CHECK(router.match(Method::Post, "/status/t0/pay").params.at("token") == "t0");
}

TEST_CASE("a known path with another method names the allowed ones") {
    Router router;
    router.add(Method::Get, "/{library}/", named("form"));
    router.add(Method::Post, "/{library}/", named("post"));
    router.add(Method::Get, "/inbox/", named("inbox"));
    const auto match = router.match(Method::Delete, "/musterstadt/");
    CHECK(match.handler == nullptr);
    CHECK(match.allow == "GET, POST");
    // Posting to the inbox must not become a form of the library "inbox".
    CHECK(answer(router, Method::Post, "/inbox/") == "none");
}
