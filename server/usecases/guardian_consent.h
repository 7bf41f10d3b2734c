#pragma once
// The second signer: a guardian is asked by mail, decides on a page of their own, is reminded, and not asked for ever.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "application/application_json.h"
#include "form/validate.h"
#include "usecases/app.h"

namespace lesepass::server {

// A link may be sent again after this time, and until this many mails have gone (one reminder may come on top):
// nobody's mailbox is flooded through us.
inline constexpr std::int64_t consent_resend_ms = 10LL * 60 * 1000;
inline constexpr int max_consent_mails = 6;
inline constexpr std::size_t max_refusal_code_points = 500;

// Everything about one request; `tenant` lives as long as the app.
struct ConsentCase {
    ConsentRecord consent;
    ApplicationRecord record;
    Application application;
    const Tenant* tenant = nullptr;
    // The library's rules as they ask this guardian: who was asked for consent gives it, even if the library has
    // lowered its age since.
    Tenant rules = {};

    // Still to be decided. Otherwise consent.state says how, or (open) the time is over, or the application has ended
    // otherwise.
    bool is_waiting(UtcMillis now) const {
        return consent.state == ConsentState::Open && record.state == ApplicationState::AwaitingConsent &&
               now < consent.expires_at;
    }
    // The day is that of the application, whatever day the guardian reads it. The result refers to this object.
    form::World world(const App& app, Language language) const;
};

// What is stored with a minor's application; nullopt: no guardian has to consent.
std::optional<ConsentRecord> consent_at_submission(App& app, const Tenant& tenant, const Application& application,
                                                   const form::Facts& facts);

// "store.missing": no such link.
Result<ConsentCase> find_consent_case(const App& app, ConsentToken token);

// The questions for the guardian: those of the form's own step and the proof, but not who fills in and by which way.
std::vector<form::FieldId> signer_fields();
// The applicant's answers as the guardian starts from them, under consent.upload.
form::Draft signer_draft(const ConsentCase& asked);
std::vector<form::FieldProblem> check_signer(const form::Draft& signer, const form::World& world);
// Why an application ended, or the library's message, in the language of whoever reads it: the guardian's decision is
// said anew, what the library wrote stays as it is.
std::string decision_words(const ApplicationRecord& record, const ConsentRecord* consent, const Catalog& text);
// The words beside the tick box, the library's own text and where the terms stand; behind those that were read, the
// German ones for the library.
std::string agreed_words(const Tenant& tenant, const Catalog& text);

// Problems: nothing happened. Failure "store.conflict": decided meanwhile; other store failures.
using ConsentResult = std::variant<Done, std::vector<form::FieldProblem>, Failure>;
ConsentResult give_consent(App& app, const ConsentCase& asked, const form::Draft& signer, Language language);
// `reason` is cleaned and cut.
Status refuse_consent(App& app, const ConsentCase& asked, const std::string& reason);

// The applicant asks for the link again, perhaps at a corrected address.
struct ResendRefused {
    enum class Why { TooSoon, TooOften, NotWaiting } why = Why::NotWaiting;
};
using ResendResult = std::variant<Done, std::vector<form::FieldProblem>, ResendRefused, Failure>;
ResendResult resend_consent(App& app, const ApplicationRecord& record, const std::string& email, Language language);

// Reminders and expiries that are due. Returns how many were done.
int follow_up_consents(App& app);

}  // namespace lesepass::server
