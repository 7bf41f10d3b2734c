#include "routes/pages.h"

#include <algorithm>

#include "form/definition.h"
#include "form/fee.h"
#include "page/build_page.h"
#include "usecases/guardian_consent.h"
#include "usecases/records.h"

namespace lesepass::server {

namespace {
using page::Node;
using page::NodeKind;
using page::Tone;

Text label_key(ApplicationState state) {
    switch (state) {
        case ApplicationState::AwaitingConsent: return Text::StateAwaitingConsent;
        case ApplicationState::AwaitingPayment: return Text::StateAwaitingPayment;
        case ApplicationState::Submitted: return Text::StateSubmitted;
        case ApplicationState::Delivered: return Text::StateDelivered;
        case ApplicationState::InReview: return Text::StateInReview;
        case ApplicationState::Approved: return Text::StateApproved;
        case ApplicationState::Rejected: return Text::StateRejected;
    }
    return Text::None;
}

form::World world_of(const StatusView& view, const Catalog& text) {
    return {view.tenant, view.app.libraries->directory, text, date_in_germany(view.record.received_at)};
}

std::string approved_text(const StatusView& view, const Catalog& text) {
    std::string out(text[Text::StatusNextApproved]);
    const auto application = stored_application(view.record);
    if (!application) return out;
    const auto facts = form::derive_facts(application->draft, world_of(view, text));
    if (facts.pickup == form::pickup_post) return out + " " + std::string(text[Text::StatusNextApprovedPost]);
    if (facts.pickup == form::pickup_digital) return out + " " + std::string(text[Text::StatusNextApprovedDigital]);
    for (const auto& branch : view.tenant.branches)
        if (branch.key == facts.pickup)
            return out + " " +
                   text.format(Text::StatusNextApprovedPickup,
                               {branch.name + (branch.address.empty() ? "" : ", " + branch.address)});
    return out;
}

std::string consent_words(const StatusView& view, const Catalog& text) {
    if (view.consent == nullptr) return std::string(text[Text::StateAwaitingConsent]);
    return text.format(Text::StatusNextAwaitingConsent,
                       {view.consent->email, format_de(date_in_germany(view.consent->expires_at))});
}

Node next_step_notice(const StatusView& view, const Catalog& text) {
    const auto words = [&](Text key) { return std::string(text[key]); };
    switch (view.record.state) {
        case ApplicationState::AwaitingConsent:
            return page::notice(Tone::Warning, words(Text::StateAwaitingConsent), consent_words(view, text));
        case ApplicationState::AwaitingPayment:
            return page::notice(Tone::Warning, words(Text::StateAwaitingPayment),
                                words(Text::StatusNextAwaitingPayment));
        case ApplicationState::Submitted:
        case ApplicationState::Delivered:
        case ApplicationState::InReview:
            return page::notice(Tone::Info, words(Text::NoticeInfo), words(Text::StatusNextOpen));
        case ApplicationState::Approved:
            return page::notice(Tone::Success, words(Text::StateApproved), approved_text(view, text));
        case ApplicationState::Rejected:
            return page::notice(Tone::Error, words(Text::StateRejected), words(Text::StatusNextRejected));
    }
    return {};
}

const PaymentRecord* latest(const std::vector<PaymentRecord>& payments) {
    const auto newest = std::max_element(payments.begin(), payments.end(),
                                         [](const auto& a, const auto& b) { return a.created_at < b.created_at; });
    return newest == payments.end() ? nullptr : &*newest;
}

// Somebody was sent to the payment platform and nothing is known yet: asking for money again would get it twice.
bool is_being_checked(const StatusView& view) {
    const auto* payment = latest(view.payments);
    return payment != nullptr && view.record.state == ApplicationState::AwaitingPayment && !is_paid(view.payments) &&
           (payment->state == PaymentState::Created || payment->state == PaymentState::Redirected);
}

std::optional<Node> payment_notice(const StatusView& view, const Catalog& text) {
    const auto words = [&](Text key) { return std::string(text[key]); };
    if (is_paid(view.payments)) {
        const auto amount = form::format_money(view.record.fee, text.language());
        return page::notice(Tone::Success, words(Text::StatusPayment), text.format(Text::StatusPaymentPaid, {amount}));
    }
    if (view.provider_unreachable)
        return page::notice(Tone::Error, words(Text::StatusPayment), words(Text::StatusPaymentUnreachable));
    const auto* payment = latest(view.payments);
    if (payment == nullptr || view.record.state != ApplicationState::AwaitingPayment) return std::nullopt;
    switch (payment->state) {
        case PaymentState::Failed:
        case PaymentState::Expired:
            return page::notice(Tone::Error, words(Text::StatusPayment), words(Text::StatusPaymentFailed));
        case PaymentState::Cancelled:
            return page::notice(Tone::Warning, words(Text::StatusPayment), words(Text::StatusPaymentCancelled));
        case PaymentState::Created:
        case PaymentState::Redirected:
            return page::notice(Tone::Info, words(Text::StatusPayment), words(Text::StatusPaymentPending));
        case PaymentState::Paid:
        case PaymentState::DuplicatePaid:
        case PaymentState::RefundPending:
        case PaymentState::Refunded:
        case PaymentState::ChargedBack: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Node> consent_notice(const StatusView& view, const Catalog& text) {
    if (!view.consent_note) return std::nullopt;
    const auto title = std::string(text[Text::StateAwaitingConsent]);
    switch (*view.consent_note) {
        case ConsentNote::Sent:
            return page::notice(Tone::Success, title, text.format(Text::StatusConsentSent, {view.consent->email}));
        case ConsentNote::TooSoon:
            return page::notice(Tone::Error, title,
                                text.format(Text::StatusConsentTooSoon, {std::to_string(consent_resend_ms / 60'000)}));
        case ConsentNote::TooOften:
            return page::notice(Tone::Error, title,
                                text.format(Text::StatusConsentTooOften, {std::to_string(max_consent_mails)}));
    }
    return std::nullopt;
}

// "Send the link again", perhaps to a corrected address.
void add_consent_form(const StatusView& view, const Catalog& text, page::Page& page) {
    if (view.record.state != ApplicationState::AwaitingConsent || view.consent == nullptr) return;
    page.body.push_back(page::heading(2, std::string(text[Text::StatusConsentTitle])));
    const auto& definition = form::field(form::FieldId::GuardianEmail);
    Node field;
    field.kind = NodeKind::TextField, field.id = page::element_id(definition), field.name = definition.wire_name;
    field.text = text[definition.label], field.hint = text[Text::StatusConsentHint];
    field.input_mode = definition.input_mode, field.max_length = definition.max_length, field.required = true;
    field.error = view.consent_error;
    field.value = view.consent_error.empty() ? view.consent->email : view.consent_email;
    page.body.push_back(std::move(field));
    page.body.push_back(page::button(std::string(text[Text::StatusConsentResend]), "resend", Tone::Primary));
    page.form_action =
        "/status/" + view.record.status_token.text() + "/consent?lang=" + std::string(code_of(text.language()));
}

void add_pay_button(const StatusView& view, const Catalog& text, page::Page& page) {
    if (view.record.state != ApplicationState::AwaitingPayment || is_paid(view.payments)) return;
    const auto amount = form::format_money(view.record.fee, text.language());
    const bool again = !view.payments.empty();
    const std::string label = again ? std::string(text[Text::StatusPayAgain]) : text.format(Text::StatusPay, {amount});
    page.body.push_back(page::button(label, "pay", is_being_checked(view) ? Tone::Secondary : Tone::Primary));
    page.form_action = view.form_action;
    page.form_target = "_top";  // payment pages refuse to be framed
}
}  // namespace

bool is_paid(const std::vector<PaymentRecord>& payments) {
    return std::any_of(payments.begin(), payments.end(), [](const auto& p) { return p.state == PaymentState::Paid; });
}

std::string state_label(ApplicationState state, const Catalog& text) { return std::string(text[label_key(state)]); }

page::Node status_facts(const StatusView& view, const Catalog& text) {
    Node list;
    list.kind = NodeKind::SummaryList, list.id = "status-facts";
    const auto add = [&](Text term, std::string value, std::string id) {
        list.children.push_back(page::summary_row(std::string(text[term]), std::move(value)));
        list.children.back().id = std::move(id);
    };
    add(Text::StatusReceipt, view.record.receipt_number, "receipt-number");
    add(Text::StatusState, state_label(view.record.state, text), "application-state");
    add(Text::StatusLibrary, view.tenant.name, "");
    add(Text::StatusReceivedAt, time_words(view.record.received_at, text.language()), "");
    add(Text::StatusRules, rules_of(view.record), "rules-version");
    if (view.consent != nullptr && view.consent->state == ConsentState::Given)
        add(Text::StepGuardian, time_words(*view.consent->decided_at, text.language()), "consent-given-at");
    return list;
}

CardView card_view(const StatusView& view) {
    CardView out{.card = view.card, .not_issued = view.card_not_issued, .today = view.app.today()};
    if (const auto application = stored_application(view.record))
        out.open_library = application->draft.answer(form::FieldId::OpenLibrary) == form::confirmed;
    return out;
}

page::Page status_page(const StatusView& view, Language language) {
    const Catalog& text = catalog_of(language);
    page::Page page = page::library_page(view.tenant, text);
    const std::string title = text.format(Text::StatusTitle, {view.record.receipt_number});
    page.title = text.format(Text::TitleOfPage, {title, view.tenant.name});
    page.step = "status";
    const bool fresh = view.record.state == ApplicationState::AwaitingConsent ||
                       view.record.state == ApplicationState::AwaitingPayment ||
                       view.record.state == ApplicationState::Submitted;
    page.body.push_back(page::heading(1, fresh ? std::string(text[Text::StatusReceived]) : title));
    if (auto consent = consent_notice(view, text)) page.body.push_back(std::move(*consent));
    if (auto payment = payment_notice(view, text)) page.body.push_back(std::move(*payment));
    if (!is_being_checked(view)) page.body.push_back(next_step_notice(view, text));
    if (const auto reason = decision_words(view.record, view.consent, text); !reason.empty()) {
        const bool rejected = view.record.state == ApplicationState::Rejected;
        // Nobody at the library decided when the guardian did not consent.
        const bool ours = view.consent == nullptr || view.consent->state == ConsentState::Open ||
                          view.consent->state == ConsentState::Given;
        if (ours)
            page.body.push_back(page::heading(2, std::string(text[rejected ? Text::StatusReason : Text::StatusNote])));
        // What the library wrote is German.
        page.body.push_back(page::marked(page::paragraph(reason), page::foreign_text, ours && !is_german(language)));
    }
    page.body.push_back(status_facts(view, text));
    add_card(card_view(view), text, page.body);
    add_consent_form(view, text, page);
    add_pay_button(view, text, page);
    if (view.record.fee.value > 0) page.body.push_back(page::fee_node(fee_in(view.record, world_of(view, text)), text));
    page.body.push_back(page::paragraph(std::string(text[Text::StatusKeepLink])));
    const auto email = applicant_email(view.record);
    if (!email.empty() && fresh) page.body.push_back(page::paragraph(text.format(Text::StatusMailSent, {email})));
    const std::string path = "/status/" + view.record.status_token.text();
    const std::string lang = "?lang=" + std::string(code_of(language));
    page.body.push_back(page::link(std::string(text[Text::ReceiptShow]), path + "/receipt" + lang));
    page.body.push_back(page::link(std::string(text[Text::ReceiptPdf]), path + "/receipt.pdf" + lang));
    page.body.push_back(page::link(std::string(text[Text::StatusReload]), path + lang));
    return page;
}

page::Page plain_page(Language language) {
    const Catalog& text = catalog_of(language);
    page::Page page = page::page_in(text);
    page.library_name = text[Text::ServiceName];
    return page;
}

page::Page error_page(ErrorPage kind, Language language) {
    const Catalog& text = catalog_of(language);
    struct Words {
        Text title, body;
    };
    const Words words = [&]() -> Words {
        switch (kind) {
            case ErrorPage::NotFound: return {Text::PageNotFoundTitle, Text::PageNotFoundText};
            case ErrorPage::Expired: return {Text::PageExpiredTitle, Text::PageExpiredText};
            case ErrorPage::BadRequest: return {Text::PageBadRequestTitle, Text::PageBadRequestText};
            case ErrorPage::Server: return {Text::PageServerTitle, Text::PageServerText};
            case ErrorPage::TooMany: return {Text::PageTooManyTitle, Text::PageTooManyText};
        }
        return {Text::PageServerTitle, Text::PageServerText};
    }();
    page::Page page = plain_page(language);
    page.languages.clear();
    page.title = text[words.title];
    page.body.push_back(page::heading(1, std::string(text[words.title])));
    page.body.push_back(page::paragraph(std::string(text[words.body])));
    page.body.push_back(page::link(std::string(text[Text::PageBackHome]), "/?lang=" + std::string(code_of(language))));
    return page;
}

}  // namespace lesepass::server
