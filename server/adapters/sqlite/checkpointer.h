#pragma once
// Copies the log into the database on a thread and connection of its own. SQLite's automatic checkpoint runs inside the
// commit that crosses the limit, and that caller waits 60 to 160 ms for it.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/sqlite/connection.h"
#include "adapters/sqlite/store_options.h"

namespace lesepass::server::sqlite {

class Checkpointer {
public:
    Checkpointer(Connection connection, CheckpointLimits limits);
    ~Checkpointer();

    // From the writer's commit hook: the log has `pages` pages now.
    void wal_grew(int pages);
    // Under steady load a PASSIVE checkpoint never reaches the end of the log, so the log never starts again from the
    // front. The writer then does the small rest itself, between two commits; until it has, the thread keeps away (two
    // checkpoints at once exclude each other).
    bool wants_help() const { return wants_help_.load(std::memory_order_relaxed); }
    void checkpoint_on(Connection& writer);
    CheckpointFigures figures() const;
    void stop();

private:
    void loop();
    void checkpoint_once();

    Connection connection_;
    const CheckpointLimits limits_;
    std::atomic<int> pages_{0};
    std::atomic<int> pages_done_{0};  // log length when the last checkpoint began
    std::atomic<bool> wants_help_{false};
    std::atomic<std::uint64_t> checkpoints_{0};
    std::atomic<std::uint64_t> helped_{0};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool due_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace lesepass::server::sqlite
