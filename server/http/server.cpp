#include "http/server.h"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <exception>

#include "http/error_table.h"
#include "http/memory_stream.h"
#include "http/refusals.h"
#include "http/request_reader.h"
#include "http/security_headers.h"

namespace lesepass::server::http {

namespace {
Response error(const char* code) {
    const ErrorRow* row = find_error(code);
    return Response::problem(row->status, code, std::string(row->title_en) + ".");
}
}  // namespace

class Server::Impl : public httplib::Server {
public:
    Impl(ServerOptions options, const Router& router)
        : options_(std::move(options)),
          router_(router),
          gate_(gate_limits(options_),
                {.work = [this](const RawRequest& raw) { return work(raw); },
                 .max_body_bytes = [this](const HeadScan& scan) { return max_body_bytes(scan); },
                 .refusal = refusal_bytes},
                options_.workers) {
        set_pre_routing_handler(
            [this](const httplib::Request& req, httplib::Response& res) { return handle(req, res); });
        set_error_handler([](const httplib::Request&, httplib::Response& res) { return explain(res); });
        set_post_routing_handler([](const httplib::Request&, httplib::Response& res) { tidy(res); });
    }

    Gate& gate() { return gate_; }
    const ServerOptions& options() const { return options_; }
    std::function<void(const RequestSummary&)> observer;

private:
    // What the request in work needs on its way through cpp-httplib.
    struct Passage {
        const RawRequest* raw = nullptr;
        std::shared_ptr<const std::string> body;
        std::size_t content_length = 0;
    };

    static GateLimits gate_limits(const ServerOptions& options) {
        GateLimits limits = options.gate;
        limits.unlimited_address = options.trusted_proxy;
        return limits;
    }

    std::size_t max_body_bytes(const HeadScan& scan) const {
        const auto method = parse_method(scan.method);
        const auto match = method ? router_.match(*method, decode_path(scan.target)) : Router::Match{};
        return match.handler != nullptr ? match.options.max_body_bytes : RouteOptions{}.max_body_bytes;
    }

    // cpp-httplib parses the head and writes the answer; handle() is called in between.
    RawAnswer work(const RawRequest& raw) {
        passage = {.raw = &raw, .body = nullptr, .content_length = 0};
        MemoryStream stream(std::string_view(raw.bytes).substr(0, raw.head_bytes));
        // Its own opinion on the connection is not used: it takes the body it never saw for a broken one.
        bool unused = false;
        const auto prepare = [](httplib::Request& req) { leave_to_the_gate(req); };
        const bool written = process_request(stream, raw.remote_address, 0, "", 0, !raw.keep_alive, unused, prepare);
        RawAnswer answer{.bytes = std::move(stream.answer), .body = std::move(passage.body), .close = !raw.keep_alive};
        if (!written || answer.bytes.size() < 12) return {refusal_bytes(500, "internal", {}), nullptr, true};
        // After an error cpp-httplib says "Connection: close", so the connection must not live on.
        if (answer.bytes[9] >= '4') answer.close = true;
        return answer;
    }

    // The gate has answered "Expect"; ranges and protocol switches are not offered.
    static void leave_to_the_gate(httplib::Request& req) {
        for (const char* name : {"Expect", "Upgrade", "Range"}) req.headers.erase(name);
        req.ranges.clear();
    }

    HandlerResponse handle(const httplib::Request& req, httplib::Response& res) {
        const auto start = std::chrono::steady_clock::now();
        RequestSummary summary{.method = req.method, .route = "(none)"};
        Response response = respond(req, summary);
        complete_security_headers(response);
        const auto size = response.shared_body ? response.shared_body->size() : response.body.size();
        for (const auto& [name, value] : response.headers) res.set_header(name, value);
        if (!response.content_type.empty()) res.set_header("Content-Type", response.content_type);
        passage.content_length = size;
        res.status = response.status;
        res.body = std::move(response.body);
        if (req.method != "HEAD") passage.body = std::move(response.shared_body);
        if (observer) {
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
            summary.status = response.status, summary.seconds = seconds.count(), summary.bytes = size;
            observer(summary);
        }
        return HandlerResponse::Handled;
    }

    Response respond(const httplib::Request& req, RequestSummary& summary) {
        if (!is_known_host(req.get_header_value("Host"))) return error("http.misdirected");
        const auto method = parse_method(req.method);
        if (!method) return error("http.method").with("Allow", "GET, HEAD, POST, PUT, DELETE");
        const HeaderLines lines(req.headers.begin(), req.headers.end());
        auto request = read_request(*method, req.target, lines);
        if (!request) return error("http.encoding");
        request->remote_address = client_address(lines, passage.raw->remote_address, options_.trusted_proxy);
        const auto match = router_.match(*method, request->path);
        if (match.handler == nullptr && !match.allow.empty()) return error("http.method").with("Allow", match.allow);
        if (match.handler != nullptr) summary.route = match.pattern;
        request->route = match.pattern, request->params = match.params;
        const char* problem = read_body(*request, std::string_view(passage.raw->bytes).substr(passage.raw->head_bytes));
        if (problem != nullptr) return error(problem);
        return call(match.handler != nullptr ? *match.handler : router_.not_found(), *request, summary.fault);
    }

    static Response call(const http::Handler& handler, const Request& request, std::string& fault) {
        try {
            return handler ? handler(request) : error("not-found");
        } catch (const std::exception& escaped) {
            fault = escaped.what();
            return error("internal");
        }
    }

    bool is_known_host(const std::string& host) const {
        const auto& hosts = options_.hosts;
        return hosts.empty() || std::find(hosts.begin(), hosts.end(), host_name(host)) != hosts.end();
    }

    // Errors of cpp-httplib itself come without a body.
    static HandlerResponse explain(httplib::Response& res) {
        if (res.has_header("Content-Type")) return HandlerResponse::Unhandled;
        auto response = Response::problem(res.status, "http.malformed", "The request can not be read.");
        complete_security_headers(response);
        for (const auto& [name, value] : response.headers) res.set_header(name, value);
        passage.content_length = response.body.size();
        res.set_header("Content-Type", response.content_type);
        res.body = std::move(response.body);
        return HandlerResponse::Handled;
    }

    static void tidy(httplib::Response& res) {
        for (const char* name : {"Content-Length", "Keep-Alive", "Accept-Ranges"}) res.headers.erase(name);
        // RFC 9110 section 8.6: none with 204, and with 304 it would be the length of the other answer.
        if (res.status == 204 || res.status == 304) return;
        res.set_header("Content-Length", std::to_string(passage.content_length));
    }

    static thread_local Passage passage;
    ServerOptions options_;
    const Router& router_;
    Gate gate_;
};

thread_local Server::Impl::Passage Server::Impl::passage;

Server::Server(ServerOptions options, const Router& router)
    : impl_(std::make_unique<Impl>(std::move(options), router)) {}
Server::~Server() = default;
void Server::on_request(std::function<void(const RequestSummary&)> observer) { impl_->observer = std::move(observer); }
Status Server::listen() { return impl_->gate().listen(impl_->options().address, impl_->options().port); }
int Server::port() const { return impl_->gate().port(); }
void Server::start() { impl_->gate().start(); }
void Server::stop() { impl_->gate().stop(); }
GateFigures Server::figures() const { return impl_->gate().figures(); }

}  // namespace lesepass::server::http
