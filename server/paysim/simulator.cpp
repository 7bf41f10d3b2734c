#include "paysim/simulator.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "json/writer.h"

namespace lesepass::paysim {
namespace {

using server::pmpayment::Fields;
using server::pmpayment::StatusNumbers;

constexpr std::int64_t slow_ms = 15'000;
constexpr std::size_t remembered = 500;

std::string field(const Fields& fields, const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

std::optional<std::int64_t> parse_cents(const std::string& text) {
    std::int64_t cents = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), cents);
    if (error != std::errc{} || end != text.data() + text.size() || cents <= 0) return std::nullopt;
    return cents;
}

// Comparing hashes takes the same time wherever they differ.
bool equal_hash(const std::string& a, const std::string& b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Answer html_error() {
    return {200, "text/html; charset=utf-8", "<!doctype html><title>Wartung</title><h1>Wartungsarbeiten</h1>", 0};
}
Answer unavailable() { return {503, "text/html; charset=utf-8", "<!doctype html><title>503</title>", 0}; }

Answer refuse(const std::string& why) {
    json::Writer out;
    out.begin_object().member("error", why).end_object();
    return {400, "application/json", out.take(), 0};
}

std::string with_parameter(const std::string& url, const std::string& name, const std::string& value) {
    return url + (url.find('?') == std::string::npos ? "?" : "&") + name + "=" + value;
}

}  // namespace

std::int64_t status_number(const Transaction& transaction, std::int64_t paid_later_ms, UtcMillis now) {
    const StatusNumbers numbers;
    constexpr std::int64_t open = 0;
    if (!transaction.chosen) return open;
    switch (transaction.chosen->outcome) {
        case Outcome::Open: return open;
        case Outcome::Paid: return numbers.paid;
        case Outcome::PaidLater: return now >= transaction.chosen_at.plus_ms(paid_later_ms) ? numbers.paid : open;
        case Outcome::Failed: return numbers.failed.front();
        case Outcome::Cancelled: return numbers.cancelled.front();
    }
    return open;
}

Simulator::Simulator(SimulatorOptions options, std::function<std::string()> make_id)
    : options_(std::move(options)), make_id_(std::move(make_id)) {}

std::optional<std::string> Simulator::problem_of(const Fields& fields) const {
    for (const char* name : {"ags", "amount", "procedure", "desc", "notifyURL", "redirectURL", "hash"})
        if (field(fields, name).empty()) return std::string("missing: ") + name;
    if (!equal_hash(field(fields, "hash"), server::pmpayment::order_hash(fields, options_.salt))) return "wrong hash";
    const auto& known = options_.ags;
    if (!known.empty() && std::find(known.begin(), known.end(), field(fields, "ags")) == known.end())
        return "unknown ags";
    if (!parse_cents(field(fields, "amount"))) return "amount is not a number of cents above zero";
    if (field(fields, "desc").size() > 27) return "desc is longer than 27 characters";
    return std::nullopt;
}

Answer Simulator::order(const Fields& fields, UtcMillis now) {
    const Reply reply = order_reply();
    if (reply == Reply::Html) return html_error();
    if (reply == Reply::Unavailable) return unavailable();
    if (const auto problem = problem_of(fields)) return refuse(*problem);

    Transaction transaction;
    transaction.id = make_id_();
    transaction.ags = field(fields, "ags");
    transaction.procedure = field(fields, "procedure");
    transaction.reference = field(fields, "desc");
    transaction.notify_url = field(fields, "notifyURL");
    transaction.return_url = field(fields, "redirectURL");
    transaction.cents = *parse_cents(field(fields, "amount"));
    transaction.ordered_at = now;

    json::Writer out;
    out.begin_object().member("url", options_.base_url + "/payment/page?txid=" + transaction.id).end_object();
    Answer answer{.body = out.take()};
    if (reply == Reply::Slow) answer.delay_ms = slow_ms;

    const std::lock_guard lock(mutex_);
    order_.push_back(transaction.id);
    transactions_[transaction.id] = std::move(transaction);
    if (order_.size() > remembered) {
        transactions_.erase(order_.front());
        order_.erase(order_.begin());
    }
    return answer;
}

Answer Simulator::status(const std::string& ags, const std::string& id, UtcMillis now) const {
    const auto transaction = find(id);
    if (!transaction || transaction->ags != ags) {
        Answer answer = refuse("unknown transaction");
        answer.status = 404;
        return answer;
    }
    const Reply reply = transaction->chosen ? transaction->chosen->status_reply : Reply::Normal;
    if (reply == Reply::Html) return html_error();
    if (reply == Reply::Unavailable) return unavailable();
    const std::int64_t number = status_number(*transaction, options_.paid_later_ms, now);
    const std::int64_t cents = reply == Reply::WrongAmount ? transaction->cents - 1 : transaction->cents;
    json::Writer out;
    out.begin_object()
        .member("ags", transaction->ags)
        .member("txid", transaction->id)
        .member_integer("status", reply == Reply::UnknownStatus ? 42 : number)
        .member_integer("amount", cents)
        .member("desc", reply == Reply::OtherOrder ? "BA ANDERE BESTELLUNG" : transaction->reference)
        .member("payment_method", "creditcard")
        .end_object();
    return {.body = out.take(), .delay_ms = reply == Reply::Slow ? slow_ms : 0};
}

std::optional<Simulator::Choice> Simulator::choose(const std::string& id, const Behaviour& behaviour, UtcMillis now) {
    const std::lock_guard lock(mutex_);
    const auto found = transactions_.find(id);
    if (found == transactions_.end()) return std::nullopt;
    Transaction& transaction = found->second;
    transaction.chosen = behaviour;
    transaction.chosen_at = now;
    Choice choice{.return_url = with_parameter(transaction.return_url, "txid", id), .before_return = {}, .later = {}};
    (behaviour.notice == Notice::BeforeReturn ? choice.before_return : choice.later) = notices_for(transaction);
    return choice;
}

std::vector<NoticeCall> Simulator::notices_for(const Transaction& transaction) const {
    const Behaviour& behaviour = *transaction.chosen;
    NoticeCall call;
    call.url = transaction.notify_url;
    call.fields = {{"ags", transaction.ags}, {"txid", transaction.id}, {"payment_method", "creditcard"}};
    if (behaviour.outcome == Outcome::PaidLater) call.delay_ms = options_.paid_later_ms;
    switch (behaviour.notice) {
        case Notice::Lost: return {};
        case Notice::Normal:
        case Notice::BeforeReturn: return {call};
        case Notice::AfterReturn: call.delay_ms += options_.late_notice_ms; return {call};
        case Notice::Repeated: return {call, call, call, call, call};
        case Notice::Forged: {
            NoticeCall forged = call;
            forged.fields["txid"] = "FORGED" + make_id_();
            return {forged, call};
        }
    }
    return {};
}

std::optional<Transaction> Simulator::find(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto found = transactions_.find(id);
    if (found == transactions_.end()) return std::nullopt;
    return found->second;
}

std::vector<Transaction> Simulator::all() const {
    const std::lock_guard lock(mutex_);
    std::vector<Transaction> out;
    for (auto id = order_.rbegin(); id != order_.rend(); ++id) out.push_back(transactions_.at(*id));
    return out;
}

Reply Simulator::order_reply() const {
    const std::lock_guard lock(mutex_);
    return order_reply_;
}
void Simulator::set_order_reply(Reply reply) {
    const std::lock_guard lock(mutex_);
    order_reply_ = reply;
}
Behaviour Simulator::preset() const {
    const std::lock_guard lock(mutex_);
    return preset_;
}
void Simulator::set_preset(const Behaviour& preset) {
    const std::lock_guard lock(mutex_);
    preset_ = preset;
}

}  // namespace lesepass::paysim
