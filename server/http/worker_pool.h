#pragma once
// A fixed number of threads between the gate and the handlers: complete requests in, complete answers out.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lesepass::server::http {

struct RawRequest {
    std::string bytes;           // head and body, complete
    std::size_t head_bytes = 0;  // including the empty line
    bool keep_alive = false;     // what the client wants
    std::string remote_address;
};
struct RawAnswer {
    std::string bytes;                        // head, and the body if it is not shared
    std::shared_ptr<const std::string> body;  // sent after `bytes`; null: nothing
    bool close = false;

    std::size_t size() const { return bytes.size() + (body ? body->size() : 0); }
};

class WorkerPool {
public:
    using Work = std::function<RawAnswer(const RawRequest&)>;
    struct Finished {
        std::uint64_t serial;
        RawAnswer answer;
    };

    // `announce` is called by a worker when take_finished() has something to take again. At most `queue` requests wait.
    WorkerPool(std::size_t threads, std::size_t queue, Work work, std::function<void()> announce);
    ~WorkerPool();

    void start();
    // Waits for what is with a worker; what still waits in the queue is dropped.
    void stop();
    // false: the queue is full and the request is untouched.
    [[nodiscard]] bool submit(std::uint64_t serial, RawRequest& request);
    std::vector<Finished> take_finished();

private:
    struct Job {
        std::uint64_t serial;
        RawRequest request;
    };
    void run();

    std::size_t thread_count_, queue_;
    Work work_;
    std::function<void()> announce_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Job> jobs_;
    std::vector<Finished> finished_;
    std::size_t waiting_ = 0;  // threads without work
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace lesepass::server::http
