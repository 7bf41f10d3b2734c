// Each patch in server/http/patches has a test here that fails without it. They drive cpp-httplib itself, because our
// gate lets neither kind of request through any more, but the payment simulator runs on it as it is.
#include <doctest/doctest.h>

#include <string>

#include "http/memory_stream.h"

using lesepass::server::http::MemoryStream;

namespace {
class BareServer : public httplib::Server {
public:
    std::string answer_to(const std::string& request) {
        MemoryStream stream(request);
        bool closed = false;
        process_request(stream, "127.0.0.1", 0, "", 0, false, closed, nullptr);
        return stream.answer;
    }
};

BareServer& echo_server() {
    static BareServer server;
    static const bool prepared = [] {
        server.Get("/", [](const httplib::Request& req, httplib::Response& res) {
            res.set_content(req.get_header_value("X-Probe"), "text/plain");
        });
        server.Post("/", [](const httplib::Request& req, httplib::Response& res) {
            res.set_content("got " + req.body, "text/plain");
        });
        return true;
    }();
    static_cast<void>(prepared);
    return server;
}

std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

std::string chunked(const std::string& chunks) {
    return echo_server().answer_to("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
}
}  // namespace

TEST_CASE("a header value stays as it was sent") {
    for (const char* const value : {"a%0d%0aSet-Cookie: b", "%00", "100%25", "%C3%BC", "Stra%C3%9Fe"}) {
        CAPTURE(std::string(value));
        const auto answer =
            echo_server().answer_to("GET / HTTP/1.1\r\nHost: a\r\nX-Probe: " + std::string(value) + "\r\n\r\n");
        CHECK(body_of(answer) == value);
        CHECK(answer.find("\nSet-Cookie") == std::string::npos);
    }
}

TEST_CASE("a chunk size is digits and nothing else") {
    for (const char* const size :
         {"-2", "+2", " 2", "0x2", "2x", "", "\t2", "-fffffffffffffffe", "10000000000000002"}) {
        CAPTURE(std::string(size));
        CHECK(body_of(chunked(std::string(size) + "\r\nab\r\n0\r\n\r\n")).find("got ab") == std::string::npos);
    }
}

TEST_CASE("chunks as RFC 9112 writes them are still read") {
    for (const char* const size : {"2", "002", "2;name=value", "2 ", "2 ;x"}) {
        CAPTURE(std::string(size));
        CHECK(body_of(chunked(std::string(size) + "\r\nab\r\n0\r\n\r\n")) == "got ab");
    }
}
