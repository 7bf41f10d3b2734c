#pragma once
// Who a case worker is: password to session, session to case worker.
#include <semaphore>
#include <string>
#include <string_view>

#include "usecases/app.h"
#include "usecases/attempt_limiter.h"

namespace lesepass::server {

inline constexpr std::int64_t session_lifetime_ms = 8LL * 60 * 60 * 1000;

// Of a random password that nobody knows: an unknown user costs the same work as a known one. A test compares its
// parameters with those of put_case_worker.
inline constexpr const char* nobodys_hash =
    "$argon2id$v=19$m=65536,t=2,p=1$T7xpYS/D1w/pirfjv/4EmA$KvXv+4EHOGj+s31ZEJi+agpOArNZ3BKPbSEtlVr+EEQ";

// Shared by all sign-ins of a server.
struct SignInGuard {
    // A person mistypes; a list of passwords does not come far.
    AttemptLimiter by_user{{.burst = 8, .refill_ms = 60'000}};
    AttemptLimiter by_address{{.burst = 24, .refill_ms = 15'000}};
    // Argon2id takes 64 MiB each: two at a time, or a few requests would take the server's memory.
    std::counting_semaphore<2> hashing{2};
};

struct SignInAttempt {
    std::string user;  // as typed
    std::string password;
    std::string address;  // of the client
};

struct Session {
    CaseWorkerRecord case_worker;
    std::string csrf_token;
};

// The token for the cookie; only its hash is stored. Failure "sign-in.refused" (no such user or another password: the
// same work and the same answer), "sign-in.too-many" (wait), or the store's.
Result<SessionToken> sign_in(App& app, SignInGuard& guard, const SignInAttempt& attempt);
// Failure "store.missing": unknown or expired.
Result<Session> find_session(const App& app, std::string_view token);
// Signing out twice is success.
Status sign_out(App& app, std::string_view token);

// Takes the same time wherever they differ.
bool is_same_secret(std::string_view a, std::string_view b);

}  // namespace lesepass::server
