// The promise that matters most: an acknowledged application survives a power cut. kill -9 keeps the kernel's cache, so
// only a disk that forgets what was not synced can show it.
#include <sqlite3.h>

#include <atomic>
#include <semaphore>
#include <thread>

#include "fault_vfs.h"
#include "store_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

struct Inspection {
    std::size_t acknowledged = 0, lost = 0, without_mail = 0;
    std::string integrity = "not opened";
};

std::string integrity_of(const std::string& path) {
    sqlite3* handle = nullptr;
    std::string answer = "no answer";
    if (sqlite3_open(path.c_str(), &handle) == SQLITE_OK)
        sqlite3_exec(
            handle, "PRAGMA integrity_check",
            [](void* out, int, char** columns, char**) {
                *static_cast<std::string*>(out) = columns[0];
                return 1;  // the first line says enough
            },
            &answer, nullptr);
    sqlite3_close(handle);
    return answer;
}

// Threads that submit as many applications as they are let, and remember what was acknowledged.
class Applicants {
public:
    explicit Applicants(Store& store) {
        for (unsigned t = 0; t < 6; ++t) threads_.emplace_back([this, &store, t] { submit_all(store, t); });
    }
    ~Applicants() {
        stopping_ = true;
        allow(static_cast<std::ptrdiff_t>(threads_.size()));
        for (auto& thread : threads_) thread.join();
    }
    void allow(std::ptrdiff_t more) { allowed_.release(more); }
    std::vector<unsigned> acknowledged() const {
        const std::lock_guard lock(mutex_);
        return acknowledged_;
    }

private:
    void submit_all(Store& store, unsigned thread) {
        for (unsigned i = 0;; ++i) {
            allowed_.acquire();
            if (stopping_) return;
            const unsigned number = thread * 1'000'000 + i;
            if (!store.submit(an_application(number), "erika", {}, {an_intent(std::to_string(number))})) return;
            const std::lock_guard lock(mutex_);
            acknowledged_.push_back(number);
        }
    }
    std::atomic<bool> stopping_{false};
    std::counting_semaphore<> allowed_{0};
    mutable std::mutex mutex_;
    std::vector<unsigned> acknowledged_;
    std::vector<std::thread> threads_;
};

Inspection inspect(const std::string& folder, const std::vector<unsigned>& acknowledged) {
    Inspection out;
    out.acknowledged = acknowledged.size();
    out.integrity = integrity_of(folder + "/lesepass.db");
    sqlite::StoreOptions options;
    options.data_dir = folder;
    auto store = SqliteStore::open(options);
    if (!store) {
        out.integrity += ", " + store.failure().detail;
        out.lost = acknowledged.size();
        return out;
    }
    for (const unsigned number : acknowledged) {
        const auto found = (*store)->find_application(application_id(number));
        if (!found || found->json != an_application(number).json) ++out.lost;
        if ((*store)->outbox_of(application_id(number))->size() != 1) ++out.without_mail;
    }
    return out;
}

// Cuts the power `cuts` times while applications come in; inspects each wreck.
std::vector<Inspection> cut_power(FaultVfs& disk, int cuts, sqlite::CheckpointLimits checkpoint) {
    const TemporaryFolder folder;
    sqlite::StoreOptions options;
    options.data_dir = folder.path() + "/live";
    options.vfs = disk.name();
    options.checkpoint = checkpoint;
    auto store = SqliteStore::open(options);
    REQUIRE(store);
    std::vector<Inspection> out;
    std::mt19937_64 random(4711);
    Applicants applicants(**store);
    constexpr std::ptrdiff_t per_cut = 150;
    for (int cut = 0; cut < cuts; ++cut) {
        // Somewhere in the middle of the work that is allowed until the next cut.
        const std::size_t wanted = static_cast<std::size_t>(cut * per_cut) + 1 + random() % (per_cut - 20);
        applicants.allow(per_cut);
        while (applicants.acknowledged().size() < wanted) std::this_thread::yield();
        const auto acknowledged = applicants.acknowledged();  // before the cut
        const std::string wreck = folder.path() + "/wreck" + std::to_string(cut);
        disk.write_wreck(wreck, random);
        out.push_back(inspect(wreck, acknowledged));
        std::filesystem::remove_all(wreck);
    }
    return out;
}

}  // namespace

TEST_CASE("power cut: whatever was acknowledged is there, with its mail, and the database is whole") {
    FaultVfs disk("power-cut");
    // Many checkpoints: that is where the order of writes and syncs matters.
    for (const auto& wreck : cut_power(disk, 20, {.pages = 40, .help_pages = 200})) {
        CHECK(wreck.acknowledged > 0);
        CHECK(wreck.lost == 0);
        CHECK(wreck.without_mail == 0);
        CHECK(wreck.integrity == "ok");
    }
}

TEST_CASE("power cut: this test notices a disk that only pretends to sync") {
    FaultVfs disk("lying-disk");
    disk.set_fault(FaultVfs::Fault::LogSyncLies);
    std::size_t lost = 0;
    // No checkpoints: all there is is in the log.
    for (const auto& wreck : cut_power(disk, 3, {.pages = 1'000'000})) lost += wreck.lost;
    CHECK(lost > 0);
}
