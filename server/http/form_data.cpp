#include "http/form_data.h"

#include <algorithm>

#include "base/utf8.h"

namespace lesepass::server::http {

namespace {
constexpr std::size_t max_pairs = 500, max_parts = 100, max_part_head = 4096;

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// A parameter of a header value: name="..." with \" and \\ escapes, or a token. Browsers write %22 for a quote.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    for (std::size_t at = header.find(';'); at != std::string_view::npos; at = header.find(';', at)) {
        ++at;
        while (at < header.size() && header[at] == ' ') ++at;
        const auto equals = header.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        const bool wanted = to_lower_ascii(trim(header.substr(at, equals - at))) == name;
        at = equals + 1;
        std::string value;
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size() && (header[at + 1] == '"' || header[at + 1] == '\\'))
                    ++at;
                value.push_back(header[at]);
            }
            if (at >= header.size()) return std::nullopt;
        } else {
            const auto end = std::min(header.find(';', at), header.size());
            value = trim(header.substr(at, end - at));
        }
        if (wanted) return value;
    }
    return std::nullopt;
}

// "%22", "%0D", "%0A" are what the HTML standard makes of quotes and line ends in names; nothing else is decoded.
std::string unescape_name(std::string text) {
    for (const auto& [escape, c] : {std::pair<std::string_view, char>{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}})
        for (std::size_t at; (at = text.find(escape)) != std::string::npos;) text.replace(at, 3, 1, c);
    return text;
}

bool read_head(std::string_view head, Part& part) {
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return false;
        const auto name = to_lower_ascii(trim(line.substr(0, colon)));
        const auto value = trim(line.substr(colon + 1));
        if (name == "content-type") part.content_type = value;
        if (name != "content-disposition" || !value.starts_with("form-data")) continue;
        part.name = unescape_name(parameter(value, "name").value_or(""));
        part.filename = unescape_name(parameter(value, "filename").value_or(""));
    }
    return !part.name.empty();
}
}  // namespace

std::string percent_decode(std::string_view text, Plus plus) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::IsBlank) {
            out.push_back(' ');
        } else if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

std::optional<std::map<std::string, std::string>> parse_urlencoded(std::string_view text) {
    std::map<std::string, std::string> out;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == max_pairs) return std::nullopt;
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        const auto value = pair.substr(std::min(equals + 1, pair.size()));
        if (pair.empty()) continue;
        out.emplace(percent_decode(pair.substr(0, equals), Plus::IsBlank), percent_decode(value, Plus::IsBlank));
    }
    return out;
}

std::optional<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body) {
    const auto boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70) return std::nullopt;
    const std::string delimiter = "\r\n--" + *boundary;
    // The first delimiter may lack the CRLF before it.
    if (body.starts_with(std::string_view(delimiter).substr(2)))
        body.remove_prefix(delimiter.size() - 2);
    else
        return std::nullopt;
    std::vector<Part> parts;
    while (true) {
        if (body.starts_with("--")) return parts;
        if (!body.starts_with("\r\n") || parts.size() >= max_parts) return std::nullopt;
        body.remove_prefix(2);
        const auto head_end = body.substr(0, max_part_head).find("\r\n\r\n");
        if (head_end == std::string_view::npos) return std::nullopt;
        const auto content_end = body.find(delimiter, head_end + 2);
        if (content_end == std::string_view::npos) return std::nullopt;
        Part part;
        if (!read_head(body.substr(0, head_end), part)) return std::nullopt;
        const auto content_start = head_end + 4;
        part.content =
            content_end > content_start ? body.substr(content_start, content_end - content_start) : std::string_view{};
        parts.push_back(std::move(part));
        body.remove_prefix(content_end + delimiter.size());
    }
}

}  // namespace lesepass::server::http
