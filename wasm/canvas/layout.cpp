#include "canvas/layout.h"

#include <algorithm>
#include <cmath>

namespace lesepass::wasm {

using page::Node;
using page::Page;

namespace {
// Hebrew and Arabic (U+0580 to U+06FF) can not be joined and turned here: the page's own element shows them.
bool is_drawable(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xD6 && byte <= 0xDB;
    });
}

void need(Typeface& type, const std::vector<Node>& nodes) {
    for (const auto& node : nodes) {
        for (const auto* text : {&node.text, &node.hint, &node.error, &node.action_text}) type.need(*text);
        // The value of a text field is painted by the field itself.
        if (node.kind == page::NodeKind::Notice || node.kind == page::NodeKind::SummaryRow) type.need(node.value);
        need(type, node.children);
    }
}
}  // namespace

Typeface::Sizes::Titles titles_for(const Surface& surface) {
    using Titles = Typeface::Sizes::Titles;
    const bool wide = static_cast<float>(surface.width) >= static_cast<float>(size::wide_from) * surface.scale;
    return wide ? Titles::Wide : Titles::Narrow;
}

void need_texts(Typeface& type, const Page& page, const Surface& surface) {
    type.need(page.library_name);
    type.need(surface.switch_text);
    for (const auto& language : page.languages)
        if (is_drawable(language.name)) type.need(language.name);
    need(type, page.body);
    need(type, page.footer);
}

Scene lay_out(const Page& page, const Surface& surface, const Typeface& type) {
    Scene scene;
    Layout layout(surface, type, scene);
    layout.header(page);
    layout.body(page.body);
    layout.footer(page);
    return scene;
}

Layout::Layout(const Surface& surface, const Typeface& type, Scene& scene)
    : surface_(surface), type_(type), scene_(scene) {
    const int margin = std::max(size::margin, (surface.width - px(size::column)) / 2);
    x_ = margin, w_ = std::max(1, surface.width - 2 * margin);
}

int Layout::px(int css) const { return static_cast<int>(std::lround(static_cast<float>(css) * surface_.scale)); }

bool Layout::wide() const { return titles_for(surface_) == Typeface::Sizes::Titles::Wide; }

Item& Layout::add(Item item) {
    scene_.items.push_back(std::move(item));
    return scene_.items.back();
}

int Layout::report(std::string key, const Box& box) {
    if (key.empty()) return -1;
    scene_.rects.push_back({std::move(key), box, false});
    return static_cast<int>(scene_.rects.size()) - 1;
}

int Layout::report_control(std::string id, const Box& box) {
    const int number = counted_++;
    const int index = report(id.empty() ? std::string("@") + area_ + ":" + std::to_string(number) : std::move(id), box);
    scene_.rects.back().control = true;
    return index;
}

int Layout::width_of(const Words& words) const {
    return static_cast<int>(std::ceil(type_.width(words.style, words.text)));
}

int Layout::height_of(const Words& words, int width) const {
    int lines = 0;
    for (auto rest = words.text; !rest.empty(); ++lines) {
        rest.remove_prefix(type_.line_end(words.style, rest, static_cast<float>(width)));
        if (!rest.empty() && rest.front() == '\n') rest.remove_prefix(1);
    }
    return std::max(lines, 1) * type_.line_height(words.style);
}

Box Layout::write_at(const Box& at, const Words& words) {
    const int line = type_.line_height(words.style);
    Box covered{at.x, at.y, 0, 0};
    for (auto rest = words.text; !rest.empty() || covered.h == 0; covered.h += line) {
        auto text = rest.substr(0, type_.line_end(words.style, rest, static_cast<float>(at.w)));
        rest.remove_prefix(text.size());
        if (!rest.empty() && rest.front() == '\n') rest.remove_prefix(1);
        while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
        const int width = std::min(at.w, static_cast<int>(std::ceil(type_.width(words.style, text))));
        covered.w = std::max(covered.w, width);
        const Box box{at.x, at.y + covered.h, width, line};
        if (!text.empty())
            add({.kind = Item::Kind::Text, .box = box, .text = text, .style = words.style, .colour = words.colour});
    }
    report(words.id, covered);
    return covered;
}

void Layout::write(const Words& words) { y_ = write_at({x_, y_, w_, 0}, words).bottom(); }

Box Layout::link_at(const Box& at, const Words& words, int least) {
    const std::size_t first = scene_.items.size();
    const int height = std::max(px(least), height_of(words, at.w));
    const int offset = (height - height_of(words, at.w)) / 2;
    const Box text = write_at({at.x, at.y + offset, at.w, 0}, {words.text, words.style, words.colour});
    const Box box{at.x, at.y, std::max(text.w, std::min(px(least), at.w)), height};
    const int control = report_control(words.id, box);
    for (std::size_t i = first; i < scene_.items.size(); ++i) {
        scene_.items[i].kind = Item::Kind::Link;
        scene_.items[i].control = control;
    }
    return box;
}

std::size_t Layout::begin_panel() {
    add({.kind = Item::Kind::Panel});
    return scene_.items.size() - 1;
}

void Layout::end_panel(std::size_t index, const Box& box, Item look) {
    look.box = box;
    scene_.items[index] = std::move(look);
}

int Layout::flow(const std::vector<Words>& links, int current, const Box& at) {
    const int gap = px(20), height = px(size::small_button);
    int x = at.x, y = at.y, bottom = at.y;
    for (int i = 0; i < static_cast<int>(links.size()); ++i) {
        const auto& words = links[static_cast<std::size_t>(i)];
        const int width = std::min(width_of(words), at.w);
        const std::size_t before = scene_.items.size();
        if (x > at.x && x + width > at.right()) x = at.x, y = bottom;
        const Box text{x, y + (height - type_.line_height(words.style)) / 2, width, 0};
        const Box box = i == current ? write_at(text, words) : link_at({x, y, width, 0}, words, size::small_button);
        if (!is_drawable(words.text))
            scene_.items.erase(scene_.items.begin() + static_cast<std::ptrdiff_t>(before), scene_.items.end());
        bottom = std::max({bottom, y + height, box.bottom()});
        x += std::max(width, box.w) + gap;
    }
    return bottom;
}

void Layout::header(const Page& page) {
    const std::size_t background = begin_panel();
    add({.kind = Item::Kind::Rule, .box = {0, 0, surface_.width, px(6)}, .fill = Colour::Primary});
    std::vector<Words> links;
    int current = -1;
    if (page.languages.size() > 1) {
        for (const auto& language : page.languages) {
            if (language.current) current = static_cast<int>(links.size());
            links.push_back({language.name, language.current ? TextStyle::Strong : TextStyle::Body,
                             language.current ? Colour::Ink : Colour::Primary});
        }
    }
    // "@switch" is no part of #lp-head and comes last.
    if (!surface_.switch_text.empty())
        links.push_back({surface_.switch_text, TextStyle::Body, Colour::Primary, "@switch"});
    int links_width = 0;
    for (const auto& words : links) links_width += width_of(words) + px(20);
    const int sign = px(28), height = px(size::small_button);
    y_ = px(6) + px(8);
    const int name_x = x_ + sign + px(12);
    const Words name{page.library_name, TextStyle::Strong};
    const bool one_row = wide() && name_x + width_of(name) + px(24) + links_width <= x_ + w_ + px(20);
    const int name_height = std::max(height, height_of(name, w_ - sign - px(12)));
    add({.kind = Item::Kind::Books, .box = {x_, y_ + (height - sign) / 2, sign, sign}, .colour = Colour::Primary});
    write_at({name_x, y_ + (name_height - height_of(name, w_ - sign - px(12))) / 2, w_ - sign - px(12), 0}, name);
    area_ = "head", counted_ = 0;
    if (one_row) {
        flow(links, current, {x_ + w_ - links_width + px(20), y_, links_width, 0});
        y_ += name_height;
    } else {
        y_ = flow(links, current, {x_, y_ + name_height, w_, 0});
    }
    y_ += px(8);
    add({.kind = Item::Kind::Rule, .box = {0, y_ - 1, surface_.width, 1}, .fill = Colour::Line});
    end_panel(background, {0, 0, surface_.width, y_}, {.kind = Item::Kind::Rule, .fill = Colour::Soft});
}

void Layout::body(const std::vector<Node>& nodes) {
    area_ = "main", counted_ = 0;
    const int element = report("lp-main", {}), top = y_;
    skip(wide() ? 40 : 24);
    for (std::size_t i = 0; i < nodes.size();) {
        if (nodes[i].kind != page::NodeKind::Button) {
            node(nodes[i++]);
            continue;
        }
        std::size_t end = i;
        while (end < nodes.size() && nodes[end].kind == page::NodeKind::Button) ++end;
        buttons(nodes.data() + i, nodes.data() + end);
        i = end;
    }
    skip(wide() ? 56 : 40);
    scene_.rects[static_cast<std::size_t>(element)].box = {x_, top, w_, y_ - top};
}

void Layout::footer(const Page& page) {
    area_ = "foot", counted_ = 0;
    std::vector<Words> links;
    for (const auto& item : page.footer) links.push_back({item.text, TextStyle::Body, Colour::Primary});
    const std::size_t background = begin_panel();
    const std::size_t first_item = scene_.items.size(), first_rect = scene_.rects.size();
    const int top = y_;
    const int bottom = flow(links, -1, {x_, top + px(8), w_, 0}) + px(8);
    // At the lower edge of the screen if the page is short.
    const int down = std::max(0, surface_.height - bottom);
    for (std::size_t i = first_item; i < scene_.items.size(); ++i) scene_.items[i].box.y += down;
    for (std::size_t i = first_rect; i < scene_.rects.size(); ++i) scene_.rects[i].box.y += down;
    end_panel(background, {0, top + down, surface_.width, bottom - top},
              {.kind = Item::Kind::Rule, .fill = Colour::Soft});
    add({.kind = Item::Kind::Rule, .box = {0, top + down, surface_.width, 1}, .fill = Colour::Line});
    scene_.height = bottom + down;
}

}  // namespace lesepass::wasm
