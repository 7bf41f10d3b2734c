#pragma once
// What an answer of the platform means for a payment. Pure: everything it depends on is an argument.
#include <optional>
#include <string>
#include <string_view>

#include "payment/payment_state.h"
#include "ports/payment_provider.h"
#include "ports/store.h"

namespace lesepass::server {

struct Circumstances {
    bool another_is_paid = false;   // another payment of the same application counts as paid
    bool schedule_is_over = false;  // the reconcile period has ended
};

struct Decision {
    std::optional<PaymentEvent> event;  // nullopt: the state stays
    std::string warning;                // German, for staff, if the answer does not fit the order; else empty
};

Decision decide(const PaymentRecord& payment, const ProviderStatus& answer, const Circumstances& circumstances);

// "BA K7Q2-93XF", for the second attempt "BA K7Q2-93XF-2": at most 27 of [A-Za-z0-9 -], the alphabet all platforms
// take. Each attempt has its own, so that a bank statement tells them apart. attempt >= 1.
std::string make_reference(std::string_view receipt_number, int attempt);

}  // namespace lesepass::server
