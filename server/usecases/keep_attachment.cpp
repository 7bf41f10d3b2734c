#include "usecases/keep_attachment.h"

#include "base/sha256.h"
#include "base/utf8.h"
#include "document/limits.h"
#include "form/definition.h"

namespace lesepass::server {

namespace {
// Three upload fields with four files each, and some room for replaced ones.
constexpr std::size_t max_attachments_per_application = 20;

form::Attachment attachment_of(const AttachmentRecord& record, const form::Field& field) {
    return {.id = record.id,
            .purpose = field.id,
            .file_name = record.file_name,
            .media_type = record.media_type,
            .size_bytes = record.size_bytes,
            .sha256_hex = record.sha256_hex};
}

// For display only; paths that old browsers send along are cut.
std::string display_file_name(std::string_view sent) {
    const auto slash = sent.find_last_of("/\\");
    std::string name = clean_line(slash == std::string_view::npos ? sent : sent.substr(slash + 1));
    name = std::string(truncate_code_points(name, 120));
    return name.empty() ? "Datei" : name;
}
}  // namespace

std::variant<form::Attachment, document::Refusal, Failure> keep_attachment(App& app, const Tenant& tenant,
                                                                           const IncomingFile& file,
                                                                           const Catalog& text) {
    const auto* field = form::find_field(file.purpose);
    if (field == nullptr || field->kind != form::FieldKind::Upload)
        return Failure{"attachment.purpose", "no such upload field"};
    const auto name = display_file_name(file.file_name);
    const auto verdict = document::accept_file(name, static_cast<std::int64_t>(file.bytes.size()),
                                               file.bytes.substr(0, document::sniff_bytes), text);
    if (const auto* refusal = std::get_if<document::Refusal>(&verdict)) return *refusal;
    const auto present = app.store.attachments_of(file.application);
    if (!present) return present.failure();
    // The same file for the same purpose (a page posted again, an impatient second choice) is kept once.
    const std::string hash = sha256_hex(file.bytes);
    // After submission nothing is added, not even this: the store says so below.
    const bool open = !app.store.find_application(file.application);
    for (const auto& other : *present)
        if (open && other.sha256_hex == hash && other.purpose == file.purpose && other.tenant == tenant.key)
            return attachment_of(other, *field);
    if (present->size() >= max_attachments_per_application) return Failure{"attachment.limit", "too many files"};

    AttachmentRecord record{.id = AttachmentId{app.random.bytes16()},
                            .application = file.application,
                            .tenant = tenant.key,
                            .purpose = file.purpose,
                            .file_name = name,
                            .media_type = std::string(document::media_type(std::get<document::FileType>(verdict))),
                            .size_bytes = static_cast<std::int64_t>(file.bytes.size()),
                            .sha256_hex = hash,
                            .created_at = app.clock.now()};
    // Bytes first: a row without bytes would be a promise we can not keep; bytes without a row are swept.
    if (auto stored = app.blobs.put(record.id, file.bytes); !stored) return stored.failure();
    if (auto stored = app.store.add_attachment(record); !stored) {
        ignore(app.blobs.remove(record.id), "best effort: nobody knows this id");
        return stored.failure();
    }
    return attachment_of(record, *field);
}

Status drop_attachment(App& app, ApplicationId application, AttachmentId id) {
    const auto record = app.store.find_attachment(id);
    if (!record) return record.failure();
    if (record->application != application) return Failure{"store.missing", "belongs to another application"};
    if (auto removed = app.store.remove_attachment(id); !removed) return removed;
    return app.blobs.remove(id);
}

int sweep_orphans(App& app, std::int64_t keep_ms) {
    const auto orphans = app.store.orphaned_attachments(app.clock.now().plus_ms(-keep_ms), 100);
    if (!orphans) return 0;
    int removed = 0;
    for (const auto& orphan : *orphans) {
        if (!app.store.remove_attachment(orphan.id)) continue;
        ignore(app.blobs.remove(orphan.id), "the row is gone; doctor finds stray bytes");
        ++removed;
    }
    return removed;
}

}  // namespace lesepass::server
