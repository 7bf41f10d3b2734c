#include <algorithm>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/search_text.h"
#include "adapters/sqlite/sqlite_store.h"

namespace lesepass::server {

using sqlite::Connection;
using sqlite::Statement;

namespace {

#define LESEPASS_APPLICATION_COLUMNS                                                                       \
    "id, tenant, receipt_number, status_token, content_hash, json, language, fee_cents, fee_json, state, " \
    "received_at, "                                                                                        \
    "updated_at, decision_reason"

ApplicationRecord read_application(Statement& row) {
    ApplicationRecord out;
    out.id.bytes = row.bytes16();
    out.tenant = row.text();
    out.receipt_number = row.text();
    out.status_token.bytes = row.bytes16();
    out.content_hash = row.text();
    out.json = row.text();
    out.language = row.text();
    out.fee = Cents{row.integer()};
    out.fee_json = row.text();
    const auto state = parse_application_state(row.text());
    if (!state) throw sqlite::SqlError(SQLITE_CORRUPT, "unknown application state");
    out.state = *state;
    out.received_at = row.time();
    out.updated_at = row.time();
    out.decision_reason = row.text();
    return out;
}

Result<ApplicationRecord> read_one_application(Statement& query) {
    if (!query.step()) return sqlite::missing("application");
    return read_application(query);
}

Result<ApplicationRecord> find_in(Connection& db, ApplicationId id) {
    auto query = db.prepare("SELECT " LESEPASS_APPLICATION_COLUMNS " FROM applications WHERE id = ?");
    query.bind(id);
    return read_one_application(query);
}

std::string searchable(const ApplicationRecord& record, const std::string& search_text) {
    std::string bare_receipt;  // people type it without the dashes
    std::copy_if(record.receipt_number.begin(), record.receipt_number.end(), std::back_inserter(bare_receipt),
                 [](char c) { return c != '-' && c != ' '; });
    return sqlite::fold_for_search(record.receipt_number + " " + bare_receipt + " " + search_text);
}

// false: the id is there already.
bool insert_application(Connection& db, const ApplicationRecord& record, const std::string& search) {
    db.prepare("INSERT INTO applications (" LESEPASS_APPLICATION_COLUMNS
               ", search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")
        .bind(record.id)
        .bind(record.tenant)
        .bind(record.receipt_number)
        .bind(record.status_token)
        .bind(record.content_hash)
        .bind(record.json)
        .bind(record.language)
        .bind(record.fee.value)
        .bind(record.fee_json)
        .bind(wire_name(record.state))
        .bind(record.received_at)
        .bind(record.updated_at)
        .bind(record.decision_reason)
        .bind(search)
        .run();
    return db.changes() == 1;
}

Status adopt_attachments(Connection& db, const ApplicationRecord& record,
                         const std::vector<AttachmentId>& attachments) {
    for (const auto& attachment : attachments) {
        db.prepare("UPDATE attachments SET submitted = 1 WHERE id = ? AND application = ? AND tenant = ?")
            .bind(attachment)
            .bind(record.id)
            .bind(record.tenant)
            .run();
        if (db.changes() == 0) return sqlite::conflict("attachment");
    }
    return Done{};
}

Status replay(Connection& db, const ApplicationRecord& record, SubmitOutcome& outcome) {
    auto stored = find_in(db, record.id);
    if (!stored) return stored.failure();
    const bool same = stored->content_hash == record.content_hash && stored->tenant == record.tenant;
    outcome.kind = same ? SubmitOutcome::Kind::Replayed : SubmitOutcome::Kind::HashConflict;
    outcome.record = std::move(*stored);
    return Done{};
}

// The one unique column that is made by chance and short enough to collide.
bool is_taken_receipt(const sqlite::SqlError& error) {
    return error.extended() == SQLITE_CONSTRAINT_UNIQUE &&
           std::string_view(error.what()).find("receipt_number") != std::string_view::npos;
}

// Parameters: tenant, states as ",a,b," or '', words.
#define LESEPASS_FILTER                                                                                         \
    " FROM applications WHERE tenant = ?1 AND (?2 = '' OR instr(?2, ',' || state || ',') > 0) AND (?3 = '' OR " \
    "contains_all_words(search_text, ?3))"

std::string wanted_states(const ApplicationFilter& filter) {
    std::string out;
    const auto add = [&](ApplicationState state) {
        out += (out.empty() ? "," : "") + std::string(wire_name(state)) + ",";
    };
    if (filter.state) add(*filter.state);
    for (const auto state : filter.states)
        if (!filter.state) add(state);
    return out;
}

// Outlives the query that it is bound to.
struct FilterValues {
    explicit FilterValues(const ApplicationFilter& filter)
        : tenant(filter.tenant), states(wanted_states(filter)), words(sqlite::fold_for_search(filter.text)) {}
    void bind_to(Statement& query) const { query.bind(tenant).bind(states).bind(words); }
    const std::string& tenant;
    std::string states, words;
};

}  // namespace

Result<SubmitOutcome> SqliteStore::submit(const ApplicationRecord& record, const std::string& search_text,
                                          const std::vector<AttachmentId>& attachments,
                                          const std::vector<OutboxIntent>& intents,
                                          const std::optional<ConsentRecord>& consent,
                                          const std::optional<CardOffer>& card) {
    SubmitOutcome outcome;
    const std::string search = searchable(record, search_text);
    const ApplicationEventRecord received{
        .at = record.received_at, .actor = "applicant", .event = "received", .detail = {}};
    const Status status = write([&](Connection& db) -> Status {
        try {
            if (!insert_application(db, record, search)) return replay(db, record, outcome);
        } catch (const sqlite::SqlError& error) {
            if (is_taken_receipt(error)) return sqlite::conflict("receipt_number");
            throw;
        }
        if (auto adopted = adopt_attachments(db, record, attachments); !adopted) return adopted;
        if (consent) sqlite::add_consent(db, *consent);
        sqlite::add_history(db, record.id, received);
        offer_card(db, record.id, card);
        sqlite::add_intents(db, record.id, record.received_at, intents);
        return Done{};
    });
    if (!status) return status.failure();
    if (outcome.kind == SubmitOutcome::Kind::Created) outcome.record = record;
    return outcome;
}

Result<ApplicationRecord> SqliteStore::find_application(ApplicationId id) const {
    return read([&](Connection& db) { return find_in(db, id); });
}

Result<ApplicationRecord> SqliteStore::find_by_status_token(StatusToken token) const {
    return read([&](Connection& db) {
        auto query = db.prepare("SELECT " LESEPASS_APPLICATION_COLUMNS " FROM applications WHERE status_token = ?");
        query.bind(token);
        return read_one_application(query);
    });
}

Result<std::vector<ApplicationRecord>> SqliteStore::list_applications(const ApplicationFilter& filter) const {
    return read([&](Connection& db) -> Result<std::vector<ApplicationRecord>> {
        const FilterValues values(filter);
        auto query = db.prepare("SELECT " LESEPASS_APPLICATION_COLUMNS LESEPASS_FILTER
                                " ORDER BY received_at DESC, rowid DESC LIMIT ?4 OFFSET ?5");
        values.bind_to(query);
        query.bind(std::clamp(filter.limit, 1, 200)).bind(std::max(filter.offset, 0));
        std::vector<ApplicationRecord> out;
        while (query.step()) out.push_back(read_application(query));
        return out;
    });
}

Result<int> SqliteStore::count_applications(const ApplicationFilter& filter) const {
    return read([&](Connection& db) -> Result<int> {
        const FilterValues values(filter);
        auto query = db.prepare("SELECT count(*)" LESEPASS_FILTER);
        values.bind_to(query);
        return query.step() ? query.small() : 0;
    });
}

Status SqliteStore::transition(ApplicationId id, ApplicationState from, ApplicationState to,
                               const ApplicationEventRecord& event, const std::string& decision_reason,
                               const std::vector<OutboxIntent>& intents, const std::string& final_number) {
    return write([&](Connection& db) {
        return sqlite::move_application(
            db, id, {.from = from, .to = to, .decision_reason = decision_reason, .final_number = final_number}, event,
            intents);
    });
}

Result<std::vector<ApplicationEventRecord>> SqliteStore::history_of(ApplicationId id) const {
    return read([&](Connection& db) -> Result<std::vector<ApplicationEventRecord>> {
        auto query =
            db.prepare("SELECT at, actor, event, detail FROM application_events WHERE application = ? ORDER BY id");
        query.bind(id);
        std::vector<ApplicationEventRecord> out;
        while (query.step()) {
            ApplicationEventRecord event;
            event.at = query.time();
            event.actor = query.text();
            event.event = query.text();
            event.detail = query.text();
            out.push_back(std::move(event));
        }
        return out;
    });
}

}  // namespace lesepass::server
