#include "http/worker_pool.h"

namespace lesepass::server::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue, Work work, std::function<void()> announce)
    : thread_count_(threads), queue_(queue), work_(std::move(work)), announce_(std::move(announce)) {}

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::start() {
    for (std::size_t i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { run(); });
}

void WorkerPool::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        jobs_.clear();
    }
    ready_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

bool WorkerPool::submit(std::uint64_t serial, RawRequest& request) {
    {
        std::lock_guard lock(mutex_);
        if (jobs_.size() >= queue_) return false;
        jobs_.push_back({serial, std::move(request)});
        if (waiting_ == 0) return true;  // whoever finishes next takes it
    }
    ready_.notify_one();
    return true;
}

std::vector<WorkerPool::Finished> WorkerPool::take_finished() {
    std::vector<Finished> out;
    std::lock_guard lock(mutex_);
    out.swap(finished_);
    return out;
}

void WorkerPool::run() {
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            ++waiting_;
            ready_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
            --waiting_;
            if (stopping_) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        auto answer = work_(job.request);
        bool is_first = false;
        {
            std::lock_guard lock(mutex_);
            is_first = finished_.empty();
            finished_.push_back({job.serial, std::move(answer)});
        }
        if (is_first) announce_();
    }
}

}  // namespace lesepass::server::http
