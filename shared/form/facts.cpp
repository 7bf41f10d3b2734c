#include "form/facts.h"

#include <algorithm>

#include "form/fee.h"
#include "form/place.h"

namespace lesepass::form {

std::string_view category_key(Category category) {
    switch (category) {
        case Category::Single: return category_single;
        case Category::Partner: return category_partner;
        case Category::Family: return category_family;
    }
    return {};
}

namespace {
Purpose derive_purpose(const Draft& draft, const Tenant& tenant) {
    const auto& answer = draft.answer(FieldId::Purpose);
    if (answer == purpose_renewal && tenant.fees.renewals) return Purpose::Renewal;
    if (answer == purpose_replacement && tenant.fees.replacement) return Purpose::Replacement;
    return Purpose::New;
}

// A card for several people is bought by a grown-up.
bool may_share(const Facts& facts) {
    const bool grown_up = !facts.age || *facts.age >= age_of_majority;
    return !facts.is_institution && facts.purpose != Purpose::Replacement && grown_up;
}

void derive_category(const Draft& draft, const Tenant& tenant, Facts& facts) {
    facts.categories.push_back(Category::Single);
    if (may_share(facts) && tenant.fees.partner) facts.categories.push_back(Category::Partner);
    if (may_share(facts) && tenant.fees.family) facts.categories.push_back(Category::Family);
    for (const auto category : facts.categories)
        if (category_key(category) == draft.answer(FieldId::CardCategory)) facts.category = category;
    if (facts.category == Category::Partner) facts.members = 1;
    if (facts.category != Category::Family) return;
    const auto& size = draft.answer(FieldId::FamilySize);
    const auto most = static_cast<std::size_t>(tenant.fees.family->max_members);
    for (std::size_t n = 1; n <= most; ++n)
        if (size == std::to_string(n)) facts.members = n;
}

void derive_term(const Draft& draft, const World& world, Facts& facts) {
    const auto& terms = world.tenant.fees.terms;
    const std::size_t count = std::max<std::size_t>(terms.size(), 1);
    for (std::size_t i = 0; i < count; ++i) {
        facts.term = i;
        if (base_prices(facts, world.tenant).at(i)) facts.terms.push_back(i);
    }
    if (facts.terms.empty()) facts.terms.push_back(0);
    facts.term = facts.terms.front();
    for (const auto i : facts.terms)
        if (i < terms.size() && terms[i].key == draft.answer(FieldId::Term)) facts.term = i;
}

void derive_reduction(const Draft& draft, const World& world, Facts& facts) {
    if (facts.is_institution || facts.purpose == Purpose::Replacement || facts.category != Category::Single) return;
    const auto without = base_prices(facts, world.tenant).at(facts.term);
    for (const auto& reduction : world.tenant.fees.reductions) {
        const bool fits = !facts.age || (*facts.age >= reduction.min_age && *facts.age < reduction.below_age);
        const auto price = reduction.prices.at(facts.term);
        // Offering a reduction that saves nothing only costs people a proof.
        if (fits && price && without && *price < *without) facts.reductions.push_back(&reduction);
    }
    for (const auto* reduction : facts.reductions)
        if (reduction->key == draft.answer(FieldId::Reduction)) facts.reduction = reduction;
}

void derive_identity(const Draft& draft, const Tenant& tenant, Facts& facts) {
    const bool renewed = facts.purpose == Purpose::Renewal && !tenant.renewal_identity;
    facts.identity_needed = tenant.identity_proof != IdentityProof::None && !renewed;
    const bool brings =
        tenant.identity_proof == IdentityProof::Either && draft.answer(FieldId::IdentityAtCounter) == confirmed;
    facts.identity_at_counter = facts.identity_needed && (brings || tenant.identity_proof == IdentityProof::AtCounter);
    if (tenant.identity_kinds.size() == 1) facts.identity_kind = tenant.identity_kinds.front();
    for (const auto kind : tenant.identity_kinds)
        if (info(kind).key == draft.answer(FieldId::IdentityKind)) facts.identity_kind = kind;
}

void derive_open_library(const Draft& draft, const Tenant& tenant, Facts& facts) {
    if (!tenant.open_library || facts.is_institution) return;
    facts.open_library_offered = facts.age && *facts.age >= tenant.open_library->min_age;
    facts.open_library = facts.open_library_offered && draft.answer(FieldId::OpenLibrary) == confirmed;
}

std::size_t pickup_count(const Tenant& tenant, const Facts& facts) {
    return tenant.branches.size() + (tenant.digital_card ? 1 : 0) + (facts.post_offered ? 1 : 0);
}

std::string derive_pickup(const Draft& draft, const Tenant& tenant, const Facts& facts) {
    if (pickup_count(tenant, facts) != 1) return draft.answer(FieldId::Pickup);
    if (tenant.digital_card) return std::string(pickup_digital);
    return facts.post_offered ? std::string(pickup_post) : tenant.branches.front().key;
}

}  // namespace

bool pays_online(const Draft& draft, const Tenant& tenant, Cents fee) {
    if (fee.value == 0) return false;
    switch (tenant.payment) {
        case PaymentPolicy::None:
        case PaymentPolicy::AtCounter: return false;
        case PaymentPolicy::Online: return true;
        case PaymentPolicy::Choice: return draft.answer(FieldId::PaymentMethod) == pay_online;
    }
    return false;
}

namespace {
bool may_choose_way(const Tenant& tenant, const Facts& facts) {
    return facts.guardian_consents && tenant.second_signer && !facts.comes_in_person;
}

void derive_consent(const Draft& draft, const Tenant& tenant, Facts& facts) {
    facts.guardian_consents = facts.age && *facts.age < tenant.consent_below_age;
    facts.comes_in_person = facts.age && *facts.age < tenant.in_person_below_age;
    facts.consent_by_link = may_choose_way(tenant, facts) && draft.answer(FieldId::GuardianWay) == way_link;
}

// Nothing to choose, or chosen so.
bool consents_here(const Draft& draft, const Tenant& tenant, const Facts& facts) {
    if (!may_choose_way(tenant, facts)) return facts.guardian_consents;
    return draft.answer(FieldId::GuardianWay) == way_here;
}
}  // namespace

Facts derive_facts(const Draft& draft, const World& world) {
    Facts facts;
    facts.is_institution = world.tenant.institutions && draft.answer(FieldId::ApplicantKind) == applicant_institution;
    derive_responsibility(draft, world, facts);
    if (!facts.is_institution) {
        facts.born = parse_date(draft.answer(FieldId::BirthDate));
        if (facts.born && *facts.born <= world.today) facts.age = age_on(*facts.born, world.today);
        derive_consent(draft, world.tenant, facts);
    }
    facts.purpose = derive_purpose(draft, world.tenant);
    // Who has to come in person gets the card there, if there is a there.
    facts.post_offered = world.tenant.card_by_post && (!facts.comes_in_person || world.tenant.branches.empty());
    facts.pickup = derive_pickup(draft, world.tenant, facts);
    derive_category(draft, world.tenant, facts);
    derive_term(draft, world, facts);
    derive_reduction(draft, world, facts);
    derive_identity(draft, world.tenant, facts);
    derive_open_library(draft, world.tenant, facts);
    facts.fee = compute_fee(facts, world);
    facts.pays_online = pays_online(draft, world.tenant, facts.fee.total);
    return facts;
}

std::string library_choice(const DirectoryEntry& entry, const Facts& facts) {
    const bool only = facts.candidates.size() == 1;
    return std::string(library_responsible) + (only ? "" : ":" + entry.tenant);
}

const DirectoryEntry* chosen_elsewhere(const Draft& draft, const Facts& facts) {
    for (const auto* entry : facts.candidates)
        if (draft.answer(FieldId::LibraryChoice) == library_choice(*entry, facts)) return entry;
    return nullptr;
}

bool holds(Condition condition, const Draft& draft, const World& world, const Facts& facts) {
    const Tenant& tenant = world.tenant;
    switch (condition) {
        case Condition::Always: return true;
        case Condition::Never: return false;
        case Condition::ApplicantIsPerson: return !facts.is_institution;
        case Condition::ApplicantIsInstitution: return facts.is_institution;
        case Condition::InstitutionsAllowed: return tenant.institutions;
        case Condition::MunicipalityToChoose: return facts.municipalities.size() > 1;
        case Condition::AnotherLibraryIsResponsible:
            return facts.responsibility == Responsibility::OtherLibrary ||
                   facts.responsibility == Responsibility::NobodyHere ||
                   facts.responsibility == Responsibility::OutsideArea;
        case Condition::GuardianConsents: return facts.guardian_consents;
        case Condition::ConsentWayToChoose: return may_choose_way(tenant, facts);
        case Condition::ConsentByLink: return facts.consent_by_link;
        case Condition::ConsentHere: return consents_here(draft, tenant, facts);
        case Condition::GuardianAddressNeeded: return tenant.guardian_address && consents_here(draft, tenant, facts);
        case Condition::GuardianLivesElsewhere:
            return holds(Condition::GuardianAddressNeeded, draft, world, facts) &&
                   draft.answer(FieldId::GuardianSameAddress) == denied;
        case Condition::EmailNeeded: return facts.pickup == pickup_digital;
        case Condition::PurposeToChoose: return tenant.fees.renewals || tenant.fees.replacement.has_value();
        case Condition::OldCardExists: return facts.purpose != Purpose::New;
        case Condition::CardIsRenewed: return facts.purpose == Purpose::Renewal;
        case Condition::CategoryToChoose: return facts.categories.size() > 1;
        case Condition::TermToChoose: return facts.terms.size() > 1;
        case Condition::OpenLibraryOffered: return facts.open_library_offered;
        case Condition::OpenLibraryWanted: return facts.open_library;
        case Condition::SharedCard: return facts.category != Category::Single;
        case Condition::FamilyCard: return facts.category == Category::Family;
        case Condition::Member1:
        case Condition::Member2:
        case Condition::Member3:
        case Condition::Member4:
        case Condition::Member5:
        case Condition::Member6:
            return facts.members > static_cast<std::size_t>(condition) - static_cast<std::size_t>(Condition::Member1);
        case Condition::ReductionsOffered: return !facts.reductions.empty();
        case Condition::PickupToChoose: return pickup_count(tenant, facts) > 1;
        case Condition::PaymentToChoose: return tenant.payment == PaymentPolicy::Choice && facts.fee.total.value > 0;
        case Condition::IdentityKindToChoose:
            return facts.identity_needed && tenant.identity_proof != IdentityProof::AtCounter &&
                   tenant.identity_kinds.size() > 1;
        case Condition::IdentityWayToChoose:
            return facts.identity_needed && tenant.identity_proof == IdentityProof::Either;
        case Condition::IdentityProofNeeded: return facts.identity_needed && !facts.identity_at_counter;
        case Condition::IdentitySecondNeeded:
            return facts.identity_needed && !facts.identity_at_counter && facts.identity_kind &&
                   info(*facts.identity_kind).second != Text::None;
        case Condition::GuardianProofNeeded: return tenant.guardian_identity && consents_here(draft, tenant, facts);
        case Condition::ReductionWayToChoose:
            return tenant.reduction_at_counter && facts.reduction != nullptr && !facts.reduction->proof.empty();
        case Condition::ReductionProofNeeded:
            return facts.reduction != nullptr && !facts.reduction->proof.empty() &&
                   !(tenant.reduction_at_counter && draft.answer(FieldId::ReductionAtCounter) == confirmed);
    }
    return false;
}

}  // namespace lesepass::form
