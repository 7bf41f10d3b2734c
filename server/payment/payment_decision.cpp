#include "payment/payment_decision.h"

namespace lesepass::server {
namespace {

// GOV.UK Pay compares amounts with the charge; Open Forms did not compare a webhook's. Whatever the platform tells
// about the order has to be what we ordered.
std::string mismatch(const PaymentRecord& payment, const ProviderStatus& answer) {
    if (answer.amount && *answer.amount != payment.amount)
        return "Betrag stimmt nicht: bestellt " + format_euro_de(payment.amount) + ", gemeldet " +
               format_euro_de(*answer.amount) + ". Nicht als bezahlt gebucht.";
    if (!answer.reference.empty() && answer.reference != payment.reference)
        return "Verwendungszweck gehört zu einer anderen Zahlung. Nicht als bezahlt gebucht.";
    if (answer.provider_transaction != payment.provider_transaction && !payment.provider_transaction.empty())
        return "Antwort gehört zu einer anderen Transaktion. Nicht als bezahlt gebucht.";
    return {};
}

std::optional<PaymentEvent> event_of(ProviderVerdict verdict, const Circumstances& circumstances) {
    if (verdict == ProviderVerdict::Paid)
        return circumstances.another_is_paid ? PaymentEvent::ConfirmedAgain : PaymentEvent::Confirmed;
    if (circumstances.schedule_is_over) return PaymentEvent::TimeOver;
    switch (verdict) {
        case ProviderVerdict::Failed: return PaymentEvent::ReportedFailed;
        case ProviderVerdict::Cancelled: return PaymentEvent::ReportedCancelled;
        case ProviderVerdict::Pending:
        case ProviderVerdict::Paid: break;
    }
    return std::nullopt;
}

bool is_reference_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-';
}

}  // namespace

Decision decide(const PaymentRecord& payment, const ProviderStatus& answer, const Circumstances& circumstances) {
    if (answer.verdict == ProviderVerdict::Paid && is_pollable(payment.state))
        if (std::string warning = mismatch(payment, answer); !warning.empty())
            return {std::nullopt, std::move(warning)};
    const auto event = event_of(answer.verdict, circumstances);
    if (!event || !next_payment_state(payment.state, *event)) return {};
    return {event, {}};
}

std::string make_reference(std::string_view receipt_number, int attempt) {
    constexpr std::size_t longest = 27;
    const std::string suffix = attempt > 1 ? "-" + std::to_string(attempt) : std::string();
    std::string out = "BA ";
    for (const char c : receipt_number)
        if (is_reference_character(c) && out.size() < longest - suffix.size()) out.push_back(c);
    return out + suffix;
}

}  // namespace lesepass::server
