#include <algorithm>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_store.h"

namespace lesepass::server {

using sqlite::Connection;
using sqlite::Statement;

namespace {

#define LESEPASS_OUTBOX_COLUMNS                                                                                   \
    "id, coalesce(application, zeroblob(16)), tenant, kind, idempotency_key, payload, purpose, title, attempts, " \
    "created_at, next_attempt_at, "                                                                               \
    "delivered_at, dead_at, last_error"

OutboxEntry read_entry(Statement& row) {
    OutboxEntry out;
    out.id = row.integer();
    out.application.bytes = row.bytes16();
    out.tenant = row.text();
    out.intent.kind = row.text();
    out.intent.idempotency_key = row.text();
    out.intent.payload = row.text();
    out.intent.purpose = row.text();
    out.intent.title = row.text();
    out.attempts = row.small();
    out.created_at = row.time();
    out.next_attempt_at = row.time();
    out.delivered_at = row.optional_time();
    out.dead_at = row.optional_time();
    out.last_error = row.text();
    return out;
}

std::vector<OutboxEntry> read_entries(Statement& query) {
    std::vector<OutboxEntry> out;
    while (query.step()) out.push_back(read_entry(query));
    return out;
}

bool entry_exists(Connection& db, std::int64_t id) {
    auto query = db.prepare("SELECT 1 FROM outbox WHERE id = ?");
    return query.bind(id).step();
}

// After a guarded UPDATE.
Status changed_or_why(Connection& db, std::int64_t id, const char* why) {
    if (db.changes() == 1) return Done{};
    return entry_exists(db, id) ? sqlite::conflict(why) : sqlite::missing("outbox entry");
}

std::optional<ApplicationId> application_of(Connection& db, std::int64_t id) {
    auto query = db.prepare("SELECT coalesce(application, zeroblob(16)) FROM outbox WHERE id = ?");
    query.bind(id);
    if (!query.step()) return std::nullopt;
    return ApplicationId{query.bytes16()};
}

Status apply_effect(Connection& db, ApplicationId id, const Store::DeliveryEffect& effect) {
    const auto from = sqlite::state_of(db, id);
    if (!from) return sqlite::missing("application");
    const auto to = next_state(*from, effect.event);
    if (!to) return Done{};
    return sqlite::move_application(db, id, {.from = *from, .to = *to}, effect.history, {});
}

}  // namespace

Status SqliteStore::add_letter(const std::string& tenant, const OutboxIntent& intent, UtcMillis now) {
    return write([&](Connection& db) -> Status {
        db.prepare(
              "INSERT INTO outbox (tenant, kind, idempotency_key, payload, purpose, title, created_at, "
              "next_attempt_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (idempotency_key) DO NOTHING")
            .bind(tenant)
            .bind(intent.kind)
            .bind(intent.idempotency_key)
            .bind(intent.payload)
            .bind(intent.purpose)
            .bind(intent.title)
            .bind(now)
            .bind(now)
            .run();
        return Done{};
    });
}

Result<std::vector<OutboxEntry>> SqliteStore::claim_outbox(UtcMillis now, std::int64_t lease_ms, int limit) {
    std::vector<OutboxEntry> claimed;
    const Status status = write([&](Connection& db) -> Status {
        auto update = db.prepare(
            "UPDATE outbox SET attempts = attempts + 1, lease_until = ?2 WHERE id IN (SELECT id FROM outbox "
            "WHERE state = 'pending' AND next_attempt_at <= ?1 AND lease_until <= ?1 ORDER BY next_attempt_at, id "
            "LIMIT ?3) RETURNING " LESEPASS_OUTBOX_COLUMNS);
        update.bind(now).bind(now.plus_ms(lease_ms)).bind(limit);
        claimed = read_entries(update);
        return Done{};
    });
    if (!status) return status.failure();
    // RETURNING promises no order.
    std::sort(claimed.begin(), claimed.end(), [](const OutboxEntry& a, const OutboxEntry& b) {
        return std::tie(a.next_attempt_at, a.id) < std::tie(b.next_attempt_at, b.id);
    });
    return claimed;
}

Status SqliteStore::complete_outbox(std::int64_t id, UtcMillis now, const std::optional<DeliveryEffect>& effect) {
    return write([&](Connection& db) -> Status {
        const auto application = application_of(db, id);
        if (!application) return sqlite::missing("outbox entry");
        // Also from 'dead': what has been delivered is delivered.
        db.prepare(
              "UPDATE outbox SET state = 'delivered', delivered_at = ?, dead_at = NULL, lease_until = 0, "
              "last_error = '' WHERE id = ? AND state <> 'delivered'")
            .bind(now)
            .bind(id)
            .run();
        if (db.changes() == 0 || !effect) return Done{};
        return apply_effect(db, *application, *effect);
    });
}

Status SqliteStore::fail_outbox(std::int64_t id, UtcMillis next_attempt_at, const std::string& error, bool give_up,
                                UtcMillis now) {
    return write([&](Connection& db) -> Status {
        if (give_up)
            db.prepare(
                  "UPDATE outbox SET state = 'dead', dead_at = ?, lease_until = 0, last_error = ? WHERE id = ? AND "
                  "state = 'pending'")
                .bind(now)
                .bind(error)
                .bind(id)
                .run();
        else
            db.prepare(
                  "UPDATE outbox SET next_attempt_at = ?, lease_until = 0, last_error = ? WHERE id = ? AND "
                  "state = 'pending'")
                .bind(next_attempt_at)
                .bind(error)
                .bind(id)
                .run();
        return changed_or_why(db, id, "delivered or given up meanwhile");
    });
}

Result<std::vector<OutboxEntry>> SqliteStore::outbox_of(ApplicationId id) const {
    return read([&](Connection& db) -> Result<std::vector<OutboxEntry>> {
        auto query = db.prepare("SELECT " LESEPASS_OUTBOX_COLUMNS " FROM outbox WHERE application = ? ORDER BY id");
        query.bind(id);
        return read_entries(query);
    });
}

Result<std::vector<OutboxEntry>> SqliteStore::failing_outbox(const std::string& tenant, int limit) const {
    return read([&](Connection& db) -> Result<std::vector<OutboxEntry>> {
        auto query = db.prepare("SELECT " LESEPASS_OUTBOX_COLUMNS
                                " FROM outbox WHERE tenant = ?1 AND (state = 'dead' OR (state = 'pending' AND "
                                "last_error <> '')) ORDER BY state = 'dead' DESC, id DESC LIMIT ?2");
        query.bind(tenant).bind(std::clamp(limit, 1, 200));
        return read_entries(query);
    });
}

Status SqliteStore::retry_outbox(std::int64_t id, UtcMillis now) {
    return write([&](Connection& db) -> Status {
        // A lease stays: somebody is trying at this moment.
        db.prepare(
              "UPDATE outbox SET attempts = iif(state = 'dead', 0, attempts), state = 'pending', dead_at = NULL, "
              "next_attempt_at = ? WHERE id = ? AND state <> 'delivered'")
            .bind(now)
            .bind(id)
            .run();
        return changed_or_why(db, id, "already delivered");
    });
}

Result<Store::OutboxFigures> SqliteStore::outbox_figures() const {
    return read([](Connection& db) -> Result<OutboxFigures> {
        auto query = db.prepare(
            "SELECT (SELECT count(*) FROM outbox WHERE state = 'pending'), "
            "(SELECT count(*) FROM outbox WHERE state = 'dead'), "
            "(SELECT min(created_at) FROM outbox WHERE state = 'pending')");
        OutboxFigures out;
        if (!query.step()) return out;
        out.pending = query.small();
        out.dead = query.small();
        out.oldest_pending = query.optional_time();
        return out;
    });
}

}  // namespace lesepass::server
