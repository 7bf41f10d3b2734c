#pragma once
// pmPayment as it is offered to municipalities: an order by form POST, a status by GET. Its notification is not signed.
#include "adapters/http_client/http_client.h"
#include "adapters/pmpayment/codec.h"
#include "adapters/pmpayment/config.h"
#include "ports/payment_provider.h"

namespace lesepass::server::pmpayment {

inline constexpr const char* provider_key = "pmpayment";

// One object per library (each has its own merchant key). Thread-safe.
class Provider : public PaymentProvider, public NotificationParser {
public:
    explicit Provider(Config config, HttpLimits limits = {});

    Result<PaymentRedirect> initiate(const PaymentOrder& order) override;
    // Without a transaction there is nothing one could ask about: Pending.
    Result<ProviderStatus> query(const PaymentOrder& order, const std::string& provider_transaction) override;
    Result<std::string> provider_transaction(const std::map<std::string, std::string>& fields) const override;

private:
    Config config_;
    HttpClient http_;
};

}  // namespace lesepass::server::pmpayment
