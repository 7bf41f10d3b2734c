#include "form/definition.h"
#include "payment/payment_service.h"
#include "payment/payment_urls.h"
#include "routes/receipt_page.h"
#include "routes/routes.h"
#include "usecases/guardian_consent.h"
#include "usecases/records.h"

namespace lesepass::server {

namespace {
using http::Method;
using http::Request;
using http::Response;

struct Shown {
    bool provider_unreachable = false;
    std::optional<ConsentNote> consent_note = {};
    std::string consent_email = {}, consent_error = {};
    int status = 200;
};

// All that is stored about one application and shown to the applicant.
struct Stored {
    const Tenant* tenant = nullptr;
    std::vector<PaymentRecord> payments;
    std::optional<ConsentRecord> consent;
    std::optional<CardRecord> card;
    bool card_not_issued = false;
    Language language = Language::De;

    StatusView view(const App& app, const ApplicationRecord& record) const {
        const std::string pay = "/status/" + record.status_token.text() + "/pay?lang=" + std::string(code_of(language));
        return {.app = app,
                .tenant = *tenant,
                .record = record,
                .payments = payments,
                .form_action = pay,
                .consent = consent ? &*consent : nullptr,
                .card = card ? &*card : nullptr,
                .card_not_issued = card_not_issued};
    }
};

// nullopt: something can not be read now.
std::optional<Stored> read_stored(const RouteContext& context, const Request& request,
                                  const ApplicationRecord& record) {
    const auto& store = context.app.store;
    Stored out;
    out.tenant = context.app.libraries->find(record.tenant);
    auto payments = store.payments_of(record.id);
    auto consent = store.find_consent(record.id);
    auto card = store.find_card(record.id);
    const auto broken = [](const auto& found) { return !found && found.failure().code != "store.missing"; };
    if (out.tenant == nullptr || !payments || broken(consent) || broken(card)) return std::nullopt;
    out.payments = std::move(*payments);
    if (consent) out.consent = std::move(*consent);
    if (card) out.card = std::move(*card);
    if (!out.card && out.tenant->provisional_card && !is_decided(record.state)) {
        const auto history = store.history_of(record.id);
        if (!history) return std::nullopt;
        for (const auto& event : *history) out.card_not_issued |= event.event == "card-not-issued";
    }
    const bool asked = parse_language(request.query_param("lang")).has_value();
    out.language = asked ? language_of(request) : parse_language(record.language).value_or(Language::De);
    return out;
}

Response show_status(const RouteContext& context, const Request& request, const ApplicationRecord& record,
                     const Shown& shown) {
    const auto stored = read_stored(context, request, record);
    if (!stored) return error_response(context, request, ErrorPage::Server, 503);
    auto view = stored->view(context.app, record);
    view.provider_unreachable = shown.provider_unreachable;
    view.consent_note = shown.consent_note;
    view.consent_email = shown.consent_email, view.consent_error = shown.consent_error;
    const auto page = status_page(view, stored->language);
    return personal_page(Response::html(shown.status, framed_document(context, page, *stored->tenant)),
                         context.embed_origins(*stored->tenant));
}

Result<ApplicationRecord> find_record(const RouteContext& context, const Request& request) {
    const auto token = StatusToken::parse(request.param("token"));
    if (!token) return Failure{"store.missing", "not a token"};
    return context.app.store.find_by_status_token(*token);
}

Response missing(const RouteContext& context, const Request& request, const Failure& failure) {
    if (failure.code == "store.missing") return error_response(context, request, ErrorPage::NotFound, 404);
    return error_response(context, request, ErrorPage::Server, 503);
}

Response get_status(const RouteContext& context, const Request& request) {
    const auto record = find_record(context, request);
    return record ? show_status(context, request, *record, {}) : missing(context, request, record.failure());
}

// The receipt to print, or as a PDF; if that can not be made, the one to print says so.
Response get_receipt(const RouteContext& context, const Request& request, ReceiptFace face) {
    const auto record = find_record(context, request);
    if (!record) return missing(context, request, record.failure());
    const auto stored = read_stored(context, request, *record);
    const auto attachments = context.app.store.attachments_of(record->id);
    const auto application = stored_application(*record);
    if (!stored || !attachments || !application) return error_response(context, request, ErrorPage::Server, 503);
    const auto status = stored->view(context.app, *record);
    ReceiptView view{.status = status, .application = *application, .attachments = *attachments};
    if (face == ReceiptFace::Paper) {
        const auto paper = application_paper(context.app, *stored->tenant, *record, catalog_of(stored->language));
        auto file = pdf::render(receipt_page(view, stored->language, face), paper);
        if (file) return pdf_response(std::move(*file), "beleg-" + record->receipt_number + ".pdf");
        view.no_pdf = true;
    }
    const auto page = receipt_page(view, stored->language, ReceiptFace::Screen);
    auto response = Response::html(view.no_pdf ? 503 : 200, framed_document(context, page, *stored->tenant));
    if (view.no_pdf) response.with("Retry-After", "60");
    return personal_page(std::move(response), context.embed_origins(*stored->tenant));
}

std::optional<Response> language_switch(const Request& request, const ApplicationRecord& record) {
    const auto code = request.field("action");
    if (!code.starts_with("lang:")) return std::nullopt;
    return personal_page(Response::see_other("/status/" + record.status_token.text() + "?lang=" + code.substr(5)), {});
}

// Asks the guardian again.
Response ask_guardian(const RouteContext& context, const Request& request) {
    const auto record = find_record(context, request);
    if (!record) return missing(context, request, record.failure());
    if (auto other = language_switch(request, *record)) return std::move(*other);
    const auto email = request.field(std::string(form::field(form::FieldId::GuardianEmail).wire_name));
    const auto result = resend_consent(context.app, *record, email, language_of(request));
    if (const auto* failure = std::get_if<Failure>(&result)) return missing(context, request, *failure);
    if (const auto* problems = std::get_if<std::vector<form::FieldProblem>>(&result))
        return show_status(
            context, request, *record,
            {.consent_email = email.substr(0, 400), .consent_error = problems->front().message, .status = 422});
    if (const auto* refusal = std::get_if<ResendRefused>(&result)) {
        switch (refusal->why) {
            case ResendRefused::Why::TooSoon:
                return show_status(context, request, *record, {.consent_note = ConsentNote::TooSoon, .status = 429});
            case ResendRefused::Why::TooOften:
                return show_status(context, request, *record, {.consent_note = ConsentNote::TooOften, .status = 429});
            case ResendRefused::Why::NotWaiting: return show_status(context, request, *record, {});
        }
    }
    return show_status(context, request, *record, {.consent_note = ConsentNote::Sent});
}

Response pay(const RouteContext& context, const Request& request) {
    const auto record = find_record(context, request);
    if (!record) return missing(context, request, record.failure());
    if (auto other = language_switch(request, *record)) return std::move(*other);
    const auto started = context.app.payments.start(record->id);
    if (started) return personal_page(Response::see_other(started->redirect_url), {});
    const bool settled =
        started.failure().code == "payment.already-paid" || started.failure().code == "payment.not-due";
    return show_status(context, request, *record, {.provider_unreachable = !settled, .status = settled ? 200 : 503});
}

Response payment_return(const RouteContext& context, const Request& request) {
    const auto id = PaymentId::parse(request.param("payment"));
    if (!id) return error_response(context, request, ErrorPage::NotFound, 404);
    auto fields = request.query;
    fields.insert(request.fields.begin(), request.fields.end());
    const auto view = context.app.payments.returned(*id, fields);
    if (!view) return missing(context, request, view.failure());
    return personal_page(
        Response::see_other("/status/" + view->application.status_token.text() + "?lang=" + view->application.language),
        {});
}

// What a platform tells is a hint; it gets its 200 as soon as the hint is stored.
Response payment_notification(const RouteContext& context, const Request& request) {
    const auto id = PaymentId::parse(request.param("payment"));
    if (!id) return Response::problem(404, "not-found", "No such payment.");
    auto fields = request.fields;
    fields.insert(request.query.begin(), request.query.end());
    const auto stored = context.app.payments.notification(*id, fields);
    if (!stored) return Response::problem(503, "unavailable", "Please try again.").with("Retry-After", "60");
    return Response::text(200, "OK\n").with("Cache-Control", "no-store");
}
}  // namespace

void add_status_routes(http::Router& router, RouteContext& context) {
    router.add(Method::Get, "/status/{token}", [&](const Request& r) { return get_status(context, r); });
    router.add(Method::Get, "/status/{token}/receipt",
               [&](const Request& r) { return get_receipt(context, r, ReceiptFace::Screen); });
    router.add(Method::Get, "/status/{token}/receipt.pdf",
               [&](const Request& r) { return get_receipt(context, r, ReceiptFace::Paper); });
    router.add(Method::Post, "/status/{token}/pay", [&](const Request& r) { return pay(context, r); });
    router.add(Method::Post, "/status/{token}/consent", [&](const Request& r) { return ask_guardian(context, r); });
    for (const auto method : {Method::Get, Method::Post}) {
        router.add(method, "/payments/{payment}/return", [&](const Request& r) { return payment_return(context, r); });
        router.add(method, "/payments/{payment}/notification",
                   [&](const Request& r) { return payment_notification(context, r); });
    }
}

}  // namespace lesepass::server
