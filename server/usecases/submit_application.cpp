#include "usecases/submit_application.h"

#include <algorithm>

#include "application/receipt.h"
#include "application/rules_version.h"
#include "usecases/guardian_consent.h"
#include "usecases/mails.h"
#include "usecases/provisional_cards.h"
#include "usecases/records.h"

namespace lesepass::server {

namespace {
using form::FieldProblem;

// A proof that expired, was never stored, or belongs to somebody else, is asked for again.
std::vector<FieldProblem> check_proofs(const App& app, const Application& application, const Catalog& text) {
    std::vector<FieldProblem> problems;
    for (const auto& attachment : application.draft.attachments()) {
        const auto stored = app.store.find_attachment(attachment.id);
        const bool same = stored && stored->application == application.id && stored->tenant == application.tenant &&
                          stored->sha256_hex == attachment.sha256_hex &&
                          stored->purpose == form::field(attachment.purpose).wire_name;
        const auto is_told = [&](const FieldProblem& told) { return told.field == attachment.purpose; };
        if (!same && std::none_of(problems.begin(), problems.end(), is_told))
            problems.push_back({attachment.purpose, Text::ErrorFileMissingOnServer,
                                std::string(text[Text::ErrorFileMissingOnServer])});
    }
    return problems;
}

ApplicationState first_state(const form::Facts& facts) {
    if (facts.consent_by_link) return ApplicationState::AwaitingConsent;
    return facts.pays_online ? ApplicationState::AwaitingPayment : ApplicationState::Submitted;
}

// What is stored says by which rules it was accepted, and by which it was made if those were others; and to which
// municipality the address belongs.
std::string accepted_json(Application application, const Tenant& tenant, const form::Facts& facts) {
    const auto rules = rules_version(tenant);
    application.rules_seen = application.rules == rules ? std::string{} : std::move(application.rules);
    application.rules = rules;
    application.municipality = municipality_of(facts);
    return encode_application(application);
}

ApplicationRecord make_record(const App& app, const Tenant& tenant, const Application& application,
                              const form::Facts& facts) {
    const UtcMillis now = app.clock.now();
    return {.id = application.id,
            .tenant = application.tenant,
            .receipt_number = receipt_number(application.id),
            .status_token = StatusToken{app.random.bytes16()},
            .content_hash = content_hash(application),
            .json = accepted_json(application, tenant, facts),
            .language = std::string(code_of(application.language)),
            .fee = facts.fee.total,
            .fee_json = encode_fee(facts.fee),
            .state = first_state(facts),
            .received_at = now,
            .updated_at = now,
            .decision_reason = {}};
}

// A repeat is answered from what is stored, before any rule is asked: rules and days change, receipts do not.
std::optional<SubmitResult> answer_repeat(const App& app, const Application& application) {
    const auto stored = app.store.find_application(application.id);
    if (!stored) {
        if (stored.failure().code == "store.missing") return std::nullopt;
        return SubmitResult{stored.failure()};
    }
    if (stored->content_hash == content_hash(application)) return SubmitResult{Submitted{*stored, false}};
    return SubmitResult{SubmissionConflict{}};
}
}  // namespace

std::vector<FieldProblem> problems_of(const App& app, const Tenant& tenant, const Application& application,
                                      Language language) {
    const form::World world{tenant, app.libraries->directory, catalog_of(language), app.today()};
    auto problems = form::check_draft(application.draft, world, form::derive_facts(application.draft, world));
    return problems.empty() ? check_proofs(app, application, world.catalog) : problems;
}

SubmitResult submit_application(App& app, const Application& application) {
    if (auto repeat = answer_repeat(app, application)) return std::move(*repeat);
    const Tenant* tenant = app.libraries->find(application.tenant);
    if (tenant == nullptr) return Failure{"submit.library", "no such library"};

    const form::World world{*tenant, app.libraries->directory, catalog_of(application.language), app.today()};
    const auto facts = form::derive_facts(application.draft, world);
    if (auto problems = problems_of(app, *tenant, application, application.language); !problems.empty())
        return NotAcceptable{std::move(problems), tenant};

    const auto record = make_record(app, *tenant, application, facts);
    const auto& address = application.draft.answer(form::FieldId::Email);
    const bool submitted = record.state == ApplicationState::Submitted;
    const auto card = submitted ? card_offer(*tenant, facts, Paid::No, record.received_at) : std::nullopt;
    auto intents = confirmation_mail(app, *tenant, record, address, card.has_value());
    if (submitted)
        for (auto& intent : notification_mail(app, *tenant, record)) intents.push_back(std::move(intent));
    const auto consent = consent_at_submission(app, *tenant, application, facts);
    if (record.state == ApplicationState::AwaitingConsent)
        for (auto& intent : consent_mail(app, {*consent, record, application, tenant}, ConsentMail::First))
            intents.push_back(std::move(intent));
    std::vector<AttachmentId> attachments;
    for (const auto& attachment : application.draft.attachments()) attachments.push_back(attachment.id);

    const auto outcome = app.store.submit(record, search_text_of(application, record.receipt_number), attachments,
                                          intents, consent, card);
    if (!outcome) return outcome.failure();
    app.wake_outbox();
    switch (outcome->kind) {
        case SubmitOutcome::Kind::Created: return Submitted{outcome->record, true};
        case SubmitOutcome::Kind::Replayed: return Submitted{outcome->record, false};
        case SubmitOutcome::Kind::HashConflict: return SubmissionConflict{};
    }
    return Failure{"store.io", "unknown outcome"};
}

}  // namespace lesepass::server
