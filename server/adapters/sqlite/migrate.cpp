#include "adapters/sqlite/migrate.h"

#include <map>

#include "base/sha256.h"

namespace lesepass::server::sqlite {
namespace {

constexpr std::int64_t lesepass_application_id = 0x4C455345;  // "LESE", shown by file(1)

std::int64_t read_integer(Connection& connection, std::string_view sql) {
    auto query = connection.prepare(sql);
    return query.step() ? query.integer() : 0;
}

Status check_owner(Connection& connection) {
    const std::int64_t owner = read_integer(connection, "PRAGMA application_id");
    if (owner == lesepass_application_id) return Done{};
    const std::int64_t tables = read_integer(connection, "SELECT count(*) FROM sqlite_schema");
    if (owner == 0 && tables == 0) return Done{};
    return Failure{"store.foreign", "this file is a database of another program"};
}

struct Applied {
    std::string name, sha256;
};

std::map<int, Applied> applied_migrations(Connection& connection) {
    std::map<int, Applied> out;
    auto query = connection.prepare("SELECT number, name, sha256 FROM schema_migrations");
    while (query.step()) {
        const int number = query.small();
        const std::string name = query.text();
        out[number] = Applied{name, query.text()};
    }
    return out;
}

Status check_applied(const std::map<int, Applied>& applied, const std::vector<Migration>& migrations) {
    for (const auto& [number, row] : applied) {
        if (number > static_cast<int>(migrations.size()))
            return Failure{"store.newer", "the database was written by a newer version of Lesepass (schema " +
                                              row.name + "; this program knows " + std::to_string(migrations.size()) +
                                              "): install that version again, or restore the backup made before"};
        const Migration& ours = migrations[static_cast<std::size_t>(number - 1)];
        if (sha256_hex(ours.sql) != row.sha256)
            return Failure{"store.migration", "migration " + row.name + " was applied with another content than " +
                                                  ours.name + " of this program"};
    }
    return Done{};
}

void apply(Connection& connection, const Migration& migration, UtcMillis now) {
    connection.exec(migration.sql);
    const std::string name = migration.name;
    const std::string checksum = sha256_hex(migration.sql);
    connection.prepare("INSERT INTO schema_migrations (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)")
        .bind(migration.number)
        .bind(name)
        .bind(checksum)
        .bind(now)
        .run();
}

Status migrate_inside(Connection& connection, const std::vector<Migration>& migrations, MissingMigrations missing,
                      UtcMillis now) {
    connection.exec(
        "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
        "sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
    const auto applied = applied_migrations(connection);
    if (auto same = check_applied(applied, migrations); !same) return same;
    for (const auto& migration : migrations) {
        if (applied.contains(migration.number)) continue;
        if (missing == MissingMigrations::Refuse)
            return Failure{"store.migration", std::string(migration.name) +
                                                  " is not applied yet, and the database is in use: stop the server, "
                                                  "or start this version of it"};
        apply(connection, migration, now);
    }
    connection.exec(("PRAGMA application_id = " + std::to_string(lesepass_application_id)).c_str());
    return Done{};
}

}  // namespace

Status migrate(Connection& connection, const std::vector<Migration>& migrations, MissingMigrations missing,
               UtcMillis now) {
    try {
        // Before the first change: a file of another program stays as it is.
        if (auto owner = check_owner(connection); !owner) return owner;
        connection.exec("PRAGMA journal_mode = WAL");
        connection.exec("BEGIN IMMEDIATE");
        Status status = migrate_inside(connection, migrations, missing, now);
        connection.exec(status ? "COMMIT" : "ROLLBACK");
        return status;
    } catch (const SqlError& error) {
        if (connection.in_transaction()) sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        return to_failure(error);
    }
}

}  // namespace lesepass::server::sqlite
