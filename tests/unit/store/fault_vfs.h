#pragma once
// SQLite's view of the disk, with a disk that can be full, refuse to sync, be slow, lie, and lose power. Everything
// goes through to the real files; beside them it keeps what would be left after a power cut.
#include <sqlite3.h>

#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace lesepass::server::testing {

class FaultVfs {
public:
    explicit FaultVfs(const std::string& name);  // registered under this name
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    const std::string& name() const { return name_; }

    enum class Fault {
        None,
        Full,         // writes answer SQLITE_FULL
        SyncFails,    // syncs answer SQLITE_IOERR_FSYNC
        LogSyncLies,  // syncs of the write-ahead log answer success and do nothing
    };
    void set_fault(Fault fault);
    // Called at the start of every sync of the log, in the thread that syncs.
    void set_on_log_sync(std::function<void()> hook);
    int log_syncs() const;

    // Writes into `folder` what a power cut at this moment would leave there: all that was synced, and of the later
    // writes an arbitrary part, sector by sector.
    void write_wreck(const std::string& folder, std::mt19937_64& random) const;

    // For the C functions.
    int write(const std::string& path, std::string bytes, sqlite3_int64 offset);
    int truncate(const std::string& path, sqlite3_int64 size);
    int sync(const std::string& path);
    void remove(const std::string& path);
    sqlite3_vfs* real() const { return real_; }

private:
    struct Change {
        sqlite3_int64 offset = 0;
        std::string bytes;
        bool is_truncation = false;  // to `offset`
    };
    struct Image {
        std::string durable;
        std::vector<Change> pending;
    };
    static void apply(std::string& content, const Change& change);

    const std::string name_;
    sqlite3_vfs* const real_;
    sqlite3_vfs vfs_{};
    mutable std::mutex mutex_;
    std::map<std::string, Image> images_;
    Fault fault_ = Fault::None;
    std::function<void()> on_log_sync_;
    int log_syncs_ = 0;
};

}  // namespace lesepass::server::testing
