#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_store.h"

namespace lesepass::server {

using sqlite::Connection;

namespace {
constexpr int most_taken_in_a_row = 1000;  // only a change of the numbers' form makes one collide

Result<CardRecord> find_card_in(Connection& db, ApplicationId id) {
    auto query = db.prepare(
        "SELECT application, tenant, number, state, issued_at, valid_until, changed_at, reason, final_number FROM "
        "provisional_cards WHERE application = ?");
    query.bind(id);
    if (!query.step()) return sqlite::missing("card");
    CardRecord out;
    out.application.bytes = query.bytes16();
    out.tenant = query.text();
    out.number = query.text();
    const auto state = parse_card_state(query.text());
    out.issued_at = query.time();
    const auto until = parse_iso_date(query.text());
    if (!state || !until) throw sqlite::SqlError(SQLITE_CORRUPT, "unknown state or date of a card");
    out.state = *state, out.valid_until = *until;
    out.changed_at = query.time();
    out.reason = query.text();
    out.final_number = query.text();
    return out;
}

// The next running number under the offer's prefix; nullopt: used up.
std::optional<std::int64_t> take_serial(Connection& db, const std::string& tenant, const ProvisionalCard& rules) {
    db.prepare(
          "INSERT INTO card_counters (tenant, prefix, last) SELECT ?1, ?2, ?3 WHERE ?3 <= ?4 ON CONFLICT (tenant, "
          "prefix) DO UPDATE SET last = max(last + 1, ?3) WHERE max(last + 1, ?3) <= ?4")
        .bind(tenant)
        .bind(rules.prefix)
        .bind(rules.from)
        .bind(rules.to)
        .run();
    if (db.changes() == 0) return std::nullopt;
    auto query = db.prepare("SELECT last FROM card_counters WHERE tenant = ? AND prefix = ?");
    query.bind(tenant).bind(rules.prefix);
    if (!query.step()) return std::nullopt;
    return query.integer();
}

// False: another card of the library has the number.
bool insert_card(Connection& db, ApplicationId id, const std::string& tenant, const CardOffer& offer,
                 const std::string& number) {
    const auto until = format_iso(offer.valid_until);
    db.prepare(
          "INSERT INTO provisional_cards (application, tenant, number, state, issued_at, valid_until, changed_at, "
          "reason, final_number) VALUES (?, ?, ?, 'valid', ?, ?, ?, '', '') ON CONFLICT (tenant, number) DO NOTHING")
        .bind(id)
        .bind(tenant)
        .bind(number)
        .bind(offer.issued_at)
        .bind(until)
        .bind(offer.issued_at)
        .run();
    return db.changes() == 1;
}

std::optional<std::string> tenant_of(Connection& db, ApplicationId id) {
    auto query = db.prepare("SELECT tenant FROM applications WHERE id = ?");
    query.bind(id);
    if (!query.step()) return std::nullopt;
    return query.text();
}

void end_card(Connection& db, const CardRecord& card, CardState to, const ApplicationEventRecord& event,
              std::string_view reason, std::string_view final_number) {
    db.prepare(
          "UPDATE provisional_cards SET state = ?, changed_at = ?, reason = ?, final_number = ? WHERE application = ?")
        .bind(wire_name(to))
        .bind(event.at)
        .bind(reason)
        .bind(final_number)
        .bind(card.application)
        .run();
    sqlite::add_history(db, card.application, event);
}
}  // namespace

namespace sqlite {
bool issue_card(Connection& db, ApplicationId id, const std::string& tenant, const CardOffer& offer) {
    if (find_card_in(db, id)) return true;
    ApplicationEventRecord event{.at = offer.issued_at, .actor = "system", .event = "card-issued"};
    for (int i = 0; i < most_taken_in_a_row; ++i) {
        const auto serial = take_serial(db, tenant, offer.rules);
        if (!serial) break;
        event.detail = card_number(offer.rules, *serial);
        if (!insert_card(db, id, tenant, offer, event.detail)) continue;
        add_history(db, id, event);
        return true;
    }
    event.event = "card-not-issued", event.detail.clear();
    add_history(db, id, event);
    return false;
}

void follow_application(Connection& db, ApplicationId id, ApplicationState to, const ApplicationEventRecord& step,
                        std::string_view final_number) {
    const auto event = card_event_of(to);
    if (!event) return;
    const auto card = find_card_in(db, id);
    if (!card) return;
    const auto next = next_card_state(card->state, *event);
    if (!next) return;
    const std::string number(final_number);
    end_card(db, *card, *next,
             {.at = step.at, .actor = step.actor, .event = "card-" + std::string(wire_name(*next)), .detail = number},
             "", number);
}
}  // namespace sqlite

void SqliteStore::offer_card(Connection& db, ApplicationId id, const std::optional<CardOffer>& card) const {
    if (!card) return;
    const auto tenant = tenant_of(db, id);
    if (tenant && !sqlite::issue_card(db, id, *tenant, *card) && on_cards_used_up_) on_cards_used_up_(*tenant);
}

Result<CardRecord> SqliteStore::find_card(ApplicationId id) const {
    return read([&](Connection& db) { return find_card_in(db, id); });
}

Status SqliteStore::revoke_card(ApplicationId id, const ApplicationEventRecord& event) {
    return write([&](Connection& db) -> Status {
        const auto card = find_card_in(db, id);
        if (!card) return card.failure();
        const auto next = next_card_state(card->state, CardEvent::RevokedByCaseWorker);
        if (!next) return sqlite::conflict("card");
        end_card(db, *card, *next, event, event.detail, "");
        return Done{};
    });
}

}  // namespace lesepass::server
