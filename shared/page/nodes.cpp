#include "form/fee.h"
#include "page/build_page.h"

namespace lesepass::page {

Node heading(std::uint8_t level, std::string text) {
    Node node;
    node.kind = NodeKind::Heading, node.level = level, node.text = std::move(text);
    if (level == 1) node.id = "lp-title";
    return node;
}

Node paragraph(std::string text) {
    Node node;
    node.text = std::move(text);
    return node;
}

Node notice(Tone tone, std::string title, std::string body) {
    Node node;
    node.kind = NodeKind::Notice, node.tone = tone, node.text = std::move(title), node.value = std::move(body);
    return node;
}

Node link(std::string text, std::string href) {
    Node node;
    node.kind = NodeKind::Link, node.text = std::move(text), node.href = std::move(href);
    return node;
}

Node button(std::string text, std::string action, Tone tone) {
    Node node;
    node.kind = NodeKind::Button, node.text = std::move(text), node.tone = tone;
    node.id = "b-" + action, node.action = std::move(action);
    for (char& c : node.id)
        if (c == ':') c = '-';
    return node;
}

Node summary_row(std::string term, std::string value) {
    Node node;
    node.kind = NodeKind::SummaryRow, node.text = std::move(term), node.value = std::move(value);
    return node;
}

Node fee_node(const form::Fee& fee, const Catalog& text) {
    Node table;
    table.kind = NodeKind::FeeTable, table.id = "fee", table.text = text[Text::FeeCaption];
    for (const auto& line : fee.lines)
        table.children.push_back(summary_row(line.label, form::format_money(line.amount, text.language())));
    const bool free = fee.total.value == 0;
    const auto total = free ? std::string(text[Text::NothingToPay]) : form::format_money(fee.total, text.language());
    table.children.push_back(summary_row(std::string(text[Text::Total]), total));
    table.children.back().checked = true;
    return table;
}

Node marked(Node node, std::uint8_t words, bool is_foreign) {
    if (is_foreign) node.foreign = static_cast<std::uint8_t>(node.foreign | words);
    return node;
}

Page page_in(const Catalog& text) {
    Page page;
    page.language = tag_of(text.language()), page.right_to_left = info(text.language()).right_to_left;
    page.skip_text = text[Text::SkipToContent];
    page.footer_label = text[Text::FooterLabel];
    page.language_label = text[Text::LanguageLabel];
    for (const auto& row : language_table)
        page.languages.push_back(
            {std::string(row.code), std::string(row.tag), std::string(row.own_name), row.language == text.language()});
    return page;
}

Page library_page(const Tenant& tenant, const Catalog& text) {
    Page page = page_in(text);
    page.library_name = tenant.name;
    page.footer.push_back(link(std::string(text[Text::FooterPrivacy]), tenant.privacy_url));
    page.footer.push_back(link(std::string(text[Text::FooterImprint]), tenant.imprint_url));
    page.footer.push_back(link(std::string(text[Text::FooterTerms]), tenant.terms_url));
    page.footer.push_back(link(std::string(text[Text::FooterAccessibility]),
                               "/" + tenant.key + "/accessibility?lang=" + std::string(code_of(text.language()))));
    page.footer.push_back(link(text.format(Text::FooterContact, {tenant.email}), "mailto:" + tenant.email));
    return page;
}

}  // namespace lesepass::page
