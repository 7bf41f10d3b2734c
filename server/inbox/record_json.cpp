#include "inbox/record_json.h"

#include "json/writer.h"

namespace lesepass::server::inbox {

namespace {
void write_documents(json::Writer& w, const ApplicationView& view) {
    w.key("documents").begin_array();
    for (const auto& file : view.attachments)
        w.begin_object()
            .member("id", file.id.text())
            .member("purpose", file.purpose)
            .member("fileName", file.file_name)
            .member("mediaType", file.media_type)
            .member_integer("sizeBytes", file.size_bytes)
            .member("sha256", file.sha256_hex)
            .end_object();
    w.end_array();
}

// What the guardian answered on a page of their own; who filled in the form stands in the application.
void write_consent(json::Writer& w, const ApplicationView& view) {
    if (!view.consent) return;
    const auto& consent = *view.consent;
    w.key("consent").begin_object().member("state", wire_name(consent.state));
    w.member("byLink", consent.email.empty() ? "no" : "yes");
    if (consent.decided_at) w.member("decidedAt", format_iso_time(*consent.decided_at));
    if (!consent.answers.empty()) w.key("given").raw(consent.answers);
    if (!consent.agreed_text.empty()) w.member("agreedText", consent.agreed_text);
    if (!consent.reason.empty()) w.member("reason", consent.reason);
    w.end_object();
}

void write_card(json::Writer& w, const ApplicationView& view, const Date& today) {
    if (!view.card) return;
    const auto& card = *view.card;
    w.key("provisionalCard").begin_object().member("number", card.number);
    w.member("state", wire_name(look_of(card, today))).member("issuedAt", format_iso_time(card.issued_at));
    w.member("validUntil", format_iso(card.valid_until));
    if (!card.reason.empty()) w.member("reason", card.reason);
    if (!card.final_number.empty()) w.member("finalNumber", card.final_number);
    w.end_object();
}
}  // namespace

http::Response record_json(const ApplicationView& view, const Date& today, const std::string& file_name) {
    const auto& record = view.record;
    json::Writer w;
    w.begin_object().member_integer("recordVersion", 1).member("receiptNumber", record.receipt_number);
    w.member("state", wire_name(record.state)).member("receivedAt", format_iso_time(record.received_at));
    w.member_integer("feeCents", record.fee.value).key("fee").raw(record.fee_json);
    if (!record.decision_reason.empty()) w.member("decisionReason", record.decision_reason);
    write_consent(w, view);
    write_card(w, view, today);
    write_documents(w, view);
    w.key("application").raw(record.json).end_object();
    auto response = http::Response::json(200, w.take());
    response.with("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
    response.with("X-Content-Type-Options", "nosniff").with("Cache-Control", "private, no-store");
    return response.with("Referrer-Policy", "no-referrer").with("Cross-Origin-Resource-Policy", "same-origin");
}

}  // namespace lesepass::server::inbox
