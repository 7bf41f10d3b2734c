#include "usecases/provisional_cards.h"

#include "base/utf8.h"
#include "usecases/decide_application.h"
#include "usecases/records.h"

namespace lesepass::server {

std::optional<CardOffer> card_offer(const Tenant& tenant, const form::Facts& facts, Paid paid, UtcMillis now) {
    if (!tenant.provisional_card) return std::nullopt;
    const auto& rules = *tenant.provisional_card;
    if (facts.is_institution || facts.purpose != form::Purpose::New || facts.comes_in_person) return std::nullopt;
    if (rules.min_age > 0 && (!facts.age || *facts.age < rules.min_age)) return std::nullopt;
    const bool due = facts.fee.total.value > 0 && tenant.payment != PaymentPolicy::None;
    if (due && paid == Paid::No && (facts.pays_online || !rules.before_payment)) return std::nullopt;
    return make_offer(rules, now);
}

std::optional<CardOffer> card_offer_on_paid(const App& app, const ApplicationRecord& record) {
    const Tenant* tenant = app.libraries->find(record.tenant);
    const auto application = stored_application(record);
    if (tenant == nullptr || !application || is_decided(record.state)) return std::nullopt;
    const form::World world{*tenant, app.libraries->directory, catalog_of(language_of(record)),
                            date_in_germany(record.received_at)};
    return card_offer(*tenant, form::derive_facts(application->draft, world), Paid::Yes, app.clock.now());
}

Status revoke_card(App& app, ApplicationId id, const std::string& user_name, const std::string& raw_reason) {
    const std::string reason(trim(raw_reason));
    if (reason.empty() || !is_valid_utf8(reason) || count_code_points(reason) > max_reason_code_points)
        return Failure{"card.reason", "1 to 2000 characters"};
    return app.store.revoke_card(
        id, {.at = app.clock.now(), .actor = user_name, .event = "card-revoked", .detail = reason});
}

}  // namespace lesepass::server
