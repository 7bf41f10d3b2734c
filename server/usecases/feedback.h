#pragma once
// The electronic contact of BITVNRW section 5: somebody reports a barrier, the library's mailbox gets it.
#include <string>

#include "usecases/app.h"

namespace lesepass::server {

inline constexpr std::size_t longest_feedback = 4000;  // code points

struct Feedback {
    std::string id;       // 32 hexadecimal digits, made when the form was shown: pressing twice sends one mail
    std::string message;  // required
    std::string email;    // optional: without it nobody can answer
};

enum class FeedbackOutcome { Stored, MessageMissing, EmailWrong };

// Stored = durable in the outbox. Failures: those of the store; "feedback.id".
Result<FeedbackOutcome> send_feedback(App& app, const Tenant& tenant, const Feedback& feedback);

}  // namespace lesepass::server
