#pragma once
// Whether a file may become a proof; the same words in browser and server.
#include <string>
#include <string_view>
#include <variant>

#include "document/sniff.h"
#include "text/catalog.h"

namespace lesepass::document {

struct Refusal {
    Text reason;
    std::string message;
};

// `head`: the first bytes (>= sniff_bytes unless the file is shorter).
std::variant<FileType, Refusal> accept_file(std::string_view file_name, std::int64_t size_bytes, std::string_view head,
                                            const Catalog& text);

}  // namespace lesepass::document
