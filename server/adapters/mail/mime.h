#pragma once
// A mail as bytes on the wire (RFC 5322, 2045, 2047, 3834): what the SMTP and the .eml adapter share. Pure.
#include <string>
#include <string_view>

#include "base/date.h"
#include "ports/mailer.h"

namespace lesepass::server::mail {

struct MimeContext {
    std::string message_domain;  // right side of Message-ID
    UtcMillis now;               // Date
};

// CRLF line ends, every line <= 78 characters, ASCII only. Failure codes: "mail.header" (control character in a header,
// a message_id outside [a-z0-9-]), "mail.permanent" (an address that can not be used).
Result<std::string> build_message(const Mail& mail, const MimeContext& context);

// Success if `address` can stand between < and > as it is: ASCII, one @, no blank, quote, bracket, comma.
Status check_address(std::string_view address);

// For tests and the builder. RFC 2047 encoded words where the text is not short plain ASCII; folded.
std::string encode_header_text(std::string_view text);
std::string encode_quoted_printable(std::string_view text);
std::string format_mail_date(UtcMillis instant);  // "Mon, 23 Nov 2026 16:05:00 +0000"

}  // namespace lesepass::server::mail
