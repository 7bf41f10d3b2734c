#include "http/static_assets.h"

#include <algorithm>
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

// The q of one item such as "br;q=0.8" in thousandths; unreadable counts as 1000.
int quality(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    const auto text = trim(parameters.substr(at + 2));
    if (text.empty() || text[0] != '0') return 1000;
    int value = 0, place = 100;
    for (std::size_t i = 2; i < text.size() && i < 5 && text[i] >= '0' && text[i] <= '9'; ++i, place /= 10)
        value += (text[i] - '0') * place;
    return value;
}

// How welcome a coding is (RFC 9110 section 12.5.3): 0 not at all, 1000 most. "*" stands for what is not named.
int welcome(std::string_view header, std::string_view coding) {
    int others = 0;
    while (!header.empty()) {
        const auto end = std::min(header.find(','), header.size());
        const auto item = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto name = to_lower_ascii(trim(item.substr(0, semicolon)));
        if (name == coding) return quality(item.substr(semicolon));
        if (name == "*") others = quality(item.substr(semicolon));
    }
    return others;
}

// Weak comparison (RFC 9110 section 13.1.2): a proxy that compresses marks our tag as weak.
bool names_tag(std::string_view if_none_match, std::string_view tag) {
    while (!if_none_match.empty()) {
        const auto end = std::min(if_none_match.find(','), if_none_match.size());
        std::string_view item = if_none_match.substr(0, end);
        if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (item.starts_with("W/")) item.remove_prefix(2);
        if (item == tag || item == "*") return true;
    }
    return false;
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
    if (!parsed || parsed->kind != json::Value::Kind::Object)
        return Failure{"site.manifest", folder + "/manifest.json is not what web/build_site.mjs writes"};
    StaticAssets assets;
    for (const auto& [name, entry] : parsed->members) {
        const std::string file = text_of(entry, "file");
        if (file.empty() || text_of(entry, "type").empty() || text_of(entry, "sha256").size() != 64)
            return Failure{"site.manifest", folder + "/manifest.json: " + name + " lacks file, type or sha256"};
        Asset asset{.type = text_of(entry, "type"),
                    .hash = text_of(entry, "sha256").substr(0, 32),
                    .plain = read(folder + "/" + file),
                    .brotli = read(folder + "/" + file + ".br"),
                    .gzip = read(folder + "/" + file + ".gz")};
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
    if (at == by_file_.end()) return Response::text(404, "Not found\n");
    return answer(at->second, request, "public, max-age=31536000, immutable");
}

Response StaticAssets::answer(const Asset& asset, const Request& request, std::string cache_control) const {
    const auto accept = request.header("accept-encoding");
    const int brotli = asset.brotli ? welcome(accept, "br") : 0;
    const int gzip = asset.gzip ? welcome(accept, "gzip") : 0;
    const char* coding = brotli > 0 && brotli >= gzip ? "br" : gzip > 0 ? "gzip" : "";
    // A strong tag names the very bytes, so each coding has its own.
    const std::string tag = "\"" + asset.hash + (*coding ? "-" : "") + coding + "\"";

    Response response;
    response.with("Cache-Control", std::move(cache_control)).with("ETag", tag).with("Vary", "Accept-Encoding");
    // Portals on other origins load embed.js and its parts.
    response.with("Cross-Origin-Resource-Policy", "cross-origin");
    if (names_tag(request.header("if-none-match"), tag)) {
        response.status = 304;
        return response;
    }
    response.content_type = asset.type;
    response.shared_body = *coding == 'b' ? asset.brotli : *coding == 'g' ? asset.gzip : asset.plain;
    if (*coding) response.with("Content-Encoding", coding);
    return response;
}

}  // namespace lesepass::server::http
