#pragma once
// What a file really is, by its first bytes; its name and the browser's media type are only claims.
#include <cstdint>
#include <optional>
#include <string_view>

namespace lesepass::document {

enum class FileType : std::uint8_t { Jpeg, Png, WebP, Heic, Tiff, Pdf };

constexpr std::string_view media_type(FileType type) {
    switch (type) {
        case FileType::Jpeg: return "image/jpeg";
        case FileType::Png: return "image/png";
        case FileType::WebP: return "image/webp";
        case FileType::Heic: return "image/heic";
        case FileType::Tiff: return "image/tiff";
        case FileType::Pdf: return "application/pdf";
    }
    return {};
}
constexpr std::string_view display_name(FileType type) {
    switch (type) {
        case FileType::Jpeg: return "JPEG";
        case FileType::Png: return "PNG";
        case FileType::WebP: return "WebP";
        case FileType::Heic: return "HEIC";
        case FileType::Tiff: return "TIFF";
        case FileType::Pdf: return "PDF";
    }
    return {};
}

// Pictures that every browser shows without help.
constexpr bool is_browser_picture(FileType type) {
    switch (type) {
        case FileType::Jpeg:
        case FileType::Png:
        case FileType::WebP: return true;
        case FileType::Heic:
        case FileType::Tiff:
        case FileType::Pdf: return false;
    }
    return false;
}

// nullopt: not the media type of one of ours.
std::optional<FileType> type_by_media(std::string_view media_type);

// The accept attribute of file fields.
inline constexpr std::string_view accept_list =
    "image/jpeg,image/png,image/webp,image/heic,image/heif,image/tiff,application/pdf,.heic,.heif";

// `head`: the first sniff_bytes (or fewer, if the file is shorter). nullopt: none of ours.
std::optional<FileType> sniff(std::string_view head);
// What the extension of a file name claims; nullopt: none or one we do not know.
std::optional<FileType> type_by_name(std::string_view file_name);

}  // namespace lesepass::document
