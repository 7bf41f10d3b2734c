#include "http/server.h"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <exception>

#include "base/utf8.h"
#include "http/form_data.h"

namespace lesepass::server::http {

namespace {
// A complete request in memory, an answer into memory: cpp-httplib never sees a socket.
class MemoryStream final : public httplib::Stream {
public:
    MemoryStream(const RawRequest& request) : request_(request) {}

    bool is_readable() const override { return at_ < request_.bytes.size(); }
    bool wait_readable() const override { return is_readable(); }
    bool wait_writable() const override { return true; }
    ssize_t read(char* out, size_t size) override {
        const auto take = std::min(size, request_.bytes.size() - at_);
        std::copy_n(request_.bytes.data() + at_, take, out);
        at_ += take;
        return static_cast<ssize_t>(take);
    }
    ssize_t write(const char* bytes, size_t size) override {
        answer.append(bytes, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override { ip = request_.remote_address, port = request_.remote_port; }
    void get_local_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
    socket_t socket() const override { return INVALID_SOCKET; }
    time_t duration() const override { return 0; }

    std::string answer;

private:
    const RawRequest& request_;
    std::size_t at_ = 0;
};

std::optional<Method> parse_method(std::string_view name) {
    for (const auto method : {Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete})
        if (name == method_name(method)) return method;
    return std::nullopt;
}

// Path of a target, percent-decoded ("+" stays). A path with an encoded slash or NUL matches no route.
std::string decode_path(std::string_view target) {
    std::string path(target.substr(0, target.find('?')));
    std::string plus_kept;
    for (const char c : path) plus_kept += c == '+' ? std::string("%2B") : std::string(1, c);
    const std::string lower = to_lower_ascii(plus_kept);
    if (lower.find("%2f") != std::string::npos || lower.find("%00") != std::string::npos) return "/%";
    path = percent_decode(plus_kept);
    return is_valid_utf8(path) ? path : "/%";
}

std::string host_name(std::string host) {
    host = to_lower_ascii(host);
    const auto colon = host.rfind(':');
    if (colon != std::string::npos && host.find(']', colon) == std::string::npos) host.resize(colon);
    return host;
}

std::string bytes_of(const Response& response) {
    const auto& body = response.shared_body ? *response.shared_body : response.body;
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + " " + httplib::status_message(response.status) + "\r\n";
    for (const auto& [name, value] : response.headers) out += name + ": " + value + "\r\n";
    if (!response.content_type.empty()) out += "Content-Type: " + response.content_type + "\r\n";
    return out + "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

// Refusals before routing: machines get problem+json, people a short page.
std::string refusal(int status, const char* code, std::string_view target) {
    if (target.starts_with("/api/") || status != 413) return bytes_of(Response::problem(status, code, httplib::status_message(status)));
    return bytes_of(Response::html(413, "<!doctype html><html lang=\"de\"><meta charset=\"utf-8\"><title>Datei zu groß</title>"
                                        "<h1>Die Dateien sind zusammen zu groß</h1><p>Bitte gehen Sie zurück und wählen Sie kleinere Dateien: "
                                        "höchstens 10 MB je Datei.</p></html>"));
}
}  // namespace

class Server::Impl : public httplib::Server {
public:
    Impl(ServerOptions options, const Router& router)
        : options_(std::move(options)), router_(router),
          gate_(options_.gate,
                {.work = [this](const RawRequest& raw) { return work(raw); },
                 .max_body_bytes = [this](const HeadScan& scan) { return max_body_bytes(scan); },
                 .refusal = refusal},
                options_.workers) {
        set_pre_routing_handler([this](const httplib::Request& req, httplib::Response& res) { return handle(req, res); });
        set_payload_max_length(0);  // bodies never reach cpp-httplib's readers
    }

    Gate& gate() { return gate_; }
    const ServerOptions& options() const { return options_; }
    std::function<void(const RequestSummary&)> observer;

private:
    std::size_t max_body_bytes(const HeadScan& scan) const {
        const auto method = parse_method(scan.method);
        const auto match = method ? router_.match(*method, decode_path(scan.target)) : Router::Match{};
        return match.handler != nullptr ? match.options.max_body_bytes : RouteOptions{}.max_body_bytes;
    }

    RawAnswer work(const RawRequest& raw) {
        MemoryStream stream(raw);
        current_raw = &raw;
        bool closed = false;
        // cpp-httplib parses the head and writes the answer; handle() below is called in between.
        const bool alive = process_request(stream, raw.remote_address, raw.remote_port, "", 0, false, closed, nullptr);
        current_raw = nullptr;
        // After an error cpp-httplib says "Connection: close", so the connection must not live on.
        const bool error = stream.answer.size() > 9 && stream.answer[9] >= '4';
        return {std::move(stream.answer), closed || !alive || error};
    }

    HandlerResponse handle(const httplib::Request& req, httplib::Response& res) {
        const auto start = std::chrono::steady_clock::now();
        std::string route = "(none)";
        Response response = respond(req, route);
        for (auto& [name, value] : response.headers) res.set_header(name, value);
        res.status = response.status;
        const auto& body = response.shared_body ? *response.shared_body : response.body;
        if (!response.content_type.empty()) res.set_content(body, response.content_type);
        if (observer) {
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
            observer({.method = req.method, .route = route, .status = response.status, .seconds = seconds.count(), .bytes = body.size()});
        }
        return HandlerResponse::Handled;
    }

    Response respond(const httplib::Request& req, std::string& route) {
        if (!is_known_host(req.get_header_value("Host"))) return Response::problem(421, "http.host", "This server does not answer for that name.");
        const auto method = parse_method(req.method);
        if (!method) return Response::problem(405, "http.method", "Method not allowed.").with("Allow", "GET, HEAD, POST, PUT, DELETE");
        Request request = convert(req, *method);
        const auto match = router_.match(*method, request.path);
        if (match.handler == nullptr && !match.allow.empty())
            return Response::problem(405, "http.method", "Method not allowed.").with("Allow", match.allow);
        route = match.pattern, request.route = match.pattern, request.params = match.params;
        if (!read_body(request)) return Response::problem(400, "http.body", "The form data is damaged.");
        try {
            return match.handler != nullptr ? (*match.handler)(request) : router_.not_found()(request);
        } catch (const std::exception&) {
            return Response::problem(500, "internal", "Something went wrong. Nothing was stored by half.");
        }
    }

    bool is_known_host(const std::string& host) const {
        const auto& hosts = options_.hosts;
        return hosts.empty() || std::find(hosts.begin(), hosts.end(), host_name(host)) != hosts.end();
    }

    Request convert(const httplib::Request& req, Method method) const {
        Request request;
        request.method = method;
        request.path = decode_path(req.target);
        const auto question = req.target.find('?');
        if (question != std::string::npos) request.query = parse_urlencoded(std::string_view(req.target).substr(question + 1));
        for (const auto& [name, value] : req.headers) request.headers.emplace(to_lower_ascii(name), value);
        request.remote_address = current_raw->remote_address;
        const auto forwarded = request.header("x-forwarded-for");
        if (!options_.trusted_proxy.empty() && request.remote_address == options_.trusted_proxy && !forwarded.empty())
            request.remote_address = trim(std::string_view(forwarded).substr(forwarded.rfind(',') + 1));
        const auto head = current_raw->bytes.find("\r\n\r\n") + 4;
        request.body = current_raw->bytes.substr(head);
        return request;
    }

    // Fills parts and fields. false: the body is not what its type says.
    static bool read_body(Request& request) {
        const auto type = request.header("content-type");
        const auto kind = to_lower_ascii(trim(std::string_view(type).substr(0, type.find(';'))));
        if (kind == "application/x-www-form-urlencoded") request.fields = parse_urlencoded(request.body);
        if (kind != "multipart/form-data") return true;
        auto parts = parse_multipart(type, request.body);
        if (!parts) return false;
        request.parts = std::move(*parts);
        request.body.clear();
        for (const auto& part : request.parts)
            if (part.filename.empty()) request.fields.emplace(part.name, part.content);
        return true;
    }

    static thread_local const RawRequest* current_raw;
    ServerOptions options_;
    const Router& router_;
    Gate gate_;
};

thread_local const RawRequest* Server::Impl::current_raw = nullptr;

Server::Server(ServerOptions options, const Router& router) : impl_(std::make_unique<Impl>(std::move(options), router)) {}
Server::~Server() = default;
void Server::on_request(std::function<void(const RequestSummary&)> observer) { impl_->observer = std::move(observer); }
Status Server::listen() { return impl_->gate().listen(impl_->options().address, impl_->options().port); }
int Server::port() const { return impl_->gate().port(); }
void Server::start() { impl_->gate().start(); }
void Server::stop() { impl_->gate().stop(); }
GateFigures Server::figures() const { return impl_->gate().figures(); }

}  // namespace lesepass::server::http
