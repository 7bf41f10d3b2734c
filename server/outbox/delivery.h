#pragma once
#include "ports/mailer.h"
#include "ports/store.h"

namespace lesepass::server {

// One way out of the house, chosen by an intent's kind. Blocking, bounded in time; called by the worker's thread only.
// A failure whose code ends in ".permanent" is not tried again without a person; any other is. Its detail is shown to
// case workers and kept: one line, no personal data.
class DeliveryHandler {
public:
    virtual ~DeliveryHandler() = default;
    virtual Status deliver(const OutboxEntry& entry) = 0;
};

// Kind "mail".
class MailDelivery : public DeliveryHandler {
public:
    explicit MailDelivery(Mailer& mailer) : mailer_(mailer) {}
    Status deliver(const OutboxEntry& entry) override;

private:
    Mailer& mailer_;
};

}  // namespace lesepass::server
