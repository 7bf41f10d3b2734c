#include "form/fee.h"

namespace lesepass::form {

namespace {
const AgeFee* age_row(const FeeSchedule& fees, std::optional<int> age) {
    if (!age) return nullptr;
    for (const auto& row : fees.by_age)
        if (row.holds(*age)) return &row;
    return nullptr;
}

bool is_digital_price(const Facts& facts, const FeeSchedule& fees) {
    return fees.digital && facts.pickup == pickup_digital;
}

// The card itself, before any reduction. Where there is a choice of terms, the label ends with the chosen one.
FeeLine card_line(const Facts& facts, const World& world) {
    const auto& fees = world.tenant.fees;
    const Catalog& text = world.catalog;
    const auto& word = fees.word.in(text.language());
    const AgeFee* row = age_row(fees, facts.age);
    const auto label = [&] {
        if (facts.category == Category::Family) return text.format(Text::FeeFamily, {word});
        if (facts.category == Category::Partner) return text.format(Text::FeePartner, {word});
        if (is_digital_price(facts, fees)) return text.format(Text::FeeDigital, {word});
        return row != nullptr ? age_label(*row, word, text) : text.format(Text::FeeStandard, {word});
    }();
    const auto price = base_prices(facts, world.tenant).at(facts.term).value_or(Cents{0});
    if (facts.terms.size() < 2 || facts.term >= fees.terms.size()) return {label, price};
    return {text.format(Text::FeeTerm, {label, fees.terms[facts.term].label.in(text.language())}), price};
}

void add_card_lines(const Facts& facts, const World& world, std::vector<FeeLine>& lines) {
    lines.push_back(card_line(facts, world));
    if (facts.reduction == nullptr) return;
    const Cents full = lines.back().amount;
    const Cents reduced = facts.reduction->prices.at(facts.term).value_or(full);
    const std::string label = facts.reduction->label.in(world.catalog.language());
    lines.push_back({world.catalog.format(Text::FeeReduction, {label}), Cents{reduced.value - full.value}});
}

// What a new card costs once.
void add_once(const Facts& facts, const World& world, std::vector<FeeLine>& lines) {
    const auto& fees = world.tenant.fees;
    if (facts.purpose != Purpose::New || facts.is_institution || facts.pickup == pickup_digital) return;
    const bool minor = facts.age && *facts.age < age_of_majority;
    const Cents issue = minor ? fees.issue_minor : fees.issue;
    if (issue.value > 0) lines.push_back({std::string(world.catalog[Text::FeeIssue]), issue});
    if (fees.deposit.value > 0) lines.push_back({std::string(world.catalog[Text::FeeDeposit]), fees.deposit});
}
}  // namespace

std::string format_money(Cents amount, Language language) {
    return info(language).euro_first ? format_euro_en(amount) : format_euro_de(amount);
}

const Prices& base_prices(const Facts& facts, const Tenant& tenant) {
    return base_prices(facts.category, facts, tenant);
}

const Prices& base_prices(Category category, const Facts& facts, const Tenant& tenant) {
    const auto& fees = tenant.fees;
    switch (category) {
        case Category::Partner: return *fees.partner;
        case Category::Family: return fees.family->prices;
        case Category::Single: break;
    }
    const AgeFee* row = age_row(fees, facts.age);
    const Prices& card = row != nullptr ? row->prices : fees.standard;
    if (!is_digital_price(facts, fees)) return card;
    // Who is young enough for a free card never pays for the digital one.
    const auto with_card = card.at(facts.term), digital = fees.digital->at(facts.term);
    return with_card && digital && *with_card < *digital ? card : *fees.digital;
}

std::string age_label(const AgeFee& row, std::string_view word, const Catalog& text) {
    const auto from = std::to_string(row.min_age), below = std::to_string(row.below_age);
    if (row.min_age == 0) return text.format(Text::FeeByAge, {word, below});
    if (row.below_age >= 200) return text.format(Text::FeeFromAge, {word, from});
    return text.format(Text::FeeAgeBand, {word, from, below});
}

Fee compute_fee(const Facts& facts, const World& world) {
    const Tenant& tenant = world.tenant;
    Fee fee;
    if (facts.purpose == Purpose::Replacement)
        fee.lines.push_back({std::string(world.catalog[Text::FeeReplacement]), *tenant.fees.replacement});
    else if (facts.is_institution)
        fee.lines.push_back(
            {world.catalog.format(Text::FeeInstitution, {tenant.fees.word.in(world.catalog.language())}),
             tenant.institution_fee});
    else
        add_card_lines(facts, world, fee.lines);
    add_once(facts, world, fee.lines);
    if (facts.pickup == pickup_post && tenant.post_fee.value > 0)
        fee.lines.push_back({std::string(world.catalog[Text::FeePost]), tenant.post_fee});
    for (const auto& line : fee.lines) fee.total = fee.total + line.amount;
    return fee;
}

}  // namespace lesepass::form
