// Slow, idle, greedy and leaving clients.
#include "http/gate.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "http_fixture.h"

using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {
// A handler that waits until it is let go.
class Latch {
public:
    void wait() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        open_changed_.wait(lock, [&] { return open_; });
    }
    void open() {
        std::lock_guard lock(mutex_);
        open_ = true;
        open_changed_.notify_all();
    }
    bool has_waiting(int count) {
        std::lock_guard lock(mutex_);
        return waiting_ >= count;
    }

private:
    std::mutex mutex_;
    std::condition_variable open_changed_;
    int waiting_ = 0;
    bool open_ = false;
};

struct SlowServer {
    explicit SlowServer(http::GateLimits limits, std::size_t workers = 1)
        : server({.port = 0, .workers = workers, .gate = limits}, router) {
        router.add(http::Method::Get, "/slow",
                   [this](const http::Request&) { return latch.wait(), http::Response::text(200, "late"); });
        router.add(http::Method::Get, "/ping", [](const http::Request&) { return http::Response::text(200, "pong"); });
        REQUIRE(server.listen().ok());
        server.start();
    }
    ~SlowServer() {
        latch.open();
        server.stop();
    }
    Latch latch;
    http::Router router;
    http::Server server;
};
}  // namespace

TEST_CASE("300 idle, trickling, half-sent and unread connections take no thread and nobody else waits") {
    TestServer server;
    const int threads = thread_count();
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 300; ++i) {
        slow.push_back(std::make_unique<Client>(server.port()));
        if (i % 4 == 1) slow.back()->send("GET /ping HTTP/1.1\r\nHo");
        if (i % 4 == 2) slow.back()->send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nabc");
        if (i % 4 == 3) slow.back()->send(get("/shared"));  // 3 MB that nobody reads
    }
    REQUIRE(eventually([&] { return server.server.figures().connections == 300; }));
    for (int round = 0; round < 20; ++round) {
        for (std::size_t i = 1; i < slow.size(); i += 4)
            CHECK(slow[i]->send(round == 0 ? "st: localhost\r\n" : "X-A: b\r\n"));
        for (std::size_t i = 2; i < slow.size(); i += 4) CHECK(slow[i]->send("d"));
        CHECK(ask(server.port(), get("/ping")).body == "pong");
    }
    CHECK(thread_count() == threads);
    for (std::size_t i = 1; i < 40; i += 4) {
        slow[i]->send("\r\n");
        CHECK(slow[i]->receive().body == "pong");
    }
    CHECK(slow[3]->receive().body.size() == 3'000'000);
}

TEST_CASE("a request has a total deadline, however steadily it trickles") {
    TestServer server({.gate = {.head_ms = 400, .body_ms = 400}});
    Client head(server.port()), body(server.port());
    head.send("GET /ping HTTP/1.1\r\nHost: localhost\r\n");
    body.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n");
    // Each byte would start a time-out per byte anew.
    CHECK(eventually([&] {
        head.send("X-A: b\r\n");
        body.send("x");
        return server.server.figures().timed_out >= 2;
    }));
    for (Client* client : {&head, &body}) {
        const auto answer = client->receive();
        CHECK(answer.status == 408);
        CHECK(answer.body.find("\"retry\":true") != std::string::npos);
    }
    CHECK(eventually([&] { return server.server.figures().connections == 0; }));
    CHECK(server.handled == 0);
}

TEST_CASE("a body has the more time the longer it is") {
    TestServer server({.gate = {.body_ms = 0, .min_rate_bytes_per_second = 1}});
    Client client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(600));  // two sweeps; its deadline is a minute away
    client.send(std::string(60, 'x'));
    CHECK(client.receive().status == 200);
}

TEST_CASE("a connection that is only kept open ends without a word") {
    TestServer server({.gate = {.idle_ms = 100, .head_ms = 100}});
    Client never_spoke(server.port()), spoke(server.port());
    spoke.send(get("/ping"));
    CHECK(spoke.receive().status == 200);
    CHECK(spoke.receive_all().empty());
    CHECK(never_spoke.receive_all().empty());
}

TEST_CASE("whoever does not read the answer is let go") {
    TestServer server({.gate = {.answer_ms = 100, .min_rate_bytes_per_second = 100'000'000}});
    Client client(server.port());
    for (int i = 0; i < 8; ++i) client.send(get("/shared"));
    CHECK(
        eventually([&] { return server.server.figures().timed_out == 1 && server.server.figures().connections == 0; }));
    CHECK(server.server.figures().buffered_bytes == 0);
}

TEST_CASE("one address holds only its share of the connections, and gets it back") {
    TestServer server({.gate = {.connections_per_address = 5}});
    std::vector<std::unique_ptr<Client>> held;
    for (int i = 0; i < 5; ++i) held.push_back(std::make_unique<Client>(server.port()));
    REQUIRE(eventually([&] { return server.server.figures().connections == 5; }));
    CHECK(Client(server.port()).receive_all().empty());
    held.pop_back();
    REQUIRE(eventually([&] { return server.server.figures().connections == 4; }));
    Client next(server.port());
    next.send(get("/ping"));
    CHECK(next.receive().status == 200);
}

TEST_CASE("the trusted proxy has no share, the total holds for it as well") {
    TestServer server({.trusted_proxy = "127.0.0.1", .gate = {.connections = 8, .connections_per_address = 5}});
    std::vector<std::unique_ptr<Client>> held;
    for (int i = 0; i < 8; ++i) held.push_back(std::make_unique<Client>(server.port()));
    REQUIRE(eventually([&] { return server.server.figures().connections == 8; }));
    CHECK(Client(server.port()).receive_all().empty());
}

TEST_CASE("more requests than the queue holds get 503, and later ones are served again") {
    SlowServer slow({.queue = 2});
    Client in_work(slow.server.port());
    in_work.send(get("/slow"));
    REQUIRE(eventually([&] { return slow.latch.has_waiting(1); }));
    std::vector<std::unique_ptr<Client>> queued;
    for (int i = 0; i < 2; ++i) {
        queued.push_back(std::make_unique<Client>(slow.server.port()));
        queued.back()->send(get("/ping"));
    }
    // The first that finds the queue full; those that came in before it are answered later.
    std::vector<std::unique_ptr<Client>> more;
    REQUIRE(eventually([&] {
        more.push_back(std::make_unique<Client>(slow.server.port()));
        more.back()->send(get("/ping"));
        return slow.server.figures().refused > 0;
    }));
    const auto refused = more.back()->receive();
    CHECK(refused.status == 503);
    CHECK(refused.header("Retry-After") == "5");
    slow.latch.open();
    CHECK(in_work.receive().body == "late");
    for (auto& client : queued) CHECK(client->receive().body == "pong");
    CHECK(ask(slow.server.port(), get("/ping")).body == "pong");
}

TEST_CASE("bodies beyond the memory for all get 503") {
    TestServer server({.gate = {.buffered_bytes = 50'000}});
    Client client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n");
    client.send(std::string(55'000, 'x'));
    CHECK(client.receive().status == 503);
    CHECK(ask(server.port(), get("/ping")).status == 200);
    CHECK(eventually([&] { return server.server.figures().buffered_bytes == 0; }));
}

TEST_CASE("a client that is refused early may go on sending for a moment and still reads the answer") {
    TestServer server;
    Client client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\n");
    REQUIRE(eventually([&] { return server.server.figures().refused == 1; }));
    // Browsers that can not send the rest throw the answer away.
    for (int i = 0; i < 10; ++i) CHECK(client.send(std::string(30'000, 'x')));
    CHECK(client.receive().status == 413);
}

TEST_CASE("a request cut off in the middle is answered and nothing is handled") {
    TestServer server;
    const auto whole = post("/echo", "text/plain", "hello");
    for (std::size_t size = 1; size < whole.size(); size += 7) {
        CAPTURE(size);
        Client client(server.port());
        client.send(whole.substr(0, size));
        client.finish_sending();
        CHECK(client.receive().status == 400);
    }
    CHECK(server.handled == 0);
    Client client(server.port());
    client.send(whole);
    client.finish_sending();
    CHECK(client.receive().body == "hello");
}

TEST_CASE("bytes that come while a request is in work wait for their turn") {
    SlowServer slow(http::GateLimits{}, 2);
    Client client(slow.server.port());
    client.send(get("/slow"));
    REQUIRE(eventually([&] { return slow.latch.has_waiting(1); }));
    client.send(get("/ping"));
    client.finish_sending();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // the gate sees both
    slow.latch.open();
    CHECK(client.receive().body == "late");
    CHECK(client.receive().body == "pong");
    CHECK(client.receive_all().empty());
}

TEST_CASE("stopping answers what is in work, takes nothing new and ends") {
    auto slow = std::make_unique<SlowServer>(http::GateLimits{}, 2);
    const int port = slow->server.port();
    Client in_work(port), idle(port);
    idle.send(get("/ping"));
    CHECK(idle.receive().status == 200);
    in_work.send(get("/slow"));
    REQUIRE(eventually([&] { return slow->latch.has_waiting(1); }));
    std::thread stopper([&] { slow->server.stop(); });
    // The listener is closed first; until then the kernel still connects.
    CHECK(eventually([&] { return !can_connect(port); }));
    slow->latch.open();
    const auto answer = in_work.receive();
    CHECK(answer.body == "late");
    stopper.join();
    CHECK(idle.receive_all().empty());
    slow.reset();
}

TEST_CASE("an address in use is a sentence for the operator") {
    TestServer first;
    http::Router router;
    http::Server second({.port = first.port()}, router);
    const auto status = second.listen();
    REQUIRE_FALSE(status.ok());
    CHECK(status.failure().code == "http.listen");
    CHECK(status.failure().detail.find(std::to_string(first.port())) != std::string::npos);
    http::Server nowhere({.address = "no such name", .port = 0}, router);
    CHECK_FALSE(nowhere.listen().ok());
}
