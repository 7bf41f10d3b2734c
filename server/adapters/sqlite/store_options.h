#pragma once
// How the SQLite store is set up, and the figures it tells.
#include <cstdint>
#include <functional>
#include <string>

#include "base/date.h"

namespace lesepass::server::sqlite {

struct WriterLimits {
    std::size_t queue = 1024;  // waiting calls; more answer "store.busy"
    std::size_t batch = 256;   // calls in one transaction
};

struct CheckpointLimits {
    int pages = 2'000;        // log pages (4 KiB) that start a checkpoint
    int help_pages = 16'000;  // the writer finishes the checkpoint itself, so that the log can start again
};

enum class Tenancy {
    Server,  // the only process: takes the lock, migrates, frees leases of a crashed predecessor
    Tool,    // command line beside a running server: takes the lock if it is free, else leaves schema and leases alone
};

struct StoreOptions {
    std::string data_dir;  // made if it does not exist; holds lesepass.db and lesepass.lock
    UtcMillis now;         // written beside applied migrations
    Tenancy tenancy = Tenancy::Server;
    int readers = 4;  // connections for reading
    WriterLimits writer{};
    CheckpointLimits checkpoint{};
    std::string vfs{};  // for tests: an SQLite VFS that loses power
    // An application went on without a provisional card: its library (key) has no numbers left. Called by the writer.
    std::function<void(const std::string& tenant)> on_cards_used_up{};
};

struct WriterFigures {
    std::uint64_t commits = 0;  // transactions
    std::uint64_t writes = 0;   // calls committed or failed in them
    std::uint64_t failed = 0;   // calls that ended in a failure (conflicts count)
    std::uint64_t refused = 0;  // "store.busy"
    std::size_t largest_batch = 0;
    std::size_t queue_length = 0;  // now
    bool stopped = false;          // by an unsafe disk error
};

struct CheckpointFigures {
    std::uint64_t checkpoints = 0;
    std::uint64_t helped = 0;  // done by the writer
    int log_pages = 0;         // now
};

struct StoreFigures {
    WriterFigures writer;
    CheckpointFigures checkpoint;
};

}  // namespace lesepass::server::sqlite
