#pragma once
// A server with a few routes on a free loopback port, and a client that sends exactly the bytes it is told to.
#include <atomic>
#include <map>
#include <string>
#include <string_view>

#include "http/server.h"

namespace lesepass::server::testing {

struct Answer {
    int status = 0;  // 0: closed without an answer
    std::string head;
    std::string body;
    bool closed = false;  // after the answer

    // Value of a header line, name in the server's spelling; "" if absent.
    std::string header(const std::string& name) const;
    int count(const std::string& name) const;
};

class Client {
public:
    explicit Client(int port);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // false: the other side has closed.
    bool send(std::string_view bytes);
    void finish_sending();
    // Waits for a whole answer (by Content-Length, or without a body for HEAD).
    Answer receive(bool is_head = false);
    // Everything until the other side closes.
    std::string receive_all();

private:
    bool fill();
    int fd_ = -1;
    std::string buffer_;
};

// Sends, receives, and asks whether the connection lives on.
Answer ask(int port, std::string_view request);

// GET, body of one answer etc. with the usual head.
std::string get(const std::string& target, const std::string& more_headers = {});
std::string post(const std::string& target, const std::string& type, const std::string& body);

// Routes: GET /ping; POST|PUT /echo (body back, 64 KiB); POST /upload (1 MiB; answers sizes of parts); GET /see/{id};
// GET /headers (value of X-Probe and X-Forwarded-For back); GET /address; GET /boom (throws); GET /shared.
class TestServer {
public:
    explicit TestServer(http::ServerOptions options = {});
    ~TestServer() { server.stop(); }

    int port() const { return server.port(); }
    std::atomic<int> handled{0};
    http::Router router;
    http::Server server;

private:
    void add_routes();
};

// Waits until it holds (looking again and again, for at most ten seconds).
template <class Condition>
bool eventually(Condition condition);

int thread_count();  // of this process
bool can_connect(int port);

}  // namespace lesepass::server::testing

#include <chrono>
#include <thread>

template <class Condition>
bool lesepass::server::testing::eventually(Condition condition) {
    for (int i = 0; i < 1000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}
