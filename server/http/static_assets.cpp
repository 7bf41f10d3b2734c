#include "http/static_assets.h"

#include <fstream>
#include <sstream>

#include "base/utf8.h"
#include "json/value.h"

namespace lesepass::server::http {

namespace {
std::shared_ptr<const std::string> read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return nullptr;
    std::ostringstream content;
    content << in.rdbuf();
    return std::make_shared<const std::string>(content.str());
}

// Whether `coding` is acceptable: listed (or "*") and not with q=0.
bool accepts(std::string_view header, std::string_view coding) {
    bool any = false;
    while (!header.empty()) {
        const auto end = std::min(header.find(','), header.size());
        const auto item = trim(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto name = trim(item.substr(0, semicolon));
        const auto q = item.find("q=", semicolon);
        const bool refused = q != std::string_view::npos && item.substr(q + 2).find_first_not_of("0. ") == std::string_view::npos;
        if (name == coding) return !refused;
        if (name == "*") any = !refused;
    }
    return any;
}

std::string text_of(const json::Value& entry, std::string_view name) {
    const auto* value = entry.find(name);
    return value == nullptr ? std::string{} : value->string;
}
}  // namespace

Result<StaticAssets> StaticAssets::load(const std::string& folder) {
    const auto manifest = read(folder + "/manifest.json");
    if (!manifest) return Failure{"site.missing", folder + "/manifest.json can not be read; run ./dev build"};
    const auto parsed = json::parse(*manifest);
    if (!parsed || parsed->kind != json::Value::Kind::Object) return Failure{"site.manifest", folder + "/manifest.json is not what web/build_site.mjs writes"};
    StaticAssets assets;
    for (const auto& [name, entry] : parsed->members) {
        const std::string file = text_of(entry, "file");
        Asset asset{.type = text_of(entry, "type"), .etag = "\"" + text_of(entry, "sha256").substr(0, 32) + "\"", .plain = read(folder + "/" + file),
                    .brotli = read(folder + "/" + file + ".br"), .gzip = read(folder + "/" + file + ".gz")};
        if (!asset.plain) return Failure{"site.missing", folder + "/" + file + " is missing"};
        assets.file_of_[name] = file;
        if (const auto path = text_of(entry, "path"); !path.empty()) assets.file_of_path_[path] = file;
        assets.by_file_[file] = std::move(asset);
    }
    return assets;
}

std::string StaticAssets::url_of(std::string_view logical_name) const {
    const auto at = file_of_.find(logical_name);
    return at == file_of_.end() ? std::string{} : "/assets/" + at->second;
}

std::vector<std::string> StaticAssets::fixed_paths() const {
    std::vector<std::string> out;
    for (const auto& [path, file] : file_of_path_) out.push_back(path);
    return out;
}

Response StaticAssets::serve(const Request& request) const {
    if (const auto fixed = file_of_path_.find(request.path); fixed != file_of_path_.end())
        return answer(by_file_.at(fixed->second), request, "public, max-age=300, must-revalidate");
    const auto at = by_file_.find(request.param("file"));
    if (at == by_file_.end()) return Response::text(404, "Not found\n").with("Cache-Control", "no-store");
    return answer(at->second, request, "public, max-age=31536000, immutable");
}

Response StaticAssets::answer(const Asset& asset, const Request& request, std::string cache_control) const {
    Response response;
    response.with("Cache-Control", std::move(cache_control)).with("ETag", asset.etag).with("Vary", "Accept-Encoding");
    response.with("X-Content-Type-Options", "nosniff").with("Cross-Origin-Resource-Policy", "cross-origin");
    if (request.header("if-none-match") == asset.etag) {
        response.status = 304;
        return response;
    }
    const auto accept = request.header("accept-encoding");
    response.content_type = asset.type;
    response.shared_body = asset.plain;
    if (asset.brotli && accepts(accept, "br")) {
        response.shared_body = asset.brotli;
        response.with("Content-Encoding", "br");
    } else if (asset.gzip && accepts(accept, "gzip")) {
        response.shared_body = asset.gzip;
        response.with("Content-Encoding", "gzip");
    }
    return response;
}

}  // namespace lesepass::server::http
