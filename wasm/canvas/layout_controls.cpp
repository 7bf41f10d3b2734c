// What one fills in and presses.
#include <algorithm>

#include "canvas/layout.h"

namespace lesepass::wasm {

using page::Node;
using page::NodeKind;
using page::Tone;

namespace {
// Width by what is expected, as in web/styles/fields.css; 0: the whole column.
int field_width(const Node& node) {
    if (node.max_length == 0 || node.max_length > 12) return 0;
    return node.max_length <= 5 ? 136 : 240;
}
}  // namespace

int Layout::open_group(const Node& node) {
    if (!node.error.empty()) x_ += px(20), w_ -= px(20);
    return y_;
}

void Layout::close_group(const Node& node, int top) {
    if (!node.error.empty()) {
        x_ -= px(20), w_ += px(20);
        add({.kind = Item::Kind::Rule, .box = {x_, top, px(4), y_ - top}, .fill = Colour::Error});
    }
    skip(28);
}

void Layout::hint_and_error(const Node& node) {
    if (!node.hint.empty()) write({node.hint, TextStyle::Small, Colour::Quiet, node.id + "-hint"});
    if (node.error.empty()) return;
    const int sign = px(20);
    skip(2);
    add({.kind = Item::Kind::Alert, .box = {x_, y_ + (type_.line_height(TextStyle::Strong) - sign) / 2, sign, sign}});
    const Words words{node.error, TextStyle::Strong, Colour::Error, node.id + "-error"};
    y_ = write_at({x_ + sign + px(8), y_, w_ - sign - px(8), 0}, words).bottom();
}

void Layout::text_field(const Node& node) {
    const int top = open_group(node);
    write({node.text, TextStyle::Strong, Colour::Ink, node.id + "-label"});
    hint_and_error(node);
    skip(8);
    const int wanted = field_width(node);
    const int lines = std::max<int>(node.number, 1);
    const int height = lines == 1 ? px(size::field) : lines * type_.line_height(TextStyle::Body) + px(24);
    const Box box{x_, y_, wanted > 0 ? std::min(px(wanted), w_) : w_, height};
    const int control = report_control(node.id, box);
    add({.kind = Item::Kind::Field, .box = box, .control = control, .strong = !node.error.empty()});
    y_ = box.bottom();
    close_group(node, top);
}

void Layout::choice(const Node& node) {
    const int top = open_group(node);
    const int element = report(node.id, {});
    write({node.text, TextStyle::Strong, Colour::Ink, node.id + "-label"});
    hint_and_error(node);
    skip(10);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) skip(8);
        option(node.children[i], Mark::Radio, !node.error.empty());
    }
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = {x_, top, w_, y_ - top};
    close_group(node, top);
}

void Layout::checkbox(const Node& node) {
    const int top = open_group(node);
    if (!node.error.empty()) {
        const int sign = px(20);
        add({.kind = Item::Kind::Alert,
             .box = {x_, y_ + (type_.line_height(TextStyle::Strong) - sign) / 2, sign, sign}});
        const Words words{node.error, TextStyle::Strong, Colour::Error, node.id + "-error"};
        y_ = write_at({x_ + sign + px(8), y_, w_ - sign - px(8), 0}, words).bottom();
        skip(8);
    }
    option(node, Mark::Check, !node.error.empty());
    close_group(node, top);
}

void Layout::option(const Node& node, Mark mark, bool invalid) {
    const std::size_t frame = begin_panel();
    const int control = report_control(node.id, {});
    const int top = y_, pad = px(size::pad), sign = px(size::mark), text_x = x_ + pad + sign + px(14);
    const int text_width = x_ + w_ - pad - text_x;
    const int line = type_.line_height(TextStyle::Body);
    skip(14);
    const auto kind = mark == Mark::Radio ? Item::Kind::Radio : Item::Kind::Check;
    // Letters without stems are what the eye takes for the middle of a line: a little below it.
    const Box sign_box{x_ + pad, y_ + (line - sign) / 2 + px(1), sign, sign};
    add({.kind = kind, .box = sign_box, .control = control, .strong = invalid, .checked = node.checked});
    y_ = write_at({text_x, y_, text_width, 0}, {node.text, TextStyle::Body, Colour::Ink, node.id + "-label"}).bottom();
    if (!node.hint.empty()) {
        skip(2);
        y_ = write_at({text_x, y_, text_width, 0}, {node.hint, TextStyle::Small, Colour::Quiet, node.id + "-hint"})
                 .bottom();
    }
    skip(14);
    const Box box{x_, top, w_, y_ - top};
    scene_.rects[static_cast<std::size_t>(control)].box = box;
    end_panel(frame, box, {.kind = Item::Kind::Option, .control = control, .strong = invalid, .checked = node.checked});
}

void Layout::upload(const Node& node) {
    const int top = open_group(node);
    write({node.text, TextStyle::Strong, Colour::Ink, node.id + "-label"});
    hint_and_error(node);
    skip(10);
    for (const auto& child : node.children) attachment(child);
    const Box box{x_, y_, w_, px(84)};
    const int control = report_control(node.id, box);
    add({.kind = Item::Kind::DropZone, .box = box, .control = control, .strong = !node.error.empty()});
    y_ = box.bottom();
    close_group(node, top);
}

void Layout::attachment(const Node& node) {
    const std::size_t panel = begin_panel();
    const int element = report(node.id, {});
    const int top = y_, inside = x_ + px(20);
    const int action = node.action.empty() ? 0 : small_button_width(node);
    const int text_width = x_ + w_ - px(12) - inside - action;
    skip(12);
    y_ = write_at({inside, y_, text_width, 0}, {node.text, TextStyle::Strong}).bottom();
    y_ = write_at({inside, y_, text_width, 0}, {node.hint, TextStyle::Small, Colour::Quiet}).bottom();
    skip(12);
    y_ = std::max(y_, top + px(size::small_button + 8));
    const Box box{x_, top, w_, y_ - top};
    if (action > 0)
        small_button(node, node.id.empty() ? "" : node.id + "-button", x_ + w_ - px(4),
                     top + (box.h - px(size::small_button)) / 2);
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = box;
    end_panel(panel, box,
              {.kind = Item::Kind::Panel, .colour = Colour::Success, .fill = Colour::Paper, .strong = true});
    skip(8);
}

int Layout::small_button_width(const Node& node) const {
    return width_of({node.action_text, TextStyle::Body}) + 2 * px(10);
}

Box Layout::small_button(const Node& node, const std::string& id, int right, int y) {
    const int width = small_button_width(node), height = px(size::small_button),
              line = type_.line_height(TextStyle::Body);
    const Box box{right - width, y, width, height};
    const int control = report_control(id, box);
    add({.kind = Item::Kind::QuietButton, .box = box, .control = control});
    const Box text{box.x + px(10), y + (height - line) / 2, width - 2 * px(10), line};
    add({.kind = Item::Kind::Link,
         .box = text,
         .text = node.action_text,
         .colour = Colour::Primary,
         .control = control});
    return box;
}

void Layout::buttons(const Node* first, const Node* last) {
    const bool in_row = surface_.width >= px(480);
    skip(8);
    int x = x_, bottom = y_;
    for (const Node* node = first; node != last; ++node) {
        const bool primary = node->tone == Tone::Primary;
        const Words words{node->text, TextStyle::Strong, primary ? Colour::OnPrimary : Colour::Primary};
        const int natural = std::min(w_, std::max(px(120), width_of(words) + 2 * px(26)));
        if (!in_row || (x > x_ && x + natural > x_ + w_)) x = x_, y_ = bottom + (node == first ? 0 : px(12));
        const int width = in_row ? natural : w_;
        const int text_width = width - 2 * px(16), text_height = height_of(words, text_width);
        const Box box{x, y_, width, std::max(px(size::field), text_height + 2 * px(12))};
        const int control = report_control(node->id, box);
        add({.kind = Item::Kind::Button, .box = box, .control = control, .strong = primary});
        const int inner = std::min(text_width, width_of(words));
        const Box at{x + (width - inner) / 2, y_ + (box.h - text_height) / 2, inner + 1, 0};
        write_at(at, words);
        x = box.right() + px(12), bottom = std::max(bottom, box.bottom());
    }
    y_ = bottom;
    skip(16);
}

}  // namespace lesepass::wasm
