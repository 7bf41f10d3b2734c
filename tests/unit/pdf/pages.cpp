#include <optional>
#include <thread>

#include "base/utf8.h"
#include "pdf/turn.h"
#include "pdf_fixture.h"
#include "qr/qr_code.h"

using namespace lesepass;
using namespace lesepass::server::testing;
using page::Node;
using page::NodeKind;

namespace {
Node list_of(NodeKind kind, std::vector<Node> children) {
    Node node;
    node.kind = kind, node.children = std::move(children);
    return node;
}

std::vector<Node> a_receipt() {
    auto total = page::summary_row("Summe", "8,00 €");
    total.checked = true;
    Node fee = list_of(NodeKind::FeeTable, {page::summary_row("Jahresgebühr", "16,00 €"),
                                            page::summary_row("Ermäßigung: Köln-Pass", "−8,00 €"), total});
    fee.text = "So setzt sich der Betrag zusammen";
    return {page::heading(1, "Beleg über Ihren Antrag"),
            page::notice(page::Tone::Info, "Gut zu wissen", "Die Bibliothek prüft Ihren Antrag."),
            page::heading(2, "Adresse"),
            list_of(NodeKind::SummaryList, {page::summary_row("Straße", "Straße des 17. Juni"),
                                            page::summary_row("Ort", "Köln-Mülheim, Łódź, Hồ Chí Minh, ffi")}),
            page::heading(2, "Kosten"),
            fee,
            list_of(NodeKind::List, {page::paragraph("Erster Punkt"), page::link("Zweiter", "/status/x")}),
            page::link("Benutzungsordnung", "https://bibliothek.example/it's\\here")};
}

int count(const std::string& text, const std::string& part) {
    int n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}
}  // namespace

TEST_CASE("what stands on the page can be read out of the file") {
    const PdfFile file(rendered(a_page(a_receipt())));
    const auto text = file.text();
    for (const auto* part : {"Beleg über Ihren Antrag", "Straße des 17. Juni", "Köln-Mülheim, Łódź, Hồ Chí Minh, ffi",
                             "Ermäßigung: Köln-Pass", "−8,00 €", "Summe", "• Erster Punkt", "Seite 1 von 1",
                             "7KQ2-93XF-4TB, 23.11.2026, 17:05 Uhr", "Stadtbibliothek Musterstadt"})
        CHECK_MESSAGE(has(text, part), part << " in\n" << text);
}

TEST_CASE("title, author, language, tags, links and fonts are there, and nothing to complain about") {
    const auto bytes = rendered(a_page(a_receipt()));
    const PdfFile file(bytes);
    const auto info = file.info();
    for (const auto* part : {"Title:           Beleg über Ihren Antrag", "Author:          Stadtbibliothek Musterstadt",
                             "Tagged:          yes", "Pages:           1", "(A4)", "CreationDate:    Mon Nov 23"})
        CHECK_MESSAGE(has(info, part), part << " in\n" << info);
    CHECK_FALSE(has(info, "Error"));
    CHECK_FALSE(has(info, "Warning"));
    CHECK(has(bytes, "/Lang (de)"));
    CHECK(has(bytes, "/DisplayDocTitle true"));
    CHECK(has(bytes, "/URI (https://bibliothek.example/status/x)"));

    const auto structure = file.structure();
    for (const auto* part :
         {"H1 (block)\n    \"Beleg über Ihren Antrag\"", "H2 (block)\n    \"Adresse\"", "Table (block)",
          "TH\n        \"Straße\"", "TD\n        \"Straße des 17. Juni\"", "L (block)", "LBody"})
        CHECK_MESSAGE(has(structure, part), part << " in\n" << structure);
    // The running lines are no part of what is read out, and nothing else is private.
    const auto hidden = structure.find("\n  Private");
    REQUIRE(hidden != std::string::npos);
    CHECK(structure.find("Seite 1") > hidden);
    CHECK(structure.find("7KQ2") > hidden);
    CHECK(structure.find("LBody") < hidden);
    CHECK_FALSE(has(structure, "Warning"));

    const auto fonts = file.fonts();
    CHECK(count(fonts, "\n") > 2);
    CHECK_MESSAGE(count(fonts, " yes ") >= 2, fonts);
    CHECK_FALSE(has(fonts, " no  no "));
}

TEST_CASE("the same page at the same instant gives the same bytes") {
    CHECK(rendered(a_page(a_receipt())) == rendered(a_page(a_receipt())));
}

TEST_CASE("an answer longer than a page flows on, and every page says which one it is") {
    std::string answer;
    for (int i = 1; i <= 1600; ++i) answer += "Wort" + std::to_string(i) + " ";
    auto nodes = a_receipt();
    nodes.push_back(list_of(NodeKind::SummaryList, {page::summary_row("Sehr lang", answer)}));
    for (int i = 0; i < 60; ++i)
        nodes.push_back(list_of(NodeKind::SummaryList, {page::summary_row("Zeile", std::to_string(i))}));
    const PdfFile file(rendered(a_page(nodes)));
    const auto text = file.text();
    INFO(text.substr(text.rfind("Seite")));
    REQUIRE(has(text, "Seite 1 von 6"));
    for (int i = 1; i <= 6; ++i) CHECK(has(text, "Seite " + std::to_string(i) + " von 6"));
    CHECK(has(file.info(), "Pages:           6"));
    CHECK(count(text, "7KQ2-93XF-4TB") == 6);
    for (const int i : {1, 799, 1600}) CHECK(has(text, "Wort" + std::to_string(i)));
    CHECK(count(file.structure(), "\n  Private") == 6);
}

TEST_CASE("what nobody types breaks nothing") {
    const std::string word(10'000, 'W');
    std::string planes;
    for (const char32_t c : {0x378u, 0xFFFEu, 0x1FFFEu, 0xE0001u, 0x10FFFFu, 0xF0000u, 0x1F600u, 0x1F468u, 0x200Du})
        append_code_point(planes, c);
    const std::vector<std::string> hostile{word,
                                           std::string("a\0b\x01\x1b[31m\x7f", 10),
                                           "\xff\xfe\xc0\x80 kaputt",
                                           "\xE2\x80\xAE umgedreht \xE2\x80\xAC",
                                           "فاطمة الزهراء 123 (Köln)",
                                           planes,
                                           "e" + std::string(2'000, '\xCC') + "\x81",
                                           "\n\n\n",
                                           "",
                                           "uri='x' \\ \" ) ] >> endobj /Root 1 0 R %%EOF"};
    for (const auto& text : hostile) {
        Node link = page::link(text, "https://x.example/" + text.substr(0, 200));
        Node cells = list_of(NodeKind::List, {page::paragraph(text), page::paragraph(text)});
        const auto page = a_page({page::heading(1, text.substr(0, 300)), page::paragraph(text),
                                  page::notice(page::Tone::Info, text, text), link,
                                  list_of(NodeKind::SummaryList, {page::summary_row(text, text)}),
                                  list_of(NodeKind::List, {cells, cells})});
        const PdfFile file(rendered(page));
        const auto info = file.info();
        CHECK_MESSAGE(has(info, "Tagged:          yes"), info);
        CHECK_MESSAGE(!has(info, "rror"), info);
        file.text();
        file.structure();
    }
    CHECK(count(PdfFile(rendered(a_page({page::paragraph(word)}))).text(), "W") == 10'000);
}

TEST_CASE("a language from right to left stands on the right and keeps its text") {
    const auto page = a_page(
        {page::heading(1, "إيصال"), list_of(NodeKind::SummaryList, {page::summary_row("الاسم", "فاطمة Müller")})},
        "ar");
    const auto bytes = rendered(page);
    CHECK(has(bytes, "/Lang (ar)"));
    const PdfFile file(bytes);
    CHECK(has(file.text(), "فاطمة"));
    // The column of answers begins at 56 points; the line ends at its right edge.
    const auto boxes = PdfFile::run("pdftotext -bbox '" + file.name() + "' -");
    const auto at = boxes.find("Müller");
    REQUIRE(at != std::string::npos);
    const auto left = boxes.rfind("xMin=\"", at);
    CHECK(std::stod(boxes.substr(left + 6)) > 200);
}

TEST_CASE("a QR code on paper reads as its content, and so does the picture of the page") {
    const std::string content = "https://bibliothek.example/status/0123456789abcdef0123456789abcdef";
    const Node picture = server::qr_picture("qr", content, "Link zum Stand des Antrags");
    CHECK(picture.kind == NodeKind::Picture);
    CHECK(has(picture.href, "data:image/svg+xml,"));
    CHECK_FALSE(has(picture.href, "style"));
    const PdfFile file(rendered(a_page({page::heading(1, "Beleg"), picture})));
    CHECK(file.scanned() == content + "\n");
    CHECK(has(file.text(), "Link zum Stand des Antrags"));
    const auto too_long = server::qr_picture("qr", std::string(5'000, 'x'), "Zu lang");
    CHECK(too_long.kind == NodeKind::Paragraph);
    CHECK(too_long.text == "Zu lang");
}

TEST_CASE("the picture of a page reads as its content, too") {
    const auto code = server::make_qr_code("2600000018");
    REQUIRE(code);
    // The path's own words, drawn: "M<x> <y>h<n>v1h-<n>z" fills n modules.
    const auto svg = server::qr_svg(*code);
    const int side = code->size + 2 * server::qr_quiet_zone, scale = 6;
    REQUIRE(has(svg, "viewBox='0 0 " + std::to_string(side) + " " + std::to_string(side) + "'"));
    std::string pixels(static_cast<std::size_t>(side * scale * side * scale), '\xFF');
    for (auto at = svg.find('M', svg.find("#000")); at != std::string::npos; at = svg.find('M', at + 1)) {
        int x = 0, y = 0, n = 0;
        REQUIRE(std::sscanf(svg.c_str() + at, "M%d %dh%dv1", &x, &y, &n) == 3);
        REQUIRE((x >= 0 && n > 0 && x + n <= side && y >= 0 && y < side));
        for (int row = y * scale; row < (y + 1) * scale; ++row)
            for (int column = x * scale; column < (x + n) * scale; ++column)
                pixels[static_cast<std::size_t>(row * side * scale + column)] = '\0';
    }
    const auto size = std::to_string(side * scale);
    const PdfFile file("P5\n" + size + " " + size + "\n255\n" + pixels);  // any name will do for the scanner
    CHECK(PdfFile::run("cat '" + file.name() + "' | zbarimg --quiet --raw --nodbus - 2>/dev/null") == "2600000018\n");
}

TEST_CASE("several at a time get the same file, or are told that others wait") {
    const auto page = a_page(a_receipt());
    const auto wanted = rendered(page);
    std::atomic<int> right{0}, busy{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i)
        threads.emplace_back([&] {
            const auto file = server::pdf::render(page, a_paper());
            if (file)
                right += *file == wanted ? 1 : 0;
            else
                busy += file.failure().code == "pdf.busy" ? 1 : 0;
        });
    for (auto& thread : threads) thread.join();
    CHECK(right + busy == 12);
    CHECK(right >= 1);
}

TEST_CASE("who comes when enough are waiting is sent away, and everybody before gets a PDF") {
    const auto page = a_page(a_receipt());
    std::optional<server::pdf::Turn> mine(std::in_place);
    std::atomic<int> made{0};
    std::vector<std::thread> waiting;
    for (int i = 0; i < server::pdf::max_waiting; ++i)
        waiting.emplace_back([&] { made += server::pdf::render(page, a_paper()) ? 1 : 0; });
    while (server::pdf::Turn::present() <= server::pdf::max_waiting) std::this_thread::yield();
    const auto refused = server::pdf::render(page, a_paper());
    REQUIRE(!refused);
    CHECK(refused.failure().code == "pdf.busy");
    mine.reset();
    for (auto& thread : waiting) thread.join();
    CHECK(made == server::pdf::max_waiting);
}
