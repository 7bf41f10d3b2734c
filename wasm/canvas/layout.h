#pragma once
// The parts of lay_out(): a pen that goes down the column, and one function for each kind of node.
#include "canvas/scene.h"

namespace lesepass::wasm {

class Layout {
public:
    Layout(const Surface& surface, const Typeface& type, Scene& scene);

    void header(const page::Page& page);
    void body(const std::vector<page::Node>& nodes);
    void footer(const page::Page& page);

private:
    struct Words {
        std::string_view text;
        TextStyle style = TextStyle::Body;
        Colour colour = Colour::Ink;
        std::string id = {};  // reported under this key, if any
    };
    enum class Mark { Radio, Check };

    int px(int css) const;
    bool wide() const;
    Item& add(Item item);
    // Rectangle of an element; returns its index.
    int report(std::string key, const Box& box);
    // The same for something one operates; without an id it is counted.
    int report_control(std::string id, const Box& box);
    int width_of(const Words& words) const;
    int height_of(const Words& words, int width) const;
    // Writes at `at`, wrapped at at.w; returns what it covers.
    Box write_at(const Box& at, const Words& words);
    void write(const Words& words);  // in the column, pen goes below
    void skip(int css) { y_ += px(css); }
    // An underlined link that is at least `least` CSS px high; returns its box.
    Box link_at(const Box& at, const Words& words, int least);
    // Draws the frame of what is written between begin and end.
    std::size_t begin_panel();
    void end_panel(std::size_t index, const Box& box, Item look);

    void node(const page::Node& node);
    void heading(const page::Node& node);
    void paragraph(const page::Node& node);
    void notice(const page::Node& node);
    void error_summary(const page::Node& node);
    void progress(const page::Node& node);
    void section(const page::Node& node);
    void text_field(const page::Node& node);
    void choice(const page::Node& node);
    void option(const page::Node& node, Mark mark, bool invalid);
    void checkbox(const page::Node& node);
    void upload(const page::Node& node);
    void attachment(const page::Node& node);
    void summary_list(const page::Node& node);
    void summary_row(const page::Node& node);
    void fee_table(const page::Node& node);
    void list(const page::Node& node);
    void table(const page::Node& node);
    void table_row(const page::Node& row, TextStyle style);
    void steps(const page::Node& node);
    void link(const page::Node& node);
    // Buttons that follow each other share a row where there is room.
    void buttons(const page::Node* first, const page::Node* last);
    Box small_button(const page::Node& node, const std::string& id, int right, int y);
    int small_button_width(const page::Node& node) const;
    void hint_and_error(const page::Node& node);
    // Label, hint and error are indented beside a stripe if something is wrong.
    int open_group(const page::Node& node);
    void close_group(const page::Node& node, int top);
    // Links in rows; returns the bottom.
    int flow(const std::vector<Words>& links, int current, const Box& at);

    const Surface& surface_;
    const Typeface& type_;
    Scene& scene_;
    const char* area_ = "main";
    int counted_ = 0;
    int x_ = 0, w_ = 0, y_ = 0;  // column and pen
};

}  // namespace lesepass::wasm
