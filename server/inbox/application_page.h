#pragma once
// One application on one page: what was asked for, proofs, money, mails, history, decision.
#include "inbox/frame.h"

namespace lesepass::server::inbox {

http::Response show_application(Inbox& inbox, const Visitor& visitor, const http::Request& request);
// Actions: "approve", "reject" (field "reason"), "retry:<outbox id>", "ask:<payment>", "refund-ordered:<payment>",
// "refund-done:<payment>", "chargeback-reported:<payment>".
enum class RecordFormat { Pdf, Json };
// To keep or to hand on; changes nothing.
http::Response show_record(Inbox& inbox, const Visitor& visitor, const http::Request& request, RecordFormat format);
http::Response post_application(Inbox& inbox, const Visitor& visitor, const http::Request& request);

}  // namespace lesepass::server::inbox
