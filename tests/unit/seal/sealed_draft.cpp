#include "seal/sealed_draft.h"

#include <doctest/doctest.h>

#include <random>

using namespace lesepass;
using namespace lesepass::seal;

namespace {
constexpr const char* words = "anker biene dachs";
const std::string content = R"({"answers":{"a":"ä"}})";

std::string sealed() {
    SealRandom random;
    random.salt.fill(1), random.nonce.fill(2);
    static const std::string once = *seal_draft(content, words, random);
    return once;
}
std::string refusal(const std::string& bytes, const char* typed = words) {
    const auto opened = open_draft(bytes, typed);
    return opened ? "opened" : opened.failure().code;
}
}  // namespace

TEST_CASE("a sealed draft opens with its words and with nothing else") {
    CHECK(*open_draft(sealed(), "Anker-Biene-Dachs") == content);
    CHECK(sealed().find("answers") == std::string::npos);
    CHECK(refusal(sealed(), "anker biene fuchs") == "seal.words");
    CHECK(refusal(sealed(), "") == "seal.words");
}

TEST_CASE("a sealed draft with any byte altered does not open") {
    for (std::size_t at = 0; at < sealed().size(); ++at) {
        auto bytes = sealed();
        bytes[at] = static_cast<char>(bytes[at] ^ 0x01);
        CAPTURE(at);
        CHECK(refusal(bytes) != "opened");
    }
}

TEST_CASE("a truncated or lengthened draft does not open") {
    for (std::size_t size = 0; size < sealed().size(); size += size < 70 ? 1 : 9)
        CHECK(refusal(sealed().substr(0, size)) != "opened");
    CHECK(refusal(sealed() + "x") == "seal.words");
}

TEST_CASE("a hostile file can order neither gigabytes nor minutes") {
    struct Row {
        int passes, memory_mib;
        const char* code;
    };
    for (const Row& row : {Row{3, 65535, "seal.limits"}, Row{3, 129, "seal.limits"}, Row{3, 7, "seal.limits"},
                           Row{3, 0, "seal.limits"}, Row{0, 64, "seal.limits"}, Row{7, 64, "seal.limits"},
                           Row{255, 65535, "seal.limits"}, Row{1, 8, "seal.words"}}) {
        auto bytes = sealed();
        bytes[8] = static_cast<char>(row.passes);
        bytes[9] = static_cast<char>(row.memory_mib & 255), bytes[10] = static_cast<char>(row.memory_mib >> 8);
        CAPTURE(row.memory_mib);
        CHECK(refusal(bytes) == row.code);
    }
    CHECK(refusal(std::string(max_sealed_bytes + 1, 'L')) == "seal.format");
}

TEST_CASE("a later version's draft says so") {
    auto bytes = sealed();
    bytes[7] = 2;
    CHECK(refusal(bytes) == "seal.version");
}

TEST_CASE("nothing, too much, and words without letters are not sealed") {
    CHECK(seal_draft("", words, {}).failure().code == "seal.size");
    CHECK(seal_draft(std::string(max_sealed_bytes, 'x'), words, {}).failure().code == "seal.size");
    CHECK(seal_draft("x", "123 !", {}).failure().code == "seal.words");
}

TEST_CASE("base 32 gives back what went in, and refuses what it never wrote") {
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
        CHECK(*decode_base32(encode_base32(bytes)) == bytes);
        bytes.push_back(static_cast<char>(i * 7));
    }
    CHECK(encode_base32("foobar") == "MZXW6YTBOI");  // RFC 4648 section 10
    for (const char* bad : {"M", "mz", "MZ=", "MZX", "1", " ", "M Z"}) CHECK_FALSE(decode_base32(bad));
}

TEST_CASE("random bytes are refused quietly") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(random() % 200, '\0');
        for (char& c : bytes) c = static_cast<char>(random());
        if (round % 2 == 0) bytes = "LPDRAFT\1" + bytes;
        if (bytes.size() > 11 && round % 2 == 0) bytes[10] = 1;  // never derive a key here: only the form is tried
        CHECK(refusal(bytes) != "opened");
        ignore(decode_base32(bytes), "must only not crash");
    }
}
