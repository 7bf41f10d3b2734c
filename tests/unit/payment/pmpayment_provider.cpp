// The adapter against a platform that answers byte for byte what stands here.
#include "adapters/pmpayment/provider.h"

#include <doctest/doctest.h>

#include "http_peer.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

// Short, because the silent peer never answers: the test waits for exactly this.
const HttpLimits impatient{.connect_timeout_ms = 500, .total_timeout_ms = 300, .body_bytes = 64 * 1024};

pmpayment::Provider provider_at(const std::string& url) {
    return pmpayment::Provider({.base_url = url, .ags = "05999000", .procedure = "bibliothek", .salt = "geheim"},
                               impatient);
}

PaymentOrder an_order() {
    return {.payment = {},
            .reference = "BA 1",
            .amount = Cents{800},
            .return_url = "https://lesepass.example/r",
            .notify_url = "https://lesepass.example/n"};
}

template <class T>
std::string code_of(const Result<T>& result) {
    return result ? "ok" : result.failure().code;
}

}  // namespace

TEST_CASE("the order goes out as a form, the payer's address comes back") {
    HttpPeer peer({HttpPeer::json(R"({"url":"http://127.0.0.1:1/payment/page?txid=abc"})")});
    const auto redirect = provider_at(peer.url()).initiate(an_order());
    REQUIRE(redirect);
    CHECK(redirect->provider_transaction == "abc");
    REQUIRE(peer.requests().size() == 1);
    const std::string request = peer.requests().front();
    CHECK(request.starts_with("POST /payment/secure HTTP/1.1\r\n"));
    CHECK(request.find("Content-Type: application/x-www-form-urlencoded\r\n") != std::string::npos);
    CHECK(request.find("ags=05999000&amount=800&desc=BA%201&hash=") != std::string::npos);
    CHECK(request.find("notifyURL=https%3A%2F%2Flesepass.example%2Fn") != std::string::npos);
}

TEST_CASE("the status is asked by merchant and transaction") {
    HttpPeer peer({HttpPeer::json(R"({"status":1,"amount":800})")});
    const auto status = provider_at(peer.url()).query(an_order(), "abc-1");
    REQUIRE(status);
    CHECK(status->verdict == ProviderVerdict::Paid);
    CHECK(status->amount == Cents{800});
    CHECK(peer.requests().front().starts_with("GET /payment/status/05999000/abc-1 HTTP/1.1\r\n"));
}

TEST_CASE("without a transaction nothing is asked and nothing is known") {
    HttpPeer peer({});
    const auto status = provider_at(peer.url()).query(an_order(), "");
    REQUIRE(status);
    CHECK(status->verdict == ProviderVerdict::Pending);
    CHECK(peer.requests().empty());
}

TEST_CASE("peer case 13: every way in which a platform can fail to answer") {
    struct Row {
        const char* why;
        std::string answer;
        const char* code;
    };
    const Row rows[] = {
        {"HTML with status 200", HttpPeer::reply("200 OK", "text/html", "<!doctype html><h1>Wartung</h1>"),
         "payment.protocol"},
        {"empty body", HttpPeer::json(""), "payment.protocol"},
        {"moved", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
         "payment.protocol"},
        {"no content", "HTTP/1.1 204 No Content\r\n\r\n", "payment.protocol"},
        {"not found", HttpPeer::reply("404 Not Found", "text/html", "nix"), "payment.refused"},
        {"forbidden", HttpPeer::reply("403 Forbidden", "application/json", R"({"status":1})"), "payment.refused"},
        {"broken", HttpPeer::reply("500 Internal Server Error", "application/json", R"({"status":1})"),
         "payment.unreachable"},
        {"down", HttpPeer::reply("503 Service Unavailable", "text/html", "503"), "payment.unreachable"},
        {"silent", HttpPeer::silence, "payment.unreachable"},
        {"no HTTP", "220 mail.example ESMTP\r\n", "payment.unreachable"},
        {"hangs up within the body", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"status\":1}",
         "payment.unreachable"},
        {"endless", "HTTP/1.1 200 OK\r\n\r\n" + std::string(200'000, ' ') + R"({"status":1})", "payment.protocol"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        HttpPeer peer({row.answer, row.answer});
        auto provider = provider_at(peer.url());
        CHECK(code_of(provider.query(an_order(), "abc")) == row.code);
        CHECK(code_of(provider.initiate(an_order())) == row.code);
        CHECK(peer.requests().size() == 2);
    }
}

TEST_CASE("nobody listens, or the address is none") {
    std::string closed;
    {
        HttpPeer peer({});
        closed = peer.url();
    }
    CHECK(code_of(provider_at(closed).query(an_order(), "abc")) == "payment.unreachable");
    CHECK(code_of(provider_at("file:///etc").query(an_order(), "abc")) == "payment.unreachable");
    CHECK(code_of(HttpClient().get("file:///etc/passwd")) == "http.url");
    CHECK(code_of(HttpClient().get("")) == "http.url");
}
