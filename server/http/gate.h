#pragma once
// Reads requests and writes answers for all connections in one thread, so that no worker ever waits for a client.
//
// cpp-httplib spends a thread on every connection; a few dozen slow ones stop it. Here a worker gets a request only
// when all its bytes are there, and gives back all bytes of the answer. Idle, trickling and slow-reading clients cost
// memory within the limits below, never a thread.
//
// States of a connection: Reading -> Working -> Writing -> Reading (keep-alive) | Draining -> closed.
//   Reading   bytes arrive; deadline: idle, or head + body at a minimum rate
//   Working   in the queue or with a worker; the gate does not touch it
//   Writing   the answer leaves; deadline by size
//   Draining  answered for the last time: what the client still sends is thrown away for a moment, because closing with
//             unread bytes resets the connection and the client loses the answer
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/result.h"
#include "http/request_head.h"
#include "http/worker_pool.h"

namespace lesepass::server::http {

struct GateLimits {
    std::size_t connections = 10'000;             // less if the system allows fewer open files
    std::size_t connections_per_address = 1'000;  // of IPv6 per /64
    std::string unlimited_address{};              // the trusted reverse proxy: everybody behind one address
    std::size_t buffered_bytes = 512u * 1024 * 1024;
    std::size_t queue = 1'024;  // complete requests waiting for a worker; more get 503
    int backlog = 1'024;
    int idle_ms = 15'000;    // keep-alive without a byte
    int head_ms = 10'000;    // first byte to end of head
    int body_ms = 20'000;    // plus one second per min_rate bytes of Content-Length
    int answer_ms = 20'000;  // likewise for reading our answer
    std::size_t min_rate_bytes_per_second = 16 * 1024;
    int drain_ms = 2'000;
};

struct GateFigures {
    std::size_t connections = 0;
    std::size_t buffered_bytes = 0;
    std::uint64_t timed_out = 0, refused = 0;
};

class Gate {
public:
    struct Hooks {
        std::function<RawAnswer(const RawRequest&)> work;            // in a worker thread; must not throw
        std::function<std::size_t(const HeadScan&)> max_body_bytes;  // gate thread; cheap
        // Gate thread: the bytes of an answer. `target` is empty where the head could not be read.
        std::function<std::string(int status, const char* code, std::string_view target)> refusal;
    };
    Gate(GateLimits limits, Hooks hooks, std::size_t workers);
    ~Gate();

    // Failure "http.listen" with a sentence for the operator. Port 0: any; see port().
    Status listen(const std::string& address, int port);
    int port() const { return port_; }
    void start();
    // No new requests; what is complete is answered (for at most `grace_ms`), then all connections are closed.
    void stop(int grace_ms = 5'000);
    GateFigures figures() const;

private:
    enum class State { Reading, Working, Writing, Draining };
    struct Connection {
        int fd = -1;
        std::uint64_t serial = 0;
        State state = State::Reading;
        std::string address, share;
        std::string in;
        std::size_t head_bytes = 0, expected = 0;  // 0: the head is not complete
        bool keep_alive = false;
        RawAnswer out;
        std::size_t written = 0;
        std::size_t charged = 0;  // our part of buffered_
        std::int64_t deadline = 0;
        std::uint32_t watched = 0;  // epoll's events
    };

    void run();
    bool has_finished(std::int64_t now) const;
    void handle(std::uint64_t mark, std::uint32_t events);
    void accept_all();
    void on_readable(Connection& c);
    void consider(Connection& c);
    bool read_head(Connection& c);
    void dispatch(Connection& c);
    void refuse(Connection& c, int status, const char* code, std::string_view target);
    void answer(Connection& c, RawAnswer answer);
    void write_some(Connection& c);
    void after_answer(Connection& c);
    void take_done();
    void sweep(std::int64_t now);
    void charge(Connection& c);
    void watch(Connection& c, std::uint32_t events);
    void watch(int fd, std::uint64_t mark, std::uint32_t events, int operation);
    void close_connection(std::uint64_t serial);
    void stop_listening();

    GateLimits limits_;
    Hooks hooks_;
    int listen_fd_ = -1, epoll_fd_ = -1, wake_fd_ = -1, port_ = 0;
    std::map<std::uint64_t, std::unique_ptr<Connection>> connections_;
    std::map<std::string, std::size_t> per_share_;
    std::vector<std::uint64_t> closing_;
    std::uint64_t next_serial_ = 16;  // small values name the listener and the waker
    std::array<char, 64 * 1024> chunk_{};
    std::atomic<std::size_t> buffered_{0}, open_{0};
    std::atomic<std::uint64_t> timed_out_{0}, refused_{0};
    std::atomic<std::int64_t> drain_until_{0};  // 0: not stopping
    WorkerPool pool_;
    std::thread thread_;
};

}  // namespace lesepass::server::http
