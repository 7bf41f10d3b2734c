#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_store.h"

namespace lesepass::server {

using sqlite::Connection;
using sqlite::Statement;

namespace {

#define LESEPASS_ATTACHMENT_COLUMNS \
    "id, application, tenant, purpose, file_name, media_type, size_bytes, sha256, created_at"

AttachmentRecord read_attachment(Statement& row) {
    AttachmentRecord out;
    out.id.bytes = row.bytes16();
    out.application.bytes = row.bytes16();
    out.tenant = row.text();
    out.purpose = row.text();
    out.file_name = row.text();
    out.media_type = row.text();
    out.size_bytes = row.integer();
    out.sha256_hex = row.text();
    out.created_at = row.time();
    return out;
}

std::vector<AttachmentRecord> read_attachments(Statement& query) {
    std::vector<AttachmentRecord> out;
    while (query.step()) out.push_back(read_attachment(query));
    return out;
}

Status insert_attachment(Connection& db, const AttachmentRecord& record) {
    db.prepare("INSERT INTO attachments (" LESEPASS_ATTACHMENT_COLUMNS
               ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")
        .bind(record.id)
        .bind(record.application)
        .bind(record.tenant)
        .bind(record.purpose)
        .bind(record.file_name)
        .bind(record.media_type)
        .bind(record.size_bytes)
        .bind(record.sha256_hex)
        .bind(record.created_at)
        .run();
    return Done{};
}

bool is_same_attachment(Connection& db, const AttachmentRecord& record) {
    auto query = db.prepare("SELECT 1 FROM attachments WHERE id = ? AND application = ? AND tenant = ? AND sha256 = ?");
    return query.bind(record.id).bind(record.application).bind(record.tenant).bind(record.sha256_hex).step();
}

}  // namespace

Status SqliteStore::add_attachment(const AttachmentRecord& record) {
    return write([&](Connection& db) -> Status {
        if (is_same_attachment(db, record)) return Done{};
        if (sqlite::state_of(db, record.application)) return sqlite::conflict("the application has been submitted");
        if (auto added = insert_attachment(db, record); !added || db.changes() == 1) return added;
        return sqlite::conflict("the attachment id is taken");
    });
}

Result<AttachmentRecord> SqliteStore::find_attachment(AttachmentId id) const {
    return read([&](Connection& db) -> Result<AttachmentRecord> {
        auto query = db.prepare("SELECT " LESEPASS_ATTACHMENT_COLUMNS " FROM attachments WHERE id = ?");
        query.bind(id);
        if (!query.step()) return sqlite::missing("attachment");
        return read_attachment(query);
    });
}

Result<std::vector<AttachmentRecord>> SqliteStore::attachments_of(ApplicationId id) const {
    return read([&](Connection& db) -> Result<std::vector<AttachmentRecord>> {
        auto query = db.prepare("SELECT " LESEPASS_ATTACHMENT_COLUMNS
                                " FROM attachments WHERE application = ? AND (submitted = 1 OR NOT EXISTS "
                                "(SELECT 1 FROM applications WHERE id = attachments.application)) "
                                "ORDER BY created_at, rowid");
        query.bind(id);
        return read_attachments(query);
    });
}

Status SqliteStore::remove_attachment(AttachmentId id) {
    return write([&](Connection& db) -> Status {
        db.prepare("DELETE FROM attachments WHERE id = ? AND submitted = 0").bind(id).run();
        if (db.changes() == 1) return Done{};
        auto query = db.prepare("SELECT 1 FROM attachments WHERE id = ?");
        if (query.bind(id).step()) return sqlite::conflict("the attachment belongs to a submitted application");
        return Done{};
    });
}

Result<std::vector<AttachmentRecord>> SqliteStore::orphaned_attachments(UtcMillis before, int limit) const {
    return read([&](Connection& db) -> Result<std::vector<AttachmentRecord>> {
        auto query = db.prepare("SELECT " LESEPASS_ATTACHMENT_COLUMNS
                                " FROM attachments WHERE submitted = 0 AND created_at < ? ORDER BY created_at LIMIT ?");
        query.bind(before).bind(limit);
        return read_attachments(query);
    });
}

}  // namespace lesepass::server
