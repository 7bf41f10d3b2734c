#include "adapters/sqlite/checkpointer.h"

namespace lesepass::server::sqlite {

Checkpointer::Checkpointer(Connection connection, CheckpointLimits limits)
    : connection_(std::move(connection)), limits_(limits) {
    thread_ = std::thread([this] { loop(); });
}

Checkpointer::~Checkpointer() { stop(); }

void Checkpointer::wal_grew(int pages) {
    if (pages < pages_.exchange(pages)) pages_done_ = 0;  // the log has started again
    if (pages - pages_done_.load() < limits_.pages) return;
    pages_done_ = pages;
    {
        const std::lock_guard lock(mutex_);
        due_ = true;
    }
    wake_.notify_one();
}

void Checkpointer::checkpoint_on(Connection& writer) {
    // A failure leaves the log as it is; the next growth tries again.
    sqlite3_wal_checkpoint_v2(writer.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    ++helped_;
    {
        const std::lock_guard lock(mutex_);
        wants_help_ = false;
    }
    wake_.notify_one();
}

CheckpointFigures Checkpointer::figures() const {
    return {.checkpoints = checkpoints_.load(), .helped = helped_.load(), .log_pages = pages_.load()};
}

void Checkpointer::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Checkpointer::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return (due_ && !wants_help_) || stopping_; });
        if (stopping_) return;
        due_ = false;
        lock.unlock();
        checkpoint_once();
        lock.lock();
    }
}

void Checkpointer::checkpoint_once() {
    int in_log = 0;
    int copied = 0;
    const int code =
        sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &copied);
    if (code != SQLITE_OK) return;  // the log keeps everything; tried again when it has grown
    ++checkpoints_;
    if (in_log >= limits_.help_pages) wants_help_ = true;
}

}  // namespace lesepass::server::sqlite
