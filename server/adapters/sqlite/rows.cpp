#include "adapters/sqlite/rows.h"

namespace lesepass::server::sqlite {

void add_history(Connection& db, ApplicationId id, const ApplicationEventRecord& event) {
    db.prepare("INSERT INTO application_events (application, at, actor, event, detail) VALUES (?, ?, ?, ?, ?)")
        .bind(id)
        .bind(event.at)
        .bind(event.actor)
        .bind(event.event)
        .bind(event.detail)
        .run();
}

void add_intents(Connection& db, ApplicationId id, UtcMillis now, const std::vector<OutboxIntent>& intents) {
    for (const auto& intent : intents) {
        db.prepare(
              "INSERT INTO outbox (application, tenant, kind, idempotency_key, payload, purpose, title, created_at, "
              "next_attempt_at) SELECT id, tenant, ?, ?, ?, ?, ?, ?, ? FROM applications WHERE id = ? "
              "ON CONFLICT (idempotency_key) DO NOTHING")
            .bind(intent.kind)
            .bind(intent.idempotency_key)
            .bind(intent.payload)
            .bind(intent.purpose)
            .bind(intent.title)
            .bind(now)
            .bind(now)
            .bind(id)
            .run();
    }
}

std::optional<ApplicationState> state_of(Connection& db, ApplicationId id) {
    auto query = db.prepare("SELECT state FROM applications WHERE id = ?");
    query.bind(id);
    if (!query.step()) return std::nullopt;
    return parse_application_state(query.text());
}

Status move_application(Connection& db, ApplicationId id, const Step& step, const ApplicationEventRecord& event,
                        const std::vector<OutboxIntent>& intents) {
    db.prepare(
          "UPDATE applications SET state = ?, updated_at = ?, "
          "decision_reason = coalesce(nullif(?, ''), decision_reason) WHERE id = ? AND state = ?")
        .bind(wire_name(step.to))
        .bind(event.at)
        .bind(step.decision_reason)
        .bind(id)
        .bind(wire_name(step.from))
        .run();
    if (db.changes() == 0) return state_of(db, id) ? conflict("application") : missing("application");
    add_history(db, id, event);
    if (step.from != step.to) follow_application(db, id, step.to, event, step.final_number);
    add_intents(db, id, event.at, intents);
    return Done{};
}

}  // namespace lesepass::server::sqlite
