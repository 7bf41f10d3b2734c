#include "document/sniff.h"

#include <array>
#include <string>

#include "base/utf8.h"

namespace lesepass::document {

namespace {
bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

// ISO/IEC 23008-12: a file-type box whose major brand is one of HEIF's.
bool is_heif(std::string_view head) {
    if (head.size() < 12 || head.substr(4, 4) != "ftyp") return false;
    for (const auto* brand : {"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"})
        if (head.substr(8, 4) == brand) return true;
    return false;
}
}  // namespace

std::optional<FileType> sniff(std::string_view head) {
    using namespace std::string_view_literals;
    if (starts_with(head, "\xFF\xD8\xFF"sv)) return FileType::Jpeg;
    if (starts_with(head, "\x89PNG\r\n\x1A\n"sv)) return FileType::Png;
    if (starts_with(head, "RIFF"sv) && head.size() >= 12 && head.substr(8, 4) == "WEBP") return FileType::WebP;
    if (starts_with(head, "II*\0"sv) || starts_with(head, "MM\0*"sv)) return FileType::Tiff;
    if (starts_with(head, "%PDF-"sv)) return FileType::Pdf;
    if (is_heif(head)) return FileType::Heic;
    return std::nullopt;
}

std::optional<FileType> type_by_media(std::string_view name) {
    using enum FileType;
    for (const auto type : {Jpeg, Png, WebP, Heic, Tiff, Pdf})
        if (media_type(type) == name) return type;
    return std::nullopt;
}

std::optional<FileType> type_by_name(std::string_view file_name) {
    struct Row {
        std::string_view extension;
        FileType type;
    };
    static constexpr std::array rows{
        Row{"jpg", FileType::Jpeg},  Row{"jpeg", FileType::Jpeg}, Row{"png", FileType::Png},
        Row{"webp", FileType::WebP}, Row{"heic", FileType::Heic}, Row{"heif", FileType::Heic},
        Row{"tif", FileType::Tiff},  Row{"tiff", FileType::Tiff}, Row{"pdf", FileType::Pdf}};
    const auto dot = file_name.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string extension = to_lower_ascii(file_name.substr(dot + 1));
    for (const auto& row : rows)
        if (row.extension == extension) return row.type;
    return std::nullopt;
}

}  // namespace lesepass::document
