#include "http/router.h"

namespace lesepass::server::http {

namespace {
std::vector<std::string> split(const std::string& path) {
    std::vector<std::string> out;
    for (std::size_t at = 1; at <= path.size();) {
        const auto slash = std::min(path.find('/', at), path.size());
        out.push_back(path.substr(at, slash - at));
        at = slash + 1;
    }
    return out;
}

bool is_variable(const std::string& segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// Number of literal segments if it fits, -1 if not: more literals win.
int fit(const std::vector<std::string>& pattern, const std::vector<std::string>& path,
        std::map<std::string, std::string>& params) {
    if (pattern.size() != path.size()) return -1;
    int literals = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (is_variable(pattern[i])) {
            if (path[i].empty()) return -1;
            params[pattern[i].substr(1, pattern[i].size() - 2)] = path[i];
        } else {
            if (pattern[i] != path[i]) return -1;
            ++literals;
        }
    }
    return literals;
}
}  // namespace

const char* method_name(Method method) {
    switch (method) {
        case Method::Get: return "GET";
        case Method::Head: return "HEAD";
        case Method::Post: return "POST";
        case Method::Put: return "PUT";
        case Method::Delete: return "DELETE";
    }
    return "";
}

void Router::add(Method method, const std::string& pattern, Handler handler, RouteOptions options) {
    routes_.push_back({method, pattern, split(pattern), std::move(handler), options});
}

Router::Match Router::match(Method method, const std::string& path) const {
    const Method wanted = method == Method::Head ? Method::Get : method;
    const auto segments = split(path);
    Match best;
    int best_fit = -1, best_any = -1;
    for (const auto& route : routes_) {
        std::map<std::string, std::string> params;
        const int literals = fit(route.segments, segments, params);
        if (literals < 0) continue;
        if (literals > best_any) best_any = literals, best.allow.clear();
        if (literals == best_any)
            best.allow += (best.allow.empty() ? "" : ", ") + std::string(method_name(route.method));
        if (route.method != wanted || literals <= best_fit) continue;
        best_fit = literals;
        best.handler = &route.handler, best.pattern = route.pattern, best.params = std::move(params),
        best.options = route.options;
    }
    // "/assets/x" must not fall through to "/{library}/x" of another method.
    if (best_fit < best_any) best.handler = nullptr;
    return best;
}

}  // namespace lesepass::server::http
