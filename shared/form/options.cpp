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

// Takes the choices, or only looks for one: words are made where somebody reads them.
class Taker {
public:
    std::vector<Option> options;
    bool any = false, found = false;

    explicit Taker(const Catalog& text) : text_(text) {}
    Taker(const Catalog& text, std::string_view wanted) : text_(text), wanted_(wanted), looks_(true) {}

    // The choice whose words are to be added; nullptr: nobody reads them.
    Option* take(std::string_view value) {
        any = true;
        found = found || value == wanted_;
        if (looks_) return nullptr;
        options.emplace_back().value = value;
        return &options.back();
    }
    void take(std::string_view value, Text text, Text hint = Text::None) {
        Option* option = take(value);
        if (option == nullptr) return;
        option->text = text_[text];
        if (hint != Text::None) option->hint = text_[hint];
    }

private:
    const Catalog& text_;
    std::string_view wanted_;
    bool looks_ = false;
};

// The library's words; the page marks them where they are German among another language's.
void own_words(const LocalText& words, Language language, Option& option) {
    option.text = words.in(language);
    option.is_foreign = words.is_foreign(language);
}

void take_municipalities(const Facts& facts, Taker& out) {
    for (const auto& place : facts.municipalities)
        if (auto* option = out.take(place.ags)) option->text = place.name;
}

void take_libraries(const World& world, const Facts& facts, Taker& out) {
    const Catalog& text = world.catalog;
    for (const auto* entry : facts.candidates)
        if (auto* option = out.take(library_choice(*entry, facts))) {
            option->text = text.format(Text::LibraryGoThere, {entry->library});
            if (facts.candidates.size() > 1 && !entry->address.empty()) option->hint = entry->address + ". ";
            option->hint += text[Text::LibraryGoThereHint];
        }
    if (!world.tenant.accepts_outsiders) return;
    if (auto* option = out.take(library_here)) option->text = text.format(Text::LibraryStayHere, {world.tenant.name});
}

void take_reductions(const World& world, const Facts& facts, Taker& out) {
    const Language language = world.catalog.language();
    out.take(no_reduction, Text::ReductionNone);
    for (const auto* reduction : facts.reductions) {
        auto* option = out.take(reduction->key);
        if (option == nullptr) continue;
        const auto& proof = reduction->proof.in(language);
        own_words(reduction->label, language, *option);
        option->hint = format_money(*reduction->prices.at(facts.term), language);
        if (!proof.empty()) option->hint = world.catalog.format(Text::ReductionOptionHint, {option->hint, proof});
    }
}

void take_categories(const World& world, const Facts& facts, Taker& out) {
    for (const auto category : facts.categories) {
        auto* option = out.take(category_key(category));
        if (option == nullptr) continue;
        option->text = world.catalog[category_label(category)];
        const auto price = base_prices(category, facts, world.tenant).at(facts.term);
        if (price) option->hint = format_money(*price, world.catalog.language());
    }
}

void take_terms(const World& world, const Facts& facts, Taker& out) {
    const Language language = world.catalog.language();
    const auto& terms = world.tenant.fees.terms;
    for (const auto i : facts.terms) {
        auto* option = i < terms.size() ? out.take(terms[i].key) : nullptr;
        if (option == nullptr) continue;
        own_words(terms[i].label, language, *option);
        option->hint = format_money(*base_prices(facts, world.tenant).at(i), language);
    }
}

void take_extra(const ExtraQuestion& question, const Catalog& text, Taker& out) {
    if (question.kind == ExtraKind::YesNo) {
        out.take(confirmed, Text::Yes);
        return out.take(denied, Text::No);
    }
    for (const auto& choice : question.choices)
        if (auto* option = out.take(choice.key)) own_words(choice.label, text.language(), *option);
}

void take_sizes(const Tenant& tenant, Taker& out) {
    for (int n = 1; tenant.fees.family && n <= tenant.fees.family->max_members; ++n) {
        const auto number = std::to_string(n);
        if (auto* option = out.take(number)) option->text = number;
    }
}

void take_pickups(const Tenant& tenant, const Facts& facts, Taker& out) {
    for (const auto& branch : tenant.branches)
        if (auto* option = out.take(branch.key)) option->text = branch.name, option->hint = branch.address;
    if (facts.post_offered) out.take(pickup_post, Text::PickupPost, Text::PickupPostHint);
    if (tenant.digital_card) out.take(pickup_digital, Text::PickupDigital, Text::PickupDigitalHint);
}

void take_purposes(const FeeSchedule& fees, Taker& out) {
    out.take(purpose_new, Text::PurposeNew);
    if (fees.renewals) out.take(purpose_renewal, Text::PurposeRenewal, Text::PurposeRenewalHint);
    if (fees.replacement) out.take(purpose_replacement, Text::PurposeReplacement, Text::PurposeReplacementHint);
}

void take_options(FieldId id, const World& world, const Facts& facts, Taker& out) {
    if (const auto* question = extra_question(id, world.tenant)) return take_extra(*question, world.catalog, out);
    // No switch: a new question that is no choice must not have to be named here.
    if (id == FieldId::ApplicantKind) {
        out.take(applicant_person, Text::KindPerson, Text::KindPersonHint);
        return out.take(applicant_institution, Text::KindInstitution, Text::KindInstitutionHint);
    }
    if (id == FieldId::Purpose) return take_purposes(world.tenant.fees, out);
    if (id == FieldId::CardCategory) return take_categories(world, facts, out);
    if (id == FieldId::Term) return take_terms(world, facts, out);
    if (id == FieldId::IdentityKind)
        for (const auto kind : world.tenant.identity_kinds) out.take(info(kind).key, info(kind).label);
    if (id == FieldId::FamilySize) return take_sizes(world.tenant, out);
    if (id == FieldId::Municipality) return take_municipalities(facts, out);
    if (id == FieldId::LibraryChoice) return take_libraries(world, facts, out);
    if (id == FieldId::GuardianWay) {
        out.take(way_here, Text::GuardianWayHere);
        return out.take(way_link, Text::GuardianWayLink, Text::GuardianWayLinkHint);
    }
    if (id == FieldId::GuardianSameAddress) {
        out.take(confirmed, Text::Yes);
        return out.take(denied, Text::No);
    }
    if (id == FieldId::Reduction) return take_reductions(world, facts, out);
    if (id == FieldId::Pickup) return take_pickups(world.tenant, facts, out);
    if (id == FieldId::PaymentMethod) {
        out.take(pay_online, Text::PayOnline, Text::PayOnlineHint);
        return out.take(pay_at_counter, Text::PayAtCounter, Text::PayAtCounterHint);
    }
}
}  // namespace

std::vector<Option> options_of(FieldId id, const World& world, const Facts& facts) {
    Taker taker(world.catalog);
    take_options(id, world, facts, taker);
    return std::move(taker.options);
}

bool has_options(FieldId id, const World& world, const Facts& facts) {
    Taker taker(world.catalog, {});
    take_options(id, world, facts, taker);
    return taker.any;
}

bool is_option(FieldId id, std::string_view value, const World& world, const Facts& facts) {
    Taker taker(world.catalog, value);
    take_options(id, world, facts, taker);
    return taker.found;
}

Option chosen_option(FieldId id, const Draft& draft, const World& world, const Facts& facts) {
    const bool derived = id == FieldId::Municipality && facts.municipality;
    const std::string_view answer = derived ? facts.municipality->ags : draft.answer(row_of(id, world.tenant));
    for (auto& option : options_of(id, world, facts))
        if (option.value == answer) return std::move(option);
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
