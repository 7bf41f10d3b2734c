#pragma once
// owned by the payment part; see DESIGN.md section 6
namespace lesepass::server {
// Persistent by wire name.
enum class PaymentState { Created, Redirected, Paid, Failed, Cancelled, Expired, DuplicatePaid, RefundPending, Refunded, ChargedBack };
}  // namespace lesepass::server
