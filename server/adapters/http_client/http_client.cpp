#include "adapters/http_client/http_client.h"

#include <curl/curl.h>

#include <cstdint>
#include <memory>

namespace lesepass::server {
namespace {

struct Collector {
    std::size_t limit = 0;
    std::string body = {};
    bool too_large = false;
};

std::size_t collect(char* data, std::size_t, std::size_t size, void* user) {
    auto& collector = *static_cast<Collector*>(user);
    if (size > collector.limit - collector.body.size()) {
        collector.too_large = true;
        return 0;  // libcurl stops with CURLE_WRITE_ERROR
    }
    collector.body.append(data, size);
    return size;
}

struct CurlDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, CurlDeleter>;

// libcurl wants its global state set up before threads do it by accident.
bool curl_is_ready() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

CurlHandle prepare(const std::string& url, const HttpLimits& limits, Collector& collector) {
    CurlHandle handle{curl_is_ready() ? curl_easy_init() : nullptr};
    if (!handle) return handle;
    CURL* curl = handle.get();
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);  // time-outs of name look-ups must not raise SIGALRM in a thread
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, limits.connect_timeout_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, limits.total_timeout_ms);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Lesepass");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &collector);
    return handle;
}

Failure explain(CURLcode code, const Collector& collector) {
    if (collector.too_large) return {"http.too-large", "more than " + std::to_string(collector.limit) + " bytes"};
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT: return {"http.timeout", curl_easy_strerror(code)};
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT: return {"http.url", curl_easy_strerror(code)};
        default: return {"http.unreachable", curl_easy_strerror(code)};  // not an enum of ours
    }
}

Result<HttpReply> perform(CURL* curl, Collector& collector) {
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) return explain(code, collector);
    HttpReply reply;
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    const char* content_type = nullptr;
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &content_type);
    reply.status = static_cast<int>(status);
    reply.content_type = content_type ? content_type : "";
    reply.body = std::move(collector.body);
    return reply;
}

const Failure no_memory{"http.unreachable", "libcurl could not be started"};

}  // namespace

HttpClient::HttpClient(HttpLimits limits) : limits_(limits) { curl_is_ready(); }

Result<HttpReply> HttpClient::get(const std::string& url) const {
    Collector collector{.limit = limits_.body_bytes};
    const CurlHandle handle = prepare(url, limits_, collector);
    if (!handle) return no_memory;
    return perform(handle.get(), collector);
}

Result<HttpReply> HttpClient::post_form(const std::string& url,
                                        const std::map<std::string, std::string>& fields) const {
    Collector collector{.limit = limits_.body_bytes};
    const CurlHandle handle = prepare(url, limits_, collector);
    if (!handle) return no_memory;
    const std::string body = encode_form(fields);
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(handle.get(), CURLOPT_COPYPOSTFIELDS, body.c_str());
    return perform(handle.get(), collector);
}

std::string percent_encode(const std::string& text) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                                c == '-' || c == '.' || c == '_' || c == '~';
        if (unreserved) {
            out.push_back(c);
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(c);
        out.push_back('%');
        out.push_back(hex[byte >> 4]);
        out.push_back(hex[byte & 15]);
    }
    return out;
}

std::string encode_form(const std::map<std::string, std::string>& fields) {
    std::string out;
    for (const auto& [name, value] : fields) {
        if (!out.empty()) out.push_back('&');
        out += percent_encode(name) + "=" + percent_encode(value);
    }
    return out;
}

}  // namespace lesepass::server
