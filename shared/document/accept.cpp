#include "document/accept.h"

#include "base/utf8.h"
#include "document/limits.h"

namespace lesepass::document {

std::variant<FileType, Refusal> accept_file(std::string_view file_name, std::int64_t size_bytes, std::string_view head,
                                            const Catalog& text) {
    const std::string name(truncate_code_points(file_name, 60));
    const auto refuse = [&](Text reason, std::initializer_list<std::string_view> arguments) {
        return Refusal{reason, text.format(reason, arguments)};
    };
    if (size_bytes <= 0 || head.empty()) return refuse(Text::ErrorFileEmpty, {name});
    if (size_bytes > max_file_bytes) return refuse(Text::ErrorFileTooBig, {name, std::to_string(max_file_megabytes)});
    const auto type = sniff(head);
    if (!type) return refuse(Text::ErrorFileType, {name});
    const auto claimed = type_by_name(file_name);
    if (claimed && *claimed != *type)
        return refuse(Text::ErrorFileLies, {name, display_name(*type), display_name(*claimed)});
    return *type;
}

}  // namespace lesepass::document
