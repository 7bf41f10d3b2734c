#pragma once
// What cairo 1.16 does not write: the document's language, that its title is shown instead of the file's name, and
// that it is tagged (it does only below a single "Document" element). All of it stands in the catalogue, so an
// incremental update (ISO 32000-1, 7.5.6) gives the file another one.
#include <string>
#include <string_view>

#include "base/result.h"

namespace lesepass::server::pdf {

// Failure "pdf.failed" if the file is not built as cairo builds PDF 1.4 (plain cross-reference table).
Status add_language(std::string& file, std::string_view language);

}  // namespace lesepass::server::pdf
