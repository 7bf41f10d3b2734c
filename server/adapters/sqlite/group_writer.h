#pragma once
// The one thread that writes. Calls queue up while the previous commit is being synced; the thread takes all that are
// waiting, runs each in a savepoint of one transaction, commits once and only then wakes the callers. Batches form by
// themselves under load and cost a lonely caller nothing (no timer).
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

#include "adapters/sqlite/checkpointer.h"
#include "adapters/sqlite/connection.h"
#include "adapters/sqlite/store_options.h"

namespace lesepass::server::sqlite {

// Runs in the writer thread inside a transaction. A failure (or SqlError) undoes this work only.
using Work = std::function<Status(Connection&)>;

class GroupWriter {
public:
    GroupWriter(Connection connection, Checkpointer& checkpointer, WriterLimits limits);
    ~GroupWriter();  // finishes what is queued

    // Blocks until the transaction that holds the work is on stable storage, or failed. "store.busy": queue full or
    // stopping.
    Status run(const Work& work);
    // Later calls answer "store.busy"; what is queued is finished.
    void stop();

    WriterFigures figures() const;

private:
    struct Job {
        explicit Job(const Work& w) : work(w) {}
        const Work& work;  // lives in the caller, who waits
        Status result = Done{};
        std::binary_semaphore done{0};
    };
    using Batch = std::vector<std::shared_ptr<Job>>;

    void loop();
    bool take(Batch& batch);
    void commit_batch(const Batch& batch);
    void run_jobs(const Batch& batch);
    void run_job(Job& job);
    void fail_batch(const Batch& batch, const SqlError& error);
    void count(const Batch& batch);

    Connection connection_;
    Checkpointer& checkpointer_;
    const WriterLimits limits_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::shared_ptr<Job>> queue_;
    bool stopping_ = false;
    WriterFigures figures_;
    // After a failed sync nobody knows what the disk holds; a later sync may wrongly succeed (the kernel has dropped
    // the dirty pages). Nothing is written any more until a restart has replayed the log.
    std::optional<Failure> broken_;  // writer thread only
    std::thread thread_;             // last: starts when all else is there
};

}  // namespace lesepass::server::sqlite
