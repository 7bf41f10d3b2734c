#include "adapters/sqlite/sqlite_store.h"

#include "adapters/sqlite/migrate.h"
#include "platform/durable_file.h"

namespace lesepass::server {

using sqlite::Connection;
using sqlite::LockFile;
using sqlite::StoreOptions;
using sqlite::Tenancy;

namespace {

constexpr int writer_cache_kib = 16 * 1024;
constexpr int reader_cache_kib = 2 * 1024;

Result<LockFile> take_lock(const StoreOptions& options) {
    auto lock = LockFile::take(options.data_dir + "/lesepass.lock");
    if (!lock && lock.failure().code == "store.locked" && options.tenancy == Tenancy::Tool) return LockFile();
    return lock;
}

}  // namespace

Result<SqliteStore::Parts> SqliteStore::open_parts(const StoreOptions& options) {
    if (auto made = files::make_folders(options.data_dir); !made) return Failure{"store.io", made.failure().detail};
    auto lock = take_lock(options);
    if (!lock) return lock.failure();
    const bool alone = lock->held();
    const std::string path = options.data_dir + "/lesepass.db";
    try {
        Connection writer({.path = path, .vfs = options.vfs, .cache_kib = writer_cache_kib});
        const auto missing = alone ? sqlite::MissingMigrations::Apply : sqlite::MissingMigrations::Refuse;
        if (auto migrated = sqlite::migrate(writer, sqlite::embedded_migrations(), missing, options.now); !migrated)
            return Failure{migrated.failure().code, path + ": " + migrated.failure().detail};
        // Nobody else can have them: they are a crashed predecessor's.
        if (alone) writer.exec("UPDATE outbox SET lease_until = 0 WHERE lease_until <> 0 AND state = 'pending'");
        std::vector<Connection> readers;
        for (int i = 0; i < options.readers; ++i)
            readers.emplace_back(Connection::Options{.path = path, .vfs = options.vfs, .cache_kib = reader_cache_kib});
        return Parts{.lock = std::move(*lock),
                     .readers = std::move(readers),
                     .writer = std::move(writer),
                     .checkpointer = Connection({.path = path, .vfs = options.vfs})};
    } catch (const sqlite::SqlError& error) {
        return Failure{"store.io", path + ": " + sqlite::to_failure(error).detail};
    }
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const StoreOptions& options) {
    auto parts = open_parts(options);
    if (!parts) return parts.failure();
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(*parts), options));
}

SqliteStore::SqliteStore(Parts parts, const StoreOptions& options)
    : lock_(std::move(parts.lock)),
      on_cards_used_up_(options.on_cards_used_up),
      checkpointer_(std::make_unique<sqlite::Checkpointer>(std::move(parts.checkpointer), options.checkpoint)),
      writer_(std::make_unique<sqlite::GroupWriter>(std::move(parts.writer), *checkpointer_, options.writer)),
      readers_(std::move(parts.readers)) {}

SqliteStore::~SqliteStore() {
    writer_->stop();
    checkpointer_->stop();
}

sqlite::StoreFigures SqliteStore::figures() const {
    return {.writer = writer_->figures(), .checkpoint = checkpointer_->figures()};
}

Status SqliteStore::probe() {
    return write([](Connection& db) -> Status {
        db.prepare("UPDATE probes SET count = count + 1 WHERE id = 1").run();
        return Done{};
    });
}

Result<std::string> SqliteStore::secret(const std::string& name, const std::string& fresh) {
    std::string stored;
    const Status status = write([&](Connection& db) -> Status {
        db.prepare("INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING")
            .bind(name)
            .bind(fresh)
            .run();
        auto query = db.prepare("SELECT value FROM secrets WHERE name = ?");
        query.bind(name);
        if (!query.step()) return Failure{"store.io", "secret " + name + " vanished"};
        stored = query.text();
        return Done{};
    });
    if (!status) return status.failure();
    return stored;
}

}  // namespace lesepass::server
