#include "usecases/manage_case_workers.h"

#include <sodium.h>

#include "base/utf8.h"

namespace lesepass::server {

namespace {
constexpr std::size_t longest_user_name = 40, longest_password_bytes = 256, longest_display_name = 100;

bool is_user_name(std::string_view name) {
    if (name.size() < 2 || name.size() > longest_user_name || name.front() < 'a' || name.front() > 'z') return false;
    for (const char c : name)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-')) return false;
    return true;
}

Status check(const Libraries& libraries, const CaseWorkerAccount& account, const std::string& user) {
    if (libraries.find(account.library) == nullptr)
        return Failure{"caseworker.library", "no library \"" + account.library + "\" is configured"};
    if (!is_user_name(user))
        return Failure{"caseworker.user",
                       "a user name has 2 to 40 of a-z, 0-9, dot, hyphen and underscore, a letter first"};
    const auto& password = account.password;
    if (!is_valid_utf8(password)) return Failure{"caseworker.password", "the password is not valid UTF-8"};
    if (count_code_points(password) < min_password_code_points || password.size() > longest_password_bytes)
        return Failure{"caseworker.password", "a password has at least 10 characters and at most 256 bytes"};
    if (to_lower_ascii(password) == user)
        return Failure{"caseworker.password", "the password must not be the user name"};
    return Done{};
}

Result<std::string> hash_of(const std::string& password) {
    char hash[crypto_pwhash_STRBYTES];
    const int failed = crypto_pwhash_str_alg(hash, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                             crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) return Failure{"caseworker.memory", "hashing a password needs 64 MiB of memory"};
    return std::string(hash);
}
}  // namespace

Status put_case_worker(Store& store, const Libraries& libraries, const CaseWorkerAccount& account) {
    const std::string user = to_lower_ascii(trim(account.user_name));
    if (auto fine = check(libraries, account, user); !fine) return fine;
    const auto hash = hash_of(account.password);
    if (!hash) return hash.failure();
    std::string shown(truncate_code_points(clean_line(account.display_name), longest_display_name));
    if (shown.empty()) shown = user;
    return store.upsert_case_worker(
        {.user_name = user, .tenant = account.library, .display_name = shown, .password_hash = *hash});
}

std::string make_password() {
    constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    constexpr std::size_t length = 20;
    std::string out;
    for (std::size_t i = 0; i < length; ++i)
        out.push_back(alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))]);
    return out;
}

}  // namespace lesepass::server
