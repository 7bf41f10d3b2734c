#include "adapters/pmpayment/provider.h"

namespace lesepass::server::pmpayment {
namespace {

// 5xx and silence: ask again. 4xx: our configuration. Everything else that is not 200: not understood.
Result<std::string> accept(const Result<HttpReply>& reply) {
    if (!reply) {
        const bool understood = reply.failure().code != "http.too-large";
        return Failure{understood ? "payment.unreachable" : "payment.protocol", reply.failure().code};
    }
    const std::string status = "HTTP " + std::to_string(reply->status);
    if (reply->status >= 500) return Failure{"payment.unreachable", status};
    if (reply->status >= 400) return Failure{"payment.refused", status};
    if (reply->status != 200) return Failure{"payment.protocol", status};
    return reply->body;
}

}  // namespace

Provider::Provider(Config config, HttpLimits limits) : config_(std::move(config)), http_(limits) {}

Result<PaymentRedirect> Provider::initiate(const PaymentOrder& order) {
    const auto fields = encode_order(config_, order);
    if (!fields) return fields.failure();
    const auto body = accept(http_.post_form(config_.base_url + "/payment/secure", *fields));
    if (!body) return body.failure();
    return decode_redirect(config_, *body);
}

Result<ProviderStatus> Provider::query(const PaymentOrder&, const std::string& provider_transaction) {
    if (provider_transaction.empty()) {
        ProviderStatus unknown;
        unknown.raw = "no transaction known yet";
        return unknown;
    }
    const auto body = accept(http_.get(config_.base_url + "/payment/status/" + percent_encode(config_.ags) + "/" +
                                       percent_encode(provider_transaction)));
    if (!body) return body.failure();
    return decode_status(config_, provider_transaction, *body);
}

Result<std::string> Provider::provider_transaction(const std::map<std::string, std::string>& fields) const {
    return decode_notification(config_, fields);
}

}  // namespace lesepass::server::pmpayment
