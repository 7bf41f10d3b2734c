#pragma once
// What a library's contract with pmPayment (GovConnect) is made of.
#include <cstdint>
#include <string>
#include <vector>

namespace lesepass::server::pmpayment {

// The numbers of GET /payment/status. Only "1 is paid" is public knowledge; the others are assumptions which the
// simulator shares. A number in no list is "pending": nothing is decided by it, and the platform is asked again.
struct StatusNumbers {
    std::int64_t paid = 1;
    std::vector<std::int64_t> failed = {2};
    std::vector<std::int64_t> cancelled = {3};
};

struct Config {
    std::string base_url;   // "https://payment-test.govconnect.de", without a slash at the end
    std::string ags;        // merchant: the municipality's key, 8 digits
    std::string procedure;  // the "Verfahren" agreed with the municipality's cash office
    std::string salt;       // key of the HMAC; secret
    // Assumption: the address for the payer and the way back carry the transaction's number under this name. Where they
    // do not, it is learned from the notification.
    std::string transaction_parameter = "txid";
    StatusNumbers status = {};
};

}  // namespace lesepass::server::pmpayment
