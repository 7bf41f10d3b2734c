// How each kind of node is laid out, except what one fills in (layout_controls.cpp).
#include <algorithm>

#include "canvas/layout.h"

namespace lesepass::wasm {

using page::Node;
using page::NodeKind;
using page::Tone;

namespace {
struct ToneLook {
    Colour colour, fill;
};

ToneLook look_of(Tone tone) {
    switch (tone) {
        case Tone::Info:
        case Tone::Primary: return {Colour::Primary, Colour::PrimarySoft};
        case Tone::Success: return {Colour::Success, Colour::SuccessSoft};
        case Tone::Warning: return {Colour::Warning, Colour::WarningSoft};
        case Tone::Error: return {Colour::Error, Colour::ErrorSoft};
        case Tone::Neutral:
        case Tone::Secondary: return {Colour::Ink, Colour::Soft};
    }
    return {Colour::Ink, Colour::Soft};
}
}  // namespace

void Layout::node(const Node& node) {
    switch (node.kind) {
        case NodeKind::Heading: return heading(node);
        case NodeKind::Paragraph:
        case NodeKind::Picture: return paragraph(node);  // the caption says all
        case NodeKind::Notice: return notice(node);
        case NodeKind::ErrorSummary: return error_summary(node);
        case NodeKind::Progress: return progress(node);
        case NodeKind::Section: return section(node);
        case NodeKind::TextField: return text_field(node);
        case NodeKind::Choice: return choice(node);
        case NodeKind::Checkbox: return checkbox(node);
        case NodeKind::Upload: return upload(node);
        case NodeKind::SummaryList: return summary_list(node);
        case NodeKind::FeeTable: return fee_table(node);
        case NodeKind::Button: return buttons(&node, &node + 1);
        case NodeKind::Link: return link(node);
        case NodeKind::List: return list(node);
        case NodeKind::Steps: return steps(node);
        case NodeKind::Option:
        case NodeKind::Attachment:
        case NodeKind::SummaryRow: return;  // drawn by their parents
    }
}

void Layout::heading(const Node& node) {
    const auto style = node.level == 1 ? TextStyle::Title1 : node.level == 2 ? TextStyle::Title2 : TextStyle::Strong;
    if (node.level > 1) skip(16);
    write({node.text, style, Colour::Ink, node.id});
    skip(node.level == 1 ? 16 : 10);
}

void Layout::paragraph(const Node& node) {
    write({node.text, TextStyle::Body, Colour::Ink, node.id});
    skip(16);
}

void Layout::notice(const Node& node) {
    const auto look = look_of(node.tone);
    const std::size_t panel = begin_panel();
    const int top = y_, x = x_, w = w_;
    x_ += px(22), w_ -= px(40);
    const int element = report(node.id, {});
    skip(14);
    if (!node.text.empty()) write({node.text, TextStyle::Strong, look.colour});
    if (!node.value.empty()) write({node.value});
    skip(14);
    x_ = x, w_ = w;
    const Box box{x, top, w, y_ - top};
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = box;
    end_panel(panel, box, {.kind = Item::Kind::Panel, .colour = look.colour, .fill = look.fill, .strong = true});
    skip(24);
}

void Layout::error_summary(const Node& node) {
    const std::size_t panel = begin_panel();
    const int top = y_, x = x_, w = w_;
    x_ += px(24), w_ -= px(44);
    const int element = report(node.id, {});
    skip(16);
    const int sign = px(size::mark);
    add({.kind = Item::Kind::Alert, .box = {x_, y_ + (type_.line_height(TextStyle::Title2) - sign) / 2, sign, sign}});
    const Words title{node.text, TextStyle::Title2, Colour::Error, node.id + "-label"};
    y_ = write_at({x_ + sign + px(12), y_, w_ - sign - px(12), 0}, title).bottom();
    skip(4);
    for (const auto& child : node.children)
        y_ = link_at({x_, y_, w_, 0}, {child.text, TextStyle::Strong, Colour::Error}, size::small_button).bottom();
    skip(8);
    x_ = x, w_ = w;
    const Box box{x, top, w, y_ - top};
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = box;
    end_panel(panel, box,
              {.kind = Item::Kind::Panel, .colour = Colour::Error, .fill = Colour::ErrorSoft, .strong = true});
    skip(28);
}

void Layout::progress(const Node& node) {
    const int top = y_;
    write({node.text, TextStyle::Small, Colour::Quiet});
    skip(6);
    const float part = node.total > 0 ? static_cast<float>(node.number) / static_cast<float>(node.total) : 0;
    add({.kind = Item::Kind::Bar, .box = {x_, y_, w_, px(8)}, .part = part});
    skip(8);
    report(node.id, {x_, top, w_, y_ - top});
    skip(24);
}

void Layout::section(const Node& node) {
    const int element = report(node.id, {});
    const int top = y_;
    if (!node.text.empty()) {
        const auto style = node.level <= 2 ? TextStyle::Title2 : TextStyle::Strong;
        skip(16);
        write({node.text, style});
        skip(10);
    }
    for (const auto& child : node.children) this->node(child);
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = {x_, top, w_, y_ - top};
}

void Layout::link(const Node& node) {
    y_ = link_at({x_, y_, w_, 0}, {node.text, TextStyle::Body, Colour::Primary, node.id}, size::small_button).bottom();
    skip(8);
}

void Layout::list(const Node& node) {
    if (!node.children.empty() && node.children.front().kind == NodeKind::List) return table(node);
    const int indent = px(26), line = type_.line_height(TextStyle::Body);
    const int element = report(node.id, {});
    const int top = y_;
    for (const auto& child : node.children) {
        const Box at{x_ + indent, y_, w_ - indent, 0};
        const bool is_link = !child.href.empty();
        const int row = is_link ? px(size::small_button) : line;
        add({.kind = Item::Kind::Bullet,
             .box = {x_ + px(6), y_ + (row - px(8)) / 2, px(8), px(8)},
             .fill = Colour::Primary});
        if (is_link)
            y_ = link_at(at, {child.text, TextStyle::Body, Colour::Primary}, size::small_button).bottom();
        else
            y_ = write_at(at, {child.text}).bottom();
        skip(6);
    }
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = {x_, top, w_, y_ - top};
    skip(12);
}

void Layout::table(const Node& node) {
    const int element = report(node.id, {});
    const int top = y_;
    if (!node.text.empty()) write({node.text, TextStyle::Title2}), skip(8);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        table_row(node.children[i], i == 0 ? TextStyle::Strong : TextStyle::Body);
        add({.kind = Item::Kind::Rule, .box = {x_, y_ - 1, w_, 1}, .fill = i == 0 ? Colour::Ink : Colour::Line});
    }
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = {x_, top, w_, y_ - top};
    skip(24);
}

// Cells beside each other, or below each other where they would be too narrow.
void Layout::table_row(const Node& row, TextStyle style) {
    const int gap = px(16), count = std::max(static_cast<int>(row.children.size()), 1);
    const int width = (w_ - (count - 1) * gap) / count;
    const bool beside = width >= px(110);
    const int top = y_;
    int bottom = top + px(10);
    for (int i = 0; i < static_cast<int>(row.children.size()); ++i) {
        const auto& cell = row.children[static_cast<std::size_t>(i)];
        const int y = beside ? top + px(10) : bottom;
        const Box at{beside ? x_ + i * (width + gap) : x_, y, beside ? width : w_, 0};
        const bool is_link = !cell.href.empty();
        const Box box = is_link ? link_at(at, {cell.text, style, Colour::Primary}, size::small_button)
                                : write_at(at, {cell.text, style});
        bottom = std::max(bottom, box.bottom());
    }
    y_ = bottom + px(10);
}

void Layout::steps(const Node& node) {
    const int indent = px(36), mark = px(16);
    const int element = report(node.id, {});
    const int top = y_;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto& row = node.children[i];
        const bool last = i + 1 == node.children.size();
        const int y = y_;
        const int mark_y = y + (type_.line_height(TextStyle::Strong) - mark) / 2;
        y_ = write_at({x_ + indent, y_, w_ - indent, 0}, {row.text, TextStyle::Strong}).bottom();
        y_ = write_at({x_ + indent, y_, w_ - indent, 0}, {row.value, TextStyle::Small, Colour::Quiet}).bottom();
        if (!last) {
            skip(20);
            add({.kind = Item::Kind::Rule,
                 .box = {x_ + mark / 2 - 1, mark_y + mark + 2, 2, y_ - y - mark - 4},
                 .fill = Colour::Line});
        }
        add({.kind = Item::Kind::StepMark, .box = {x_, mark_y, mark, mark}, .strong = last});
    }
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = {x_, top, w_, y_ - top};
    skip(32);
}

void Layout::summary_list(const Node& node) {
    const int element = report(node.id, {});
    const int top = y_;
    add({.kind = Item::Kind::Rule, .box = {x_, y_, w_, 1}, .fill = Colour::Line});
    for (const auto& row : node.children) summary_row(row);
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = {x_, top, w_, y_ - top};
    skip(28);
}

void Layout::summary_row(const Node& row) {
    const int top = y_, pad = px(13), gap = px(20);
    const int action = row.action.empty() ? 0 : small_button_width(row) + px(8);
    const int room = w_ - action;
    const int term_width = wide() ? (room - gap) * 2 / 5 : room;
    const Box term = write_at({x_, top + pad, term_width, 0}, {row.text, TextStyle::Strong});
    const Box at = wide() ? Box{x_ + term_width + gap, top + pad, room - term_width - gap, 0}
                          : Box{x_, term.bottom() + px(2), room, 0};
    // As an element, a link stands within the cell that bears the id.
    const int cell = report(row.id, {});
    Box value;
    if (row.href.empty())
        value = write_at(at, {row.value});
    else
        value =
            link_at({at.x, at.y - px(10), at.w, 0}, {row.value, TextStyle::Body, Colour::Primary}, size::small_button);
    if (cell >= 0) scene_.rects[static_cast<std::size_t>(cell)].box = value;
    y_ = std::max({term.bottom() + pad, value.bottom() + pad, top + px(52)});
    if (action > 0) small_button(row, row.id.empty() ? "" : row.id + "-button", x_ + w_, top + px(2));
    add({.kind = Item::Kind::Rule, .box = {x_, y_ - 1, w_, 1}, .fill = Colour::Line});
}

void Layout::fee_table(const Node& node) {
    const int element = report(node.id, {});
    const int top = y_ + px(8);
    skip(8);
    write({node.text, TextStyle::Title2});
    skip(8);
    for (const auto& row : node.children) {
        const auto style = row.checked ? TextStyle::Strong : TextStyle::Body;
        if (row.checked) add({.kind = Item::Kind::Rule, .box = {x_, y_ - 1, w_, 2}, .fill = Colour::Ink});
        skip(11);
        const Words amount{row.value, style};
        const int width = std::min(width_of(amount), w_ / 2);
        write_at({x_ + w_ - width, y_, width, 0}, amount);
        const int label = write_at({x_, y_, w_ - width - px(16), 0}, {row.text, style}).bottom();
        y_ = std::max(label, y_ + height_of(amount, width));
        skip(11);
        const int thick = row.checked ? 2 : 1;
        add({.kind = Item::Kind::Rule,
             .box = {x_, y_ - 1, w_, thick},
             .fill = row.checked ? Colour::Ink : Colour::Line});
    }
    if (element >= 0) scene_.rects[static_cast<std::size_t>(element)].box = {x_, top, w_, y_ - top};
    skip(24);
}

}  // namespace lesepass::wasm
