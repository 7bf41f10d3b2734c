// Errors that leave the house, and the headers of every answer.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "http/error_table.h"
#include "http/refusals.h"
#include "http/security_headers.h"
#include "json/value.h"

using namespace lesepass::server::http;

namespace {
std::string read(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

std::string header(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}
}  // namespace

TEST_CASE("every code stands once in the table, with a status that is an error and titles in both languages") {
    std::set<std::string_view> seen;
    for (const auto& row : error_table) {
        CAPTURE(row.code);
        CHECK(seen.insert(row.code).second);
        CHECK(row.status >= 400);
        CHECK(row.status < 600);
        CHECK_FALSE(row.title_de.empty());
        CHECK_FALSE(row.title_en.empty());
    }
}

TEST_CASE("every problem that the sources answer with is in the table, with the same status") {
    const std::regex call(R"re(problem\((\d{3}), "([a-z.-]+)"|refused?\([^"()]*?(\d{3}), "(http\.[a-z.-]+)")re");
    int found = 0;
    for (const char* folder : {"routes", "http", "inbox"}) {
        const auto root = std::filesystem::path(LESEPASS_SOURCE_DIR) / "server" / folder;
        if (!std::filesystem::exists(root)) continue;
        for (const auto& entry : std::filesystem::directory_iterator(root)) {
            if (entry.path().extension() != ".cpp") continue;
            const auto text = read(entry.path());
            for (std::sregex_iterator at(text.begin(), text.end(), call), end; at != end; ++at) {
                const bool is_problem = (*at)[1].matched;
                const std::string code = is_problem ? (*at)[2] : (*at)[4];
                const std::string status = is_problem ? (*at)[1] : (*at)[3];
                CAPTURE(entry.path().filename().string());
                CAPTURE(code);
                ++found;
                const ErrorRow* row = find_error(code);
                REQUIRE(row != nullptr);
                CHECK(std::to_string(row->status) == status);
            }
        }
    }
    CHECK(found > 20);
}

TEST_CASE("a problem is RFC 9457 with our code, and hostile detail stays a string") {
    const auto response = Response::problem(409, "conflict", "quote \" and \n line", ",\"errors\":[1]");
    CHECK(response.content_type == "application/problem+json");
    const auto parsed = lesepass::json::parse(response.body);
    REQUIRE(parsed.ok());
    CHECK(parsed->find("title")->string == "This is no longer possible");
    CHECK(parsed->find("titleDe")->string == "Das ist jetzt nicht mehr möglich");
    CHECK(parsed->find("detail")->string == "quote \" and \n line");
    CHECK(parsed->find("errors") != nullptr);
    const auto foreign = lesepass::json::parse(Response::problem(400, "json.depth", "Too deep.").body);
    REQUIRE(foreign.ok());
    CHECK(foreign->find("title")->string == "json.depth");
}

TEST_CASE("every refusal is a whole answer with its reason phrase") {
    for (const auto& row : error_table) {
        if (!row.code.starts_with("http.")) continue;
        CAPTURE(row.code);
        const auto bytes = refusal_bytes(row.status, std::string(row.code).c_str(), "/api/v1/x");
        CHECK(bytes.starts_with("HTTP/1.1 " + std::to_string(row.status) + " " + reason_phrase(row.status) + "\r\n"));
        CHECK(std::string(reason_phrase(row.status)) != "Error");
        const auto body = bytes.substr(bytes.find("\r\n\r\n") + 4);
        CHECK(bytes.find("\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") != std::string::npos);
        CHECK(bytes.find("\r\nConnection: close\r\n") != std::string::npos);
        CHECK(lesepass::json::parse(body).ok());
    }
}

TEST_CASE("an answer whose route said nothing may load, frame and tell nothing") {
    auto silent = Response::json(200, "{}");
    complete_security_headers(silent);
    CHECK(header(silent, "Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(header(silent, "Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
    CHECK(header(silent, "X-Content-Type-Options") == "nosniff");
    CHECK(header(silent, "Cache-Control") == "no-store");
    CHECK(header(silent, "Referrer-Policy") == "no-referrer");
    CHECK(header(silent, "Cross-Origin-Resource-Policy") == "same-origin");
    auto page =
        Response::html(200, "").with("Content-Security-Policy", "default-src 'self'").with("Cache-Control", "public");
    complete_security_headers(page);
    CHECK(header(page, "Content-Security-Policy") == "default-src 'self'");
    CHECK(header(page, "Cache-Control") == "public");
    CHECK(header(page, "Permissions-Policy").find("camera=(self)") != std::string::npos);
    CHECK(header(page, "Cross-Origin-Resource-Policy").empty());
}
