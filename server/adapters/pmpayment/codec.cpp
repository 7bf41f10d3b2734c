#include "adapters/pmpayment/codec.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "json/value.h"

namespace lesepass::server::pmpayment {
namespace {

using Kind = json::Value::Kind;

constexpr json::Limits reply_limits{.bytes = 16 * 1024, .depth = 6, .values = 200};
constexpr std::size_t url_length = 2082;
constexpr std::size_t reference_length = 27;

Failure protocol(std::string detail) { return {"payment.protocol", std::move(detail)}; }
Failure refused(std::string detail) { return {"payment.refused", std::move(detail)}; }

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_reference(std::string_view text) {
    if (text.empty() || text.size() > reference_length) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || c == ' ' || c == '-'; });
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// PHP and Node back ends disagree on whether a number is 1 or "1".
std::optional<std::int64_t> integer_of(const json::Value& value) {
    if (value.kind == Kind::Integer) return value.integer;
    if (value.kind == Kind::String) return parse_integer(value.string);
    return std::nullopt;
}

Result<json::Value> parse_object(std::string_view text) {
    auto value = json::parse(text, reply_limits);
    if (!value) return protocol("no JSON: " + value.failure().code);
    if (value->kind != Kind::Object) return protocol("no JSON object");
    return value;
}

// A member that is there must say `expected`.
bool contradicts(const json::Value& object, std::string_view name, std::string_view expected) {
    const json::Value* value = object.find(name);
    return value && value->kind == Kind::String && value->string != expected;
}

bool is_printable_url(std::string_view url) {
    return url.size() <= url_length &&
           std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

// "https://host/...": false for "https:///x", "https://user@host/" and every other scheme.
bool is_web_url(std::string_view url, bool https_only) {
    std::string_view rest;
    if (url.starts_with("https://")) {
        rest = url.substr(8);
    } else if (url.starts_with("http://") && !https_only) {
        rest = url.substr(7);
    }
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    return !authority.empty() && authority.find('@') == std::string_view::npos && is_printable_url(url);
}

// Value of a query parameter that needs no decoding, else "".
std::string transaction_in(std::string_view url, std::string_view parameter) {
    const auto question = url.find('?');
    if (question == std::string_view::npos) return {};
    std::string_view query = url.substr(question + 1);
    query = query.substr(0, query.find('#'));
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (!pair.starts_with(parameter) || pair.size() <= parameter.size() || pair[parameter.size()] != '=') continue;
        const std::string_view value = pair.substr(parameter.size() + 1);
        return is_transaction(value) ? std::string(value) : std::string();
    }
    return {};
}

bool contains(const std::vector<std::int64_t>& numbers, std::int64_t number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

ProviderVerdict verdict_of(const StatusNumbers& numbers, std::int64_t status) {
    if (status == numbers.paid) return ProviderVerdict::Paid;
    if (contains(numbers.failed, status)) return ProviderVerdict::Failed;
    if (contains(numbers.cancelled, status)) return ProviderVerdict::Cancelled;
    return ProviderVerdict::Pending;
}

// Amount and reference, where the platform tells them. Unreadable is not the same as absent.
Status read_order_echo(const json::Value& object, ProviderStatus& status) {
    if (const json::Value* amount = object.find("amount"); amount && amount->kind != Kind::Null) {
        const auto cents = integer_of(*amount);
        if (!cents || *cents < 0) return protocol("amount is not a number of cents");
        status.amount = Cents{*cents};
    }
    if (const json::Value* reference = object.find("desc"); reference && reference->kind == Kind::String)
        status.reference = reference->string;
    return Done{};
}

// For people, and kept for ever: only a short word passes.
std::string method_of(const json::Value& object) {
    const json::Value* method = object.find("payment_method");
    if (!method || method->kind != Kind::String || method->string.size() > 32) return {};
    const bool plain = std::all_of(method->string.begin(), method->string.end(),
                                   [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
    return plain ? method->string : std::string();
}

}  // namespace

std::string hmac_sha256_hex(std::string_view key, std::string_view message) {
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(message.data()), message.size());
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_memzero(&state, sizeof state);
    return encode_hex(mac, sizeof mac);
}

std::string order_hash(const Fields& fields, std::string_view salt) {
    std::string message;
    for (const char* name : {"ags", "amount", "procedure", "desc", "notifyURL", "redirectURL"}) {
        if (!message.empty()) message.push_back('|');
        if (const auto field = fields.find(name); field != fields.end()) message += field->second;
    }
    return hmac_sha256_hex(salt, message);
}

Result<Fields> encode_order(const Config& config, const PaymentOrder& order) {
    if (order.amount.value <= 0) return refused("amount must be above zero");
    if (!is_reference(order.reference)) return refused("reference: 1 to 27 of letters, digits, blank, hyphen");
    if (!is_printable_url(order.notify_url) || !is_printable_url(order.return_url)) return refused("our own URLs");
    // A pipe inside a field would let two different orders share one hash.
    for (const std::string* text : {&config.ags, &config.procedure, &order.notify_url, &order.return_url})
        if (text->find('|') != std::string::npos) return refused("'|' inside a field");
    Fields fields = {
        {"ags", config.ags},
        {"amount", std::to_string(order.amount.value)},
        {"procedure", config.procedure},
        {"desc", order.reference},
        {"notifyURL", order.notify_url},
        {"redirectURL", order.return_url},
    };
    fields["hash"] = order_hash(fields, config.salt);
    return fields;
}

bool is_transaction(std::string_view text) {
    if (text.empty() || text.size() > 128 || text == "." || text == "..") return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

Result<PaymentRedirect> decode_redirect(const Config& config, std::string_view text) {
    const auto object = parse_object(text);
    if (!object) return object.failure();
    const json::Value* url = object->find("url");
    if (!url || url->kind != Kind::String) return protocol("no url in the answer");
    if (!is_web_url(url->string, config.base_url.starts_with("https://")))
        return protocol("unusable url in the answer");
    return PaymentRedirect{url->string, transaction_in(url->string, config.transaction_parameter)};
}

Result<ProviderStatus> decode_status(const Config& config, const std::string& transaction, std::string_view text) {
    const auto object = parse_object(text);
    if (!object) return object.failure();
    const json::Value* number = object->find("status");
    const auto status_number = number ? integer_of(*number) : std::nullopt;
    if (!status_number) return protocol("no status number in the answer");
    if (contradicts(*object, "ags", config.ags)) return protocol("the answer is about another merchant");
    if (contradicts(*object, "procedure", config.procedure)) return protocol("the answer is about another procedure");
    if (contradicts(*object, "txid", transaction)) return protocol("the answer is about another transaction");

    ProviderStatus status;
    status.verdict = verdict_of(config.status, *status_number);
    status.provider_transaction = transaction;
    status.method = method_of(*object);
    status.raw = "status=" + std::to_string(*status_number);
    if (auto echo = read_order_echo(*object, status); !echo) return echo.failure();
    if (status.amount) status.raw += " amount=" + std::to_string(status.amount->value);
    return status;
}

Result<std::string> decode_notification(const Config& config, const Fields& fields) {
    const auto transaction = fields.find(config.transaction_parameter);
    if (transaction == fields.end() || !is_transaction(transaction->second))
        return Failure{"payment.notification", "no usable transaction"};
    const auto ags = fields.find("ags");
    if (ags != fields.end() && ags->second != config.ags) return Failure{"payment.notification", "another merchant"};
    return transaction->second;
}

}  // namespace lesepass::server::pmpayment
