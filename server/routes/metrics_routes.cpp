#include "routes/metrics_routes.h"

#include <cstdio>

namespace lesepass::server {

namespace {
std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}
}  // namespace

void write_metric(std::string& out, const char* name, const char* type, const char* help, double value) {
    out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n" + name + " " +
           number(value) + "\n";
}

void RequestMetrics::count(const http::RequestSummary& summary) {
    // Unknown methods are one label: a stranger must not fill the memory with names.
    static constexpr std::string_view known[] = {"GET", "HEAD", "POST", "PUT", "DELETE"};
    std::string method = "other";
    for (const auto name : known)
        if (summary.method == name) method = name;
    const std::string labels =
        "{method=\"" + method + "\",route=\"" + summary.route + "\",status=\"" + std::to_string(summary.status) + "\"}";
    std::lock_guard lock(mutex_);
    auto& row = rows_[labels];
    ++row.count;
    row.seconds += summary.seconds;
    row.bytes += summary.bytes;
}

void RequestMetrics::write(std::string& out) const {
    std::lock_guard lock(mutex_);
    out += "# HELP lesepass_http_requests_total Finished requests.\n# TYPE lesepass_http_requests_total counter\n";
    for (const auto& [labels, row] : rows_)
        out += "lesepass_http_requests_total" + labels + " " + std::to_string(row.count) + "\n";
    out +=
        "# HELP lesepass_http_request_seconds_total Time spent in handlers.\n# TYPE "
        "lesepass_http_request_seconds_total counter\n";
    for (const auto& [labels, row] : rows_)
        out += "lesepass_http_request_seconds_total" + labels + " " + number(row.seconds) + "\n";
    out +=
        "# HELP lesepass_http_response_bytes_total Bytes of answers.\n# TYPE lesepass_http_response_bytes_total "
        "counter\n";
    for (const auto& [labels, row] : rows_)
        out += "lesepass_http_response_bytes_total" + labels + " " + std::to_string(row.bytes) + "\n";
}

void add_metrics_route(http::Router& router, const RequestMetrics& metrics,
                       std::function<void(std::string&)> write_others) {
    router.add(http::Method::Get, "/metrics", [&metrics, write_others](const http::Request&) {
        std::string out;
        metrics.write(out);
        write_others(out);
        auto response = http::Response::text(200, std::move(out));
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return response.with("Cache-Control", "no-store");
    });
}

}  // namespace lesepass::server
