#include "http/refusals.h"

#include "http/error_table.h"
#include "http/security_headers.h"

namespace lesepass::server::http {

namespace {
constexpr const char* too_large_page =
    "<!doctype html><html lang=\"de\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
    "<title>Dateien zu groß</title><h1>Die Dateien sind zusammen zu groß</h1>"
    "<p>Bitte gehen Sie zurück und wählen Sie kleinere Dateien.</p>"
    "<p lang=\"en\">The files are too large together. Please go back and choose smaller files.</p>"
    "<p lang=\"tr\">Dosyalar birlikte çok büyük. Lütfen geri dönün ve daha küçük dosyalar seçin.</p>"
    "<p lang=\"uk\">Файли разом завеликі. Будь ласка, поверніться назад і виберіть менші файли.</p>"
    "<p lang=\"ar\" dir=\"rtl\">الملفات معًا كبيرة جدًا. يُرجى الرجوع واختيار ملفات أصغر.</p></html>";

Response refusal(int status, const char* code, std::string_view target) {
    if (status == 413 && !target.starts_with("/api/")) return Response::html(status, too_large_page);
    const ErrorRow* row = find_error(code);
    auto response = Response::problem(status, code, row ? std::string(row->title_en) + "." : std::string());
    if (status == 503) response.with("Retry-After", "5");
    return response;
}
}  // namespace

std::string refusal_bytes(int status, const char* code, std::string_view target) {
    auto response = refusal(status, code, target);
    complete_security_headers(response);
    std::string out = "HTTP/1.1 " + std::to_string(status) + " " + reason_phrase(status) + "\r\n";
    for (const auto& [name, value] : response.headers) out += name + ": " + value + "\r\n";
    out += "Content-Type: " + response.content_type + "\r\n";
    out += "Content-Length: " + std::to_string(response.body.size()) + "\r\nConnection: close\r\n\r\n";
    return out + response.body;
}

const char* reason_phrase(int status) {
    switch (status) {
        case 400: return "Bad Request";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 411: return "Length Required";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 421: return "Misdirected Request";
        case 431: return "Request Header Fields Too Large";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "Error";  // an int, not one of our enums
    }
}

}  // namespace lesepass::server::http
