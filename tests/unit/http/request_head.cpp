#include "http/request_head.h"

#include <doctest/doctest.h>

#include <string>

using namespace lesepass::server::http;

namespace {
std::string head(std::string lines) { return "GET /musterstadt/ HTTP/1.1\r\n" + lines + "\r\n"; }
}  // namespace

TEST_CASE("a complete head is understood, with the length of what follows") {
    const std::string bytes =
        "PUT /api/v1/applications/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\nhello";
    const auto scan = scan_head(bytes);
    REQUIRE(scan.state == HeadScan::State::Complete);
    CHECK(scan.method == "PUT");
    CHECK(scan.target == "/api/v1/applications/1");
    CHECK(scan.content_length == 12);
    CHECK(scan.expects_continue);
    CHECK(scan.head_bytes == bytes.size() - 5);
}

TEST_CASE("a head that is still arriving is waited for, byte by byte") {
    const std::string bytes = head("Host: localhost\r\nAccept: */*\r\n");
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(scan_head(std::string_view(bytes).substr(0, size)).state == HeadScan::State::Incomplete);
    CHECK(scan_head(bytes).state == HeadScan::State::Complete);
}

TEST_CASE("what two parsers could read differently, or nobody needs, is refused") {
    struct Case {
        const char* why;
        std::string bytes;
        int status;
    };
    const Case cases[] = {
        {"no Host in HTTP/1.1", head("Accept: */*\r\n"), 400},
        {"two Hosts", head("Host: a\r\nHost: b\r\n"), 400},
        {"two lengths", head("Host: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n"), 400},
        {"two equal lengths", head("Host: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n"), 400},
        {"length list", head("Host: a\r\nContent-Length: 1, 1\r\n"), 400},
        {"length with sign", head("Host: a\r\nContent-Length: +5\r\n"), 400},
        {"negative length", head("Host: a\r\nContent-Length: -2\r\n"), 400},
        {"hexadecimal length", head("Host: a\r\nContent-Length: 0x10\r\n"), 400},
        {"empty length", head("Host: a\r\nContent-Length: \r\n"), 400},
        {"length of 20 digits", head("Host: a\r\nContent-Length: 18446744073709551616\r\n"), 400},
        {"length and chunked", head("Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400},
        {"chunked", head("Host: a\r\nTransfer-Encoding: chunked\r\n"), 411},
        {"odd transfer coding", head("Host: a\r\nTransfer-Encoding: xchunked\r\n"), 411},
        {"compressed body", head("Host: a\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n"), 415},
        {"folded line", head("Host: a\r\nX-A: 1\r\n 2\r\n"), 400},
        {"blank before the colon", head("Host : a\r\n"), 400},
        {"no colon", head("Host: a\r\nnonsense\r\n"), 400},
        {"empty name", head("Host: a\r\n: x\r\n"), 400},
        {"bare line feed", head("Host: a\nX: b\r\n"), 400},
        {"bare carriage return", head("Host: a\r\nX: a\rb\r\n"), 400},
        {"NUL in a value", head(std::string("Host: a\r\nX: a") + '\0' + "b\r\n"), 400},
        {"NUL before the end of the head", std::string("GET / HTT\0", 10), 400},
        {"no version", "GET /\r\nHost: a\r\n\r\n", 400},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\nHost: a\r\n\r\n", 400},
        {"unknown version", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
        {"absolute form", "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"blank in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"method that is no token", "G\"T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"target beyond 4 KiB", "GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"150 header lines",
         head("Host: a\r\n" +
              [] {
                  std::string s;
                  for (int i = 0; i < 150; ++i) s += "X: 1\r\n";
                  return s;
              }()),
         431},
        {"head without end", "GET / HTTP/1.1\r\nX: " + std::string(20000, 'a'), 431},
        {"TLS on the plain port", std::string("\x16\x03\x01\x02\0\x01", 6), 400},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.why));
        const auto scan = scan_head(c.bytes);
        REQUIRE(scan.state == HeadScan::State::Refused);
        CHECK(scan.status == c.status);
        CHECK(std::string(scan.code).starts_with("http."));
    }
}

TEST_CASE("header values are never decoded") {
    // CVE-2026-45372: cpp-httplib turned %0d%0a into a line end after it had looked for line ends.
    const auto scan = scan_head(head("Host: a\r\nX: a%0d%0aContent-Length: 5\r\n"));
    REQUIRE(scan.state == HeadScan::State::Complete);
    CHECK(scan.content_length == 0);
}

TEST_CASE("no bytes make it read beyond the buffer") {
    // Run under AddressSanitizer: heap copies of the exact size.
    std::uint32_t random = 12345;
    const std::string alphabet = "GET /:\r\n HTTP/1.01 Host: aContent-Length:9\t";
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes;
        random = random * 1664525u + 1013904223u;
        for (std::uint32_t i = 0; i < (random >> 24) % 90; ++i) {
            random = random * 1664525u + 1013904223u;
            bytes.push_back(alphabet[(random >> 20) % alphabet.size()]);
        }
        const std::string copy(bytes.begin(), bytes.end());
        const auto scan = scan_head(copy);
        if (scan.state == HeadScan::State::Complete) CHECK(scan.head_bytes <= copy.size());
    }
}
