#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_store.h"

namespace lesepass::server {

using sqlite::Connection;

namespace {

// Sessions live for hours; what ended a week before a new one ends is certainly over.
constexpr std::int64_t expired_session_age_seconds = 7 * 24 * 3600;

}  // namespace

Status SqliteStore::upsert_case_worker(const CaseWorkerRecord& record) {
    return write([&](Connection& db) -> Status {
        // A new password ends what was opened with the old one.
        db.prepare(
              "DELETE FROM sessions WHERE user_name = ?1 AND EXISTS (SELECT 1 FROM case_workers WHERE user_name = ?1 "
              "AND password_hash <> ?2)")
            .bind(record.user_name)
            .bind(record.password_hash)
            .run();
        db.prepare(
              "INSERT INTO case_workers (user_name, tenant, display_name, password_hash) VALUES (?, ?, ?, ?) "
              "ON CONFLICT (user_name) DO UPDATE SET tenant = excluded.tenant, display_name = excluded.display_name, "
              "password_hash = excluded.password_hash")
            .bind(record.user_name)
            .bind(record.tenant)
            .bind(record.display_name)
            .bind(record.password_hash)
            .run();
        return Done{};
    });
}

Result<CaseWorkerRecord> SqliteStore::find_case_worker(const std::string& user_name) const {
    return read([&](Connection& db) -> Result<CaseWorkerRecord> {
        auto query =
            db.prepare("SELECT user_name, tenant, display_name, password_hash FROM case_workers WHERE user_name = ?");
        query.bind(user_name);
        if (!query.step()) return sqlite::missing("case worker");
        CaseWorkerRecord out;
        out.user_name = query.text();
        out.tenant = query.text();
        out.display_name = query.text();
        out.password_hash = query.text();
        return out;
    });
}

Status SqliteStore::add_session(const SessionRecord& record) {
    return write([&](Connection& db) -> Status {
        db.prepare("DELETE FROM sessions WHERE expires_at < ?")
            .bind(record.expires_at.plus_seconds(-expired_session_age_seconds))
            .run();
        db.prepare("INSERT INTO sessions (token_hash, user_name, csrf_token, expires_at) VALUES (?, ?, ?, ?)")
            .bind(record.token_hash)
            .bind(record.user_name)
            .bind(record.csrf_token)
            .bind(record.expires_at)
            .run();
        return Done{};
    });
}

Result<SessionRecord> SqliteStore::find_session(const std::string& token_hash, UtcMillis now) const {
    return read([&](Connection& db) -> Result<SessionRecord> {
        auto query = db.prepare(
            "SELECT token_hash, user_name, csrf_token, expires_at FROM sessions WHERE token_hash = ? AND "
            "expires_at > ?");
        query.bind(token_hash).bind(now);
        if (!query.step()) return sqlite::missing("session");
        SessionRecord out;
        out.token_hash = query.text();
        out.user_name = query.text();
        out.csrf_token = query.text();
        out.expires_at = query.time();
        return out;
    });
}

Status SqliteStore::remove_session(const std::string& token_hash) {
    return write([&](Connection& db) -> Status {
        db.prepare("DELETE FROM sessions WHERE token_hash = ?").bind(token_hash).run();
        return Done{};
    });
}

}  // namespace lesepass::server
