#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace lesepass::server {

// A plain-text mail. `to` is one address that the form's rule has already accepted. Header values are UTF-8; the
// adapter encodes them and refuses control characters ("mail.header").
struct Mail {
    std::string message_id;  // idempotency key, without angle brackets and domain: [a-z0-9-]
    std::string from_name;
    std::string from_address;
    std::string to;
    std::string subject;
    std::string text;  // UTF-8, lines end in "\n"
    bool auto_submitted = true;
};

// Hands one mail to the next station. Success means that station has taken responsibility (SMTP 250 after DATA, or the
// file is on stable storage). Blocking, bounded by the adapter's own time-out; called from the outbox worker only.
// Failure codes: "mail.temporary" (try again later: connection, 4xx, time-out) and "mail.permanent" (5xx, unusable
// address). Sending the same message_id again is allowed; receivers may use it to recognise a repeat.
class Mailer {
public:
    virtual ~Mailer() = default;
    virtual Status send(const Mail& mail) = 0;
};

}  // namespace lesepass::server
