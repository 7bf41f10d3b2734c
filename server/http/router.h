#pragma once
// Routes by exact segments; "{name}" takes one segment. No regular expressions: a long path costs what it is long.
#include <functional>
#include <string>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace lesepass::server::http {

using Handler = std::function<Response(const Request&)>;

struct RouteOptions {
    std::size_t max_body_bytes = 64 * 1024;
};

class Router {
public:
    // Pattern such as "/status/{token}/pay". A literal segment wins over a "{name}". GET routes answer HEAD as well.
    void add(Method method, const std::string& pattern, Handler handler, RouteOptions options = {});
    // Called for paths nobody has.
    void set_not_found(Handler handler) { not_found_ = std::move(handler); }

    struct Match {
        const Handler* handler = nullptr;  // null: no such path, or not this method
        std::string pattern;
        std::map<std::string, std::string> params;
        RouteOptions options;
        std::string allow;  // other methods of that path, for 405
    };
    Match match(Method method, const std::string& path) const;
    const Handler& not_found() const { return not_found_; }

private:
    struct Route {
        Method method;
        std::string pattern;
        std::vector<std::string> segments;
        Handler handler;
        RouteOptions options;
    };
    std::vector<Route> routes_;
    Handler not_found_;
};

const char* method_name(Method method);

}  // namespace lesepass::server::http
