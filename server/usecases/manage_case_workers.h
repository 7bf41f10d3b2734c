#pragma once
// Accounts of case workers, for the command line and the demo.
#include <string>

#include "ports/libraries.h"
#include "ports/store.h"

namespace lesepass::server {

inline constexpr std::size_t min_password_code_points = 10;

struct CaseWorkerAccount {
    std::string library;       // key of a configured library
    std::string user_name;     // [a-z][a-z0-9._-]{1,39}; capitals are made small
    std::string display_name;  // empty: the user name
    std::string password;      // at least min_password_code_points, at most 256 bytes, valid UTF-8
};

// Creates the account, or replaces library, name and password of an existing one; a new password ends its sessions.
// Needs 64 MiB and about 0.1 s (Argon2id). Failure "caseworker.library", "caseworker.user", "caseworker.password" with
// a sentence for the operator, "caseworker.memory", or the store's.
Status put_case_worker(Store& store, const Libraries& libraries, const CaseWorkerAccount& account);

// 20 characters without look-alikes (about 99 bits), for accounts whose password nobody chose.
std::string make_password();

}  // namespace lesepass::server
