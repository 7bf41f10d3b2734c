#pragma once
// A page in read-only mode as a PDF file: A4, fonts embedded, tagged (headings, paragraphs, tables, lists, links),
// with title, author, language and outline. Same page, same instant: same bytes.
//
// What the library can not do, so what this is not: no alternative text of pictures (they are drawn outside of the
// structure, their caption says all), no scope of table headings, so neither PDF/UA nor PDF/A.
//
// One at a time: fonts are loaded once and used by whoever has the turn. Who finds max_waiting others waiting is sent
// away. Failure codes: "pdf.busy", "pdf.failed" (detail: the library's words).
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "page/node.h"

namespace lesepass::server::pdf {

inline constexpr double a4_width = 595.276, a4_height = 841.89;  // points
inline constexpr int max_waiting = 4;

struct Paper {
    std::string head_start, head_end;  // repeated on every page
    std::string page_of;               // "Seite {0} von {1}"
    std::string author;                // of the document: the library
    std::string base_url;              // links that begin with "/" lead there
    UtcMillis created;
};

Result<std::string> render(const page::Page& page, const Paper& paper);

}  // namespace lesepass::server::pdf
