#pragma once
// Text that flows over A4 pages, with the structure tags of PDF (cairo >= 1.16): the lower half of page_pdf.cpp.
//
// Every page gets its head and foot as soon as it is full, tagged "Private" (not to be read out or exported; cairo 1.16
// knows no artifacts). For that a tag that is open at the end of a page ends there and begins anew on the next one.
#include <cairo.h>
#include <pango/pango.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lesepass::server::pdf {

struct FreeGObject {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using GObjectPtr = std::unique_ptr<T, FreeGObject>;

struct Style {
    double size = 10;  // points
    bool bold = false;
    double gray = 0;      // 0: black
    bool at_end = false;  // amounts stand at the end of their column
};

struct Cell {
    std::string text;
    const char* tag = "TD";
    Style style = {};
    std::string uri = {};  // not empty: the text is a link
};

struct Running {
    std::string head_start, head_end;  // repeated on every page
    std::string page_of;               // "Seite {0} von {1}"
};

class Flow {
public:
    // `total_pages` 0: nothing is drawn, only measured; pages() tells the number afterwards.
    Flow(cairo_t* cairo, PangoContext* context, const Running& running, bool right_to_left, int total_pages);

    void begin(const char* tag, const std::string& attributes = {});
    void end();
    // In a tag of its own, over the whole width. Line breaks in the text are kept.
    void paragraph(std::string_view text, const Style& style, const char* tag = "P", const std::string& uri = {});
    // An entry of the outline that leads here. Level 1 or 2.
    void bookmark(int level, std::string_view text);
    // One row of a table; `weights`: share of each column of the width.
    void row(const std::vector<Cell>& cells, const std::vector<double>& weights);
    // Square modules of a QR code, `side` points wide.
    void modules(int count, const std::vector<bool>& dark, int quiet_zone, double side);
    void line();  // across the page
    void space(double points);
    // The next `points` stay together: a new page if they do not fit.
    void keep(double points);
    void finish();  // ends the last page and the document

    int pages() const { return page_; }

private:
    struct Open {
        const char* tag;
        std::string attributes;
    };
    // A text set in lines. The layouts own the lines.
    struct Lines {
        std::vector<GObjectPtr<PangoLayout>> layouts;
        std::vector<PangoLayoutLine*> lines;
        double height = 0;
    };
    struct Column {
        Lines lines;
        double start = 0, width = 0;  // start: from the left
        const Cell* cell = nullptr;
    };

    GObjectPtr<PangoLayout> layout_of(std::string_view text, const Style& style, double width);
    Lines set_lines(std::string_view text, const Style& style, double width);
    void show_line(PangoLayoutLine* line, double left, double width, double top, const Style& style);
    void show_all(const Column& column, double top);
    void next_page();
    void running_lines();
    void open_tag(const Open& tag);
    bool draws() const { return total_pages_ > 0 && cairo_status(cairo_) == CAIRO_STATUS_SUCCESS; }

    cairo_t* const cairo_;
    PangoContext* const context_;
    const Running& running_;
    const bool right_to_left_;
    const int total_pages_;
    int page_ = 1;
    double y_;
    int chapter_ = 0;  // outline entry of level 1
    std::vector<Open> open_;
};

}  // namespace lesepass::server::pdf
