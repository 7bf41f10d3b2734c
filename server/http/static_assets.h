#pragma once
// build/site in memory, with its .br and .gz siblings.
#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

namespace lesepass::server::http {

class StaticAssets {
public:
    // Reads `folder`/manifest.json and every file it names. Failure "site.missing", "site.manifest".
    static Result<StaticAssets> load(const std::string& folder);

    // "/assets/boot.1a2b3c4d.js"; empty if the site has no such logical file.
    std::string url_of(std::string_view logical_name) const;
    // Answers "/assets/<file>" (immutable) and fixed addresses such as "/embed.js" (revalidated). Negotiates br and
    // gzip (RFC 9110 section 12.5.3), ETag with 304.
    Response serve(const Request& request) const;
    // Fixed addresses of the manifest ("/embed.js").
    std::vector<std::string> fixed_paths() const;

private:
    using Bytes = std::shared_ptr<const std::string>;
    struct Asset {
        std::string type, hash;
        Bytes plain, brotli, gzip;
    };
    Response answer(const Asset& asset, const Request& request, std::string cache_control) const;

    std::map<std::string, std::string, std::less<>> file_of_;  // logical name -> file
    std::map<std::string, Asset> by_file_;
    std::map<std::string, std::string> file_of_path_;  // fixed path -> file
};

}  // namespace lesepass::server::http
