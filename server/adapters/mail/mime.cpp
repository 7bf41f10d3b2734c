#include "adapters/mail/mime.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "base/utf8.h"

namespace lesepass::server::mail {
namespace {

constexpr std::size_t longest_plain_header = 60;
constexpr std::size_t longest_encoded_chunk = 42;  // 56 characters of base64, 68 with =?UTF-8?B? and ?=
constexpr std::size_t longest_text_line = 76;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_printable_ascii(char c) { return c >= 0x20 && c < 0x7f; }
bool has_control(std::string_view text) { return std::any_of(text.begin(), text.end(), is_control); }

bool is_message_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

Status check_headers(const Mail& mail) {
    for (const std::string* value : {&mail.from_name, &mail.from_address, &mail.to, &mail.subject})
        if (has_control(*value)) return Failure{"mail.header", "Steuerzeichen in einer Kopfzeile"};
    if (!is_message_id(mail.message_id)) return Failure{"mail.header", "ungültige Kennung der Nachricht"};
    if (auto from = check_address(mail.from_address); !from) return from;
    return check_address(mail.to);
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) -> unsigned {
            return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
        };
        const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        out += digits[group >> 18];
        out += digits[group >> 12 & 63];
        out += i + 1 < bytes.size() ? digits[group >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? digits[group & 63] : '=';
    }
    return out;
}

// The longest piece from the front that ends at a code point.
std::string_view take_chunk(std::string_view& text) {
    std::size_t size = std::min(text.size(), longest_encoded_chunk);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    const std::string_view chunk = text.substr(0, size);
    text.remove_prefix(size);
    return chunk;
}

// A name before <address>: RFC 5322 allows only atoms or a quoted string there.
std::string encode_display_name(std::string_view name) {
    const std::string encoded = encode_header_text(name);
    if (encoded != name) return encoded;
    std::string quoted = "\"";
    for (char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

std::string hex_escape(char c) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return {'=', digits[byte >> 4], digits[byte & 15]};
}

// One line without its end.
void append_quoted_line(std::string& out, std::string_view line) {
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool last = i + 1 == line.size();
        const bool plain = (is_printable_ascii(c) && c != '=' && !(last && c == ' '));
        const std::string token = plain ? std::string(1, c) : hex_escape(c);
        if (column + token.size() > longest_text_line - 1) {  // room for the soft break's "="
            out += "=\r\n";
            column = 0;
        }
        out += token;
        column += token.size();
    }
}

}  // namespace

Result<std::string> build_message(const Mail& mail, const MimeContext& context) {
    if (auto checked = check_headers(mail); !checked) return checked.failure();
    std::string out;
    const auto header = [&](std::string_view name, const std::string& value) {
        out.append(name).append(": ").append(value).append("\r\n");
    };
    header("Date", format_mail_date(context.now));
    header("From", mail.from_name.empty() ? mail.from_address
                                          : encode_display_name(mail.from_name) + "\r\n <" + mail.from_address + ">");
    header("To", mail.to);
    header("Message-ID", "<" + mail.message_id + "@" + context.message_domain + ">");
    header("Subject", encode_header_text(mail.subject));
    // RFC 3834: vacation notices and ticket systems do not answer these.
    if (mail.auto_submitted) header("Auto-Submitted", "auto-generated");
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=utf-8");
    header("Content-Transfer-Encoding", "quoted-printable");
    return out + "\r\n" + encode_quoted_printable(mail.text);
}

Status check_address(std::string_view address) {
    const auto at = address.find('@');
    const bool one_at = at != std::string_view::npos && at > 0 && at + 1 < address.size() && at == address.rfind('@');
    const bool plain = std::all_of(address.begin(), address.end(), [](char c) {
        return is_printable_ascii(c) && std::string_view(" ()<>[]:;,\\\"").find(c) == std::string_view::npos;
    });
    // SMTPUTF8 (RFC 6531) is not spoken: many municipal mail servers do not, and a refusal here is clearer than theirs.
    if (!one_at || !plain || address.size() > 254) return Failure{"mail.permanent", "Die Adresse ist nicht verwendbar"};
    return Done{};
}

std::string encode_header_text(std::string_view text) {
    const bool plain = text.size() <= longest_plain_header && text.find("=?") == std::string_view::npos &&
                       std::all_of(text.begin(), text.end(), is_printable_ascii);
    if (plain) return std::string(text);
    std::string clean;  // invalid bytes become U+FFFD: encoded words must be whole characters
    if (!is_valid_utf8(text)) {
        clean = clean_line(text);
        text = clean;
    }
    std::string out;
    while (!text.empty()) {
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(take_chunk(text)) + "?=";
    }
    return out;
}

std::string encode_quoted_printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        append_quoted_line(out, text.substr(0, end));
        out += "\r\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string format_mail_date(UtcMillis instant) {
    static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = static_cast<std::time_t>(instant.value / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    // Not strftime: its names follow the locale.
    char text[64];
    std::snprintf(text, sizeof text, "%s, %d %s %d %02d:%02d:%02d +0000",
                  days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                  months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                  parts.tm_sec);
    return text;
}

}  // namespace lesepass::server::mail
