#pragma once
// The HTTP server: gate (bytes), cpp-httplib (parsing of a complete request, writing of an answer), router (what to
// do).
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http/gate.h"
#include "http/router.h"

namespace lesepass::server::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    int port = 8080;
    std::size_t workers = 16;
    // Names (without port) a request may be for; a foreign Host gets 421. Empty: any (tests only).
    std::vector<std::string> hosts{};
    // Address of the one reverse proxy whose X-Forwarded-For (last entry) is believed; empty: none.
    std::string trusted_proxy{};
    GateLimits gate{};
};

// One finished request, for metrics and logs: no path, no address, nothing personal.
struct RequestSummary {
    std::string method, route;
    int status = 0;
    double seconds = 0;
    std::size_t bytes = 0;
    std::string fault{};  // what() of an exception that escaped the route; for the operator's log, never sent
};

class Server {
public:
    // `router` outlives the server and is not changed after start.
    Server(ServerOptions options, const Router& router);
    ~Server();

    void on_request(std::function<void(const RequestSummary&)> observer);
    Status listen();
    int port() const;
    void start();
    void stop();
    GateFigures figures() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lesepass::server::http
