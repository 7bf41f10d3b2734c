#pragma once
// One payment platform. Amounts never come from the browser. A provider that can not refund or does not call back
// simply lacks that interface.
#include <map>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/money.h"
#include "base/result.h"

namespace lesepass::server {

struct PaymentOrder {
    PaymentId payment;       // ours; returned by the provider in its messages or by our own URLs
    std::string reference;   // human reference, <= 27 chars of [A-Za-z0-9 -] (the intersection of all platforms)
    Cents amount;            // > 0
    std::string return_url;  // absolute; the payer's browser comes back here, whatever happened
    std::string notify_url;  // absolute; the platform may call this, any number of times or never
};

struct PaymentRedirect {
    std::string url;                   // absolute; where the payer goes
    std::string provider_transaction;  // the platform's id if it tells already, else empty
};

enum class ProviderVerdict { Pending, Paid, Failed, Cancelled };

struct ProviderStatus {
    ProviderVerdict verdict = ProviderVerdict::Pending;
    std::string provider_transaction;
    // What the platform says was paid; compared with the order before Paid is believed. nullopt: it does not tell.
    std::optional<Cents> amount;
    // Our PaymentOrder::reference as the platform has it; compared likewise. Empty: it does not tell.
    std::string reference;
    std::string method;  // "creditcard", "paypal", ...: for people, never compared
    std::string raw;     // excerpt for the history (<= 500 bytes), no personal data
};

// Blocking, bounded by a time-out (default 10 s), never called while a database transaction is open, and (but for
// initiate and the return page's one question) never from an HTTP worker. Failure codes: "payment.unreachable"
// (network, time-out, 5xx: ask again), "payment.refused" (the platform says no: configuration), "payment.protocol"
// (an answer we do not understand, e.g. HTML).
class PaymentProvider {
public:
    virtual ~PaymentProvider() = default;
    // Calling again with the same payment id may create a second provider transaction: callers store the first answer.
    virtual Result<PaymentRedirect> initiate(const PaymentOrder& order) = 0;
    virtual Result<ProviderStatus> query(const PaymentOrder& order, const std::string& provider_transaction) = 0;
};

// A platform that calls our notify_url. What it says is a hint only; all we take from it is which transaction to ask
// about.
class NotificationParser {
public:
    virtual ~NotificationParser() = default;
    // `fields` are the decoded form fields (untrusted). Failure "payment.notification" if they can not belong to this
    // platform or merchant.
    virtual Result<std::string> provider_transaction(const std::map<std::string, std::string>& fields) const = 0;
};

}  // namespace lesepass::server
