#include "inbox/documents.h"

#include <algorithm>

#include "base/sha256.h"
#include "routes/stored_file.h"

namespace lesepass::server::inbox {

namespace {
http::Response damaged(const Inbox& inbox) {
    auto page = blank_page("Lesepass", "Die Datei ist beschädigt");
    page.body.push_back(
        page::paragraph("Die gespeicherte Datei stimmt nicht mit der eingereichten überein und wird deshalb nicht "
                        "angezeigt. Bitte wenden Sie sich an Ihre Technik."));
    page.body.push_back(page::link("Zum Eingangskorb", list_path));
    return respond(inbox, 500, page);
}
}  // namespace

std::string document_path(ApplicationId application, AttachmentId document) {
    return std::string(list_path) + "applications/" + application.text() + "/documents/" + document.text();
}

http::Response show_document(const Inbox& inbox, const Visitor& visitor, const http::Request& request) {
    const auto application = ApplicationId::parse(request.param("id"));
    const auto document = AttachmentId::parse(request.param("document"));
    if (!application || !document) return not_found(inbox);
    const auto record = inbox.app().store.find_application(*application);
    // Only what was submitted with the application: a draft may have had more.
    const auto attachments = inbox.app().store.attachments_of(*application);
    for (const auto* failure : {record ? nullptr : &record.failure(), attachments ? nullptr : &attachments.failure()})
        if (failure != nullptr) return failure->code == "store.missing" ? not_found(inbox) : unavailable(inbox);
    const auto attachment =
        std::find_if(attachments->begin(), attachments->end(), [&](const auto& a) { return a.id == *document; });
    if (record->tenant != visitor.tenant.key || attachment == attachments->end()) return not_found(inbox);
    auto bytes = inbox.app().blobs.read(*document);
    if (!bytes) return bytes.failure().code == "blob.missing" ? damaged(inbox) : unavailable(inbox);
    if (sha256_hex(*bytes) != attachment->sha256_hex) return damaged(inbox);
    const bool download = request.query_param("download") == "1";
    return stored_file(std::move(*bytes), *attachment, download ? FileUse::Download : FileUse::Show);
}

}  // namespace lesepass::server::inbox
