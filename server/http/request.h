#pragma once
// What a route sees of a request: decoded once at the edge, bounded, no httplib type.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lesepass::server::http {

enum class Method { Get, Head, Post, Put, Delete };

struct Part {  // of multipart/form-data
    std::string name;
    std::string filename;  // empty: a field, not a file
    std::string content_type;
    std::string content;
};

struct Request {
    Method method = Method::Get;
    std::string path;                            // percent-decoded, without query
    std::string route;                           // pattern it matched: safe for logs and metrics
    std::map<std::string, std::string> params;   // "{id}" of the pattern
    std::map<std::string, std::string> query;    // decoded; the first of equal names
    std::map<std::string, std::string> headers;  // names in lower case; the first of equal names
    std::string remote_address;
    std::string body;
    std::vector<Part> parts;                    // multipart/form-data
    std::map<std::string, std::string> fields;  // application/x-www-form-urlencoded, and parts without file name

    std::string param(const std::string& name) const { return find(params, name); }
    std::string query_param(const std::string& name) const { return find(query, name); }
    std::string header(const std::string& lower_case_name) const { return find(headers, lower_case_name); }
    std::string field(const std::string& name) const { return find(fields, name); }
    std::string cookie(std::string_view name) const;

private:
    static std::string find(const std::map<std::string, std::string>& map, const std::string& name) {
        const auto at = map.find(name);
        return at == map.end() ? std::string{} : at->second;
    }
};

}  // namespace lesepass::server::http
