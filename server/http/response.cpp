#include "http/response.h"

#include "http/error_table.h"
#include "json/writer.h"

namespace lesepass::server::http {

namespace {
Response make(int status, std::string type, std::string body) {
    Response response;
    response.status = status, response.content_type = std::move(type), response.body = std::move(body);
    return response;
}
}  // namespace

Response Response::html(int status, std::string body) {
    return make(status, "text/html; charset=utf-8", std::move(body));
}
Response Response::json(int status, std::string body) { return make(status, "application/json", std::move(body)); }
Response Response::text(int status, std::string body) {
    return make(status, "text/plain; charset=utf-8", std::move(body));
}

Response Response::problem(int status, const std::string& code, const std::string& detail,
                           const std::string& extra_members) {
    const ErrorRow* row = find_error(code);
    json::Writer w;
    w.begin_object().member("type", "about:blank").member("title", row ? std::string(row->title_en) : code);
    if (row) w.member("titleDe", std::string(row->title_de)).member_boolean("retry", row->retry == Retry::Later);
    w.member_integer("status", status).member("code", code).member("detail", detail);
    return make(status, "application/problem+json", w.take() + extra_members + "}");
}

Response Response::see_other(std::string url) { return make(303, "", "").with("Location", std::move(url)); }
Response Response::no_content() { return make(204, "", ""); }

}  // namespace lesepass::server::http
