#pragma once
// Renders a page and asks poppler's programs what is in the file.
#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "page/build_page.h"
#include "pdf/page_pdf.h"

namespace lesepass::server::testing {

inline constexpr UtcMillis noon{1'795'435'200'000};

inline pdf::Paper a_paper() {
    return {.head_start = "Stadtbibliothek Musterstadt",
            .head_end = "7KQ2-93XF-4TB, 23.11.2026, 17:05 Uhr",
            .page_of = "Seite {0} von {1}",
            .author = "Stadtbibliothek Musterstadt",
            .base_url = "https://bibliothek.example",
            .created = noon};
}

inline page::Page a_page(std::vector<page::Node> nodes, std::string language = "de") {
    page::Page page;
    page.language = std::move(language);
    page.title = "Beleg über Ihren Antrag";
    page.body = std::move(nodes);
    return page;
}

// A file for the length of a test.
class PdfFile {
public:
    explicit PdfFile(const std::string& bytes) {
        const int file = mkstemps(name_, 4);
        REQUIRE(file >= 0);
        REQUIRE(write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
        close(file);
    }
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;
    ~PdfFile() { std::remove(name_); }

    std::string text() const { return run("pdftotext -layout '" + name() + "' -"); }
    std::string info() const { return run("pdfinfo '" + name() + "'"); }
    std::string structure() const { return run("pdfinfo -struct-text '" + name() + "'"); }
    std::string fonts() const { return run("pdffonts '" + name() + "'"); }
    // What a scanner reads on the first page.
    std::string scanned() const {
        return run("pdftoppm -r 200 -gray -f 1 -l 1 '" + name() + "' | zbarimg --quiet --raw --nodbus - 2>/dev/null");
    }
    std::string name() const { return name_; }

    // Output and complaints; the program must succeed.
    static std::string run(const std::string& command) {
        std::string out;
        FILE* pipe = popen((command + " 2>&1").c_str(), "r");
        REQUIRE(pipe != nullptr);
        char buffer[4096];
        for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
        INFO(command << "\n" << out);
        REQUIRE(pclose(pipe) == 0);
        return out;
    }

private:
    char name_[32] = "/tmp/lesepass-test-XXXXXX.pdf";
};

inline std::string rendered(const page::Page& page) {
    auto file = pdf::render(page, a_paper());
    REQUIRE(file.ok());
    return *file;
}

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace lesepass::server::testing
