#include "adapters/sqlite/group_writer.h"

#include <algorithm>

namespace lesepass::server::sqlite {
namespace {

bool is_failed_sync(const SqlError& error) {
    return error.extended() == SQLITE_IOERR_FSYNC || error.extended() == SQLITE_IOERR_DIR_FSYNC ||
           error.primary() == SQLITE_CORRUPT;
}

int on_wal_growth(void* checkpointer, sqlite3*, const char*, int pages) {
    static_cast<Checkpointer*>(checkpointer)->wal_grew(pages);
    return SQLITE_OK;
}

}  // namespace

GroupWriter::GroupWriter(Connection connection, Checkpointer& checkpointer, WriterLimits limits)
    : connection_(std::move(connection)), checkpointer_(checkpointer), limits_(limits) {
    sqlite3_wal_hook(connection_.handle(), &on_wal_growth, &checkpointer_);
    thread_ = std::thread([this] { loop(); });
}

GroupWriter::~GroupWriter() { stop(); }

Status GroupWriter::run(const Work& work) {
    auto job = std::make_shared<Job>(work);
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return Failure{"store.busy", "shutting down"};
        if (queue_.size() >= limits_.queue) {
            ++figures_.refused;
            return Failure{"store.busy", "too many writes are waiting"};
        }
        queue_.push_back(job);
    }
    wake_.notify_one();
    job->done.acquire();
    return std::move(job->result);
}

void GroupWriter::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

WriterFigures GroupWriter::figures() const {
    const std::lock_guard lock(mutex_);
    WriterFigures out = figures_;
    out.queue_length = queue_.size();
    return out;
}

void GroupWriter::loop() {
    Batch batch;
    while (take(batch)) {
        commit_batch(batch);
        count(batch);
        for (auto& job : batch) job->done.release();
        batch.clear();
        if (checkpointer_.wants_help()) checkpointer_.checkpoint_on(connection_);
    }
}

bool GroupWriter::take(Batch& batch) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    const std::size_t size = std::min(queue_.size(), limits_.batch);
    batch.assign(std::make_move_iterator(queue_.begin()),
                 std::make_move_iterator(queue_.begin() + static_cast<std::ptrdiff_t>(size)));
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(size));
    return !batch.empty();
}

void GroupWriter::commit_batch(const Batch& batch) {
    if (broken_) {
        for (const auto& job : batch) job->result = *broken_;
        return;
    }
    try {
        connection_.prepare("BEGIN IMMEDIATE").run();
        run_jobs(batch);
        connection_.prepare("COMMIT").run();
    } catch (const SqlError& error) {
        fail_batch(batch, error);
    }
}

void GroupWriter::run_jobs(const Batch& batch) {
    for (const auto& job : batch) {
        connection_.prepare("SAVEPOINT job").run();
        run_job(*job);
        if (!job->result) connection_.prepare("ROLLBACK TO job").run();
        connection_.prepare("RELEASE job").run();
    }
}

void GroupWriter::run_job(Job& job) {
    try {
        job.result = job.work(connection_);
    } catch (const SqlError& error) {
        // Disk full and the like: SQLite has already undone the whole transaction.
        if (!connection_.in_transaction() || is_failed_sync(error)) throw;
        job.result = to_failure(error);
    } catch (const std::exception& error) {
        job.result = Failure{"store.io", error.what()};
    }
}

// Also those fail that had failed for a reason of their own: they may have seen what a neighbour wrote and now is gone.
void GroupWriter::fail_batch(const Batch& batch, const SqlError& error) {
    const Failure failure = to_failure(error);
    for (const auto& job : batch) job->result = failure;
    if (connection_.in_transaction()) sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    if (is_failed_sync(error))
        broken_ = Failure{"store.io",
                          "writing has stopped after an unsafe disk error, restart the server: " + failure.detail};
}

void GroupWriter::count(const Batch& batch) {
    const std::lock_guard lock(mutex_);
    ++figures_.commits;
    figures_.writes += batch.size();
    figures_.largest_batch = std::max(figures_.largest_batch, batch.size());
    for (const auto& job : batch)
        if (!job->result) ++figures_.failed;
    figures_.stopped = broken_.has_value();
}

}  // namespace lesepass::server::sqlite
