#include "inbox_fixture.h"
#include "usecases/attempt_limiter.h"
#include "usecases/manage_case_workers.h"
#include "usecases/sign_in.h"

namespace lesepass::server::testing {

namespace {
CaseWorkerAccount an_account() {
    return {.library = "musterstadt", .user_name = "erika.muster", .display_name = "", .password = "zehn Zeichen"};
}
}  // namespace

TEST_CASE("case workers: what is not an account is refused with the reason, and nothing is stored") {
    InboxFixture there;
    struct Row {
        const char* what;
        std::string library, user, password, code;
    };
    const std::vector<Row> rows{
        {"unknown library", "nirgendwo", "erika", "zehn Zeichen", "caseworker.library"},
        {"no library", "", "erika", "zehn Zeichen", "caseworker.library"},
        {"no user name", "musterstadt", "", "zehn Zeichen", "caseworker.user"},
        {"one letter", "musterstadt", "e", "zehn Zeichen", "caseworker.user"},
        {"digit first", "musterstadt", "1erika", "zehn Zeichen", "caseworker.user"},
        {"blank inside", "musterstadt", "erika muster", "zehn Zeichen", "caseworker.user"},
        {"umlaut", "musterstadt", "jürgen", "zehn Zeichen", "caseworker.user"},
        {"41 letters", "musterstadt", std::string(41, 'a'), "zehn Zeichen", "caseworker.user"},
        {"no password", "musterstadt", "erika", "", "caseworker.password"},
        {"nine characters", "musterstadt", "erika", "neun Zei.", "caseworker.password"},
        {"nine characters in more bytes", "musterstadt", "erika", "äöüäöüäöü", "caseworker.password"},
        {"257 bytes", "musterstadt", "erika", std::string(257, 'x'), "caseworker.password"},
        {"not UTF-8", "musterstadt", "erika", "zehn Zeichen\xFF", "caseworker.password"},
        {"the user name", "musterstadt", "erika.muster", "Erika.Muster", "caseworker.password"},
    };
    for (const auto& row : rows) {
        INFO(row.what);
        const auto done = put_case_worker(
            there.store(), *there.libraries,
            {.library = row.library, .user_name = row.user, .display_name = {}, .password = row.password});
        CHECK(code_of(done) == row.code);
        CHECK(code_of(there.store().find_case_worker(row.user)) == "store.missing");
    }
}

TEST_CASE("case workers: the password is stored as Argon2id with the same work as for unknown users") {
    InboxFixture there;
    REQUIRE(put_case_worker(there.store(), *there.libraries, an_account()));
    const auto record = there.store().find_case_worker("erika.muster");
    REQUIRE(record);
    CHECK(record->password_hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    for (const char* hash : {record->password_hash.c_str(), nobodys_hash})
        CHECK(crypto_pwhash_str_needs_rehash(hash, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                             crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0);
    CHECK(record->display_name == "erika.muster");
}

TEST_CASE("case workers: a new password ends open sessions") {
    InboxFixture there;
    auto browser = there.signed_in();
    CHECK(browser.get("/inbox/").status == 200);
    REQUIRE(put_case_worker(
        there.store(), *there.libraries,
        {.library = "musterstadt", .user_name = "Musterstadt", .display_name = "Neu", .password = "ein anderes Wort"}));
    CHECK(browser.get("/inbox/").status == 303);
}

TEST_CASE("case workers: made passwords are long and differ") {
    const auto a = make_password(), b = make_password();
    CHECK(a.size() == 20);
    CHECK(a != b);
    CHECK(a.find_first_of("0O1lI") == std::string::npos);
}

TEST_CASE("attempts: a burst is allowed, then one per period") {
    AttemptLimiter limiter({.burst = 3, .refill_ms = 1000, .max_keys = 10});
    for (int i = 0; i < 3; ++i) CHECK(limiter.take("a", noon));
    CHECK_FALSE(limiter.take("a", noon));
    CHECK(limiter.take("b", noon));
    CHECK_FALSE(limiter.take("a", noon.plus_ms(999)));
    CHECK(limiter.take("a", noon.plus_ms(1000)));
    CHECK_FALSE(limiter.take("a", noon.plus_ms(1999)));
    CHECK(limiter.take("a", noon.plus_ms(2000)));
    // However long nobody came: not more than the burst.
    for (int i = 0; i < 3; ++i) CHECK(limiter.take("a", noon.plus_ms(1'000'000)));
    CHECK_FALSE(limiter.take("a", noon.plus_ms(1'000'000)));
}

TEST_CASE("attempts: a clock that goes back gives nothing away") {
    AttemptLimiter limiter({.burst = 1, .refill_ms = 1000, .max_keys = 10});
    CHECK(limiter.take("a", noon));
    CHECK_FALSE(limiter.take("a", noon.plus_ms(-5000)));
    CHECK_FALSE(limiter.take("a", noon.plus_ms(999)));
    CHECK(limiter.take("a", noon.plus_ms(1000)));
}

TEST_CASE("attempts: more keys than remembered share one bucket, so nobody escapes by many names") {
    AttemptLimiter limiter({.burst = 2, .refill_ms = 1000, .max_keys = 3});
    for (const char* key : {"a", "b", "c"}) CHECK(limiter.take(key, noon));
    CHECK(limiter.take("d", noon));
    CHECK(limiter.take("e", noon));
    CHECK_FALSE(limiter.take("f", noon));
    CHECK(limiter.take("a", noon));
    CHECK_FALSE(limiter.take("a", noon));
    // After a while the full buckets are forgotten and new keys have their own again.
    CHECK(limiter.take("g", noon.plus_ms(10'000)));
    CHECK(limiter.take("g", noon.plus_ms(10'000)));
    CHECK_FALSE(limiter.take("g", noon.plus_ms(10'000)));
}

TEST_CASE("attempts: what is given back can be used again, but no more than the burst") {
    AttemptLimiter limiter({.burst = 1, .refill_ms = 1000, .max_keys = 10});
    limiter.give_back("a");
    CHECK(limiter.take("a", noon));
    limiter.give_back("a");
    limiter.give_back("a");
    CHECK(limiter.take("a", noon));
    CHECK_FALSE(limiter.take("a", noon));
}

}  // namespace lesepass::server::testing
