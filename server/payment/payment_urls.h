#pragma once
// Our addresses that a platform and a returning payer use. The payment's id is random and unguessable; it is all they
// carry, so a return is matched without cookies, also out of a frame.
#include <string>

#include "base/ids.h"

namespace lesepass::server {

inline std::string payment_return_path(PaymentId id) { return "/payments/" + id.text() + "/return"; }
inline std::string payment_notification_path(PaymentId id) { return "/payments/" + id.text() + "/notification"; }

}  // namespace lesepass::server
