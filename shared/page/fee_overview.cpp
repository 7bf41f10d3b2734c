// The library's whole fee schedule, as the start page shows it.
#include "form/fee.h"
#include "page/build_page.h"

namespace lesepass::page {

namespace {
struct Overview {
    const FeeSchedule& fees;
    const Catalog& text;
    std::vector<Node>& rows;

    std::string price(Cents amount) const {
        return amount.value == 0 ? std::string(text[Text::NothingToPay]) : form::format_money(amount, text.language());
    }
    void add(std::string label, Cents amount) const { rows.push_back(summary_row(std::move(label), price(amount))); }
    // "16,00 €"; where there is a choice of terms "12 Monate: 30,00 €, 6 Monate: 16,00 €".
    void add(std::string label, const Prices& prices) const {
        std::string value;
        std::size_t sold = 0;
        Cents last;
        for (std::size_t i = 0; i < prices.by_term.size(); ++i) {
            if (!prices.at(i)) continue;
            ++sold, last = *prices.at(i);
            if (i < fees.terms.size())
                value += (value.empty() ? "" : ", ") +
                         text.format(Text::FeeForTerm, {fees.terms[i].label.in(text.language()), price(last)});
        }
        // One term only: it needs no name.
        rows.push_back(summary_row(std::move(label), sold <= 1 ? price(last) : value));
    }
};
}  // namespace

Node fee_overview(const Tenant& tenant, const Catalog& text) {
    Node table;
    table.kind = NodeKind::FeeTable, table.id = "fees", table.text = text[Text::StartFeesTitle];
    const FeeSchedule& fees = tenant.fees;
    const Overview overview{fees, text, table.children};
    const auto& word = fees.word.in(text.language());
    overview.add(text.format(Text::FeeStandard, {word}), fees.standard);
    for (const auto& row : fees.by_age) overview.add(form::age_label(row, word, text), row.prices);
    for (const auto& row : fees.reductions)
        overview.add(text.format(Text::FeeReduced, {row.label.in(text.language())}), row.prices);
    if (fees.digital) overview.add(text.format(Text::FeeDigital, {word}), *fees.digital);
    if (fees.partner) overview.add(text.format(Text::FeePartner, {word}), *fees.partner);
    if (fees.family) overview.add(text.format(Text::FeeFamily, {word}), fees.family->prices);
    if (tenant.institutions) overview.add(text.format(Text::FeeInstitution, {word}), tenant.institution_fee);
    if (fees.issue.value > 0) overview.add(std::string(text[Text::FeeIssue]), fees.issue);
    if (fees.issue_minor != fees.issue) overview.add(std::string(text[Text::FeeIssueMinor]), fees.issue_minor);
    if (fees.deposit.value > 0) overview.add(std::string(text[Text::FeeDeposit]), fees.deposit);
    if (tenant.card_by_post && tenant.post_fee.value > 0)
        overview.add(std::string(text[Text::FeePost]), tenant.post_fee);
    if (fees.replacement) overview.add(std::string(text[Text::FeeReplacement]), *fees.replacement);
    return table;
}

}  // namespace lesepass::page
