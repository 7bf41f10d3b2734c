#include "http/request.h"

#include "base/utf8.h"

namespace lesepass::server::http {

std::string Request::cookie(std::string_view name) const {
    std::string_view rest = find(headers, "cookie") == "" ? std::string_view{} : std::string_view(headers.at("cookie"));
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto pair = trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return std::string(pair.substr(equals + 1));
    }
    return {};
}

}  // namespace lesepass::server::http
