#include "application/rules_version.h"
#include "base/utf8.h"
#include "document/limits.h"
#include "document/sniff.h"
#include "routes/routes.h"
#include "routes/stored_file.h"
#include "usecases/keep_attachment.h"
#include "usecases/mails.h"
#include "usecases/records.h"
#include "usecases/submit_application.h"

namespace lesepass::server {

namespace {
using http::Method;
using http::Request;
using http::Response;

constexpr std::size_t max_submission_bytes = 256 * 1024;
constexpr std::size_t multipart_overhead = 16 * 1024;

Response no_store(Response response) {
    return response.with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
}

// Store and blob failures, by code: what the client may do about it.
Response failure_response(const Failure& failure) {
    if (failure.code == "store.missing")
        return no_store(Response::problem(404, "not-found", "There is no such thing."));
    if (failure.code == "store.conflict")
        return no_store(Response::problem(409, "conflict", "The state does not allow it any more."));
    if (failure.code == "attachment.purpose")
        return no_store(
            Response::problem(400, "attachment.purpose", "The part \"purpose\" must name an upload field."));
    if (failure.code == "attachment.limit")
        return no_store(
            Response::problem(409, "attachment.limit", "This application already has as many files as allowed."));
    if (failure.code == "submit.library")
        return no_store(Response::problem(422, "library", "There is no such library here."));
    if (failure.code == "blob.full")
        return no_store(Response::problem(507, "storage-full", "The server has no room left."))
            .with("Retry-After", "300");
    return no_store(Response::problem(503, "unavailable", "Nothing was stored. Please try again."))
        .with("Retry-After", "5");
}

Response decode_problems(const std::vector<json::Problem>& problems) {
    json::Writer w;
    w.begin_array();
    for (std::size_t i = 0; i < problems.size() && i < 20; ++i)
        w.begin_object()
            .member("path", problems[i].path)
            .member("expected", problems[i].expected)
            .member("found", problems[i].found)
            .end_object();
    w.end_array();
    return no_store(
        Response::problem(400, "application.format", "The application can not be read.", ",\"errors\":" + w.take()));
}

// Each problem in every language: whoever filled in the form may change it while looking at them.
Response field_problems(const App& app, const Application& application, const Tenant& tenant,
                        const std::vector<form::FieldProblem>& problems) {
    std::vector<std::vector<form::FieldProblem>> in_words;
    for (const auto language : all_languages) in_words.push_back(problems_of(app, tenant, application, language));
    json::Writer w;
    w.begin_array();
    for (const auto& p : problems) {
        w.begin_object()
            .member("field", form::row_of(p.field, tenant).wire_name)
            .member("reason", text_key_names[static_cast<std::size_t>(p.reason)])
            .member("message", p.message)
            .key("messages")
            .begin_object();
        for (const auto language : all_languages)
            for (const auto& same : in_words[static_cast<std::size_t>(language)])
                if (same.field == p.field) w.member(code_of(language), same.message);
        w.end_object().end_object();
    }
    w.end_array();
    return no_store(Response::problem(422, "application.answers", "Some answers are missing or not right.",
                                      ",\"errors\":" + w.take()));
}

// The form that made it had other rules: a page that was open while this server was updated. Whatever is wrong, its
// answer is to be had from the present form, which the page can open with all its answers.
bool made_by_other_rules(const App& app, const json::Value& submission) {
    const auto* application = submission.find("application");
    const auto text_of = [&](const char* name) {
        const auto* value = application == nullptr ? nullptr : application->find(name);
        return value == nullptr ? std::string() : value->string;
    };
    const Tenant* tenant = app.libraries->find(text_of("library"));
    const auto rules = text_of("rules");
    return tenant != nullptr && is_rules_version(rules) && rules != rules_version(*tenant);
}

Response rules_changed() {
    return no_store(Response::problem(422, "application.rules", "Some answers do not fit the present form."));
}

Response receipt(const Submitted& submitted) {
    const auto& record = submitted.record;
    json::Writer w;
    w.begin_object().member("applicationId", record.id.text()).member("receiptNumber", record.receipt_number);
    w.member("statusUrl", "/status/" + record.status_token.text() + "?lang=" + record.language);
    w.member("state", wire_name(record.state)).member_integer("feeCents", record.fee.value);
    w.member("receivedAt", format_iso_time(record.received_at)).member("rules", rules_of(record)).end_object();
    return no_store(Response::json(submitted.created ? 201 : 200, w.take()));
}

bool is_json(const Request& request) {
    const auto type = request.header("content-type");
    return trim(type.substr(0, type.find(';'))) == "application/json";
}

Response put_application(const RouteContext& context, const Request& request) {
    const auto id = ApplicationId::parse(request.param("id"));
    if (!id || id->is_nil())
        return no_store(Response::problem(404, "not-found", "The id must be 32 lower case hexadecimal digits."));
    if (!is_json(request)) return no_store(Response::problem(415, "media-type", "Send application/json."));
    const auto parsed = json::parse(request.body, {.bytes = max_submission_bytes, .depth = 8, .values = 2000});
    if (!parsed) return no_store(Response::problem(400, parsed.failure().code, parsed.failure().detail));
    const auto decoded = decode_submission(*parsed);
    const bool other_rules = made_by_other_rules(context.app, *parsed);
    if (!decoded.problems.empty()) return other_rules ? rules_changed() : decode_problems(decoded.problems);
    if (decoded.application.id != *id)
        return no_store(
            Response::problem(400, "application.id", "The address and the application name different ids."));
    auto result = submit_application(context.app, decoded.application);
    if (const auto* done = std::get_if<Submitted>(&result)) return receipt(*done);
    if (const auto* refused = std::get_if<NotAcceptable>(&result)) {
        return other_rules ? rules_changed()
                           : field_problems(context.app, decoded.application, *refused->tenant, refused->problems);
    }
    if (const auto* failure = std::get_if<Failure>(&result)) return failure_response(*failure);
    return no_store(
        Response::problem(409, "application.conflict", "This id was used for an application with other content."));
}

Response post_attachment(const RouteContext& context, const Request& request) {
    const auto id = ApplicationId::parse(request.param("id"));
    const Tenant* tenant = context.app.libraries->find(request.query_param("library"));
    if (!id || id->is_nil() || tenant == nullptr)
        return no_store(Response::problem(404, "not-found", "No such application id or library."));
    if (!request.header("content-type").starts_with("multipart/form-data"))
        return no_store(Response::problem(415, "media-type", "Send multipart/form-data."));
    const http::Part* file = nullptr;
    for (const auto& part : request.parts)
        if (part.name == "file") file = &part;
    if (file == nullptr || file->filename.empty())
        return no_store(Response::problem(400, "attachment.file", "The part \"file\" is missing."));
    if (auto stored = context.app.store.find_application(*id); stored)
        return no_store(Response::problem(409, "conflict", "This application was submitted already."));
    const IncomingFile incoming{
        .application = *id, .purpose = request.field("purpose"), .file_name = file->filename, .bytes = file->content};
    auto kept = keep_attachment(context.app, *tenant, incoming, catalog_of(language_of(request)));
    if (const auto* attachment = std::get_if<form::Attachment>(&kept))
        return no_store(Response::json(201, encode_attachment(*attachment)));
    if (const auto* refusal = std::get_if<document::Refusal>(&kept))
        return no_store(Response::problem(refusal->reason == Text::ErrorFileTooBig ? 413 : 415, "attachment.refused",
                                          refusal->message));
    return failure_response(std::get<Failure>(kept));
}

Response delete_attachment(const RouteContext& context, const Request& request) {
    const auto id = ApplicationId::parse(request.param("id"));
    const auto attachment = AttachmentId::parse(request.param("attachment"));
    if (!id || !attachment) return no_store(Response::problem(404, "not-found", "No such attachment."));
    const auto done = drop_attachment(context.app, *id, *attachment);
    return done ? no_store(Response::no_content()) : failure_response(done.failure());
}
// A picture of a draft, for its summary. Nobody gets it here once the application is submitted: then it is the
// library's.
Response show_picture(const RouteContext& context, const Request& request) {
    const auto missing = [] { return no_store(Response::problem(404, "not-found", "No such picture.")); };
    const auto id = ApplicationId::parse(request.param("id"));
    const auto attachment = AttachmentId::parse(request.param("attachment"));
    if (!id || !attachment) return missing();
    const auto record = context.app.store.find_attachment(*attachment);
    if (!record || record->application != *id) return missing();
    const auto type = document::type_by_media(record->media_type);
    if (!type || !document::is_browser_picture(*type)) return missing();
    const auto submitted = context.app.store.find_application(*id);
    if (submitted) return missing();
    if (submitted.failure().code != "store.missing") return failure_response(submitted.failure());
    auto bytes = context.app.blobs.read(*attachment);
    return bytes ? stored_file(std::move(*bytes), *record, FileUse::Show) : missing();
}
}  // namespace

void add_api_routes(http::Router& router, RouteContext& context) {
    const std::size_t upload = static_cast<std::size_t>(document::max_file_bytes) + multipart_overhead;
    router.add(Method::Put, "/api/v1/applications/{id}", [&](const Request& r) { return put_application(context, r); },
               {.max_body_bytes = max_submission_bytes});
    router.add(Method::Post, "/api/v1/applications/{id}/attachments",
               [&](const Request& r) { return post_attachment(context, r); }, {.max_body_bytes = upload});
    router.add(Method::Delete, "/api/v1/applications/{id}/attachments/{attachment}",
               [&](const Request& r) { return delete_attachment(context, r); });
    router.add(Method::Get, "/api/v1/applications/{id}/attachments/{attachment}/picture",
               [&](const Request& r) { return show_picture(context, r); });
}

}  // namespace lesepass::server
