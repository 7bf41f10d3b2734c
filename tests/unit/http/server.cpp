// The real server on loopback, spoken to with plain sockets: what a well-behaved client can not send.
#include "http/server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

using namespace lesepass::server::http;

namespace {
struct Running {
    explicit Running(ServerOptions options = {}) {
        router.add(Method::Get, "/ping", [](const Request&) { return Response::text(200, "pong"); });
        router.add(Method::Post, "/echo", [](const Request& r) { return Response::text(200, r.body); }, {.max_body_bytes = 1000});
        router.add(Method::Post, "/form", [](const Request& r) { return Response::text(200, r.field("name") + "|" + std::to_string(r.parts.size())); }, {.max_body_bytes = 100'000});
        router.add(Method::Get, "/who", [](const Request& r) { return Response::text(200, r.remote_address); });
        router.add(Method::Get, "/header", [](const Request& r) { return Response::text(200, r.header("x-test")); });
        router.add(Method::Get, "/throws", [](const Request&) -> Response { throw std::runtime_error("secret detail"); });
        router.set_not_found([](const Request&) { return Response::text(404, "nobody"); });
        options.port = 0;
        options.hosts = {"localhost"};
        server = std::make_unique<Server>(options, router);
        REQUIRE(server->listen());
        server->start();
    }
    ~Running() { server->stop(); }
    Router router;
    std::unique_ptr<Server> server;
};

class Client {
public:
    explicit Client(int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET, to.sin_port = htons(static_cast<std::uint16_t>(port)), to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval limit{.tv_sec = 20, .tv_usec = 0};
        setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        REQUIRE(::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0);
    }
    ~Client() { ::close(fd_); }
    Client(const Client&) = delete;
    void send(const std::string& bytes) const { CHECK(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size())); }
    // One answer with Content-Length; "" if the server closed first.
    std::string answer() {
        std::size_t end = 0;
        while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
            if (!more()) return std::exchange(buffer_, {});
        const auto at = buffer_.find("Content-Length: ");
        const std::size_t length = at < end ? std::stoul(buffer_.substr(at + 16)) : 0;
        while (buffer_.size() < end + 4 + length)
            if (!more()) break;
        std::string out = buffer_.substr(0, end + 4 + length);
        buffer_.erase(0, out.size());
        return out;
    }
    bool closed() { return !more(); }

private:
    bool more() {
        char chunk[4096];
        const auto count = ::recv(fd_, chunk, sizeof chunk, 0);
        if (count <= 0) return false;
        buffer_.append(chunk, static_cast<std::size_t>(count));
        return true;
    }
    int fd_;
    std::string buffer_;
};

std::string ask(int port, const std::string& bytes) {
    Client client(port);
    client.send(bytes);
    return client.answer();
}
std::string get(const std::string& path, const std::string& headers = "") { return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"; }
int status_of(const std::string& answer) { return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0; }
}  // namespace

TEST_CASE("requests are answered, several on one connection and pipelined") {
    Running running;
    Client client(running.server->port());
    client.send(get("/ping") + get("/ping"));
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.answer();
        CHECK(status_of(answer) == 200);
        CHECK(answer.ends_with("pong"));
    }
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel");
    client.send("lo");
    CHECK(client.answer().ends_with("hello"));
}

TEST_CASE("wrong method, path, host, encoding and size have their own status, and the server stays up") {
    Running running;
    const int port = running.server->port();
    struct Case {
        const char* why;
        std::string bytes;
        int status;
    };
    const Case cases[] = {
        {"unknown path", get("/nothing"), 404},
        {"encoded slash", get("/a%2Fping"), 404},
        {"encoded NUL", get("/ping%00"), 404},
        {"invalid UTF-8 path", get("/%ff"), 404},
        {"wrong method", "POST /ping HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 405},
        {"unknown method", "BREW /ping HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
        {"method nobody has", "PATCH /ping HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
        {"foreign host", "GET /ping HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
        {"no host", "GET /ping HTTP/1.1\r\n\r\n", 400},
        {"chunked body", "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n", 411},
        {"length and chunked", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400},
        {"compressed body", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", 415},
        {"body above the route's limit", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n", 413},
        {"damaged multipart", "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 3\r\n\r\nabc", 400},
        {"handler throws", get("/throws"), 500},
        {"broken Range", get("/ping", "Range: bytes=9-1\r\n"), 416},
    };
    for (const auto& c : cases) {
        CAPTURE(c.why);
        const auto answer = ask(port, c.bytes);
        CHECK(status_of(answer) == c.status);
        CHECK(answer.find("secret detail") == std::string::npos);
        CHECK(status_of(ask(port, get("/ping"))) == 200);
    }
    CHECK(ask(port, "POST /ping HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n").find("Allow: GET") != std::string::npos);
}

TEST_CASE("an encoded line end in a header value stays encoded") {
    Running running;
    const auto answer = ask(running.server->port(), get("/header", "X-Test: a%0d%0aSet-Cookie:b\r\n"));
    CHECK(answer.ends_with("a%0d%0aSet-Cookie:b"));
}

TEST_CASE("trickling, idle and half-sent requests take no worker: others are answered meanwhile") {
    ServerOptions options;
    options.workers = 2;
    Running running(options);
    const int port = running.server->port();
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 300; ++i) {
        slow.push_back(std::make_unique<Client>(port));
        // A third says nothing, a third is in the middle of its head, a third in the middle of its body.
        if (i % 3 == 1) slow.back()->send("GET /ping HTTP/1.1\r\nHo");
        if (i % 3 == 2) slow.back()->send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nabc");
    }
    for (int round = 0; round < 20; ++round) {
        for (std::size_t i = 1; i < slow.size(); i += 3) slow[i]->send(round == 0 ? "st: localhost\r\n" : "X: y\r\n");
        CHECK(status_of(ask(port, get("/ping"))) == 200);
    }
    CHECK(running.server->figures().connections >= 300);
}

TEST_CASE("a request has a total deadline, however steadily it trickles") {
    ServerOptions options;
    options.gate.head_ms = 300;
    options.gate.body_ms = 300;
    Running running(options);
    Client head(running.server->port());
    Client body(running.server->port());
    head.send("GET /ping HTTP/1.1\r\n");
    body.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n");
    std::atomic<bool> stop{false};
    std::thread trickle([&] {
        while (!stop) {
            ::usleep(50'000);
            if (running.server->figures().timed_out >= 2) return;
        }
    });
    CHECK(head.closed());
    CHECK(body.closed());
    stop = true;
    trickle.join();
    CHECK(running.server->figures().timed_out >= 2);
}

TEST_CASE("one address may hold only so many connections") {
    ServerOptions options;
    options.gate.connections_per_address = 5;
    Running running(options);
    std::vector<std::unique_ptr<Client>> held;
    for (int i = 0; i < 5; ++i) held.push_back(std::make_unique<Client>(running.server->port()));
    held[0]->send(get("/ping"));
    CHECK(status_of(held[0]->answer()) == 200);
    Client sixth(running.server->port());
    CHECK(sixth.closed());
}

TEST_CASE("the forwarded address counts only from the proxy that is configured, and only its last entry") {
    {
        Running running;
        CHECK(ask(running.server->port(), get("/who", "X-Forwarded-For: 6.6.6.6\r\n")).ends_with("127.0.0.1"));
    }
    ServerOptions options;
    options.trusted_proxy = "127.0.0.1";
    Running running(options);
    CHECK(ask(running.server->port(), get("/who", "X-Forwarded-For: 6.6.6.6, 9.9.9.9\r\n")).ends_with("9.9.9.9"));
}

TEST_CASE("an answer that comes before the body was read still arrives") {
    Running running;
    Client client(running.server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\n" + std::string(300'000, 'x'));
    CHECK(status_of(client.answer()) == 413);
}

TEST_CASE("multipart and urlencoded forms larger than 8 KiB arrive whole") {
    Running running;
    const std::string name(20'000, 'n');
    const std::string urlencoded = "name=" + name;
    const auto answer = ask(running.server->port(), "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(urlencoded.size()) + "\r\n\r\n" + urlencoded);
    CHECK(answer.ends_with(name + "|0"));
    const std::string multipart = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + name + "\r\n--x--\r\n";
    const auto second = ask(running.server->port(), "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: " + std::to_string(multipart.size()) + "\r\n\r\n" + multipart);
    CHECK(second.ends_with(name + "|1"));
}

TEST_CASE("requests in progress are answered when the server stops") {
    Running running;
    Client client(running.server->port());
    std::thread stopper([&] { ::usleep(100'000); running.server->stop(); });
    client.send(get("/ping"));
    CHECK(status_of(client.answer()) == 200);
    stopper.join();
}
