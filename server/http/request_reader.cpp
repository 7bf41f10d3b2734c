#include "http/request_reader.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/utf8.h"
#include "http/form_data.h"
#include "http/router.h"

namespace lesepass::server::http {

namespace {
constexpr const char* no_route = "/%";

bool is_address(const std::string& text) {
    in6_addr scratch{};
    return inet_pton(AF_INET, text.c_str(), &scratch) == 1 || inet_pton(AF_INET6, text.c_str(), &scratch) == 1;
}

bool all_utf8(const std::map<std::string, std::string>& fields) {
    return std::all_of(fields.begin(), fields.end(),
                       [](const auto& field) { return is_valid_utf8(field.first) && is_valid_utf8(field.second); });
}

const char* read_multipart(Request& request, const std::string& type, std::string_view body) {
    auto parts = parse_multipart(type, body);
    if (!parts) return "http.body";
    request.parts = std::move(*parts);
    for (const auto& part : request.parts) {
        if (!is_valid_utf8(part.name) || !is_valid_utf8(part.filename)) return "http.encoding";
        if (part.filename.empty()) request.fields.emplace(part.name, part.content);
    }
    return all_utf8(request.fields) ? nullptr : "http.encoding";
}
}  // namespace

std::optional<Method> parse_method(std::string_view name) {
    for (const auto method : {Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete})
        if (name == method_name(method)) return method;
    return std::nullopt;
}

std::string decode_path(std::string_view target) {
    const auto path = target.substr(0, target.find('?'));
    const std::string lower = to_lower_ascii(path);
    if (lower.find("%2f") != std::string::npos || lower.find("%00") != std::string::npos) return no_route;
    std::string decoded = percent_decode(path, Plus::Stays);
    return is_valid_utf8(decoded) ? decoded : no_route;
}

std::string host_name(std::string_view text) {
    std::string host = to_lower_ascii(text);
    const auto colon = host.rfind(':');
    if (colon != std::string::npos && host.find(']', colon) == std::string::npos) host.resize(colon);
    return host;
}

std::string client_address(const HeaderLines& lines, const std::string& peer, const std::string& trusted_proxy) {
    if (trusted_proxy.empty() || peer != trusted_proxy) return peer;
    std::vector<std::string_view> found;
    for (const auto& [name, value] : lines)
        if (to_lower_ascii(name) == "x-forwarded-for") found.push_back(value);
    if (found.size() != 1) return peer;
    const auto comma = found[0].rfind(',');
    std::string last(trim(found[0].substr(comma == std::string_view::npos ? 0 : comma + 1)));
    return is_address(last) ? last : peer;
}

std::optional<Request> read_request(Method method, std::string_view target, const HeaderLines& lines) {
    Request request;
    request.method = method;
    request.path = decode_path(target);
    for (const auto& [name, value] : lines) request.headers.emplace(to_lower_ascii(name), value);
    const auto question = target.find('?');
    if (question == std::string_view::npos) return request;
    auto query = parse_urlencoded(target.substr(question + 1));
    if (!query || !all_utf8(*query)) return std::nullopt;
    request.query = std::move(*query);
    return request;
}

const char* read_body(Request& request, std::string_view body) {
    const auto type = request.header("content-type");
    const auto kind = to_lower_ascii(trim(std::string_view(type).substr(0, type.find(';'))));
    if (kind == "multipart/form-data") return read_multipart(request, type, body);
    request.body = body;
    if (kind != "application/x-www-form-urlencoded") return nullptr;
    auto fields = parse_urlencoded(body);
    if (!fields) return "http.body";
    request.fields = std::move(*fields);
    return all_utf8(request.fields) ? nullptr : "http.encoding";
}

}  // namespace lesepass::server::http
