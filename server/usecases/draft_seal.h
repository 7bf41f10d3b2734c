#pragma once
// The plain page carries its draft in a hidden field: sealed with the server's key, so that what a person typed does
// not lie readable in caches and histories, can not be altered, and expires.
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "form/draft.h"

namespace lesepass::server {

// Longer than the 20 hours of WCAG 2.2, 2.2.1; proofs of unfinished applications are swept after it.
inline constexpr std::int64_t draft_lifetime_ms = 24LL * 60 * 60 * 1000;

class DraftSeal {
public:
    // `key`: 32 bytes (crypto_secretbox_KEYBYTES).
    explicit DraftSeal(std::string key) : key_(std::move(key)) {}

    // URL-safe base64 of nonce + box.
    std::string seal(const form::Draft& draft, UtcMillis now) const;
    // Failure "draft.forged" (not ours, damaged) or "draft.expired".
    Result<form::Draft> open(std::string_view sealed, UtcMillis now) const;
    // Of any age: for showing the answers again to whoever came back late.
    Result<form::Draft> open_late(std::string_view sealed) const;

private:
    std::string key_;
};

// The same content unsealed, as the live page's state and hand-over field ("carried") have it.
std::string write_draft_members(const form::Draft& draft);  // {"answers":{...},"attachments":[...]}
Result<form::Draft> read_draft_members(std::string_view json);

}  // namespace lesepass::server
