#include "page/wire.h"

namespace lesepass::page {

namespace {

// One visitor lists the fields once; Writer and Reader both walk it, so they can not disagree.
template <class Visitor, class NodeT>
void visit_node(Visitor& v, NodeT& n) {
    v.byte(n.kind);
    v.text(n.id), v.text(n.name), v.text(n.text), v.typed(n), v.text(n.hint), v.text(n.error);
    v.text(n.href), v.text(n.action), v.text(n.action_text);
    v.byte(n.tone), v.byte(n.input_mode), v.byte(n.autocomplete), v.byte(n.level), v.byte(n.foreign);
    v.flag(n.checked), v.flag(n.required), v.flag(n.focus);
    v.number(n.max_length), v.number(n.number), v.number(n.total);
    v.list(n.children, [](Visitor& inner, auto& child) { visit_node(inner, child); });
}

template <class Visitor, class PageT>
void visit_page(Visitor& v, PageT& p) {
    v.flag(p.right_to_left);
    v.text(p.language), v.text(p.title), v.text(p.library_name), v.text(p.form_action), v.text(p.form_target),
        v.text(p.step);
    v.text(p.skip_text), v.text(p.footer_label), v.text(p.language_label);
    v.list(p.languages, [](Visitor& inner, auto& l) {
        inner.text(l.code), inner.text(l.tag), inner.text(l.name), inner.flag(l.current);
    });
    v.list(p.body, [](Visitor& inner, auto& n) { visit_node(inner, n); });
    v.list(p.footer, [](Visitor& inner, auto& n) { visit_node(inner, n); });
    if (v.whole) v.list(p.hidden, [](Visitor& inner, auto& h) { inner.text(h.name), inner.text(h.value); });
}

struct Writer {
    bool whole = true;
    std::string out = {};

    void word(std::uint32_t value) {
        for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>((value >> shift) & 0xFF));
    }
    template <class Small>
    void byte(const Small& value) {
        out.push_back(static_cast<char>(value));
    }
    void flag(const bool& value) { out.push_back(value ? 1 : 0); }
    void number(const std::uint16_t& value) { word(value); }
    void text(const std::string& value) { word(static_cast<std::uint32_t>(value.size())), out += value; }
    void typed(const Node& node) {
        if (whole || node.kind != NodeKind::TextField) text(node.value);
    }
    template <class Item, class Each>
    void list(const std::vector<Item>& items, Each each) {
        word(static_cast<std::uint32_t>(items.size()));
        for (const auto& item : items) each(*this, item);
    }
};

struct Reader {
    static constexpr bool whole = true;
    std::string_view in;
    bool good = true;
    int depth = 0;

    std::uint32_t word() {
        if (in.size() < 4) return good = false, 0;
        std::uint32_t value = 0;
        for (std::size_t i = 4; i-- > 0;) value = (value << 8) | static_cast<unsigned char>(in[i]);
        in.remove_prefix(4);
        return value;
    }
    std::uint8_t raw() {
        if (in.empty()) return good = false, std::uint8_t{0};
        const auto value = static_cast<std::uint8_t>(in[0]);
        in.remove_prefix(1);
        return value;
    }
    void byte(NodeKind& kind) {
        const auto value = raw();
        good = good && value < node_kind_count;
        kind = good ? static_cast<NodeKind>(value) : NodeKind::Paragraph;
    }
    template <class Small>
    void byte(Small& value) {
        value = static_cast<Small>(raw());
    }
    void flag(bool& value) { value = raw() != 0; }
    void number(std::uint16_t& value) { value = static_cast<std::uint16_t>(word()); }
    void text(std::string& value) {
        const auto size = word();
        if (size > in.size()) return void(good = false);
        value = in.substr(0, size);
        in.remove_prefix(size);
    }
    void typed(Node& node) { text(node.value); }
    template <class Item, class Each>
    void list(std::vector<Item>& items, Each each) {
        const auto count = word();
        if (count > in.size() || ++depth > 8) good = false;
        for (std::uint32_t i = 0; good && i < count; ++i) each(*this, items.emplace_back());
        --depth;
    }
};

}  // namespace

std::string encode_page(const Page& page) {
    Writer writer;
    visit_page(writer, page);
    return std::move(writer.out);
}

std::string encode_shown(const Page& page) {
    Writer writer{.whole = false};
    visit_page(writer, page);
    return std::move(writer.out);
}

Result<Page> decode_page(std::string_view bytes) {
    Reader reader{.in = bytes};
    Page page;
    visit_page(reader, page);
    if (!reader.good || !reader.in.empty()) return Failure{"page.wire", "not the bytes of a page of this build"};
    return page;
}

}  // namespace lesepass::page
