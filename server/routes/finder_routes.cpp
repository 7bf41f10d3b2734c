// Who is responsible: for people "/", for portals "/api/v1/responsible". docs/responsibility.md
#include "base/utf8.h"
#include "form/checks.h"
#include "json/writer.h"
#include "routes/finder_page.h"
#include "routes/routes.h"
#include "usecases/mails.h"

namespace lesepass::server {

namespace {
using http::Method;
using http::Request;
using http::Response;

constexpr std::size_t max_typed_code_points = 200;

std::string short_line(const std::string& raw) {
    return std::string(truncate_code_points(clean_line(raw.substr(0, max_search_bytes)), max_typed_code_points));
}

// What portals know goes as parameters of its own; "postcode" is the older name.
Search asked_by(const Request& request) {
    auto postcode = short_line(request.query_param("plz"));
    if (postcode.empty()) postcode = short_line(request.query_param("postcode"));
    return {.line = short_line(request.query_param("q")),
            .postcode = form::normal_postcode(postcode).value_or(postcode),
            .ags = short_line(request.query_param("ags"))};
}

Response show_finder(const RouteContext& context, const FinderView& view) {
    const int status = has_mistake(view) ? 422 : 200;
    return personal_page(Response::html(status, static_document(context, finder_page(view))), {});
}

Response get_finder(const RouteContext& context, const Request& request) {
    const auto asked = asked_by(request);
    const auto result = search(context.app.libraries->directory, asked);
    const bool by_ags = result.outcome == SearchOutcome::UnknownAgs;
    const auto& typed = by_ags ? asked.ags : !asked.line.empty() ? asked.line : asked.postcode;
    return show_finder(context,
                       {.app = context.app, .language = language_of(request), .typed = typed, .result = result});
}

// Addresses come as a post: they stay out of the browser's history and of every log.
Response post_finder(const RouteContext& context, const Request& request) {
    auto language = language_of(request);
    const auto action = request.field("action");
    const bool switches = action.starts_with("lang:");
    if (switches) language = parse_language(action.substr(5)).value_or(language);
    const auto typed = short_line(request.field("q"));
    auto result = search(context.app.libraries->directory, {.line = typed, .postcode = {}, .ags = {}});
    // Who only changes the language has not asked yet.
    if (switches && result.outcome != SearchOutcome::Found) result = {};
    return show_finder(
        context, {.app = context.app, .language = language, .typed = typed, .result = result, .asked = !switches});
}

// ---- for portals
// -----------------------------------------------------------------------------------------------------

// Public data: any page may read it.
Response open_data(Response response) {
    return response.with("Access-Control-Allow-Origin", "*")
        .with("Cache-Control", "public, max-age=300")
        .with("X-Content-Type-Options", "nosniff");
}

void write_found(json::Writer& w, const Found& found, const PlaceIndex& places, const std::string& postcode) {
    w.begin_object().member("ags", found.place.ags).member("ars", regional_key(found.place.ags));
    w.member("name", found.place.name).key("postcodes").begin_array();
    for (const auto& code : places.postcodes_of(found.place.ags)) w.string(code);
    w.end_array().member_boolean("takesPart", !found.libraries.empty()).key("libraries").begin_array();
    for (const auto* library : found.libraries)
        w.begin_object()
            .member("key", library->tenant)
            .member("name", library->library)
            .member("address", library->address)
            .member("formUrl", form_url(library->tenant, found.place, postcode))
            .end_object();
    w.end_array().end_object();
}

Response get_responsible(const RouteContext& context, const Request& request) {
    const auto& directory = context.app.libraries->directory;
    const auto result = search(directory, asked_by(request));
    switch (result.outcome) {
        case SearchOutcome::Nothing:
            return open_data(Response::problem(400, "responsible.nothing", "Give plz, ags or q."));
        case SearchOutcome::UnknownPostcode:
            return open_data(Response::problem(404, "responsible.postcode", "No municipality here has this postcode."));
        case SearchOutcome::UnknownName:
            return open_data(Response::problem(404, "responsible.name", "No municipality here is called so."));
        case SearchOutcome::UnknownAgs:
            return open_data(Response::problem(404, "responsible.ags", "No municipality here has this AGS."));
        case SearchOutcome::Found: break;
    }
    json::Writer w;
    w.begin_object();
    if (!result.postcode.empty()) w.member("postcode", result.postcode);
    w.key("municipalities").begin_array();
    for (const auto& found : result.found) write_found(w, found, directory.places, result.postcode);
    w.end_array().end_object();
    return open_data(Response::json(200, w.take()));
}
}  // namespace

void add_finder_routes(http::Router& router, RouteContext& context) {
    router.add(Method::Get, "/", [&](const Request& r) { return get_finder(context, r); });
    router.add(Method::Post, "/", [&](const Request& r) { return post_finder(context, r); });
    router.add(Method::Get, "/api/v1/responsible", [&](const Request& r) { return get_responsible(context, r); });
}

}  // namespace lesepass::server
