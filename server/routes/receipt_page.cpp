#include "routes/receipt_page.h"

#include "application/rules_version.h"
#include "form/definition.h"
#include "form/fee.h"
#include "page/build_page.h"
#include "qr/qr_code.h"
#include "usecases/mails.h"
#include "usecases/records.h"

namespace lesepass::server {

namespace {
using page::Node;
using page::NodeKind;
using page::Tone;

struct Receipt {
    const ReceiptView& view;
    const Catalog& text;
    const form::World world;
    const form::Facts facts;
    std::vector<Node>& body;

    const StatusView& status() const { return view.status; }
    std::string words(Text key) const { return std::string(text[key]); }
    void heading(Text key) const { body.push_back(page::heading(2, words(key))); }
    void paragraph(std::string words) const { body.push_back(page::paragraph(std::move(words))); }
    // As in the form: one line, one paragraph.
    void lines(std::string_view words) const {
        while (!words.empty()) {
            const auto end = std::min(words.find('\n'), words.size());
            paragraph(std::string(words.substr(0, end)));
            words.remove_prefix(std::min(end + 1, words.size()));
        }
    }
};

std::string size_words(std::int64_t bytes) {
    return std::to_string(std::max<std::int64_t>(1, (bytes + 500) / 1000)) + " kB";
}

void add_money(const Receipt& r) {
    const auto& record = r.status().record;
    r.heading(Text::SummaryFee);
    const auto fee = fee_in(record, r.world);
    r.body.push_back(page::fee_node(fee, r.text));
    if (record.fee.value == 0) return;
    const auto amount = form::format_money(record.fee, r.text.language());
    if (is_paid(r.status().payments))
        r.paragraph(r.text.format(Text::StatusPaymentPaid, {amount}));
    else if (record.state == ApplicationState::AwaitingPayment)
        r.paragraph(r.words(Text::StateAwaitingPayment) + ".");
    else if (!r.facts.pays_online && r.status().tenant.payment != PaymentPolicy::None)
        r.paragraph(r.words(Text::FeePayAtCounter));
}

void add_documents(const Receipt& r) {
    if (r.view.attachments.empty()) return;
    r.heading(Text::ReceiptDocuments);
    const auto cells = [&](std::vector<std::string> texts) {
        Node row;
        row.kind = NodeKind::List;
        for (auto& text : texts) row.children.push_back(page::paragraph(std::move(text)));
        return row;
    };
    Node table;
    table.kind = NodeKind::List, table.id = "receipt-documents";
    table.children.push_back(cells({r.words(Text::ReceiptFile), r.words(Text::ReceiptFilePurpose),
                                    r.words(Text::ReceiptFileSize), r.words(Text::ReceiptFileHash)}));
    for (const auto& file : r.view.attachments) {
        const auto* field = form::find_field(file.purpose);
        table.children.push_back(cells({file.file_name, field == nullptr ? file.purpose : r.words(field->label),
                                        size_words(file.size_bytes), file.sha256_hex}));
    }
    r.body.push_back(std::move(table));
}

// Words that were agreed to without standing in the question itself.
void add_wordings(const Receipt& r) {
    const auto& tenant = r.status().tenant;
    r.heading(Text::ReceiptWordings);
    r.body.push_back(page::link(r.words(Text::FooterTerms) + ": " + tenant.terms_url, tenant.terms_url));
    // The library's words of today are those of then only under the same rules.
    if (r.facts.open_library && rules_of(r.status().record) == rules_version(tenant)) {
        r.body.push_back(page::heading(3, r.words(Text::OpenLibraryTitle)));
        r.lines(tenant.open_library->conditions.in(r.text.language()));
    }
    const auto* consent = r.status().consent;
    if (consent == nullptr || consent->agreed_text.empty()) return;
    r.body.push_back(page::heading(3, r.words(Text::ReceiptGuardian)));
    if (consent->decided_at) r.paragraph(time_words(*consent->decided_at, r.text.language()));
    r.lines(consent->agreed_text);
}

std::string pdf_path(const StatusView& status, const Catalog& text) {
    return "/status/" + status.record.status_token.text() +
           "/receipt.pdf?lang=" + std::string(code_of(text.language()));
}
}  // namespace

page::Page receipt_page(const ReceiptView& view, Language language, ReceiptFace face) {
    const Catalog& text = catalog_of(language);
    const auto& status = view.status;
    page::Page page = page::library_page(status.tenant, text);
    page.title = text[Text::ReceiptTitle];
    page.step = "receipt";
    if (face == ReceiptFace::Screen) page.title = text.format(Text::TitleOfPage, {page.title, status.tenant.name});
    const form::World world{status.tenant, status.app.libraries->directory, text,
                            date_in_germany(status.record.received_at)};
    const Receipt r{view, text, world, form::derive_facts(view.application.draft, world), page.body};
    page.body.push_back(page::heading(1, r.words(Text::ReceiptTitle)));
    if (view.no_pdf)
        page.body.push_back(page::notice(Tone::Error, r.words(Text::NoticeError), r.words(Text::ReceiptNoPdf)));
    r.paragraph(r.words(Text::ReceiptIntro));
    if (face == ReceiptFace::Screen) page.body.push_back(page::link(r.words(Text::ReceiptPdf), pdf_path(status, text)));
    page.body.push_back(status_facts(status, text));
    add_card(card_view(status), text, page.body);
    add_money(r);
    // The status link goes to the guardian as well, who consented by a link in a mail.
    const bool shared = status.consent != nullptr && !status.consent->email.empty();
    if (shared) r.paragraph(r.words(Text::ReceiptShared));
    const auto mode = shared ? page::SummaryMode::Shared : page::SummaryMode::ReadOnly;
    for (auto& node : page::answer_nodes(view.application.draft, world, mode)) page.body.push_back(std::move(node));
    add_documents(r);
    add_wordings(r);
    page.body.push_back(qr_picture("status-code", status_url(status.app, status.record), r.words(Text::ReceiptCode)));
    if (face == ReceiptFace::Screen)
        page.body.push_back(page::link(
            r.words(Text::ConsentStatusLink),
            "/status/" + status.record.status_token.text() + "?lang=" + std::string(code_of(text.language()))));
    return page;
}

pdf::Paper application_paper(const App& app, const Tenant& tenant, const ApplicationRecord& record,
                             const Catalog& text) {
    return {.head_start = tenant.name,
            .head_end = record.receipt_number + ", " + time_words(record.received_at, text.language()),
            .page_of = std::string(text[Text::ReceiptPage]),
            .author = tenant.name,
            .base_url = app.public_url,
            .created = record.received_at};
}

http::Response pdf_response(std::string bytes, const std::string& file_name) {
    http::Response response;
    response.content_type = "application/pdf";
    response.body = std::move(bytes);
    response.with("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
    response.with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    response.with("X-Content-Type-Options", "nosniff").with("Cache-Control", "private, no-store");
    return response.with("Referrer-Policy", "no-referrer").with("Cross-Origin-Resource-Policy", "same-origin");
}

}  // namespace lesepass::server
