// What reaches a route, and what does not.
#include <doctest/doctest.h>

#include <mutex>
#include <vector>

#include "http_fixture.h"

using namespace lesepass::server;
using namespace lesepass::server::testing;

TEST_CASE("a request is read: path, parameters, query, cookie, body, and the connection stays") {
    TestServer server;
    const auto seen = ask(server.port(), get("/see/M%C3%BCller+1?q=a+b%26c&q=second", "Cookie: x=1; session=abc\r\n"));
    CHECK(seen.status == 200);
    CHECK(seen.body == "Müller+1|a b&c|abc|/see/{id}");
    CHECK_FALSE(seen.closed);
    const auto echoed = ask(server.port(), post("/echo", "application/json", "{\"a\":1}"));
    CHECK(echoed.body == "{\"a\":1}");
    CHECK(echoed.count("Content-Length") == 1);
    CHECK_FALSE(echoed.closed);
}

TEST_CASE("requests in one packet are answered in order") {
    TestServer server;
    Client client(server.port());
    client.send(post("/echo", "text/plain", "first") + post("/echo", "text/plain", "second") + get("/ping"));
    CHECK(client.receive().body == "first");
    CHECK(client.receive().body == "second");
    CHECK(client.receive().body == "pong");
}

TEST_CASE("a request byte by byte is the same request") {
    TestServer server;
    Client client(server.port());
    for (const char c : post("/echo", "text/plain", "slow")) client.send(std::string_view(&c, 1));
    CHECK(client.receive().body == "slow");
}

TEST_CASE("a connection ends when the client says so") {
    TestServer server;
    for (const std::string& request :
         {get("/ping", "Connection: close\r\n"), get("/ping", "Connection: foo, Close\r\n"),
          std::string("GET /ping HTTP/1.0\r\nHost: localhost\r\n\r\n")}) {
        CAPTURE(request);
        const auto answer = ask(server.port(), request);
        CHECK(answer.status == 200);
        CHECK(answer.header("Connection") == "close");
        CHECK(answer.closed);
    }
}

TEST_CASE("refused requests get the right status, the connection ends, the server stays up") {
    struct Row {
        const char* why;
        std::string request;
        int status;
        const char* code;
    };
    const std::string host = "Host: localhost\r\n";
    const std::string big(20'000, 'a');
    const std::string head = "POST /echo HTTP/1.1\r\n" + host;
    std::string many = "GET /ping HTTP/1.1\r\n" + host;
    for (int i = 0; i < 150; ++i) many += "X-A: b\r\n";
    const Row rows[] = {
        {"no Host", "GET /ping HTTP/1.1\r\n\r\n", 400, "http.host"},
        {"two Hosts", "GET /ping HTTP/1.1\r\n" + host + host + "\r\n", 400, "http.host"},
        {"folded line", "GET /ping HTTP/1.1\r\n" + host + "X-A: b\r\n c\r\n\r\n", 400, "http.header"},
        {"blank before colon", "GET /ping HTTP/1.1\r\n" + host + "X-A : b\r\n\r\n", 400, "http.header"},
        {"no colon", "GET /ping HTTP/1.1\r\n" + host + "nonsense\r\n\r\n", 400, "http.header"},
        {"bare LF", "GET /ping HTTP/1.1\nHost: localhost\r\n\r\n", 400, "http.control-character"},
        {"bare CR", "GET /ping HTTP/1.1\r\n" + host + "X-A: b\rc\r\n\r\n", 400, "http.control-character"},
        {"escape", "GET /ping HTTP/1.1\r\n" + host + "X-A: \x1b[0m\r\n\r\n", 400, "http.control-character"},
        {"NUL", std::string("GET /ping\0 HTTP/1.1\r\n", 21), 400, "http.control-character"},
        {"two lengths", head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400, "http.length"},
        {"twice the same length", head + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", 400, "http.length"},
        {"length and chunks", head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
         "http.length"},
        {"negative length", head + "Content-Length: -1\r\n\r\n", 400, "http.header"},
        {"length with sign", head + "Content-Length: +1\r\n\r\na", 400, "http.header"},
        {"length in hex", head + "Content-Length: 0x1\r\n\r\na", 400, "http.header"},
        {"length as list", head + "Content-Length: 1, 1\r\n\r\na", 400, "http.header"},
        {"length beyond 64 bit", head + "Content-Length: 99999999999999999999\r\n\r\n", 400, "http.header"},
        {"chunks", head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411, "http.length-required"},
        {"disguised chunks", head + "transfer-encoding:\tChunked\r\n\r\n0\r\n\r\n", 411, "http.length-required"},
        {"body too large", head + "Content-Length: 65537\r\n\r\n", 413, ""},
        {"target too long", "GET /" + big.substr(0, 5000) + " HTTP/1.1\r\n" + host + "\r\n", 414,
         "http.target-too-long"},
        {"compressed body", head + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na", 415,
         "http.content-encoding"},
        {"head too large", "GET /ping HTTP/1.1\r\n" + host + "X-A: " + big + "\r\n\r\n", 431, "http.head-too-large"},
        {"too many headers", many + "\r\n", 431, "http.too-many-headers"},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "http.request-line"},
        {"other version", "GET /ping HTTP/3.0\r\n" + host + "\r\n", 505, "http.version"},
        {"absolute address", "GET http://localhost/ping HTTP/1.1\r\n" + host + "\r\n", 400, "http.request-line"},
        {"blank in target", "GET /pi ng HTTP/1.1\r\n" + host + "\r\n", 400, "http.request-line"},
        {"TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01", 8), 400, "http.control-character"},
        {"invented method", "FETCH /ping HTTP/1.1\r\n" + host + "\r\n", 400, "http.malformed"},
        {"line too long for cpp-httplib", get("/ping", "X-A: " + big.substr(0, 9000) + "\r\n"), 400, "http.malformed"},
        {"unreadable Accept", get("/ping", "Accept: text/html;q=7\r\n"), 400, "http.malformed"},
        {"query not UTF-8", get("/see/a?q=%FF"), 400, "http.encoding"},
        {"wrong method", get("/echo"), 405, "http.method"},
        {"unknown method of ours", "PATCH /ping HTTP/1.1\r\n" + host + "\r\n", 405, "http.method"},
        {"unknown path", get("/nobody"), 404, "not-found"},
        {"encoded slash", get("/see/a%2fb"), 404, "not-found"},
        {"encoded NUL", get("/see/a%00b"), 404, "not-found"},
        {"path not UTF-8", get("/see/%ff%fe"), 404, "not-found"},
        {"dots are names", get("/see/../ping"), 404, "not-found"},
        {"a handler that throws", get("/boom"), 500, "internal"},
    };
    TestServer server;
    for (const auto& row : rows) {
        CAPTURE(std::string(row.why));
        const auto answer = ask(server.port(), row.request);
        CHECK(answer.status == row.status);
        CHECK(answer.closed);
        CHECK(answer.header("Connection") == "close");
        CHECK(answer.header("X-Content-Type-Options") == "nosniff");
        CHECK(answer.body.find("secret") == std::string::npos);
        if (*row.code == '\0') continue;
        CHECK(answer.header("Content-Type") == "application/problem+json");
        CHECK(answer.body.find("\"code\":\"" + std::string(row.code) + "\"") != std::string::npos);
    }
    CHECK(ask(server.port(), get("/ping")).body == "pong");
}

TEST_CASE("405 names the methods that exist") {
    TestServer server;
    CHECK(ask(server.port(), get("/echo")).header("Allow") == "POST, PUT");
    CHECK(ask(server.port(), post("/ping", "text/plain", "")).header("Allow").find("GET") != std::string::npos);
}

TEST_CASE("a header value comes back as it was sent, never as lines of its own") {
    TestServer server;
    const auto answer = ask(server.port(), get("/probe", "X-Probe: a%0d%0aSet-Cookie: b\r\n"));
    CHECK(answer.header("X-Back") == "a%0d%0aSet-Cookie: b");
    CHECK(answer.count("Set-Cookie") == 0);
}

TEST_CASE("a body that is too large is refused before it is sent: API by problem, page by page") {
    TestServer server;
    const std::string length = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n";
    const auto page = ask(server.port(), "POST /upload" + length);
    CHECK(page.status == 413);
    CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
    const auto machine = ask(server.port(), "POST /api/upload" + length);
    CHECK(machine.status == 413);
    CHECK(machine.header("Content-Type") == "application/problem+json");
    CHECK(machine.body.find("\"retry\":false") != std::string::npos);
}

TEST_CASE("the limit of a route is its own") {
    TestServer server;
    const std::string boundary = "multipart/form-data; boundary=B";
    const std::string file(200'000, 'f');
    const auto body =
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" +
        file + "\r\n--B--\r\n";
    CHECK(ask(server.port(), post("/upload", boundary, body)).body == "file|a.jpg|image/jpeg|200000\n");
    CHECK(ask(server.port(), post("/api/upload", boundary, body)).status == 413);
}

TEST_CASE("a damaged form is an answer, not a crash") {
    TestServer server;
    const auto type = "multipart/form-data; boundary=B";
    CHECK(ask(server.port(), post("/upload", type, "--B\r\nnonsense")).status == 400);
    CHECK(ask(server.port(), post("/upload", "multipart/form-data", "")).status == 400);
    const auto latin1 = ask(server.port(), post("/upload", "application/x-www-form-urlencoded", "name=M%FCller"));
    CHECK(latin1.status == 400);
    CHECK(latin1.body.find("http.encoding") != std::string::npos);
    const std::string in_part = "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nM\xFCller\r\n--B--";
    CHECK(ask(server.port(), post("/upload", type, in_part)).body.find("http.encoding") != std::string::npos);
    std::string pairs;
    for (int i = 0; i < 1000; ++i) pairs += "a" + std::to_string(i) + "=&";
    CHECK(ask(server.port(), post("/upload", "application/x-www-form-urlencoded", pairs)).status == 400);
    // cpp-httplib itself refuses forms beyond 8 KiB.
    const auto large =
        ask(server.port(), post("/upload", "application/x-www-form-urlencoded", "a=" + std::string(20'000, 'x')));
    CHECK(large.status == 200);
    CHECK(large.body.size() == 20'003);
}

TEST_CASE("a name that is not ours gets 421") {
    TestServer server({.hosts = {"localhost", "lesepass.example"}});
    for (const char* host : {"localhost", "LOCALHOST:8080", "lesepass.example:1"}) {
        CAPTURE(std::string(host));
        CHECK(ask(server.port(), "GET /ping HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n").status == 200);
    }
    for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.1", "", "localhost@evil.example"}) {
        CAPTURE(std::string(host));
        const auto answer = ask(server.port(), "GET /ping HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
        CHECK(answer.status == 421);
    }
    CHECK(server.handled == 3 + 3);  // ask() pings once more where the connection lives on; that one says localhost
}

TEST_CASE("X-Forwarded-For counts from the trusted proxy only, and only its own entry") {
    const auto address = [](const TestServer& server, const std::string& headers) {
        return ask(server.port(), get("/address", headers)).body;
    };
    TestServer alone;
    CHECK(address(alone, "X-Forwarded-For: 203.0.113.7\r\n") == "127.0.0.1");
    CHECK(address(alone, "REMOTE_ADDR: 203.0.113.7\r\nREMOTE_PORT: 1\r\nX-Real-IP: 203.0.113.7\r\n") == "127.0.0.1");
    TestServer behind({.trusted_proxy = "127.0.0.1"});
    CHECK(address(behind, "X-Forwarded-For: 203.0.113.7\r\n") == "203.0.113.7");
    CHECK(address(behind, "X-Forwarded-For: 198.51.100.1, 203.0.113.7\r\n") == "203.0.113.7");
    CHECK(address(behind, "X-Forwarded-For: 2001:db8::7\r\n") == "2001:db8::7");
    for (const char* bad : {"X-Forwarded-For: \r\n", "X-Forwarded-For: ,\r\n", "X-Forwarded-For: unknown\r\n",
                            "X-Forwarded-For: 1.2.3.4, \r\n", "X-Forwarded-For: 1.2.3.4:5\r\n",
                            "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 5.6.7.8\r\n", ""}) {
        CAPTURE(std::string(bad));
        CHECK(address(behind, bad) == "127.0.0.1");
    }
    TestServer elsewhere({.trusted_proxy = "192.0.2.1"});
    CHECK(address(elsewhere, "X-Forwarded-For: 203.0.113.7\r\n") == "127.0.0.1");
}

TEST_CASE("HEAD is GET without the body") {
    TestServer server;
    const auto answer = ask(server.port(), "HEAD /ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(answer.status == 200);
    CHECK(answer.header("Content-Length") == "4");
    CHECK_FALSE(answer.closed);
    CHECK(ask(server.port(), "HEAD /shared HTTP/1.1\r\nHost: localhost\r\n\r\n").header("Content-Length") == "3000000");
}

TEST_CASE("no length with 204; ranges and protocol switches are not offered") {
    TestServer server;
    CHECK(ask(server.port(), post("/gone", "text/plain", "")).count("Content-Length") == 0);
    for (const char* more : {"Range: bytes=0-1\r\n", "Range: bytes=9-\r\n",
                             "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
                             "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"}) {
        CAPTURE(std::string(more));
        const auto answer = ask(server.port(), get("/ping", more));
        CHECK(answer.status == 200);
        CHECK(answer.body == "pong");
        CHECK(answer.count("Accept-Ranges") == 0);
        CHECK_FALSE(answer.closed);
    }
}

TEST_CASE("whoever expects a continue gets one, and one only") {
    TestServer server;
    Client client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(client.receive().status == 100);
    client.send("ab");
    CHECK(client.receive().body == "ab");
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab");
    CHECK(client.receive().body == "ab");
}

TEST_CASE("a finished request is told by route, never by path or address") {
    std::mutex mutex;
    std::vector<http::RequestSummary> seen;
    http::Router router;
    router.add(http::Method::Get, "/status/{token}",
               [](const http::Request&) { return http::Response::text(200, "abc"); });
    http::Server server({.port = 0, .workers = 1}, router);
    server.on_request([&](const http::RequestSummary& summary) {
        std::lock_guard lock(mutex);
        seen.push_back(summary);
    });
    REQUIRE(server.listen().ok());
    server.start();
    ask(server.port(), get("/status/secret-token", "Connection: close\r\n"));
    ask(server.port(), get("/secret-path"));
    server.stop();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].route == "/status/{token}");
    CHECK(seen[0].status == 200);
    CHECK(seen[0].bytes == 3);
    CHECK(seen[1].route == "(none)");
    CHECK(seen[1].status == 404);
}

TEST_CASE("an exception that escapes a route reaches the operator's log and nobody else") {
    std::mutex mutex;
    std::vector<http::RequestSummary> seen;
    http::Router router;
    router.add(http::Method::Get, "/boom",
               [](const http::Request&) -> http::Response { throw std::runtime_error("disk is on fire"); });
    http::Server server({.port = 0, .workers = 1}, router);
    server.on_request([&](const http::RequestSummary& summary) {
        std::lock_guard lock(mutex);
        seen.push_back(summary);
    });
    REQUIRE(server.listen().ok());
    server.start();
    const auto answer = ask(server.port(), get("/boom"));
    server.stop();
    CHECK(answer.status == 500);
    CHECK(answer.body.find("fire") == std::string::npos);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].fault == "disk is on fire");
}
