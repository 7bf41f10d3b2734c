#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lesepass::server::http {

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string content_type;
    std::string body;
    std::shared_ptr<const std::string> shared_body;  // static files: not copied; wins over `body`

    Response& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }

    static Response html(int status, std::string body);
    static Response json(int status, std::string body);
    static Response text(int status, std::string body);
    // RFC 9457; title and retry come from error_table.h. `extra_members`: further JSON members, starting with a comma,
    // or empty.
    static Response problem(int status, const std::string& code, const std::string& detail,
                            const std::string& extra_members = {});
    // 303: after a POST, go there with GET.
    static Response see_other(std::string url);
    static Response no_content();
};

}  // namespace lesepass::server::http
