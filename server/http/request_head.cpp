#include "http/request_head.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"

namespace lesepass::server::http {

namespace {
struct Fields {
    int hosts = 0, lengths = 0;
    bool transfer_encoding = false, content_encoding = false, expects_continue = false, close = false;
    std::uint64_t content_length = 0;
};

HeadScan refused(int status, const char* code) {
    HeadScan scan;
    scan.state = HeadScan::State::Refused, scan.status = status, scan.code = code;
    return scan;
}

bool is_token(std::string_view text) {  // RFC 9110 section 5.6.2
    if (text.empty()) return false;
    for (const char c : text) {
        const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!alphanumeric && std::string_view("!#$%&'*+-.^_`|~").find(c) == std::string_view::npos) return false;
    }
    return true;
}

// A line ends in CRLF; nowhere else is a control character but the tabulator.
bool has_stray_controls(std::string_view head) {
    for (std::size_t i = 0; i < head.size(); ++i) {
        const auto c = static_cast<unsigned char>(head[i]);
        if (c >= ' ' ? c != 0x7F : c == '\t') continue;
        const bool line_end =
            (c == '\r' && i + 1 < head.size() && head[i + 1] == '\n') || (c == '\n' && i > 0 && head[i - 1] == '\r');
        if (!line_end) return true;
    }
    return false;
}

// A comma separated list of tokens, compared without case.
bool lists_token(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        if (to_lower_ascii(trim(list.substr(0, end))) == token) return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

std::optional<std::uint64_t> parse_length(std::string_view text) {
    if (text.empty() || text.size() > 15) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

// false: malformed.
bool read_field(std::string_view line, Fields& fields) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
    const auto name = to_lower_ascii(line.substr(0, colon));
    const auto value = trim(line.substr(colon + 1));
    if (name == "host") ++fields.hosts;
    if (name == "transfer-encoding") fields.transfer_encoding = true;
    if (name == "content-encoding" && to_lower_ascii(value) != "identity") fields.content_encoding = true;
    if (name == "expect" && to_lower_ascii(value) == "100-continue") fields.expects_continue = true;
    if (name == "connection" && lists_token(value, "close")) fields.close = true;
    if (name == "content-length") {
        const auto length = parse_length(value);
        if (!length) return false;
        ++fields.lengths, fields.content_length = *length;
    }
    return true;
}

HeadScan request_line(std::string_view line) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return refused(400, "http.request-line");
    HeadScan scan;
    scan.method = line.substr(0, first), scan.target = line.substr(first + 1, last - first - 1);
    const auto version = line.substr(last + 1);
    if (scan.target.size() > max_target_bytes) return refused(414, "http.target-too-long");
    if (!is_token(scan.method) || scan.target.empty() || scan.target[0] != '/')
        return refused(400, "http.request-line");
    for (const char c : scan.target)
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F) return refused(400, "http.request-line");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return refused(505, "http.version");
    scan.state = HeadScan::State::Complete;
    return scan;
}
}  // namespace

HeadScan scan_head(std::string_view buffer) {
    const auto window = buffer.substr(0, max_head_bytes);
    const auto end = window.find("\r\n\r\n");
    if (end == std::string_view::npos) {
        // What can not become a head is refused at once, not after a time-out.
        if (window.find('\0') != std::string_view::npos) return refused(400, "http.control-character");
        return buffer.size() >= max_head_bytes ? refused(431, "http.head-too-large") : HeadScan{};
    }
    std::string_view head = window.substr(0, end);
    if (has_stray_controls(head)) return refused(400, "http.control-character");
    auto line_end = std::min(head.find("\r\n"), head.size());
    HeadScan scan = request_line(head.substr(0, line_end));
    if (scan.state == HeadScan::State::Refused) return scan;
    const bool http_1_1 = head.substr(0, line_end).ends_with("HTTP/1.1");

    Fields fields;
    std::size_t lines = 0;
    for (head.remove_prefix(line_end); !head.empty(); head.remove_prefix(line_end)) {
        head.remove_prefix(2);
        line_end = std::min(head.find("\r\n"), head.size());
        if (++lines > max_header_lines) return refused(431, "http.too-many-headers");
        if (!read_field(head.substr(0, line_end), fields)) return refused(400, "http.header");
    }
    if (fields.hosts > 1 || (http_1_1 && fields.hosts == 0)) return refused(400, "http.host");
    if (fields.lengths > 1 || (fields.lengths > 0 && fields.transfer_encoding)) return refused(400, "http.length");
    if (fields.transfer_encoding) return refused(411, "http.length-required");
    if (fields.content_encoding) return refused(415, "http.content-encoding");
    scan.head_bytes = end + 4, scan.content_length = fields.content_length,
    scan.expects_continue = fields.expects_continue;
    scan.keep_alive = http_1_1 && !fields.close;
    return scan;
}

}  // namespace lesepass::server::http
