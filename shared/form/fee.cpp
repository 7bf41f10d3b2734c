#include "form/fee.h"

namespace lesepass::form {

namespace {
const AgeFee* age_row(const Tenant& tenant, std::optional<int> age) {
    if (!age) return nullptr;
    for (const auto& row : tenant.age_fees)
        if (*age < row.below_age) return &row;
    return nullptr;
}
}  // namespace

std::string format_money(Cents amount, Language language) {
    switch (language) {
        case Language::De: return format_euro_de(amount);
        case Language::En: return format_euro_en(amount);
    }
    return {};
}

Fee compute_fee(const Facts& facts, const World& world) {
    const Tenant& tenant = world.tenant;
    const Catalog& text = world.catalog;
    const std::string word = tenant.fee_word.in(text.language());
    if (facts.is_institution)
        return {tenant.institution_fee, {{text.format(Text::FeeInstitution, {word}), tenant.institution_fee}}};
    if (const AgeFee* row = age_row(tenant, facts.age)) {
        // A claimed reduction never makes it dearer than the age alone.
        if (facts.reduction == nullptr || facts.reduction->fee >= row->fee)
            return {row->fee, {{text.format(Text::FeeByAge, {word, std::to_string(row->below_age)}), row->fee}}};
    }
    const FeeLine standard{text.format(Text::FeeStandard, {word}), tenant.standard_fee};
    if (facts.reduction == nullptr) return {tenant.standard_fee, {standard}};
    const std::string label = facts.reduction->label.in(text.language());
    const Cents difference{facts.reduction->fee.value - tenant.standard_fee.value};
    return {facts.reduction->fee, {standard, {text.format(Text::FeeReduction, {label}), difference}}};
}

}  // namespace lesepass::form
