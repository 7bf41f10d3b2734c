#pragma once
// Every error that leaves the house. The code is permanent: clients and the offline queue decide by it.
#include <string_view>

namespace lesepass::server::http {

enum class Retry { Never, Later };  // Later: the same request may succeed by itself

struct ErrorRow {
    std::string_view code;
    int status;
    std::string_view title_de, title_en;
    Retry retry;
};

inline constexpr ErrorRow error_table[] = {
    // The request as such; see request_head.h.
    {"http.request-line", 400, "Die Anfrage ist nicht lesbar", "The request can not be read", Retry::Never},
    {"http.header", 400, "Die Anfrage ist nicht lesbar", "The request can not be read", Retry::Never},
    {"http.control-character", 400, "Die Anfrage ist nicht lesbar", "The request can not be read", Retry::Never},
    {"http.malformed", 400, "Die Anfrage ist nicht lesbar", "The request can not be read", Retry::Never},
    {"http.length", 400, "Die Länge der Anfrage ist unklar", "The length of the request is unclear", Retry::Never},
    {"http.truncated", 400, "Die Anfrage ist unvollständig", "The request is incomplete", Retry::Later},
    {"http.body", 400, "Die Formulardaten sind beschädigt", "The form data is damaged", Retry::Never},
    {"http.encoding", 400, "Der Text ist nicht in UTF-8", "The text is not UTF-8", Retry::Never},
    {"http.host", 400, "Der Name des Servers fehlt", "The name of the server is missing", Retry::Never},
    {"http.method", 405, "Diese Methode gibt es hier nicht", "This method does not exist here", Retry::Never},
    {"http.timeout", 408, "Die Anfrage kam nicht rechtzeitig an", "The request took too long", Retry::Later},
    // 411 instead of reading chunks: no client of ours sends them, and a parser less is an attack less.
    {"http.length-required", 411, "Die Länge der Anfrage fehlt", "The length of the request is missing", Retry::Never},
    {"http.body-too-large", 413, "Die Anfrage ist zu groß", "The request is too large", Retry::Never},
    {"http.target-too-long", 414, "Die Adresse ist zu lang", "The address is too long", Retry::Never},
    {"http.content-encoding", 415, "Komprimierte Anfragen werden nicht gelesen", "Compressed requests are not read",
     Retry::Never},
    // 421 tells a proxy that it reached the wrong server; a page for a foreign name must not exist (DNS rebinding).
    {"http.misdirected", 421, "Dieser Server hat einen anderen Namen", "This server has another name", Retry::Never},
    {"http.head-too-large", 431, "Der Kopf der Anfrage ist zu groß", "The head of the request is too large",
     Retry::Never},
    {"http.too-many-headers", 431, "Der Kopf der Anfrage ist zu groß", "The head of the request is too large",
     Retry::Never},
    {"internal", 500, "Das hat nicht funktioniert", "Something went wrong", Retry::Later},
    {"http.busy", 503, "Gerade sind zu viele Anfragen unterwegs", "Too many requests at the moment", Retry::Later},
    {"http.version", 505, "Diese HTTP-Version gibt es hier nicht", "This HTTP version does not exist here",
     Retry::Never},
    // Routes.
    {"not-found", 404, "Das gibt es hier nicht", "There is no such thing", Retry::Never},
    {"conflict", 409, "Das ist jetzt nicht mehr möglich", "This is no longer possible", Retry::Never},
    {"media-type", 415, "Der Inhalt hat den falschen Typ", "The content has the wrong type", Retry::Never},
    {"library", 422, "Diese Bibliothek gibt es hier nicht", "There is no such library", Retry::Never},
    {"application.format", 400, "Der Antrag ist nicht lesbar", "The application can not be read", Retry::Never},
    {"application.id", 400, "Adresse und Antrag passen nicht zusammen", "Address and application differ", Retry::Never},
    {"application.answers", 422, "Einige Angaben fehlen oder stimmen nicht", "Some answers are missing or wrong",
     Retry::Never},
    {"responsible.nothing", 400, "Es fehlt, wonach gesucht wird", "What to look for is missing", Retry::Never},
    {"responsible.postcode", 404, "Diese Postleitzahl ist nicht bekannt", "This postcode is not known", Retry::Never},
    {"responsible.name", 404, "Diese Gemeinde ist nicht bekannt", "This municipality is not known", Retry::Never},
    {"responsible.ags", 404, "Dieser Gemeindeschlüssel ist nicht bekannt", "This municipality key is not known",
     Retry::Never},
    {"application.rules", 422, "Das Formular hat sich inzwischen geändert", "The form has changed in the meantime",
     Retry::Never},
    {"application.conflict", 409, "Dieser Antrag wurde schon anders gestellt",
     "This application was submitted with other content", Retry::Never},
    {"attachment.purpose", 400, "Der Zweck der Datei fehlt", "The purpose of the file is missing", Retry::Never},
    {"attachment.file", 400, "Die Datei fehlt", "The file is missing", Retry::Never},
    {"attachment.limit", 409, "Der Antrag hat schon alle erlaubten Dateien", "The application has all allowed files",
     Retry::Never},
    {"attachment.refused", 415, "Diese Datei wird nicht angenommen", "This file is not accepted",
     Retry::Never},  // or 413
    {"unavailable", 503, "Das geht gerade nicht", "Not possible at the moment", Retry::Later},
    {"storage-full", 507, "Der Speicher ist voll", "The storage is full", Retry::Later},
};

// The row of that code; null: a code from elsewhere, as of the JSON reader.
constexpr const ErrorRow* find_error(std::string_view code) {
    for (const auto& row : error_table)
        if (row.code == code) return &row;
    return nullptr;
}

}  // namespace lesepass::server::http
