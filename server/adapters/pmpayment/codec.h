#pragma once
// pmPayment's messages, without network. Text in, typed values out; nothing a platform or a stranger sends is trusted.
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/pmpayment/config.h"
#include "ports/payment_provider.h"

namespace lesepass::server::pmpayment {

using Fields = std::map<std::string, std::string>;

// Lower case hexadecimal HMAC-SHA256 (RFC 2104, FIPS 180-4).
std::string hmac_sha256_hex(std::string_view key, std::string_view message);

// What is posted to /payment/secure, hash included: HMAC over ags|amount|procedure|desc|notifyURL|redirectURL.
// Failure "payment.refused" if the platform could not accept the order (amount, length or alphabet of the reference).
Result<Fields> encode_order(const Config& config, const PaymentOrder& order);
std::string order_hash(const Fields& fields, std::string_view salt);

// 1 to 128 of [A-Za-z0-9._-]: it becomes part of a URL.
bool is_transaction(std::string_view text);

// {"url": "https://..."}: absolute, no weaker scheme than our own base URL.
Result<PaymentRedirect> decode_redirect(const Config& config, std::string_view json);

// {"status": 1, ...}. If the answer also names amount, desc, ags, procedure or txid, they are taken seriously: another
// merchant's or another transaction's answer is "payment.protocol".
Result<ProviderStatus> decode_status(const Config& config, const std::string& transaction, std::string_view json);

// The transaction a notification or a returning browser speaks of. payment_method and everything else are ignored.
// Failure "payment.notification".
Result<std::string> decode_notification(const Config& config, const Fields& fields);

}  // namespace lesepass::server::pmpayment
