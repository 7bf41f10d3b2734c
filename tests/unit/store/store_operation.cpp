// Opening, refusing, failing and closing: what the operator of one SQLite store meets.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <thread>

#include "adapters/sqlite/migrate.h"
#include "fault_vfs.h"
#include "store_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;
using sqlite::Connection;
using sqlite::Migration;
using sqlite::MissingMigrations;

namespace {

Result<std::unique_ptr<SqliteStore>> open_in(const std::string& folder,
                                             sqlite::Tenancy tenancy = sqlite::Tenancy::Server) {
    sqlite::StoreOptions options;
    options.data_dir = folder;
    options.now = noon;
    options.tenancy = tenancy;
    return SqliteStore::open(options);
}

void write_file(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// A disk whose log syncs wait until they are let through.
class Gate {
public:
    void wait() {
        std::unique_lock lock(mutex_);
        ++arrived_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
    }
    // The time is for a store that never syncs; it then fails instead of waiting for ever.
    void await_arrival() {
        std::unique_lock lock(mutex_);
        CHECK(changed_.wait_for(lock, std::chrono::seconds(20), [this] { return arrived_ > 0; }));
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int arrived_ = 0;
    bool open_ = false;
};

class FaultyDisk {
public:
    explicit FaultyDisk(const std::string& name, sqlite::WriterLimits limits = {}) : disk(name) {
        sqlite::StoreOptions options;
        options.data_dir = folder.path();
        options.vfs = disk.name();
        options.writer = limits;
        auto opened = SqliteStore::open(options);
        REQUIRE(opened);
        store = std::move(*opened);
    }
    TemporaryFolder folder;
    FaultVfs disk;
    std::unique_ptr<SqliteStore> store;
};

// Precondition: the writer is held, so the queue only grows.
void wait_for_queue(const SqliteStore& store, std::size_t length) {
    for (int i = 0; i < 2'000 && store.figures().writer.queue_length < length; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

}  // namespace

TEST_CASE_FIXTURE(StoreFixture, "store: a second server on the same data folder is refused and told why") {
    const auto second = open_in(folder.path());
    REQUIRE_FALSE(second);
    CHECK(second.failure().code == "store.locked");
    CHECK(second.failure().detail.find(std::to_string(getpid())) != std::string::npos);
    close();
    CHECK(open_in(folder.path()));
}

TEST_CASE_FIXTURE(StoreFixture, "store: a tool may work beside the server and leaves its leases alone") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    REQUIRE(store().claim_outbox(noon.plus_seconds(10), 60'000, 1)->size() == 1);
    {
        const auto tool = open_in(folder.path(), sqlite::Tenancy::Tool);
        REQUIRE(tool);
        CHECK((*tool)->upsert_case_worker({"schmidt", "musterstadt", "A. Schmidt", "hash"}));
    }
    CHECK(store().find_case_worker("schmidt"));
    CHECK(store().claim_outbox(noon.plus_seconds(11), 60'000, 1)->empty());
    given_application(2);
}

TEST_CASE("store: the data folder is made, with all folders above it") {
    const TemporaryFolder folder;
    REQUIRE(open_in(folder.path() + "/a/b/c"));
    CHECK(std::filesystem::exists(folder.path() + "/a/b/c/lesepass.db"));
    CHECK((std::filesystem::status(folder.path() + "/a/b/c").permissions() & std::filesystem::perms::others_all) ==
          std::filesystem::perms::none);
}

TEST_CASE("store: a folder that can not be one, and files that are no database of ours, are refused") {
    const TemporaryFolder folder;
    write_file(folder.path() + "/file", "x");
    CHECK(code_of(open_in(folder.path() + "/file")) == "store.io");
    CHECK(code_of(open_in(folder.path() + "/file/below")) == "store.io");

    const std::string garbage = folder.path() + "/garbage";
    std::filesystem::create_directory(garbage);
    write_file(garbage + "/lesepass.db", std::string(8192, 'x'));
    const auto opened = open_in(garbage);
    CHECK(code_of(opened) == "store.io");
    CHECK(opened.failure().detail.find("damaged") != std::string::npos);
    CHECK(read_file(garbage + "/lesepass.db") == std::string(8192, 'x'));

    const std::string foreign = folder.path() + "/foreign";
    std::filesystem::create_directory(foreign);
    Connection({.path = foreign + "/lesepass.db"}).exec("CREATE TABLE theirs (x)");
    const std::string before = read_file(foreign + "/lesepass.db");
    CHECK(code_of(open_in(foreign)) == "store.foreign");
    CHECK(read_file(foreign + "/lesepass.db") == before);
}

TEST_CASE("migrations: they are numbered without gaps") {
    int number = 0;
    for (const auto& migration : sqlite::embedded_migrations()) CHECK(migration.number == ++number);
    CHECK(number >= 1);
}

TEST_CASE("migrations: each is applied once, in order, all of a start or none") {
    const TemporaryFolder folder;
    Connection db({.path = folder.path() + "/db"});
    const Migration first{1, "0001_a", "CREATE TABLE a (x) STRICT"};
    const Migration broken{2, "0002_b", "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)"};
    const Migration repaired{2, "0002_b", "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO b VALUES (1)"};
    const Migration good{1, "0001_a", "CREATE TABLE a (x INTEGER) STRICT"};
    CHECK(code_of(migrate(db, {first}, MissingMigrations::Apply, noon)) == "store.io");  // strict tables need types
    CHECK(code_of(migrate(db, {good, broken}, MissingMigrations::Apply, noon)) == "store.io");
    CHECK(code_of(migrate(db, {good, repaired}, MissingMigrations::Refuse, noon)) == "store.migration");
    CHECK(migrate(db, {good}, MissingMigrations::Apply, noon));
    CHECK(migrate(db, {good}, MissingMigrations::Refuse, noon));
    CHECK(code_of(migrate(db, {good, repaired}, MissingMigrations::Refuse, noon)) == "store.migration");
    CHECK(migrate(db, {good, repaired}, MissingMigrations::Apply, noon));
    CHECK(migrate(db, {good, repaired}, MissingMigrations::Apply, noon));
    auto query = db.prepare("SELECT count(*) FROM b");
    REQUIRE(query.step());
    CHECK(query.integer() == 1);
}

TEST_CASE("migrations: a newer database, or one that was migrated differently, is refused") {
    const TemporaryFolder folder;
    Connection db({.path = folder.path() + "/db"});
    const Migration one{1, "0001_a", "CREATE TABLE a (x INTEGER) STRICT"};
    const Migration two{2, "0002_b", "CREATE TABLE b (x INTEGER) STRICT"};
    const Migration edited{1, "0001_a", "CREATE TABLE a (x INTEGER, y INTEGER) STRICT"};
    REQUIRE(migrate(db, {one, two}, MissingMigrations::Apply, noon));
    const auto newer = migrate(db, {one}, MissingMigrations::Apply, noon);
    CHECK(code_of(newer) == "store.newer");
    CHECK(newer.failure().detail.find("0002_b") != std::string::npos);
    CHECK(code_of(migrate(db, {edited, two}, MissingMigrations::Apply, noon)) == "store.migration");
    CHECK(migrate(db, {one, two}, MissingMigrations::Apply, noon));
}

TEST_CASE("store: nobody is told 'stored' before the log is synced, and those who waited share the next commit") {
    FaultyDisk there("slow-disk");
    Gate gate;
    const auto before = there.store->figures().writer;
    there.disk.set_on_log_sync([&] { gate.wait(); });
    std::atomic<int> acknowledged{0};
    std::vector<std::thread> all;
    const auto submit = [&](unsigned number) {
        all.emplace_back([&, number] {
            if (there.store->submit(an_application(number), "", {}, {})) ++acknowledged;
        });
    };
    submit(0);
    gate.await_arrival();
    for (unsigned i = 1; i <= 20; ++i) submit(i);
    wait_for_queue(*there.store, 20);
    CHECK(acknowledged == 0);
    gate.open();
    for (auto& thread : all) thread.join();
    CHECK(acknowledged == 21);
    const auto after = there.store->figures().writer;
    CHECK(after.commits - before.commits == 2);
    CHECK(after.writes - before.writes == 21);
    CHECK(after.largest_batch == 20);
    CHECK(after.queue_length == 0);
}

TEST_CASE("store: in a shared commit one refusal leaves the others untouched") {
    FaultyDisk there("mixed-batch");
    Gate gate;
    there.disk.set_on_log_sync([&] { gate.wait(); });
    std::atomic<int> stored{0}, refused{0};
    std::vector<std::thread> all;
    const auto submit = [&](unsigned number, std::vector<AttachmentId> attachments) {
        all.emplace_back([&, number, attachments] {
            (there.store->submit(an_application(number), "", attachments, {an_intent(std::to_string(number))})
                 ? stored
                 : refused)++;
        });
    };
    submit(0, {});
    gate.await_arrival();
    for (unsigned i = 1; i <= 10; ++i)
        submit(i, i % 2 == 0 ? std::vector<AttachmentId>{} : std::vector{attachment_id(i)});
    wait_for_queue(*there.store, 10);
    gate.open();
    for (auto& thread : all) thread.join();
    CHECK(stored == 6);
    CHECK(refused == 5);
    CHECK(*there.store->count_applications({.tenant = "musterstadt"}) == 6);
    CHECK(there.store->outbox_figures()->pending == 6);
    CHECK(there.store->figures().writer.failed == 5);
}

TEST_CASE("store: a full queue and a stopping store say busy, what was accepted is finished") {
    FaultyDisk there("full-queue", {.queue = 3});
    Gate gate;
    there.disk.set_on_log_sync([&] { gate.wait(); });
    std::atomic<int> acknowledged{0};
    std::vector<std::thread> all;
    const auto submit = [&](unsigned number) {
        all.emplace_back([&, number] {
            if (there.store->submit(an_application(number), "", {}, {})) ++acknowledged;
        });
    };
    submit(0);
    gate.await_arrival();
    for (unsigned i = 1; i <= 3; ++i) submit(i);
    wait_for_queue(*there.store, 3);
    CHECK(code_of(there.store->probe()) == "store.busy");
    CHECK(there.store->figures().writer.refused == 1);
    gate.open();
    there.store->stop_writing();
    for (auto& thread : all) thread.join();
    CHECK(acknowledged == 4);
    CHECK(code_of(there.store->probe()) == "store.busy");
    CHECK(code_of(there.store->submit(an_application(9), "", {}, {})) == "store.busy");
    CHECK(there.store->find_application(application_id(3)));
}

TEST_CASE("store: on a full disk every write says so, and it goes on when there is room again") {
    FaultyDisk there("full-disk");
    REQUIRE(there.store->submit(an_application(1), "", {}, {}));
    there.disk.set_fault(FaultVfs::Fault::Full);
    const auto refused = there.store->submit(an_application(2), "", {}, {an_intent("x")});
    REQUIRE_FALSE(refused);
    CHECK(refused.failure().code == "store.io");
    CHECK(refused.failure().detail.find("disk is full") != std::string::npos);
    CHECK(code_of(there.store->probe()) == "store.io");
    CHECK(there.store->find_application(application_id(1)));
    CHECK(code_of(there.store->find_application(application_id(2))) == "store.missing");
    there.disk.set_fault(FaultVfs::Fault::None);
    CHECK(there.store->submit(an_application(2), "", {}, {an_intent("x")})->kind == SubmitOutcome::Kind::Created);
}

TEST_CASE("store: after a failed sync nothing is promised any more until a restart") {
    FaultyDisk there("failed-sync");
    REQUIRE(there.store->submit(an_application(1), "", {}, {}));
    there.disk.set_fault(FaultVfs::Fault::SyncFails);
    CHECK(code_of(there.store->submit(an_application(2), "", {}, {})) == "store.io");
    there.disk.set_fault(FaultVfs::Fault::None);
    const auto later = there.store->submit(an_application(3), "", {}, {});
    CHECK(code_of(later) == "store.io");
    CHECK(later.failure().detail.find("restart") != std::string::npos);
    CHECK(code_of(there.store->probe()) == "store.io");
    CHECK(there.store->figures().writer.stopped);
    CHECK(there.store->find_application(application_id(1)));
    there.store.reset();
    auto again = open_in(there.folder.path());
    REQUIRE(again);
    CHECK((*again)->find_application(application_id(1)));
    CHECK((*again)->submit(an_application(3), "", {}, {}));
}

TEST_CASE("store: the log is copied back beside the writer and starts again from the front") {
    const TemporaryFolder folder;
    sqlite::StoreOptions options;
    options.data_dir = folder.path();
    options.checkpoint = {.pages = 20, .help_pages = 100};
    {
        auto store = SqliteStore::open(options);
        REQUIRE(store);
        int longest = 0;
        bool started_again = false;
        for (unsigned i = 0; i < 20'000 && !started_again; ++i) {
            REQUIRE((*store)->submit(an_application(i), "", {}, {}));
            const int pages = (*store)->figures().checkpoint.log_pages;
            started_again = pages < longest;
            longest = std::max(longest, pages);
        }
        CHECK(started_again);
        CHECK((*store)->figures().checkpoint.checkpoints > 0);
    }
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/lesepass.db-wal"));  // a clean end folds it in
}

TEST_CASE_FIXTURE(StoreFixture, "store: histories can not be rewritten, not even by hand") {
    given_application(1, ApplicationState::Submitted);
    REQUIRE(
        store().add_payment(a_payment(1, 1), a_payment_event("created", PaymentState::Created, PaymentState::Created)));
    Connection by_hand({.path = folder.path() + "/lesepass.db"});
    for (const char* sql : {"UPDATE application_events SET actor = 'x'", "DELETE FROM application_events",
                            "UPDATE payment_events SET source = 'x'", "DELETE FROM payment_events",
                            "DELETE FROM applications", "DELETE FROM payments"})
        CHECK_THROWS_AS(by_hand.exec(sql), sqlite::SqlError);
}

TEST_CASE_FIXTURE(StoreFixture, "store: the probe really writes") {
    const auto before = sqlite().figures().writer.writes;
    CHECK(store().probe());
    CHECK(sqlite().figures().writer.writes == before + 1);
}
