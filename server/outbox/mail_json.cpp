#include "outbox/mail_json.h"

#include "json/object_reader.h"
#include "json/value.h"
#include "json/writer.h"

namespace lesepass::server {
namespace {

constexpr std::size_t longest_header = 1'000;
constexpr std::size_t longest_text = 200'000;

}  // namespace

std::string encode_mail(const Mail& mail) {
    json::Writer out;
    out.begin_object().member_integer("version", 1).member("messageId", mail.message_id);
    out.member("fromName", mail.from_name).member("fromAddress", mail.from_address).member("to", mail.to);
    out.member("subject", mail.subject).member("text", mail.text).member_boolean("autoSubmitted", mail.auto_submitted);
    return out.end_object().take();
}

Result<Mail> decode_mail(std::string_view json) {
    const auto parsed = json::parse(json, {.bytes = 1024 * 1024});
    if (!parsed) return Failure{"mail.payload", parsed.failure().code};
    using enum json::Need;
    std::vector<json::Problem> problems;
    json::ObjectReader reader(*parsed, "$", problems);
    Mail mail;
    reader.required_integer("version", 1, 1);
    mail.message_id = reader.text("messageId", Required, longest_header);
    mail.from_name = reader.text("fromName", Optional, longest_header);
    mail.from_address = reader.text("fromAddress", Required, longest_header);
    mail.to = reader.text("to", Required, longest_header);
    mail.subject = reader.text("subject", Optional, longest_header);
    mail.text = reader.text("text", Optional, longest_text);
    mail.auto_submitted = reader.flag("autoSubmitted", true);
    reader.refuse_unknown();
    // The path only: a value may be personal.
    if (!problems.empty()) return Failure{"mail.payload", problems.front().path};
    return mail;
}

}  // namespace lesepass::server
