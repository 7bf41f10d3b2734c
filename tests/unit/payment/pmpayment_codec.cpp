#include "adapters/pmpayment/codec.h"

#include <doctest/doctest.h>

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::pmpayment;

namespace {

const Config config{.base_url = "https://pay.example", .ags = "05999000", .procedure = "bibliothek", .salt = "geheim"};

PaymentOrder an_order() {
    return {.payment = {},
            .reference = "BA K7Q2-93XF-5AB",
            .amount = Cents{1600},
            .return_url = "https://lesepass.example/payments/1/return",
            .notify_url = "https://lesepass.example/payments/1/notification"};
}

template <class T>
std::string code_of(const Result<T>& result) {
    return result ? "ok" : result.failure().code;
}

}  // namespace

TEST_CASE("HMAC-SHA256 gives the values of RFC 4231") {
    CHECK(hmac_sha256_hex(std::string(20, '\x0b'), "Hi There") ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hmac_sha256_hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hmac_sha256_hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("an order is posted with cents and the hash over the six fields in pmPayment's order") {
    const auto fields = encode_order(config, an_order());
    REQUIRE(fields);
    CHECK(fields->at("amount") == "1600");
    CHECK(fields->at("desc") == "BA K7Q2-93XF-5AB");
    // By openssl dgst -sha256 -hmac geheim, over
    // 05999000|1600|bibliothek|BA
    // K7Q2-93XF-5AB|https://lesepass.example/payments/1/notification|https://lesepass.example/payments/1/return
    CHECK(fields->at("hash") == "c2ed1f4733191a5501f9a98724faaad3e5da2ea524d2949bb97eb33a0fcb3fd0");
    CHECK(fields->size() == 7);
}

TEST_CASE("an order the platform could not take is refused before it is sent") {
    struct Row {
        const char* why;
        void (*spoil)(PaymentOrder&);
    };
    const Row rows[] = {
        {"zero", [](PaymentOrder& o) { o.amount = Cents{0}; }},
        {"negative", [](PaymentOrder& o) { o.amount = Cents{-1}; }},
        {"no reference", [](PaymentOrder& o) { o.reference = ""; }},
        {"28 characters", [](PaymentOrder& o) { o.reference = std::string(28, 'A'); }},
        {"umlaut", [](PaymentOrder& o) { o.reference = "BÄ 1"; }},
        {"pipe in the reference", [](PaymentOrder& o) { o.reference = "BA|1"; }},
        {"pipe in a URL", [](PaymentOrder& o) { o.notify_url += "?x=1|2"; }},
        {"newline in a URL", [](PaymentOrder& o) { o.return_url += "\nHost: x"; }},
        {"endless URL", [](PaymentOrder& o) { o.return_url += std::string(3000, 'a'); }},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        PaymentOrder order = an_order();
        row.spoil(order);
        CHECK(code_of(encode_order(config, order)) == "payment.refused");
    }
    PaymentOrder longest = an_order();
    longest.reference = std::string(27, 'A');
    CHECK(encode_order(config, longest));
}

TEST_CASE("the address for the payer has to be an absolute web address, not weaker than the platform's own") {
    struct Row {
        const char* json;
        const char* url;  // nullptr: refused
        const char* transaction;
    };
    const Row rows[] = {
        {R"({"url":"https://pay.example/page?txid=a1-B.2_c"})", "https://pay.example/page?txid=a1-B.2_c", "a1-B.2_c"},
        {R"({"url":"https://other.example/p?x=1&txid=77#top","more":[1]})", "https://other.example/p?x=1&txid=77#top",
         "77"},
        {R"({"url":"https://pay.example/page"})", "https://pay.example/page", ""},
        {R"({"url":"https://pay.example/page?txid=%41"})", "https://pay.example/page?txid=%41", ""},
        {R"({"url":"https://pay.example/page?nottxid=1"})", "https://pay.example/page?nottxid=1", ""},

        {R"({"url":"http://pay.example/page"})", nullptr, ""},
        {R"x({"url":"javascript:alert(1)"})x", nullptr, ""},
        {R"({"url":"//pay.example/page"})", nullptr, ""},
        {R"({"url":"/page"})", nullptr, ""},
        {R"({"url":"https:///page"})", nullptr, ""},
        {R"({"url":"https://user@evil.example/"})", nullptr, ""},
        {R"({"url":"https://pay.example/a b"})", nullptr, ""},
        {R"({"url":"https://pay.example/\r\nSet-Cookie:x"})", nullptr, ""},
        {R"({"url":42})", nullptr, ""},
        {R"({"url":null})", nullptr, ""},
        {R"({"url":"https://a.example/","url":"https://b.example/"})", nullptr, ""},
        {R"({"error":"wrong hash"})", nullptr, ""},
        {R"(["https://pay.example/"])", nullptr, ""},
        {"<!doctype html><title>Wartung</title>", nullptr, ""},
        {"", nullptr, ""},
        {"{", nullptr, ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.json);
        const auto redirect = decode_redirect(config, row.json);
        if (!row.url) {
            CHECK(code_of(redirect) == "payment.protocol");
            continue;
        }
        REQUIRE(redirect);
        CHECK(redirect->url == row.url);
        CHECK(redirect->provider_transaction == row.transaction);
    }
    Config local = config;
    local.base_url = "http://127.0.0.1:8082";
    CHECK(decode_redirect(local, R"({"url":"http://127.0.0.1:8082/payment/page?txid=1"})"));
}

TEST_CASE("a status answer: only 1 is paid, unknown numbers are pending, contradictions are not understood") {
    struct Row {
        const char* json;
        std::optional<ProviderVerdict> verdict;  // nullopt: payment.protocol
    };
    using enum ProviderVerdict;
    const Row rows[] = {
        {R"({"status":1})", Paid},
        {R"({"status":"1"})", Paid},
        {R"({"status":1,"ags":"05999000","procedure":"bibliothek","txid":"tx","amount":1600,"desc":"BA 1"})", Paid},
        {R"({"status":0})", Pending},
        {R"({"status":2})", Failed},
        {R"({"status":3})", Cancelled},
        {R"({"status":42})", Pending},
        {R"({"status":-1})", Pending},
        {R"({"status":9223372036854775807})", Pending},

        {R"({"status":1.0})", std::nullopt},
        {R"({"status":"1 "})", std::nullopt},
        {R"({"status":"paid"})", std::nullopt},
        {R"({"status":true})", std::nullopt},
        {R"({"status":null})", std::nullopt},
        {R"({"status":[1]})", std::nullopt},
        {R"({"status":1e400})", std::nullopt},
        {R"({"status":NaN})", std::nullopt},
        {R"({"status":0,"status":1})", std::nullopt},
        {R"({"Status":1})", std::nullopt},
        {R"({"status":1,"ags":"05315000"})", std::nullopt},
        {R"({"status":1,"procedure":"parken"})", std::nullopt},
        {R"({"status":1,"txid":"other"})", std::nullopt},
        {R"({"status":1,"amount":"12,00"})", std::nullopt},
        {R"({"status":1,"amount":16.0})", std::nullopt},
        {R"({"status":1,"amount":-1600})", std::nullopt},
        {R"({"status":1,"amount":[1600]})", std::nullopt},
        {"{\"status\":1,\"x\":\"\xff\"}", std::nullopt},
        {R"({"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}},"status":1})", std::nullopt},
        {"<html>1</html>", std::nullopt},
        {"1", std::nullopt},
        {"", std::nullopt},
    };
    for (const Row& row : rows) {
        CAPTURE(row.json);
        const auto status = decode_status(config, "tx", row.json);
        if (!row.verdict) {
            CHECK(code_of(status) == "payment.protocol");
            continue;
        }
        REQUIRE(status);
        CHECK(status->verdict == *row.verdict);
        CHECK(status->provider_transaction == "tx");
    }
    CHECK(code_of(decode_status(config, "tx", std::string(1'100'000, ' ') + R"({"status":1})")) == "payment.protocol");
}

TEST_CASE("what a status answer says about the order is handed on for comparison") {
    const auto status =
        decode_status(config, "tx", R"({"status":1,"amount":"1599","desc":"BA 2","payment_method":"paypal"})");
    REQUIRE(status);
    CHECK(status->amount == Cents{1599});
    CHECK(status->reference == "BA 2");
    CHECK(status->method == "paypal");
    const auto silent = decode_status(config, "tx", R"({"status":1,"payment_method":"<b>Erika Mustermann</b>"})");
    REQUIRE(silent);
    CHECK_FALSE(silent->amount);
    CHECK(silent->method.empty());
}

TEST_CASE("a notification is good for a transaction number and nothing else") {
    struct Row {
        Fields fields;
        const char* transaction;  // nullptr: refused
    };
    const Row rows[] = {
        {{{"ags", "05999000"}, {"txid", "abc-1"}, {"payment_method", "giropay"}}, "abc-1"},
        {{{"txid", "abc-1"}}, "abc-1"},
        {{{"txid", "abc-1"}, {"status", "1"}, {"unknown", "x"}}, "abc-1"},
        {{{"txid", std::string(128, 'a')}}, "same"},

        {{}, nullptr},
        {{{"ags", "05999000"}}, nullptr},
        {{{"ags", "05315000"}, {"txid", "abc-1"}}, nullptr},
        {{{"txid", ""}}, nullptr},
        {{{"txid", std::string(129, 'a')}}, nullptr},
        {{{"txid", "../../admin"}}, nullptr},
        {{{"txid", ".."}}, nullptr},
        {{{"txid", "a/b"}}, nullptr},
        {{{"txid", "a?b=c"}}, nullptr},
        {{{"txid", "a b"}}, nullptr},
        {{{"txid", std::string("a\0b", 3)}}, nullptr},
        {{{"TXID", "abc-1"}}, nullptr},
    };
    for (const Row& row : rows) {
        const auto transaction = decode_notification(config, row.fields);
        if (!row.transaction) {
            CHECK(code_of(transaction) == "payment.notification");
            continue;
        }
        REQUIRE(transaction);
        CHECK(*transaction == row.fields.at("txid"));
    }
}
