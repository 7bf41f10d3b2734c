#include "usecases/guardian_consent.h"

#include <algorithm>

#include "base/utf8.h"
#include "form/definition.h"
#include "usecases/draft_seal.h"
#include "usecases/mails.h"
#include "usecases/provisional_cards.h"
#include "usecases/records.h"

namespace lesepass::server {

namespace {
using form::FieldId;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

ApplicationEventRecord event_of(const App& app, std::string actor, std::string event, std::string detail = {}) {
    return {.at = app.clock.now(), .actor = std::move(actor), .event = std::move(event), .detail = std::move(detail)};
}

Result<ConsentCase> read_case(const App& app, ConsentRecord consent, ApplicationRecord record) {
    auto application = stored_application(record);
    if (!application) return application.failure();
    const Tenant* tenant = app.libraries->find(record.tenant);
    if (tenant == nullptr) return Failure{"store.missing", "library is not configured"};
    Tenant rules = *tenant;
    const auto born = parse_date(application->draft.answer(FieldId::BirthDate));
    if (born)
        rules.consent_below_age =
            std::max(rules.consent_below_age, age_on(*born, date_in_germany(record.received_at)) + 1);
    return ConsentCase{std::move(consent), std::move(record), std::move(*application), tenant, std::move(rules)};
}

// Only what the guardian was asked: the rest is the applicant's and stands in the application.
std::string signer_answers(const form::Draft& signer, const form::World& world) {
    const auto facts = form::derive_facts(signer, world);
    form::Draft own;
    for (const auto id : signer_fields())
        if (form::is_asked(form::field(id), signer, world, facts)) own.set(id, signer.answer(id));
    for (const auto& attachment : signer.attachments()) own.attach(attachment);
    return write_draft_members(own);
}

// One more mail to `email`; a reminder keeps the link, another address gets another one.
Status ask_again(App& app, ConsentCase asked, const std::string& email, const ApplicationEventRecord& event,
                 ConsentMail kind) {
    auto& consent = asked.consent;
    if (email != consent.email) consent.token = ConsentToken{app.random.bytes16()};
    consent.email = email, consent.mails += 1, consent.asked_at = app.clock.now();
    if (kind == ConsentMail::Reminder) consent.remind_at = std::nullopt;
    auto done = app.store.ask_for_consent(consent, event, consent_mail(app, asked, kind));
    if (done) app.wake_outbox();
    return done;
}

Status end_application(App& app, const ConsentCase& asked, ConsentState state, Text reason,
                       ApplicationEventRecord event) {
    const bool refused = state == ConsentState::Refused;
    const auto lifecycle = refused ? ApplicationEvent::ConsentRefused : ApplicationEvent::ConsentExpired;
    const auto next = next_state(asked.record.state, lifecycle);
    if (!next) return Failure{"store.conflict", "not allowed in this state"};
    Store::ConsentDecision decision{.record = asked.consent,
                                    .from = asked.record.state,
                                    .to = *next,
                                    .event = std::move(event),
                                    .decision_reason = std::string(catalog_of(language_of(asked.record))[reason]),
                                    .files = {},
                                    .intents = {}};
    decision.record.state = state, decision.record.decided_at = app.clock.now();
    if (!asked.consent.reason.empty()) decision.decision_reason += " " + asked.consent.reason;
    ApplicationRecord ended = asked.record;
    ended.state = *next;
    decision.intents = decision_mail(app, *asked.tenant, ended, applicant_email(ended));
    auto done = app.store.decide_consent(decision);
    if (done) app.wake_outbox();
    return done;
}

// As if the guardian had been there at submission.
std::vector<OutboxIntent> mails_after_consent(const App& app, const ConsentCase& asked, ApplicationState next,
                                              bool with_card) {
    ApplicationRecord record = asked.record;
    record.state = next;
    auto intents = consent_given_mail(app, *asked.tenant, record, applicant_email(record), with_card);
    if (next == ApplicationState::Submitted)
        for (auto& intent : notification_mail(app, *asked.tenant, record)) intents.push_back(std::move(intent));
    return intents;
}
}  // namespace

form::World ConsentCase::world(const App& app, Language language) const {
    return {rules, app.libraries->directory, catalog_of(language), date_in_germany(record.received_at)};
}

std::optional<ConsentRecord> consent_at_submission(App& app, const Tenant& tenant, const Application& application,
                                                   const form::Facts& facts) {
    if (!facts.guardian_consents) return std::nullopt;
    const UtcMillis now = app.clock.now();
    ConsentRecord out{.application = application.id,
                      .token = ConsentToken{app.random.bytes16()},
                      .upload = ApplicationId{app.random.bytes16()},
                      .email = {},
                      .asked_at = now,
                      .remind_at = {},
                      .expires_at = now.plus_ms(day_ms * tenant.consent_expiry_days),
                      .decided_at = {},
                      .answers = {},
                      .agreed_text = {},
                      .reason = {}};
    if (facts.consent_by_link) {
        out.email = application.draft.answer(FieldId::GuardianEmail), out.mails = 1;
        out.remind_at = now.plus_ms(day_ms * tenant.consent_reminder_days);
        return out;
    }
    out.state = ConsentState::Given, out.decided_at = now;
    out.agreed_text = agreed_words(tenant, catalog_of(application.language));
    return out;
}

Result<ConsentCase> find_consent_case(const App& app, ConsentToken token) {
    auto consent = app.store.find_consent_by_token(token);
    if (!consent) return consent.failure();
    // Consent was given in the form: no link was ever sent.
    if (consent->email.empty()) return Failure{"store.missing", "no link"};
    auto record = app.store.find_application(consent->application);
    if (!record) return record.failure();
    return read_case(app, std::move(*consent), std::move(*record));
}

std::vector<FieldId> signer_fields() {
    std::vector<FieldId> out;
    for (const auto& field : form::fields)
        if (field.step == form::StepId::Guardian && field.id != FieldId::GuardianWay &&
            field.id != FieldId::GuardianEmail && field.id != FieldId::GuardianConsent)
            out.push_back(field.id);
    // The tick box comes last, behind everything it covers.
    out.push_back(FieldId::GuardianProof);
    out.push_back(FieldId::GuardianConsent);
    return out;
}

form::Draft signer_draft(const ConsentCase& asked) {
    form::Draft draft = asked.application.draft;
    while (!draft.attachments().empty()) draft.detach(draft.attachments().front().id);
    draft.application = asked.consent.upload;
    draft.set(FieldId::GuardianWay, form::way_here);
    return draft;
}

std::vector<form::FieldProblem> check_signer(const form::Draft& signer, const form::World& world) {
    const auto facts = form::derive_facts(signer, world);
    std::vector<form::FieldProblem> problems;
    for (const auto id : signer_fields())
        if (auto problem = form::check_field(form::field(id), signer, world, facts))
            problems.push_back(std::move(*problem));
    return problems;
}

std::string decision_words(const ApplicationRecord& record, const ConsentRecord* consent, const Catalog& text) {
    if (consent == nullptr || record.state != ApplicationState::Rejected) return record.decision_reason;
    const auto said = [&](Text reason) {
        return std::string(text[reason]) + (consent->reason.empty() ? "" : " " + consent->reason);
    };
    switch (consent->state) {
        case ConsentState::Refused: return said(Text::ConsentReasonRefused);
        case ConsentState::Expired: return said(Text::ConsentReasonExpired);
        case ConsentState::Open:
        case ConsentState::Given: break;
    }
    return record.decision_reason;
}

std::string agreed_words(const Tenant& tenant, const Catalog& text) {
    const auto& own = tenant.consent_text.in(text.language());
    std::string out(text[Text::GuardianConsent]);
    if (!own.empty()) out = own + "\n" + out;
    out += "\n" + std::string(text[Text::FooterTerms]) + ": " + tenant.terms_url;
    if (text.language() != Language::De) out += "\n\nAuf Deutsch:\n" + agreed_words(tenant, catalog_of(Language::De));
    return out;
}

ConsentResult give_consent(App& app, const ConsentCase& asked, const form::Draft& signer, Language language) {
    const auto world = asked.world(app, language);
    if (auto problems = check_signer(signer, world); !problems.empty()) return problems;
    auto facts = form::derive_facts(asked.application.draft, world);
    // What was said at submission is what is paid, whatever the library's file says by now.
    facts.fee.total = asked.record.fee;
    facts.pays_online = form::pays_online(asked.application.draft, *asked.tenant, asked.record.fee);
    const auto event = facts.pays_online ? ApplicationEvent::ConsentGivenPaymentDue : ApplicationEvent::ConsentGiven;
    const auto next = next_state(asked.record.state, event);
    if (!next) return Failure{"store.conflict", "not allowed in this state"};
    auto card = *next == ApplicationState::Submitted ? card_offer(*asked.tenant, facts, Paid::No, app.clock.now())
                                                     : std::nullopt;
    Store::ConsentDecision decision{.record = asked.consent,
                                    .from = asked.record.state,
                                    .to = *next,
                                    .event = event_of(app, "guardian", "consent-given"),
                                    .decision_reason = {},
                                    .files = {},
                                    .intents = mails_after_consent(app, asked, *next, card.has_value()),
                                    .card = std::move(card)};
    decision.record.state = ConsentState::Given, decision.record.decided_at = app.clock.now();
    decision.record.answers = signer_answers(signer, world);
    decision.record.agreed_text = agreed_words(*asked.tenant, world.catalog);
    for (const auto& attachment : signer.attachments()) decision.files.push_back(attachment.id);
    const auto done = app.store.decide_consent(decision);
    if (!done && done.failure().detail == "attachment")
        return std::vector<form::FieldProblem>{{FieldId::GuardianProof, Text::ErrorFileMissingOnServer,
                                                std::string(world.catalog[Text::ErrorFileMissingOnServer])}};
    if (!done) return done.failure();
    app.wake_outbox();
    return Done{};
}

Status refuse_consent(App& app, const ConsentCase& asked, const std::string& reason) {
    ConsentCase refused = asked;
    const std::string cut(truncate_code_points(reason, max_refusal_code_points));
    refused.consent.reason = trim(clean_line(cut));
    return end_application(app, refused, ConsentState::Refused, Text::ConsentReasonRefused,
                           event_of(app, "guardian", "consent-refused", refused.consent.reason));
}

ResendResult resend_consent(App& app, const ApplicationRecord& record, const std::string& email, Language language) {
    using Why = ResendRefused::Why;
    auto consent = app.store.find_consent(record.id);
    if (!consent && consent.failure().code == "store.missing") return ResendRefused{Why::NotWaiting};
    if (!consent) return consent.failure();
    auto asked = read_case(app, std::move(*consent), record);
    if (!asked) return asked.failure();
    if (!asked->is_waiting(app.clock.now())) return ResendRefused{Why::NotWaiting};
    if (asked->consent.mails >= max_consent_mails) return ResendRefused{Why::TooOften};
    if (app.clock.now() < asked->consent.asked_at.plus_ms(consent_resend_ms)) return ResendRefused{Why::TooSoon};
    form::Draft draft = asked->application.draft;
    draft.set(FieldId::GuardianEmail, email);
    const auto world = asked->world(app, language);
    if (auto problem =
            form::check_field(form::field(FieldId::GuardianEmail), draft, world, form::derive_facts(draft, world)))
        return std::vector<form::FieldProblem>{std::move(*problem)};
    const auto done = ask_again(app, std::move(*asked), draft.answer(FieldId::GuardianEmail),
                                event_of(app, "applicant", "consent-asked"), ConsentMail::Again);
    if (done) return Done{};
    // Two presses at once: the other one has sent it.
    if (done.failure().code == "store.conflict") return ResendRefused{Why::TooSoon};
    return done.failure();
}

int follow_up_consents(App& app) {
    const UtcMillis now = app.clock.now();
    const auto due = app.store.consents_due(now, 100);
    if (!due) return 0;
    int done = 0;
    for (const auto& consent : *due) {
        auto record = app.store.find_application(consent.application);
        if (!record) continue;
        const std::string address = consent.email;
        auto asked = read_case(app, consent, std::move(*record));
        if (!asked) continue;
        const auto status = consent.expires_at <= now
                                ? end_application(app, *asked, ConsentState::Expired, Text::ConsentReasonExpired,
                                                  event_of(app, "system", "consent-expired"))
                                : ask_again(app, std::move(*asked), address,
                                            event_of(app, "system", "consent-reminded"), ConsentMail::Reminder);
        if (status) ++done;
    }
    return done;
}

}  // namespace lesepass::server
