#include "pdf/page_pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>

#include "base/utf8.h"
#include "pdf/catalog.h"
#include "pdf/flow.h"
#include "pdf/turn.h"
#include "qr/qr_code.h"

namespace lesepass::server::pdf {

namespace {
using page::Node;
using page::NodeKind;

constexpr Style body{}, strong{.bold = true}, amount{.at_end = true}, total{.bold = true, .at_end = true};
constexpr Style small{.size = 8};
constexpr double qr_side = 96, gap = 6;

class Painter {
public:
    Painter(Flow& flow, const page::Page& page, const std::string& base_url)
        : flow_(flow), right_to_left_(page.right_to_left), base_url_(base_url) {}

    void all(const std::vector<Node>& nodes) {
        for (const auto& node : nodes) draw(node);
    }

private:
    std::string uri_of(const std::string& href) const {
        if (href.starts_with("https://") || href.starts_with("http://") || href.starts_with("mailto:")) return href;
        return href.starts_with("/") ? base_url_ + href : std::string{};
    }

    void heading(const Node& node) {
        const double size = node.level <= 1 ? 18 : node.level == 2 ? 13 : 11;
        flow_.space(node.level <= 1 ? 0 : gap);
        flow_.keep(size * 4);  // never alone at the foot of a page
        flow_.bookmark(node.level <= 1 ? 1 : 2, node.text);
        flow_.paragraph(node.text, {.size = size, .bold = true},
                        node.level <= 1   ? "H1"
                        : node.level == 2 ? "H2"
                                          : "H3");
        flow_.space(gap / 2);
    }

    void paragraph(const std::string& text, const Style& style = body, const std::string& uri = {}) {
        flow_.paragraph(text, style, "P", uri);
        flow_.space(gap);
    }

    // Terms and answers, prices, histories.
    void rows(const Node& node, const std::vector<double>& weights, bool prices) {
        if (node.children.empty()) return;
        flow_.begin("Table");
        for (const auto& row : node.children) {
            if (prices && row.checked) flow_.line();
            const Style& value = !prices ? body : row.checked ? total : amount;
            const Style term = prices && !row.checked ? body : strong;
            flow_.row({{row.text, "TH", term}, {isolated(row.value), "TD", value, uri_of(row.href)}}, weights);
        }
        flow_.end();
        flow_.space(gap);
    }

    // Long cells get more of the width.
    static std::vector<double> weights_of(const Node& table) {
        std::vector<double> weights;
        for (const auto& row : table.children) {
            weights.resize(std::max(weights.size(), row.children.size()), 8);
            for (std::size_t i = 0; i < row.children.size(); ++i) {
                const auto length = static_cast<double>(row.children[i].text.size());
                weights[i] = std::max(weights[i], std::min(length, 32.0));
            }
        }
        return weights;
    }

    void table(const Node& node) {
        if (!node.text.empty()) paragraph(node.text, strong);
        const auto weights = weights_of(node);
        flow_.begin("Table");
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            std::vector<Cell> cells;
            for (const auto& cell : node.children[i].children) {
                const bool names = i == 0 || cells.empty();
                const Style style{.size = small.size, .bold = i == 0};
                cells.push_back({cell.text, names ? "TH" : "TD", style, uri_of(cell.href)});
            }
            cells.resize(weights.size());
            flow_.row(cells, weights);
        }
        flow_.end();
        flow_.space(gap);
    }

    void list(const Node& node) {
        if (!node.children.empty() && node.children.front().kind == NodeKind::List) return table(node);
        flow_.begin("L");
        for (const auto& item : node.children) {
            flow_.begin("LI");
            flow_.paragraph("• " + item.text, body, "LBody", uri_of(item.href));
            flow_.end();
        }
        flow_.end();
        flow_.space(gap);
    }

    void picture(const Node& node) {
        const auto code = node.value.empty() ? std::nullopt : make_qr_code(node.value);
        if (code) {
            flow_.keep(qr_side + 24);
            flow_.modules(code->size, code->dark, qr_quiet_zone, qr_side);
        }
        paragraph(node.text, small);
    }

    void named(const std::string& name, const std::string& value) { paragraph(name + ": " + isolated(value)); }
    // A value keeps its own direction on a right-to-left page: a time, an amount, a German name.
    std::string isolated(const std::string& value) const {
        return right_to_left_ && !value.empty() ? "\u2068" + value + "\u2069" : value;
    }

    void draw(const Node& node) {
        switch (node.kind) {
            case NodeKind::Heading: return heading(node);
            case NodeKind::Paragraph:
            case NodeKind::Progress: return paragraph(node.text);
            case NodeKind::Notice:
                if (!node.text.empty()) flow_.paragraph(node.text, strong);
                return paragraph(node.value);
            case NodeKind::Link: return paragraph(node.text, body, uri_of(node.href));
            case NodeKind::SummaryList:
            case NodeKind::Steps: return rows(node, {2, 3}, false);
            case NodeKind::FeeTable:
                if (!node.text.empty()) flow_.paragraph(node.text, strong);
                return rows(node, {4, 1}, true);
            case NodeKind::List: return list(node);
            case NodeKind::Picture: return picture(node);
            case NodeKind::Section:
            case NodeKind::ErrorSummary:
                if (!node.text.empty()) paragraph(node.text, strong);
                return all(node.children);
            // A page in read-only mode has none of these; if one comes along, its words are there.
            case NodeKind::TextField: return named(node.text, node.value);
            case NodeKind::Checkbox:
            case NodeKind::Option: return paragraph((node.checked ? "[x] " : "[  ] ") + node.text);
            case NodeKind::Choice:
            case NodeKind::Upload: return paragraph(node.text, strong), all(node.children);
            case NodeKind::Attachment: return named(node.text, node.hint);
            case NodeKind::SummaryRow: return named(node.text, node.value);
            case NodeKind::Button: return;  // nothing to press on paper
        }
    }

    Flow& flow_;
    const bool right_to_left_;
    const std::string& base_url_;
};

cairo_status_t append(void* out, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

struct CloseSurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct CloseCairo {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

// Loaded at the first PDF, kept: loading takes longer than setting a page. Only used by who has the turn.
PangoFontMap* fonts() {
    static const GObjectPtr<PangoFontMap> map(pango_cairo_font_map_new());
    return map.get();
}

void set_metadata(cairo_surface_t* surface, const page::Page& page, const Paper& paper) {
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);  // catalog.cpp reads it
    const auto set = [&](cairo_pdf_metadata_t what, const std::string& text) {
        cairo_pdf_surface_set_metadata(surface, what, clean_line(text).c_str());
    };
    // Without milliseconds: "2026-11-23T16:05:00Z".
    const auto created = format_iso_time(paper.created).substr(0, 19) + "Z";
    set(CAIRO_PDF_METADATA_TITLE, page.title);
    set(CAIRO_PDF_METADATA_AUTHOR, paper.author);
    set(CAIRO_PDF_METADATA_CREATOR, "Lesepass");
    set(CAIRO_PDF_METADATA_CREATE_DATE, created);
    set(CAIRO_PDF_METADATA_MOD_DATE, created);
}

int paint(cairo_t* cairo, PangoContext* context, const page::Page& page, const Paper& paper, int total_pages) {
    const Running running{.head_start = paper.head_start, .head_end = paper.head_end, .page_of = paper.page_of};
    Flow flow(cairo, context, running, page.right_to_left, total_pages);
    Painter(flow, page, paper.base_url).all(page.body);
    flow.finish();
    return flow.pages();
}
}  // namespace

Result<std::string> render(const page::Page& page, const Paper& paper) {
    const Turn turn;
    if (!turn.came()) return Failure{"pdf.busy", "others are waiting"};
    std::string file;
    const std::unique_ptr<cairo_surface_t, CloseSurface> surface(
        cairo_pdf_surface_create_for_stream(append, &file, a4_width, a4_height));
    set_metadata(surface.get(), page, paper);
    std::unique_ptr<cairo_t, CloseCairo> cairo(cairo_create(surface.get()));
    const GObjectPtr<PangoContext> context(pango_font_map_create_context(fonts()));
    pango_cairo_update_context(cairo.get(), context.get());
    pango_context_set_base_dir(context.get(), page.right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(context.get(), pango_language_from_string(page.language.c_str()));
    const int pages = paint(cairo.get(), context.get(), page, paper, 0);
    paint(cairo.get(), context.get(), page, paper, pages);
    const auto painted = cairo_status(cairo.get());
    cairo.reset();
    cairo_surface_finish(surface.get());
    const auto written = cairo_surface_status(surface.get());
    for (const auto status : {painted, written})
        if (status != CAIRO_STATUS_SUCCESS) return Failure{"pdf.failed", cairo_status_to_string(status)};
    if (auto done = add_language(file, page.language); !done) return done.failure();
    return file;
}

}  // namespace lesepass::server::pdf
