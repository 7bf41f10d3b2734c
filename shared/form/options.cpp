// The choices of each Choice field.
#include "form/facts.h"
#include "form/fee.h"
#include "form/rows.h"

namespace lesepass::form {

namespace {
Text category_label(Category category) {
    switch (category) {
        case Category::Single: return Text::CategorySingle;
        case Category::Partner: return Text::CategoryPartner;
        case Category::Family: return Text::CategoryFamily;
    }
    return Text::None;
}

std::vector<Option> municipality_options(const Facts& facts) {
    std::vector<Option> options;
    for (const auto& place : facts.municipalities)
        options.push_back({std::string(place.ags), std::string(place.name), ""});
    return options;
}

std::vector<Option> library_options(const World& world, const Facts& facts) {
    std::vector<Option> options;
    for (const auto* entry : facts.candidates) {
        const bool where = facts.candidates.size() > 1 && !entry->address.empty();
        options.push_back(
            {library_choice(*entry, facts), world.catalog.format(Text::LibraryGoThere, {entry->library}),
             (where ? entry->address + ". " : "") + std::string(world.catalog[Text::LibraryGoThereHint])});
    }
    if (world.tenant.accepts_outsiders)
        options.push_back(
            {std::string(library_here), world.catalog.format(Text::LibraryStayHere, {world.tenant.name}), ""});
    return options;
}

std::vector<Option> reduction_options(const World& world, const Facts& facts) {
    const Language language = world.catalog.language();
    std::vector<Option> options{{std::string(no_reduction), std::string(world.catalog[Text::ReductionNone]), ""}};
    for (const auto* reduction : facts.reductions) {
        const std::string price = format_money(*reduction->prices.at(facts.term), language);
        const auto& proof = reduction->proof.in(language);
        const std::string hint =
            proof.empty() ? price : world.catalog.format(Text::ReductionOptionHint, {price, proof});
        options.push_back({reduction->key, reduction->label.in(language), hint});
    }
    return options;
}

std::vector<Option> category_options(const World& world, const Facts& facts) {
    std::vector<Option> options;
    for (const auto category : facts.categories) {
        Facts as = facts;
        as.category = category, as.reduction = nullptr;
        const auto price = base_prices(as, world.tenant).at(facts.term);
        options.push_back({std::string(category_key(category)), std::string(world.catalog[category_label(category)]),
                           price ? format_money(*price, world.catalog.language()) : ""});
    }
    return options;
}

std::vector<Option> term_options(const World& world, const Facts& facts) {
    const Language language = world.catalog.language();
    std::vector<Option> options;
    for (const auto i : facts.terms)
        if (i < world.tenant.fees.terms.size())
            options.push_back({world.tenant.fees.terms[i].key, world.tenant.fees.terms[i].label.in(language),
                               format_money(*base_prices(facts, world.tenant).at(i), language)});
    return options;
}

std::vector<Option> identity_options(const World& world) {
    std::vector<Option> options;
    for (const auto kind : world.tenant.identity_kinds)
        options.push_back({std::string(info(kind).key), std::string(world.catalog[info(kind).label]), ""});
    return options;
}

std::vector<Option> extra_options(const ExtraQuestion& question, const Catalog& text) {
    if (question.kind == ExtraKind::YesNo)
        return {{std::string(confirmed), std::string(text[Text::Yes]), ""},
                {std::string(denied), std::string(text[Text::No]), ""}};
    std::vector<Option> options;
    for (const auto& choice : question.choices) options.push_back({choice.key, choice.label.in(text.language()), ""});
    return options;
}

std::vector<Option> size_options(const Tenant& tenant) {
    std::vector<Option> options;
    for (int n = 1; tenant.fees.family && n <= tenant.fees.family->max_members; ++n)
        options.push_back({std::to_string(n), std::to_string(n), ""});
    return options;
}

std::vector<Option> pickup_options(const World& world) {
    std::vector<Option> options;
    for (const auto& branch : world.tenant.branches) options.push_back({branch.key, branch.name, branch.address});
    if (world.tenant.digital_card)
        options.push_back({std::string(pickup_digital), std::string(world.catalog[Text::PickupDigital]),
                           std::string(world.catalog[Text::PickupDigitalHint])});
    return options;
}
}  // namespace

std::vector<Option> options_of(FieldId id, const World& world, const Facts& facts) {
    const Catalog& text = world.catalog;
    const auto option = [&](std::string_view value, Text label, Text hint) {
        return Option{std::string(value), std::string(text[label]), hint == Text::None ? "" : std::string(text[hint])};
    };
    if (const auto* question = extra_question(id, world.tenant)) return extra_options(*question, text);
    // No switch: a new question that is no choice must not have to be named here.
    if (id == FieldId::ApplicantKind)
        return {option(applicant_person, Text::KindPerson, Text::KindPersonHint),
                option(applicant_institution, Text::KindInstitution, Text::KindInstitutionHint)};
    if (id == FieldId::Purpose) {
        std::vector<Option> options{option(purpose_new, Text::PurposeNew, Text::None)};
        if (world.tenant.fees.renewals)
            options.push_back(option(purpose_renewal, Text::PurposeRenewal, Text::PurposeRenewalHint));
        if (world.tenant.fees.replacement)
            options.push_back(option(purpose_replacement, Text::PurposeReplacement, Text::PurposeReplacementHint));
        return options;
    }
    if (id == FieldId::CardCategory) return category_options(world, facts);
    if (id == FieldId::Term) return term_options(world, facts);
    if (id == FieldId::IdentityKind) return identity_options(world);
    if (id == FieldId::FamilySize) return size_options(world.tenant);
    if (id == FieldId::Municipality) return municipality_options(facts);
    if (id == FieldId::LibraryChoice) return library_options(world, facts);
    if (id == FieldId::GuardianWay)
        return {option(way_here, Text::GuardianWayHere, Text::None),
                option(way_link, Text::GuardianWayLink, Text::GuardianWayLinkHint)};
    if (id == FieldId::GuardianSameAddress)
        return {option(confirmed, Text::Yes, Text::None), option(denied, Text::No, Text::None)};
    if (id == FieldId::Reduction) return reduction_options(world, facts);
    if (id == FieldId::Pickup) return pickup_options(world);
    if (id == FieldId::PaymentMethod)
        return {option(pay_online, Text::PayOnline, Text::PayOnlineHint),
                option(pay_at_counter, Text::PayAtCounter, Text::PayAtCounterHint)};
    return {};
}

std::string option_text(FieldId id, const Draft& draft, const World& world, const Facts& facts) {
    const bool derived = id == FieldId::Municipality && facts.municipality;
    const std::string_view answer = derived ? facts.municipality->ags : draft.answer(row_of(id, world.tenant));
    for (const auto& option : options_of(id, world, facts))
        if (option.value == answer) return option.text;
    return {};
}

std::string identity_documents(const World& world) {
    const Catalog& text = world.catalog;
    const auto& own = world.tenant.identity_documents.in(text.language());
    if (!own.empty()) return own;
    std::string list;
    for (const auto kind : world.tenant.identity_kinds)
        list = list.empty() ? std::string(text[info(kind).label])
                            : text.format(Text::OrDocument, {list, text[info(kind).label]});
    return list;
}

}  // namespace lesepass::form
