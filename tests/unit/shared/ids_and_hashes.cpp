#include <doctest/doctest.h>

#include "application/receipt.h"
#include "base/ids.h"
#include "base/sha256.h"

using namespace lesepass;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsm"
                     "nopqrstnopqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on the pieces it is fed with") {
    std::string text;
    for (int i = 0; i < 300; ++i) text.push_back(static_cast<char>(i * 7));
    const auto whole = sha256(text);
    for (std::size_t piece = 1; piece < 130; ++piece) {
        Sha256 hash;
        for (std::size_t at = 0; at < text.size(); at += piece) hash.update(std::string_view(text).substr(at, piece));
        CHECK(hash.finish() == whole);
    }
}

TEST_CASE("an id is 32 lower case hexadecimal digits and nothing else") {
    const auto id = ApplicationId::parse("00112233445566778899aabbccddeeff");
    REQUIRE(id);
    CHECK(id->text() == "00112233445566778899aabbccddeeff");
    CHECK(!id->is_nil());
    CHECK(ApplicationId{}.is_nil());
    for (const std::string bad :
         {"", "0", "00112233445566778899aabbccddeef", "00112233445566778899aabbccddeefff",
          "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeefg", "00112233-4455-6677-8899-aabbccdd",
          " 0112233445566778899aabbccddeeff", "../../../../../../../../etc/pass"})
        CHECK(!ApplicationId::parse(bad));
}

namespace {
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

ApplicationId an_id(int number) {
    ApplicationId id;
    id.bytes[3] = static_cast<std::uint8_t>(number), id.bytes[15] = static_cast<std::uint8_t>(number * 37);
    return id;
}
}  // namespace

TEST_CASE("a receipt number is read back however it is said or typed") {
    const auto number = receipt_number(an_id(1));
    CHECK(number.size() == 13);
    CHECK(number[4] == '-');
    CHECK(number[9] == '-');
    CHECK(parse_receipt_number(number) == number);
    std::string spoken;
    for (const char c : number) {
        if (c == '-') continue;
        spoken.push_back(' ');
        spoken.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    CHECK(parse_receipt_number(spoken) == number);
    CHECK(receipt_number(an_id(1)) == number);
    CHECK(receipt_number(an_id(2)) != number);
}

TEST_CASE("O is read as 0, I and L as 1") {
    int seen = 0;
    for (int i = 0; i < 200; ++i) {
        auto typed = receipt_number(an_id(i));
        const auto number = typed;
        for (char& c : typed) {
            if (c == '0') c = (i % 2) != 0 ? 'O' : 'o', ++seen;
            if (c == '1') c = (i % 2) != 0 ? 'I' : 'l', ++seen;
        }
        if (parse_receipt_number(typed) != number) FAIL(typed);
    }
    CHECK(seen > 50);
}

TEST_CASE("every single wrong character and every swap of neighbours in a receipt number is noticed") {
    std::size_t unnoticed = 0, tried = 0;
    for (int i = 0; i < 40; ++i) {
        const auto number = receipt_number(an_id(i));
        for (std::size_t at = 0; at < number.size(); ++at) {
            if (number[at] == '-') continue;
            for (const char other : alphabet) {
                auto wrong = number;
                wrong[at] = other;
                if (wrong == number) continue;
                ++tried, unnoticed += parse_receipt_number(wrong).has_value();
            }
            const auto next = number[at + 1] == '-' ? at + 2 : at + 1;
            if (next >= number.size() || number[next] == number[at]) continue;
            auto swapped = number;
            std::swap(swapped[at], swapped[next]);
            ++tried, unnoticed += parse_receipt_number(swapped).has_value();
        }
    }
    CHECK(unnoticed == 0);
    CHECK(tried > 13'000);
}

TEST_CASE("what is no receipt number is refused") {
    const auto number = receipt_number(an_id(1));
    for (const std::string& bad : {std::string(), std::string("-"), number.substr(0, 12), number + "0", number + number,
                                   std::string("UUUU-UUUU-UUU"), std::string(1'000'000, '0'),
                                   std::string("7kq2_93xf_4tb"), std::string("ÄÄÄÄ-ÄÄÄÄ-ÄÄÄ"), std::string("\0\0", 2)})
        CHECK(!parse_receipt_number(bad));
}
