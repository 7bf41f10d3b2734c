#include "pdf/flow.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>

#include "base/utf8.h"
#include "pdf/page_pdf.h"

namespace lesepass::server::pdf {

namespace {
constexpr double margin = 56, top = 76, bottom = a4_height - 62, width = a4_width - 2 * margin;
constexpr double column_gap = 10, row_padding = 2.5;
constexpr const char* families = "Noto Sans,Noto Sans Arabic,DejaVu Sans,Liberation Sans,sans-serif";

constexpr double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

bool is_noncharacter(char32_t c) { return (c & 0xFFFEu) == 0xFFFEu || (c >= 0xFDD0u && c <= 0xFDEFu); }

// What cleaning a line takes out of it (control characters, overrides of direction) is not for paper either, and cairo
// refuses code points that are no characters.
// The isolates that the catalogue puts around names (U+2066 to U+2069) are needed: they wait in the private use area.
std::string swapped(std::string_view text, char32_t from, char32_t to) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        append_code_point(out, c >= from && c <= from + 3 ? to + (c - from) : c);
    }
    return out;
}

std::string printable_line(std::string_view line) {
    constexpr char32_t isolates = 0x2066, waiting = 0xE066;
    const auto clean = swapped(clean_line(swapped(line, isolates, waiting)), waiting, isolates);
    std::string out;
    for (std::size_t at = 0; at < clean.size();) {
        const char32_t c = next_code_point(clean, at);
        append_code_point(out, is_noncharacter(c) ? 0xFFFDu : c);
    }
    return out;
}

std::string printable(std::string_view text) {
    std::string out;
    while (true) {
        const auto end = std::min(text.find('\n'), text.size());
        out += printable_line(text.substr(0, end));
        if (end == text.size()) return out;
        out += '\n';
        text.remove_prefix(end + 1);
    }
}

double height_of(PangoLayoutLine* line) {
    PangoRectangle extents;
    pango_layout_line_get_extents(line, nullptr, &extents);
    return points(extents.height);
}

// As an attribute of cairo's tags. Whatever has no place in an address is written as in RFC 3986.
std::string link_attribute(std::string_view uri) {
    constexpr std::string_view kept = "-._~:/?#[]@!$&()*+,;=%", digits = "0123456789ABCDEF";
    std::string out = "uri='";
    for (const char c : uri) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain || kept.find(c) != std::string_view::npos)
            out += c;
        else
            out += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return out + "'";
}
}  // namespace

Flow::Flow(cairo_t* cairo, PangoContext* context, const Running& running, bool right_to_left, int total_pages)
    : cairo_(cairo),
      context_(context),
      running_(running),
      right_to_left_(right_to_left),
      total_pages_(total_pages),
      y_(top) {
    begin("Document");
}

void Flow::open_tag(const Open& tag) {
    if (draws()) cairo_tag_begin(cairo_, tag.tag, tag.attributes.c_str());
}

void Flow::begin(const char* tag, const std::string& attributes) {
    open_.push_back({tag, attributes});
    open_tag(open_.back());
}

void Flow::end() {
    if (draws()) cairo_tag_end(cairo_, open_.back().tag);
    open_.pop_back();
}

GObjectPtr<PangoLayout> Flow::layout_of(std::string_view text, const Style& style, double layout_width) {
    GObjectPtr<PangoLayout> layout(pango_layout_new(context_));
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family_static(font, families);
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    // Ligatures that are only pretty would be copied as one odd character; those of Arabic are "rlig" and stay.
    PangoAttrList* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0,clig=0"));
    // A hyphen at the end of a line would be copied into a checksum.
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    // A part of a right-to-left paragraph may begin with a Latin word; elsewhere a name decides for itself.
    if (right_to_left_) pango_layout_set_auto_dir(layout.get(), FALSE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout.get(), static_cast<int>(layout_width * PANGO_SCALE));
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

// Breaking lines takes pango a time that grows with the square of the text: a window moves over it. All but the last
// line of a window are final; the next window begins with that one.
Flow::Lines Flow::set_lines(std::string_view text, const Style& style, double lines_width) {
    constexpr std::size_t window = 600;
    const auto words = printable(text);
    Lines out;
    std::size_t at = 0;
    do {
        std::size_t end = std::min(at + window, words.size());
        while (end < words.size() && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;
        auto layout = layout_of(std::string_view(words).substr(at, end - at), style, lines_width);
        int lines = pango_layout_get_line_count(layout.get());
        std::size_t next = end;
        if (end < words.size() && lines > 1) {
            --lines;
            next = at + static_cast<std::size_t>(pango_layout_get_line_readonly(layout.get(), lines)->start_index);
        }
        for (int i = 0; i < lines; ++i) {
            out.lines.push_back(pango_layout_get_line_readonly(layout.get(), i));
            out.height += height_of(out.lines.back());
        }
        out.layouts.push_back(std::move(layout));
        at = next;
    } while (at < words.size());
    return out;
}

void Flow::show_line(PangoLayoutLine* line, double left, double line_width, double line_top, const Style& style) {
    if (!draws()) return;
    PangoRectangle extents;
    pango_layout_line_get_extents(line, nullptr, &extents);
    const bool to_right = style.at_end != right_to_left_;
    const double x = to_right ? left + line_width - points(extents.width) : left;
    cairo_set_source_rgb(cairo_, style.gray, style.gray, style.gray);
    cairo_move_to(cairo_, x - points(extents.x), line_top - points(extents.y));
    pango_cairo_show_layout_line(cairo_, line);
}

// ---- pages -------------------------------------------------------------------------------------------------------

void Flow::running_lines() {
    if (!draws()) return;
    cairo_tag_begin(cairo_, "Private", "");
    const Style quiet{.size = 8, .gray = 0.25};
    const auto put = [&](const std::string& text, double at, bool at_end) {
        Style style = quiet;
        style.at_end = at_end;
        const auto lines = set_lines(text, style, width);
        show_line(lines.lines.front(), margin, width, at, style);
    };
    put(running_.head_start, 36, false);
    put(running_.head_end, 36, true);
    std::string foot = running_.page_of;
    for (const auto& [hole, number] : {std::pair("{0}", page_), std::pair("{1}", total_pages_)})
        if (const auto at = foot.find(hole); at != std::string::npos) foot.replace(at, 3, std::to_string(number));
    put(foot, a4_height - 40, true);
    cairo_set_source_rgb(cairo_, 0.6, 0.6, 0.6);
    cairo_set_line_width(cairo_, 0.5);
    cairo_move_to(cairo_, margin, 52);
    cairo_line_to(cairo_, margin + width, 52);
    cairo_stroke(cairo_);
    cairo_tag_end(cairo_, "Private");
}

void Flow::next_page() {
    // The first one is the document.
    for (std::size_t i = open_.size() - 1; draws() && i > 0; --i) cairo_tag_end(cairo_, open_[i].tag);
    running_lines();
    if (draws()) cairo_show_page(cairo_);
    ++page_;
    y_ = top;
    for (std::size_t i = 1; i < open_.size(); ++i) open_tag(open_[i]);
}

void Flow::finish() {
    running_lines();
    end();
    if (draws()) cairo_show_page(cairo_);
}

void Flow::space(double points) { y_ += points; }

void Flow::keep(double points) {
    if (y_ > top && y_ + points > bottom) next_page();
}

// ---- content -----------------------------------------------------------------------------------------------------

void Flow::paragraph(std::string_view text, const Style& style, const char* tag, const std::string& uri) {
    const auto lines = set_lines(text, style, width);
    begin(tag);
    if (!uri.empty()) begin(CAIRO_TAG_LINK, link_attribute(uri));
    for (auto* line : lines.lines) {
        const double height = height_of(line);
        keep(height);
        show_line(line, margin, width, y_, style);
        y_ += height;
    }
    if (!uri.empty()) end();
    end();
}

void Flow::bookmark(int level, std::string_view text) {
    if (!draws()) return;
    const int parent = level > 1 ? chapter_ : CAIRO_PDF_OUTLINE_ROOT;
    const std::string place =
        "page=" + std::to_string(page_) + " pos=[" + std::to_string(margin) + " " + std::to_string(y_ - 4) + "]";
    const int entry = cairo_pdf_surface_add_outline(
        cairo_get_target(cairo_), parent, printable(text).c_str(), place.c_str(),
        level > 1 ? static_cast<cairo_pdf_outline_flags_t>(0) : CAIRO_PDF_OUTLINE_FLAG_OPEN);
    if (level == 1) chapter_ = entry;
}

void Flow::show_all(const Column& column, double row_top) {
    begin(column.cell->tag);
    if (!column.cell->uri.empty()) begin(CAIRO_TAG_LINK, link_attribute(column.cell->uri));
    double at = row_top;
    for (auto* line : column.lines.lines) {
        show_line(line, column.start, column.width, at, column.cell->style);
        at += height_of(line);
    }
    if (!column.cell->uri.empty()) end();
    end();
}

void Flow::row(const std::vector<Cell>& cells, const std::vector<double>& weights) {
    double sum = 0, height = 0, start = margin;
    for (const double weight : weights) sum += weight;
    std::vector<Column> columns;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double share = width * weights[i] / sum, own = share - (i + 1 < cells.size() ? column_gap : 0);
        columns.push_back({.lines = set_lines(cells[i].text, cells[i].style, own),
                           .start = right_to_left_ ? a4_width - start - own : start,
                           .width = own,
                           .cell = &cells[i]});
        height = std::max(height, columns.back().lines.height);
        start += share;
    }
    begin("TR");
    if (height + row_padding > bottom - top) {
        // Higher than a page: one cell below the other.
        for (const auto& cell : cells) paragraph(cell.text, cell.style, cell.tag, cell.uri);
    } else {
        keep(height);
        for (const auto& column : columns) show_all(column, y_);
        y_ += height + row_padding;
    }
    end();
}

void Flow::modules(int count, const std::vector<bool>& dark, int quiet_zone, double side) {
    keep(side);
    const double module = side / (count + 2 * quiet_zone);
    const double left = (right_to_left_ ? a4_width - margin - side : margin) + quiet_zone * module;
    if (draws()) {
        cairo_set_source_rgb(cairo_, 0, 0, 0);
        for (int y = 0; y < count; ++y)
            for (int x = 0; x < count; ++x)
                if (dark[static_cast<std::size_t>(y * count + x)])
                    cairo_rectangle(cairo_, left + x * module, y_ + (y + quiet_zone) * module, module, module);
        cairo_fill(cairo_);
    }
    y_ += side;
}

void Flow::line() {
    if (draws()) {
        cairo_set_source_rgb(cairo_, 0.75, 0.75, 0.75);
        cairo_set_line_width(cairo_, 0.4);
        cairo_move_to(cairo_, margin, y_);
        cairo_line_to(cairo_, margin + width, y_);
        cairo_stroke(cairo_);
    }
    y_ += row_padding;
}

}  // namespace lesepass::server::pdf
