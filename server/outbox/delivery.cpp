#include "outbox/delivery.h"

#include "outbox/mail_json.h"

namespace lesepass::server {

Status MailDelivery::deliver(const OutboxEntry& entry) {
    const auto mail = decode_mail(entry.intent.payload);
    if (!mail) return Failure{"mail.permanent", "Der Auftrag ist nicht lesbar (" + mail.failure().detail + ")"};
    Status sent = mailer_.send(*mail);
    // Whatever is not the mail server's passing mood (a header we must not send) stays wrong when repeated.
    if (!sent && sent.failure().code != "mail.temporary") return Failure{"mail.permanent", sent.failure().detail};
    return sent;
}

}  // namespace lesepass::server
