#include "routes/stored_file.h"

#include "document/sniff.h"

namespace lesepass::server {

namespace {
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
}  // namespace

http::Response stored_file(std::string bytes, const AttachmentRecord& record, FileUse use) {
    const auto type = document::type_by_media(record.media_type);
    const bool shown =
        use == FileUse::Show && type && (document::is_browser_picture(*type) || *type == document::FileType::Pdf);
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

}  // namespace lesepass::server
