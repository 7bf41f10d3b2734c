#include "usecases/feedback.h"

#include "base/utf8.h"
#include "form/checks.h"
#include "outbox/mail_json.h"

namespace lesepass::server {

namespace {
// Lines stay lines; every other control character goes.
std::string clean_text(std::string_view typed) {
    std::string out;
    for (std::size_t at = 0; at <= typed.size();) {
        const auto end = std::min(typed.find('\n', at), typed.size());
        const auto line = clean_line(typed.substr(at, end - at));
        out += line + "\n";
        at = end + 1;
    }
    const auto first = out.find_first_not_of('\n'), last = out.find_last_not_of('\n');
    if (first == std::string::npos) return {};
    return std::string(truncate_code_points(std::string_view(out).substr(first, last - first + 1), longest_feedback));
}
}  // namespace

Result<FeedbackOutcome> send_feedback(App& app, const Tenant& tenant, const Feedback& feedback) {
    const auto id = ApplicationId::parse(feedback.id);
    if (!id) return Failure{"feedback.id", "not made by this server's form"};
    const auto message = clean_text(feedback.message);
    const auto email = clean_line(feedback.email);
    if (message.empty()) return FeedbackOutcome::MessageMissing;
    if (!email.empty() && !form::is_email(email)) return FeedbackOutcome::EmailWrong;
    const std::string key = "feedback-" + id->text();
    const std::string answer_to =
        email.empty() ? "Eine Adresse für die Antwort wurde nicht angegeben." : "Antwort bitte an: " + email;
    const Mail mail{.message_id = key,
                    .from_name = tenant.name,
                    .from_address = app.mail_from,
                    .to = tenant.mailbox,
                    .subject = "Rückmeldung zur Barrierefreiheit des Online-Antrags",
                    .text = "Guten Tag,\n\nüber das Formular der Erklärung zur Barrierefreiheit wurde gemeldet:\n\n" +
                            message + "\n\n" + answer_to +
                            "\n\nBitte antworten Sie in angemessener Zeit (§ 10b BGG NRW).\n",
                    .auto_submitted = true};
    const auto stored = app.store.add_letter(tenant.key,
                                             {.kind = "mail",
                                              .idempotency_key = key,
                                              .payload = encode_mail(mail),
                                              .purpose = "feedback",
                                              .title = "Rückmeldung zur Barrierefreiheit"},
                                             app.clock.now());
    if (!stored) return stored.failure();
    app.wake_outbox();
    return FeedbackOutcome::Stored;
}

}  // namespace lesepass::server
