#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_store.h"

namespace lesepass::server {

using sqlite::Connection;
using sqlite::Statement;

namespace {

#define LESEPASS_CONSENT_COLUMNS                                                                           \
    "c.application, c.token, c.upload, c.email, c.state, c.mails, c.asked_at, c.remind_at, c.expires_at, " \
    "c.decided_at, "                                                                                       \
    "c.answers, c.agreed_text, c.reason"

ConsentRecord read_consent(Statement& row) {
    ConsentRecord out;
    out.application.bytes = row.bytes16();
    out.token.bytes = row.bytes16();
    out.upload.bytes = row.bytes16();
    out.email = row.text();
    const auto state = parse_consent_state(row.text());
    if (!state) throw sqlite::SqlError(SQLITE_CORRUPT, "unknown state of a consent");
    out.state = *state;
    out.mails = row.small();
    out.asked_at = row.time();
    out.remind_at = row.optional_time();
    out.expires_at = row.time();
    out.decided_at = row.optional_time();
    out.answers = row.text();
    out.agreed_text = row.text();
    out.reason = row.text();
    return out;
}

Result<ConsentRecord> read_one_consent(Statement& query) {
    if (!query.step()) return sqlite::missing("consent");
    return read_consent(query);
}

Status adopt_files(Connection& db, const ConsentRecord& record, const std::vector<AttachmentId>& files) {
    for (const auto& file : files) {
        db.prepare(
              "UPDATE attachments SET submitted = 1, application = ?1 WHERE id = ?2 AND application = ?3 AND tenant = "
              "(SELECT tenant FROM applications WHERE id = ?1)")
            .bind(record.application)
            .bind(file)
            .bind(record.upload)
            .run();
        if (db.changes() == 0) return sqlite::conflict("attachment");
    }
    return Done{};
}

}  // namespace

namespace sqlite {
void add_consent(Connection& db, const ConsentRecord& record) {
    db.prepare(
          "INSERT INTO consents (application, token, upload, email, state, mails, asked_at, remind_at, expires_at, "
          "decided_at, answers, agreed_text, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(record.application)
        .bind(record.token)
        .bind(record.upload)
        .bind(record.email)
        .bind(wire_name(record.state))
        .bind(record.mails)
        .bind(record.asked_at)
        .bind(record.remind_at)
        .bind(record.expires_at)
        .bind(record.decided_at)
        .bind(record.answers)
        .bind(record.agreed_text)
        .bind(record.reason)
        .run();
}
}  // namespace sqlite

Result<ConsentRecord> SqliteStore::find_consent(ApplicationId id) const {
    return read([&](Connection& db) {
        auto query = db.prepare("SELECT " LESEPASS_CONSENT_COLUMNS " FROM consents c WHERE c.application = ?");
        query.bind(id);
        return read_one_consent(query);
    });
}

Result<ConsentRecord> SqliteStore::find_consent_by_token(ConsentToken token) const {
    return read([&](Connection& db) {
        auto query = db.prepare("SELECT " LESEPASS_CONSENT_COLUMNS " FROM consents c WHERE c.token = ?");
        query.bind(token);
        return read_one_consent(query);
    });
}

Result<std::vector<ConsentRecord>> SqliteStore::consents_due(UtcMillis now, int limit) const {
    return read([&](Connection& db) -> Result<std::vector<ConsentRecord>> {
        auto query = db.prepare("SELECT " LESEPASS_CONSENT_COLUMNS
                                " FROM consents c JOIN applications a ON a.id = c.application WHERE c.state = 'open' "
                                "AND coalesce(c.remind_at, c.expires_at) <= ? AND a.state = 'awaiting-consent' "
                                "ORDER BY coalesce(c.remind_at, c.expires_at) LIMIT ?");
        query.bind(now).bind(limit);
        std::vector<ConsentRecord> out;
        while (query.step()) out.push_back(read_consent(query));
        return out;
    });
}

Status SqliteStore::ask_for_consent(const ConsentRecord& record, const ApplicationEventRecord& event,
                                    const std::vector<OutboxIntent>& intents) {
    return write([&](Connection& db) -> Status {
        db.prepare(
              "UPDATE consents SET token = ?, email = ?, mails = ?, asked_at = ?, remind_at = ?, expires_at = ? "
              "WHERE application = ? AND state = 'open' AND mails = ? AND EXISTS (SELECT 1 FROM applications a WHERE "
              "a.id = application AND a.state = 'awaiting-consent')")
            .bind(record.token)
            .bind(record.email)
            .bind(record.mails)
            .bind(record.asked_at)
            .bind(record.remind_at)
            .bind(record.expires_at)
            .bind(record.application)
            .bind(record.mails - 1)
            .run();
        if (db.changes() == 0) return sqlite::conflict("consent");
        sqlite::add_history(db, record.application, event);
        sqlite::add_intents(db, record.application, event.at, intents);
        return Done{};
    });
}

Status SqliteStore::decide_consent(const ConsentDecision& decision) {
    const auto& record = decision.record;
    return write([&](Connection& db) -> Status {
        db.prepare(
              "UPDATE consents SET state = ?, decided_at = ?, answers = ?, agreed_text = ?, reason = ? WHERE "
              "application = ? AND token = ? AND state = 'open'")
            .bind(wire_name(record.state))
            .bind(record.decided_at)
            .bind(record.answers)
            .bind(record.agreed_text)
            .bind(record.reason)
            .bind(record.application)
            .bind(record.token)
            .run();
        if (db.changes() == 0) return sqlite::conflict("consent");
        if (auto adopted = adopt_files(db, record, decision.files); !adopted) return adopted;
        auto moved = sqlite::move_application(
            db, record.application,
            {.from = decision.from, .to = decision.to, .decision_reason = decision.decision_reason}, decision.event,
            decision.intents);
        if (moved) offer_card(db, record.application, decision.card);
        return moved;
    });
}

}  // namespace lesepass::server
