#include "http/static_assets.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace lesepass::server::http;

namespace {
// A site of two files in a folder of its own.
class Site {
public:
    Site() {
        std::filesystem::create_directories(folder / "sub");
        write(
            "manifest.json",
            R"({"boot.js":{"file":"boot.1a2b3c4d.js","type":"text/javascript; charset=utf-8","sha256":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"},)"
            R"("core.wasm":{"file":"core.55667788.wasm","type":"application/wasm","sha256":"ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"},)"
            R"("embed.js":{"file":"embed.99aabbcc.js","type":"text/javascript; charset=utf-8","sha256":"99aabbccddeeff0099aabbccddeeff0099aabbccddeeff0099aabbccddeeff00","path":"/embed.js"}})");
        write("boot.1a2b3c4d.js", "plain");
        write("boot.1a2b3c4d.js.br", "br");
        write("boot.1a2b3c4d.js.gz", "gzip");
        write("core.55667788.wasm", "wasm");
        write("embed.99aabbcc.js", "embed");
        write("secret.txt", "not in the manifest");
    }
    ~Site() { std::filesystem::remove_all(folder); }
    void write(const std::string& name, const std::string& content) const { std::ofstream(folder / name) << content; }

    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("lesepass_site_" + std::to_string(::getpid()));
};

Request asking(const std::string& file, std::map<std::string, std::string> headers = {}) {
    Request request;
    request.path = "/assets/" + file;
    request.params["file"] = file;
    request.headers = std::move(headers);
    return request;
}

std::string header(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

std::string body(const Response& response) { return response.shared_body ? *response.shared_body : response.body; }
}  // namespace

TEST_CASE("a logical name has an address that never changes its content") {
    Site site;
    const auto assets = StaticAssets::load(site.folder);
    REQUIRE(assets.ok());
    CHECK(assets->url_of("boot.js") == "/assets/boot.1a2b3c4d.js");
    CHECK(assets->url_of("nothing.js").empty());
    const auto answer = assets->serve(asking("core.55667788.wasm"));
    CHECK(answer.status == 200);
    CHECK(answer.content_type == "application/wasm");
    CHECK(header(answer, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(body(answer) == "wasm");
}

TEST_CASE("a fixed address is asked for again soon") {
    Site site;
    const auto assets = StaticAssets::load(site.folder);
    REQUIRE(assets.ok());
    CHECK(assets->fixed_paths() == std::vector<std::string>{"/embed.js"});
    Request request;
    request.path = "/embed.js";
    const auto answer = assets->serve(request);
    CHECK(body(answer) == "embed");
    CHECK(header(answer, "Cache-Control").find("immutable") == std::string::npos);
    CHECK(header(answer, "Cross-Origin-Resource-Policy") == "cross-origin");
}

TEST_CASE("the coding is the one the browser likes best, and brotli between equals") {
    Site site;
    const auto assets = StaticAssets::load(site.folder);
    REQUIRE(assets.ok());
    struct Row {
        const char* accept;
        const char* coding;
    };
    const Row rows[] = {
        {"", ""},
        {"identity", ""},
        {"br", "br"},
        {"gzip, deflate, br, zstd", "br"},
        {"gzip, deflate", "gzip"},
        {"GZIP", "gzip"},
        {"*", "br"},
        {"br;q=0", ""},
        {"br;q=0.0, gzip", "gzip"},
        {"br;q=0, *", "gzip"},
        {"*;q=0", ""},
        {"br;q=0.1, gzip;q=0.9", "gzip"},
        {"br; q=0.9, gzip; q=0.9", "br"},
        {"xbr, x-gzip", ""},
        {"br;q=", "br"},
        {",,;;q", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(std::string(row.accept));
        const auto answer = assets->serve(asking("boot.1a2b3c4d.js", {{"accept-encoding", row.accept}}));
        CHECK(header(answer, "Content-Encoding") == row.coding);
        CHECK(body(answer) == (*row.coding == '\0' ? "plain" : row.coding));
        CHECK(header(answer, "Vary") == "Accept-Encoding");
    }
    CHECK(header(assets->serve(asking("core.55667788.wasm", {{"accept-encoding", "br"}})), "Content-Encoding").empty());
}

TEST_CASE("a tag that is still right gets 304, of each coding its own") {
    Site site;
    const auto assets = StaticAssets::load(site.folder);
    REQUIRE(assets.ok());
    const auto tag = header(assets->serve(asking("boot.1a2b3c4d.js")), "ETag");
    CHECK(header(assets->serve(asking("boot.1a2b3c4d.js", {{"accept-encoding", "br"}})), "ETag") != tag);
    for (const auto& sent : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
        CAPTURE(sent);
        const auto answer = assets->serve(asking("boot.1a2b3c4d.js", {{"if-none-match", sent}}));
        CHECK(answer.status == 304);
        CHECK(body(answer).empty());
        CHECK(header(answer, "ETag") == tag);
    }
    for (const auto& sent : {std::string("\"other\""), tag.substr(1), std::string(""), std::string("\"\"")}) {
        CAPTURE(sent);
        CHECK(assets->serve(asking("boot.1a2b3c4d.js", {{"if-none-match", sent}})).status == 200);
    }
}

TEST_CASE("only what the manifest names is served") {
    Site site;
    const auto assets = StaticAssets::load(site.folder);
    REQUIRE(assets.ok());
    for (const char* file :
         {"secret.txt", "manifest.json", "../secret.txt", "boot.js", "boot.1a2b3c4d.js.br", "", "sub"}) {
        CAPTURE(std::string(file));
        CHECK(assets->serve(asking(file)).status == 404);
    }
}

TEST_CASE("a site that is missing or half there stops the start with a sentence") {
    Site site;
    CHECK(StaticAssets::load(site.folder / "nowhere").failure().code == "site.missing");
    std::filesystem::remove(site.folder / "core.55667788.wasm");
    const auto half = StaticAssets::load(site.folder);
    REQUIRE_FALSE(half.ok());
    CHECK(half.failure().detail.find("core.55667788.wasm") != std::string::npos);
    for (const char* manifest : {"", "[]", "{", "{\"a\":{}}", "{\"a\":1}"}) {
        CAPTURE(std::string(manifest));
        site.write("manifest.json", manifest);
        CHECK_FALSE(StaticAssets::load(site.folder).ok());
    }
}
