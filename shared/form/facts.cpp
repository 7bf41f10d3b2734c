#include "form/facts.h"

#include <algorithm>

#include "form/checks.h"
#include "form/fee.h"

namespace lesepass::form {

namespace {
std::vector<const DirectoryEntry*> find_entries(const Directory& directory, std::string_view postcode) {
    std::vector<const DirectoryEntry*> hits;
    for (const auto& entry : directory) {
        const auto& codes = entry.municipality.postcodes;
        if (std::find(codes.begin(), codes.end(), postcode) != codes.end()) hits.push_back(&entry);
    }
    return hits;
}

void derive_responsibility(const Draft& draft, const World& world, Facts& facts) {
    const auto postcode = normal_postcode(draft.answer(FieldId::Postcode));
    if (!postcode) return;
    auto entries = find_entries(world.directory, *postcode);
    facts.responsibility = entries.empty() ? Responsibility::NobodyHere : Responsibility::OtherLibrary;
    if (entries.empty()) return;
    facts.responsible = entries.front();
    for (const auto* entry : entries) {
        // A postcode shared by two municipalities never sends somebody away from the library they are at.
        if (entry->tenant != world.tenant.key) continue;
        facts.responsible = entry, facts.responsibility = Responsibility::ThisLibrary;
        return;
    }
    facts.candidates = std::move(entries);
}

std::string choice_value(const DirectoryEntry& entry, const Facts& facts) {
    const bool only = facts.candidates.size() == 1;
    return std::string(library_responsible) + (only ? "" : ":" + entry.tenant);
}

void derive_reduction(const Draft& draft, const World& world, Facts& facts) {
    if (facts.is_institution) return;
    for (const auto& reduction : world.tenant.reductions) {
        const bool fits = !facts.age || (*facts.age >= reduction.min_age && *facts.age < reduction.below_age);
        const Fee without = compute_fee(facts, world);
        // Offering a reduction that saves nothing only costs people a proof.
        if (fits && reduction.fee < without.total) facts.reductions.push_back(&reduction);
    }
    for (const auto* reduction : facts.reductions)
        if (reduction->key == draft.answer(FieldId::Reduction)) facts.reduction = reduction;
}

std::string derive_pickup(const Draft& draft, const Tenant& tenant) {
    const auto& branches = tenant.branches;
    if (tenant.digital_card && branches.empty()) return std::string(pickup_digital);
    if (!tenant.digital_card && branches.size() == 1) return branches.front().key;
    return draft.answer(FieldId::Pickup);
}

bool derive_pays_online(const Draft& draft, const Tenant& tenant, Cents fee) {
    if (fee.value == 0) return false;
    switch (tenant.payment) {
        case PaymentPolicy::None:
        case PaymentPolicy::AtCounter: return false;
        case PaymentPolicy::Online: return true;
        case PaymentPolicy::Choice: return draft.answer(FieldId::PaymentMethod) == pay_online;
    }
    return false;
}
}  // namespace

Facts derive_facts(const Draft& draft, const World& world) {
    Facts facts;
    facts.is_institution = world.tenant.institutions && draft.answer(FieldId::ApplicantKind) == applicant_institution;
    derive_responsibility(draft, world, facts);
    if (!facts.is_institution) {
        facts.born = parse_date(draft.answer(FieldId::BirthDate));
        if (facts.born && *facts.born <= world.today) facts.age = age_on(*facts.born, world.today);
        facts.guardian_consents = facts.age && *facts.age < world.tenant.consent_below_age;
    }
    derive_reduction(draft, world, facts);
    facts.pickup = derive_pickup(draft, world.tenant);
    facts.fee = compute_fee(facts, world);
    facts.pays_online = derive_pays_online(draft, world.tenant, facts.fee.total);
    return facts;
}

const DirectoryEntry* chosen_elsewhere(const Draft& draft, const Facts& facts) {
    for (const auto* entry : facts.candidates)
        if (draft.answer(FieldId::LibraryChoice) == choice_value(*entry, facts)) return entry;
    return nullptr;
}

bool holds(Condition condition, const Draft&, const World& world, const Facts& facts) {
    const Tenant& tenant = world.tenant;
    switch (condition) {
        case Condition::Always: return true;
        case Condition::Never: return false;
        case Condition::ApplicantIsPerson: return !facts.is_institution;
        case Condition::ApplicantIsInstitution: return facts.is_institution;
        case Condition::InstitutionsAllowed: return tenant.institutions;
        case Condition::AnotherLibraryIsResponsible:
            return facts.responsibility == Responsibility::OtherLibrary ||
                   facts.responsibility == Responsibility::NobodyHere;
        case Condition::GuardianConsents: return facts.guardian_consents;
        case Condition::EmailNeeded: return facts.pickup == pickup_digital;
        case Condition::ReductionsOffered: return !facts.reductions.empty();
        case Condition::PickupToChoose: return tenant.branches.size() + (tenant.digital_card ? 1 : 0) > 1;
        case Condition::PaymentToChoose: return tenant.payment == PaymentPolicy::Choice && facts.fee.total.value > 0;
        case Condition::IdentityProofNeeded: return tenant.identity_proof == IdentityProof::Upload;
        case Condition::GuardianProofNeeded: return tenant.guardian_identity && facts.guardian_consents;
        case Condition::ReductionProofNeeded: return facts.reduction != nullptr && !facts.reduction->proof.empty();
    }
    return false;
}

namespace {
std::vector<Option> library_options(const World& world, const Facts& facts) {
    std::vector<Option> options;
    for (const auto* entry : facts.candidates)
        options.push_back({choice_value(*entry, facts), world.catalog.format(Text::LibraryGoThere, {entry->library}),
                           std::string(world.catalog[Text::LibraryGoThereHint])});
    if (world.tenant.accepts_outsiders)
        options.push_back(
            {std::string(library_here), world.catalog.format(Text::LibraryStayHere, {world.tenant.name}), ""});
    return options;
}

std::vector<Option> reduction_options(const World& world, const Facts& facts) {
    const Language language = world.catalog.language();
    std::vector<Option> options{{std::string(no_reduction), std::string(world.catalog[Text::ReductionNone]), ""}};
    for (const auto* reduction : facts.reductions) {
        const std::string price = format_money(reduction->fee, language);
        const auto& proof = reduction->proof.in(language);
        const std::string hint =
            proof.empty() ? price : world.catalog.format(Text::ReductionOptionHint, {price, proof});
        options.push_back({reduction->key, reduction->label.in(language), hint});
    }
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
    // No switch: a new question that is no choice must not have to be named here.
    if (id == FieldId::ApplicantKind)
        return {option(applicant_person, Text::KindPerson, Text::KindPersonHint),
                option(applicant_institution, Text::KindInstitution, Text::KindInstitutionHint)};
    if (id == FieldId::LibraryChoice) return library_options(world, facts);
    if (id == FieldId::Reduction) return reduction_options(world, facts);
    if (id == FieldId::Pickup) return pickup_options(world);
    if (id == FieldId::PaymentMethod)
        return {option(pay_online, Text::PayOnline, Text::PayOnlineHint),
                option(pay_at_counter, Text::PayAtCounter, Text::PayAtCounterHint)};
    return {};
}

std::string option_text(FieldId id, const Draft& draft, const World& world, const Facts& facts) {
    for (const auto& option : options_of(id, world, facts))
        if (option.value == draft.answer(id)) return option.text;
    return {};
}

}  // namespace lesepass::form
