#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_store.h"

namespace lesepass::server {

using sqlite::Connection;
using sqlite::Statement;

namespace {

#define LESEPASS_PAYMENT_COLUMNS                                                                                      \
    "id, application, tenant, provider, reference, amount_cents, state, provider_transaction, redirect_url, method, " \
    "created_at, updated_at, next_query_at, queries"

PaymentState read_state(Statement& row) {
    const auto state = parse_payment_state(row.text());
    if (!state) throw sqlite::SqlError(SQLITE_CORRUPT, "unknown payment state");
    return *state;
}

PaymentRecord read_payment(Statement& row) {
    PaymentRecord out;
    out.id.bytes = row.bytes16();
    out.application.bytes = row.bytes16();
    out.tenant = row.text();
    out.provider = row.text();
    out.reference = row.text();
    out.amount = Cents{row.integer()};
    out.state = read_state(row);
    out.provider_transaction = row.text();
    out.redirect_url = row.text();
    out.method = row.text();
    out.created_at = row.time();
    out.updated_at = row.time();
    out.next_query_at = row.time();
    out.queries = row.small();
    return out;
}

std::vector<PaymentRecord> read_payments(Statement& query) {
    std::vector<PaymentRecord> out;
    while (query.step()) out.push_back(read_payment(query));
    return out;
}

void insert_payment(Connection& db, const PaymentRecord& record) {
    db.prepare("INSERT INTO payments (" LESEPASS_PAYMENT_COLUMNS
               ", pollable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(record.id)
        .bind(record.application)
        .bind(record.tenant)
        .bind(record.provider)
        .bind(record.reference)
        .bind(record.amount.value)
        .bind(wire_name(record.state))
        .bind(record.provider_transaction)
        .bind(record.redirect_url)
        .bind(record.method)
        .bind(record.created_at)
        .bind(record.updated_at)
        .bind(record.next_query_at)
        .bind(record.queries)
        .bind(is_pollable(record.state) ? 1 : 0)
        .run();
}

// What a payment is for (application, provider, reference, amount) never changes.
bool update_payment(Connection& db, const PaymentRecord& record, PaymentState from) {
    db.prepare(
          "UPDATE payments SET state = ?, pollable = ?, provider_transaction = ?, redirect_url = ?, method = ?, "
          "updated_at = ?, next_query_at = ?, queries = ? WHERE id = ? AND state = ?")
        .bind(wire_name(record.state))
        .bind(is_pollable(record.state) ? 1 : 0)
        .bind(record.provider_transaction)
        .bind(record.redirect_url)
        .bind(record.method)
        .bind(record.updated_at)
        .bind(record.next_query_at)
        .bind(record.queries)
        .bind(record.id)
        .bind(wire_name(from))
        .run();
    return db.changes() == 1;
}

void add_payment_event(Connection& db, PaymentId id, const PaymentEventRecord& event) {
    db.prepare(
          "INSERT INTO payment_events (payment, at, source, event, from_state, to_state, detail) "
          "VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(id)
        .bind(event.at)
        .bind(event.source)
        .bind(event.event)
        .bind(wire_name(event.from))
        .bind(wire_name(event.to))
        .bind(event.detail)
        .run();
}

Result<ApplicationId> application_of(Connection& db, PaymentId id) {
    auto query = db.prepare("SELECT application FROM payments WHERE id = ?");
    query.bind(id);
    if (!query.step()) return sqlite::missing("payment");
    return ApplicationId{query.bytes16()};
}

PaymentEventRecord read_event(Statement& row, PaymentId payment) {
    PaymentEventRecord out;
    out.id = row.integer();
    out.payment = payment;
    out.at = row.time();
    out.source = row.text();
    out.event = row.text();
    out.from = read_state(row);
    out.to = read_state(row);
    out.detail = row.text();
    return out;
}

}  // namespace

Status SqliteStore::add_payment(const PaymentRecord& record, const PaymentEventRecord& event) {
    return write([&](Connection& db) -> Status {
        insert_payment(db, record);
        add_payment_event(db, record.id, event);
        return Done{};
    });
}

Result<PaymentRecord> SqliteStore::find_payment(PaymentId id) const {
    return read([&](Connection& db) -> Result<PaymentRecord> {
        auto query = db.prepare("SELECT " LESEPASS_PAYMENT_COLUMNS " FROM payments WHERE id = ?");
        query.bind(id);
        if (!query.step()) return sqlite::missing("payment");
        return read_payment(query);
    });
}

Result<std::vector<PaymentRecord>> SqliteStore::payments_of(ApplicationId id) const {
    return read([&](Connection& db) -> Result<std::vector<PaymentRecord>> {
        auto query = db.prepare("SELECT " LESEPASS_PAYMENT_COLUMNS
                                " FROM payments WHERE application = ? ORDER BY created_at, rowid");
        query.bind(id);
        return read_payments(query);
    });
}

Result<std::vector<PaymentEventRecord>> SqliteStore::payment_events_of(PaymentId id) const {
    return read([&](Connection& db) -> Result<std::vector<PaymentEventRecord>> {
        auto query = db.prepare(
            "SELECT id, at, source, event, from_state, to_state, detail FROM payment_events WHERE payment = ? "
            "ORDER BY id");
        query.bind(id);
        std::vector<PaymentEventRecord> out;
        while (query.step()) out.push_back(read_event(query, id));
        return out;
    });
}

Status SqliteStore::record_payment(const PaymentRecord& record, PaymentState from, const PaymentEventRecord& event,
                                   const std::optional<ApplicationStep>& step) {
    return write([&](Connection& db) -> Status {
        const auto application = application_of(db, record.id);
        if (!application) return application.failure();
        if (!update_payment(db, record, from)) return sqlite::conflict("payment");
        add_payment_event(db, record.id, event);
        if (!step) return Done{};
        auto moved = sqlite::move_application(db, *application, {.from = step->from, .to = step->to}, step->event,
                                              step->intents);
        if (moved) offer_card(db, *application, step->card);
        return moved;
    });
}

Result<std::vector<PaymentRecord>> SqliteStore::payments_to_query(UtcMillis now, int limit) const {
    return read([&](Connection& db) -> Result<std::vector<PaymentRecord>> {
        auto query =
            db.prepare("SELECT " LESEPASS_PAYMENT_COLUMNS
                       " FROM payments WHERE pollable = 1 AND next_query_at <= ? ORDER BY next_query_at LIMIT ?");
        query.bind(now).bind(limit);
        return read_payments(query);
    });
}

Status SqliteStore::reschedule_payment(PaymentId id, UtcMillis next_query_at, int queries) {
    return write([&](Connection& db) -> Status {
        db.prepare("UPDATE payments SET next_query_at = ?, queries = ? WHERE id = ?")
            .bind(next_query_at)
            .bind(queries)
            .bind(id)
            .run();
        return db.changes() == 1 ? Status(Done{}) : Status(sqlite::missing("payment"));
    });
}

}  // namespace lesepass::server
