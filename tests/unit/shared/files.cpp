#include <doctest/doctest.h>

#include "document/accept.h"
#include "document/limits.h"
#include "text/languages.h"

using namespace lesepass;
using namespace lesepass::document;

namespace {
struct Kind {
    std::string head;
    FileType type;
};
const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{{std::string("\xFF\xD8\xFF\xE0\0\x10JFIF", 10), FileType::Jpeg},
                                       {"\xFF\xD8\xFF\xE1 Exif", FileType::Jpeg},
                                       {"\x89PNG\r\n\x1A\n", FileType::Png},
                                       {"RIFF\x24\x01\x01\x01WEBPVP8 ", FileType::WebP},
                                       {std::string("II*\0", 4), FileType::Tiff},
                                       {std::string("MM\0*", 4), FileType::Tiff},
                                       {"%PDF-1.7", FileType::Pdf},
                                       {std::string("\0\0\0\x18"
                                                    "ftypheic",
                                                    12),
                                        FileType::Heic},
                                       {std::string("\0\0\0\x18"
                                                    "ftypmif1",
                                                    12),
                                        FileType::Heic},
                                       {std::string("\0\0\0\x18"
                                                    "ftypmsf1",
                                                    12),
                                        FileType::Heic}};
    return all;
}
Text refusal_of(std::string_view name, std::int64_t size, std::string_view head) {
    const auto verdict = accept_file(name, size, head, catalog_of(Language::De));
    const auto* refusal = std::get_if<Refusal>(&verdict);
    return refusal == nullptr ? Text::None : refusal->reason;
}
}  // namespace

TEST_CASE("a file is what its first bytes are") {
    for (const auto& kind : kinds()) {
        CHECK(sniff(kind.head) == kind.type);
        CHECK(sniff(kind.head + std::string(200, 'x')) == kind.type);
    }
    for (const std::string& other : {std::string("GIF89a"), std::string("PK\x03\x04"), std::string("MZ"),
                                     std::string("<html>"), std::string("<svg xmlns="), std::string("BM"),
                                     std::string("\x7f"
                                                 "ELF"),
                                     std::string("RIFF\x24\x01\x01\x01WAVE"),
                                     std::string("\0\0\0\x18"
                                                 "ftypisom",
                                                 12),
                                     std::string("\0\0\0\x18"
                                                 "ftypqt  ",
                                                 12),
                                     std::string(" %PDF-1.7"), std::string("II*x"), std::string()})
        CHECK_MESSAGE(!sniff(other), other);
}

TEST_CASE("a head cut off anywhere is never read beyond its end and never mistaken for another kind") {
    for (const auto& kind : kinds())
        for (std::size_t size = 0; size < kind.head.size(); ++size) {
            const std::string cut = kind.head.substr(0, size);  // its own allocation: ASan sees one byte too far
            const auto seen = sniff(cut);
            CHECK((!seen || seen == kind.type));
        }
}

TEST_CASE("names claim a type") {
    CHECK(type_by_name("Foto.JPG") == FileType::Jpeg);
    CHECK(type_by_name("a.b.jpeg") == FileType::Jpeg);
    CHECK(type_by_name("scan.TIFF") == FileType::Tiff);
    CHECK(type_by_name("x.heif") == FileType::Heic);
    for (const std::string name : {"", "jpg", "foto", "foto.", "foto.gif", "foto.jpg.exe", "foto.jpg "})
        CHECK_MESSAGE(!type_by_name(name), name);
    CHECK(type_by_media("application/pdf") == FileType::Pdf);
    CHECK(!type_by_media("text/html"));
}

TEST_CASE("what becomes a proof, and why not") {
    const std::string jpeg = kinds()[0].head, pdf = "%PDF-1.7";
    CHECK(refusal_of("foto.jpg", 4'000'000, jpeg) == Text::None);
    CHECK(refusal_of("foto", 4'000'000, jpeg) == Text::None);      // no claim, no lie
    CHECK(refusal_of("foto.bin", 4'000'000, jpeg) == Text::None);  // a name that claims nothing we know
    CHECK(refusal_of("foto.jpg", max_file_bytes, jpeg) == Text::None);
    CHECK(refusal_of("foto.jpg", max_file_bytes + 1, jpeg) == Text::ErrorFileTooBig);
    CHECK(refusal_of("foto.jpg", 0, "") == Text::ErrorFileEmpty);
    CHECK(refusal_of("foto.jpg", 5, "") == Text::ErrorFileEmpty);
    CHECK(refusal_of("foto.jpg", -5, jpeg) == Text::ErrorFileEmpty);
    CHECK(refusal_of("seite.jpg", 500, "<html>") == Text::ErrorFileType);
    CHECK(refusal_of("foto.pdf", 500, jpeg) == Text::ErrorFileLies);
    CHECK(refusal_of("brief.jpg", 500, pdf) == Text::ErrorFileLies);
    CHECK(refusal_of("foto.heic", 500, jpeg) == Text::ErrorFileLies);
    const auto verdict = accept_file(std::string(500, 'x') + ".jpg", 0, "", catalog_of(Language::De));
    CHECK(std::get<Refusal>(verdict).message.size() < 200);  // long names do not flood the page
}
