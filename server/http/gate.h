#pragma once
// Reads requests and writes answers for all connections in one thread, so that no worker ever waits for a client.
//
// cpp-httplib spends a thread on every connection; a few dozen slow ones stop it (SERVER notes in README). Here a worker
// gets a request only when all its bytes are there, and gives back all bytes of the answer. Idle, trickling and
// slow-reading clients cost memory within the limits below, never a thread.
//
// States of a connection: Reading -> Working -> Writing -> Reading (keep-alive) | Draining -> closed.
//   Reading   bytes arrive; deadline: idle, or head + body at a minimum rate
//   Working   in the queue or with a worker; the gate does not touch it
//   Writing   the answer leaves; deadline by size
//   Draining  answered early: what the client still sends is thrown away for a moment, else its answer is lost in a reset
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "http/request_head.h"

namespace lesepass::server::http {

struct GateLimits {
    std::size_t connections = 10'000;
    std::size_t connections_per_address = 1'000;  // a reverse proxy is one address
    std::size_t buffered_bytes = 512u * 1024 * 1024;
    std::size_t queue = 1'024;                    // complete requests waiting for a worker; more get 503
    int backlog = 1'024;
    int idle_ms = 15'000;                         // keep-alive without a byte
    int head_ms = 10'000;                         // first byte to end of head
    int body_ms = 20'000;                         // plus one second per min_rate bytes of Content-Length
    int answer_ms = 20'000;                       // likewise for reading our answer
    std::size_t min_rate_bytes_per_second = 16 * 1024;
    int drain_ms = 2'000;
};

struct RawRequest {
    std::string bytes;           // head and body, complete
    std::string remote_address;
    int remote_port = 0;
};
struct RawAnswer {
    std::string bytes;
    bool close = false;
};

struct GateFigures {
    std::size_t connections = 0;
    std::size_t buffered_bytes = 0;
    std::uint64_t timed_out = 0, refused = 0;
};

class Gate {
public:
    struct Hooks {
        std::function<RawAnswer(const RawRequest&)> work;                         // in a worker thread; must not throw
        std::function<std::size_t(const HeadScan&)> max_body_bytes;               // gate thread; cheap
        std::function<std::string(int status, const char* code, std::string_view target)> refusal;  // bytes of an answer
    };
    Gate(GateLimits limits, Hooks hooks, std::size_t workers);
    ~Gate();

    // Failure "http.listen" with a sentence for the operator. Port 0: any; see port().
    Status listen(const std::string& address, int port);
    int port() const { return port_; }
    void start();
    // No new requests; what is being worked on is answered (at most `grace_ms`), then all connections are closed.
    void stop(int grace_ms = 5'000);
    GateFigures figures() const;

private:
    enum class State { Reading, Working, Writing, Draining };
    struct Connection {
        int fd = -1;
        std::uint64_t serial = 0;
        State state = State::Reading;
        std::string address;
        int remote_port = 0;
        std::string in, out;
        std::size_t written = 0;
        bool close_after = false, peer_done = false, continued = false;
        std::int64_t deadline = 0;
    };
    struct Job {
        std::uint64_t serial;
        RawRequest request;
    };
    struct Finished {
        std::uint64_t serial;
        RawAnswer answer;
    };

    void run();
    void accept_all();
    void on_readable(Connection& c);
    void read_all(Connection& c);
    void consider(Connection& c);
    void dispatch(Connection& c, std::size_t size);
    void refuse(Connection& c, int status, const char* code, std::string_view target);
    void answer(Connection& c, std::string bytes, bool close);
    void write_some(Connection& c);
    void after_answer(Connection& c);
    void take_done();
    void sweep(std::int64_t now);
    void watch(Connection& c, std::uint32_t events, int operation);
    void close_connection(std::uint64_t serial);
    void wake();
    void worker();

    GateLimits limits_;
    Hooks hooks_;
    int listen_fd_ = -1, epoll_fd_ = -1, wake_fd_ = -1, port_ = 0;
    std::map<std::uint64_t, std::unique_ptr<Connection>> connections_;
    std::map<std::string, std::size_t> per_address_;
    std::vector<std::uint64_t> closing_;
    std::uint64_t next_serial_ = 16;  // small values name the listener and the waker
    std::atomic<std::size_t> buffered_{0}, open_{0};
    std::atomic<std::uint64_t> timed_out_{0}, refused_{0};

    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Job> jobs_;
    std::vector<Finished> done_;
    std::size_t busy_ = 0;
    std::atomic<bool> draining_{false}, stopping_{false};
    bool workers_stop_ = false;
    std::vector<std::thread> workers_;
    std::thread thread_;
    std::size_t worker_count_;
};

}  // namespace lesepass::server::http
