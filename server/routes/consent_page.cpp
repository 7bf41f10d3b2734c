#include "routes/consent_page.h"

#include "page/build_page.h"
#include "usecases/records.h"

namespace lesepass::server {

namespace {
using form::FieldId;
using page::Node;
using page::NodeKind;
using page::Tone;

page::Page titled_page(const ConsentCase& asked, const Catalog& text, Text title) {
    page::Page page = page::library_page(*asked.tenant, text);
    page.title = text.format(Text::TitleOfPage, {text[title], asked.tenant->name});
    page.step = "consent";
    return page;
}

// Who applies: enough to recognise the child, no more (the mail may have gone to a stranger).
Node applicant_list(const ConsentCase& asked, const Catalog& text) {
    const auto& draft = asked.application.draft;
    Node list;
    list.kind = NodeKind::SummaryList, list.id = "consent-facts";
    list.children.push_back(
        page::summary_row(std::string(text[Text::ConsentApplicant]),
                          draft.answer(FieldId::GivenName) + " " + draft.answer(FieldId::FamilyName)));
    list.children.push_back(page::summary_row(std::string(text[Text::StatusLibrary]), asked.tenant->name));
    list.children.push_back(page::summary_row(std::string(text[Text::StatusReceipt]), asked.record.receipt_number));
    return list;
}

Node reason_field(const ConsentForm& form, const Catalog& text) {
    Node field;
    field.kind = NodeKind::TextField, field.id = "f-reason", field.name = "reason", field.number = 3;
    field.text = text.format(Text::OptionalMark, {text[Text::ConsentRefuseReason]});
    field.hint = text[Text::ConsentRefuseHint], field.value = form.reason;
    return field;
}
}  // namespace

page::Page consent_form_page(const ConsentForm& form, Language language) {
    const ConsentCase& asked = form.asked;
    const auto world = asked.world(form.app, language);
    const Catalog& text = world.catalog;
    const auto words = [&](Text key) { return std::string(text[key]); };
    const page::PageRequest request{.draft = form.signer,
                                    .world = world,
                                    .step = form::StepId::Guardian,
                                    .problems = form.problems,
                                    .form_action = {},
                                    .only = signer_fields()};
    page::Page page = titled_page(asked, text, Text::ConsentTitle);
    page.form_action = "/consent/" + asked.consent.token.text();
    if (!form.problems.empty()) {
        page.title = text.format(Text::TitleError, {page.title});
        page.body.push_back(page::error_summary(request));
    }
    page.body.push_back(page::heading(1, words(Text::ConsentTitle)));
    page.body.push_back(
        page::paragraph(text.format(Text::ConsentIntro, {form.signer.answer(FieldId::GivenName), asked.tenant->name,
                                                         std::to_string(asked.rules.consent_below_age),
                                                         format_de(date_in_germany(asked.consent.expires_at))})));
    page.body.push_back(applicant_list(asked, text));
    page::add_minors_note(*asked.tenant, text, page.body);
    page.body.push_back(page::fee_node(fee_in(asked.record, world), text));
    page.body.push_back(page::link(words(Text::FooterTerms), asked.tenant->terms_url));
    page.body.push_back(page::heading(2, words(Text::ConsentYourData)));
    for (auto& node : page::field_nodes(request)) page.body.push_back(std::move(node));
    page.body.push_back(page::button(words(Text::ConsentAgree), "consent", Tone::Primary));
    page.body.push_back(page::heading(2, words(Text::ConsentRefuseTitle)));
    page.body.push_back(reason_field(form, text));
    page.body.push_back(page::button(words(Text::ConsentRefuse), "refuse", Tone::Secondary));
    return page;
}

page::Page consent_closed_page(const ConsentCase& asked, UtcMillis now, Language language) {
    const Catalog& text = catalog_of(language);
    const auto make = [&](Text title, std::string words) {
        page::Page page = titled_page(asked, text, title);
        page.body.push_back(page::heading(1, std::string(text[title])));
        page.body.push_back(page::paragraph(std::move(words)));
        return page;
    };
    const auto when = time_words(asked.consent.decided_at.value_or(now), language);
    switch (asked.consent.state) {
        case ConsentState::Given: {
            auto page = make(Text::ConsentGivenTitle, text.format(Text::ConsentGivenText, {when}));
            const bool pays = asked.record.state == ApplicationState::AwaitingPayment;
            page.body.push_back(
                page::link(std::string(text[pays ? Text::ConsentPayLink : Text::ConsentStatusLink]),
                           "/status/" + asked.record.status_token.text() + "?lang=" + std::string(code_of(language))));
            return page;
        }
        case ConsentState::Refused:
            return make(Text::ConsentRefusedTitle, text.format(Text::ConsentRefusedText, {when}));
        case ConsentState::Expired: return make(Text::ConsentExpiredTitle, std::string(text[Text::ConsentExpiredText]));
        case ConsentState::Open: break;
    }
    // Open, but over: the sweeper comes within a minute, or the library has ended the application.
    const bool ended = asked.record.state != ApplicationState::AwaitingConsent;
    if (ended) return make(Text::ConsentClosedTitle, std::string(text[Text::ConsentClosedText]));
    return make(Text::ConsentExpiredTitle, std::string(text[Text::ConsentExpiredText]));
}

}  // namespace lesepass::server
