#include "inbox/documents.h"

#include <algorithm>

#include "base/sha256.h"
#include "document/sniff.h"

namespace lesepass::server::inbox {

namespace {
// What every browser shows without help; HEIC and TIFF they do not.
bool is_shown(document::FileType type) {
    switch (type) {
        case document::FileType::Jpeg:
        case document::FileType::Png:
        case document::FileType::WebP:
        case document::FileType::Pdf: return true;
        case document::FileType::Heic:
        case document::FileType::Tiff: return false;
    }
    return false;
}

// RFC 6266 with RFC 8187: the name in UTF-8, and an ASCII one for those who do not read it.
std::string disposition(const char* kind, const std::string& file_name) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string ascii, utf8;
    for (const char c : file_name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                           c == '-' || c == '_';
        if (plain)
            utf8.push_back(c);
        else
            utf8 += {'%', digits[byte >> 4U], digits[byte & 15U]};
        ascii.push_back(plain || c == ' ' ? c : '_');
    }
    return std::string(kind) + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + utf8;
}

http::Response damaged(const Inbox& inbox) {
    auto page = blank_page("Lesepass", "Die Datei ist beschädigt");
    page.body.push_back(
        page::paragraph("Die gespeicherte Datei stimmt nicht mit der eingereichten überein und wird deshalb nicht "
                        "angezeigt. Bitte wenden Sie sich an Ihre Technik."));
    page.body.push_back(page::link("Zum Eingangskorb", list_path));
    return respond(inbox, 500, page);
}

http::Response file_response(std::string bytes, const AttachmentRecord& record, bool download) {
    const auto type = document::type_by_media(record.media_type);
    const bool shown = type && is_shown(*type) && !download;
    http::Response response;
    response.content_type = type ? std::string(document::media_type(*type)) : "application/octet-stream";
    response.body = std::move(bytes);
    response.with("Content-Disposition", disposition(shown ? "inline" : "attachment", record.file_name));
    // A sandbox without any right: what a file carries runs nowhere. Chromium's image page and PDF viewer work in it
    // (seen with the one in Debian 12); the viewer wants object-src, the image page its own style.
    response.with("Content-Security-Policy",
                  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; frame-ancestors "
                  "'none'; sandbox");
    response.with("X-Content-Type-Options", "nosniff").with("Cache-Control", "no-store");
    return response.with("Referrer-Policy", "no-referrer").with("Cross-Origin-Resource-Policy", "same-origin");
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
    return file_response(std::move(*bytes), *attachment, request.query_param("download") == "1");
}

}  // namespace lesepass::server::inbox
