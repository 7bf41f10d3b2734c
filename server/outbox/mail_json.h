#pragma once
// Persistent: payload of outbox entries of kind "mail".
//   {"version":1,"messageId":"...","fromName":"...","fromAddress":"...","to":"...","subject":"...","text":"...",
//    "autoSubmitted":true}
// The text holds personal data; a delivered entry keeps it until the application is erased.
#include <string>
#include <string_view>

#include "ports/mailer.h"

namespace lesepass::server {

// All members must be valid UTF-8.
std::string encode_mail(const Mail& mail);
// Failure "mail.payload": not written by encode_mail.
Result<Mail> decode_mail(std::string_view json);

}  // namespace lesepass::server
