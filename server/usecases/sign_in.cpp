#include "usecases/sign_in.h"

#include <sodium.h>

#include <chrono>

#include "base/sha256.h"
#include "base/utf8.h"

namespace lesepass::server {

namespace {
constexpr std::size_t longest_user_name = 64;
constexpr std::size_t longest_password = 1024;  // bytes; longer ones are refused before any work
constexpr std::chrono::seconds longest_wait_for_hashing{3};

std::string normal_user_name(std::string_view typed) {
    return to_lower_ascii(trim(typed).substr(0, longest_user_name));
}

// A provider gives a customer a /64: its addresses count as one.
std::string network_of(const std::string& address) {
    std::size_t end = 0;
    int groups = 0;
    if (address.find(':') == std::string::npos) return address;
    while (end < address.size() && groups < 4)
        if (address[end++] == ':') ++groups;
    return address.substr(0, end);
}

Result<bool> is_password_of(SignInGuard& guard, const std::string& hash, const std::string& password) {
    if (!guard.hashing.try_acquire_for(longest_wait_for_hashing))
        return Failure{"sign-in.too-many", "many sign-ins at once"};
    const int wrong = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size());
    guard.hashing.release();
    return wrong == 0;
}

Result<SessionToken> open_session(App& app, const std::string& user_name) {
    const SessionToken token{app.random.bytes16()};
    const auto csrf = app.random.bytes16();
    const auto stored = app.store.add_session({.token_hash = sha256_hex(token.text()),
                                               .user_name = user_name,
                                               .csrf_token = encode_hex(csrf.data(), csrf.size()),
                                               .expires_at = app.clock.now().plus_ms(session_lifetime_ms)});
    if (!stored) return stored.failure();
    return token;
}
}  // namespace

Result<SessionToken> sign_in(App& app, SignInGuard& guard, const SignInAttempt& attempt) {
    const std::string user = normal_user_name(attempt.user);
    const std::string network = network_of(attempt.address);
    const UtcMillis now = app.clock.now();
    if (attempt.password.size() > longest_password) return Failure{"sign-in.refused", "password too long"};
    if (!guard.by_address.take(network, now)) return Failure{"sign-in.too-many", "from this address"};
    if (!guard.by_user.take(user, now)) return Failure{"sign-in.too-many", "for this user name"};
    const auto record = app.store.find_case_worker(user);
    if (!record && record.failure().code != "store.missing") return record.failure();
    const auto right = is_password_of(guard, record ? record->password_hash : nobodys_hash, attempt.password);
    if (!right) return right.failure();
    if (!record || !*right) return Failure{"sign-in.refused", "no such user or another password"};
    // Whoever knows the password is not guessing.
    guard.by_address.give_back(network);
    guard.by_user.give_back(user);
    return open_session(app, record->user_name);
}

Result<Session> find_session(const App& app, std::string_view text) {
    const auto token = SessionToken::parse(text);
    if (!token) return Failure{"store.missing", "not a token"};
    const auto session = app.store.find_session(sha256_hex(token->text()), app.clock.now());
    if (!session) return session.failure();
    auto case_worker = app.store.find_case_worker(session->user_name);
    if (!case_worker) return case_worker.failure();
    return Session{std::move(*case_worker), session->csrf_token};
}

Status sign_out(App& app, std::string_view text) {
    const auto token = SessionToken::parse(text);
    if (!token) return Done{};
    return app.store.remove_session(sha256_hex(token->text()));
}

bool is_same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace lesepass::server
