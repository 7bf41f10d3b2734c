#pragma once
// Figures in the Prometheus text format: route patterns as labels, never paths; nothing personal.
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "http/router.h"
#include "http/server.h"

namespace lesepass::server {

class RequestMetrics {
public:
    void count(const http::RequestSummary& summary);
    void write(std::string& out) const;

private:
    struct Row {
        std::uint64_t count = 0;
        double seconds = 0;
        std::uint64_t bytes = 0;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Row> rows_;  // by label set
};

// "# HELP", "# TYPE" and one value.
void write_metric(std::string& out, const char* name, const char* type, const char* help, double value);

// `write_others` adds the figures of the store, the outbox and the gate.
void add_metrics_route(http::Router& router, const RequestMetrics& metrics,
                       std::function<void(std::string&)> write_others);

}  // namespace lesepass::server
