#include "seal/words.h"

#include <doctest/doctest.h>

#include <set>

using namespace lesepass::seal;

TEST_CASE("the word list has 1024 different words of four to nine plain letters") {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < word_count; ++i) {
        const auto w = word(i);
        CAPTURE(w);
        CHECK(w.size() >= 4);
        CHECK(w.size() <= 9);
        CHECK(w.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos);
        CHECK(seen.insert(w).second);
    }
}

TEST_CASE("no two words differ in one letter only: a slip of the pen never gives another word") {
    for (std::size_t i = 0; i < word_count; ++i)
        for (std::size_t j = i + 1; j < word_count; ++j) {
            const auto a = word(i), b = word(j);
            if (a.size() != b.size()) continue;
            int differ = 0;
            for (std::size_t k = 0; k < a.size(); ++k) differ += a[k] != b[k] ? 1 : 0;
            if (differ < 2) FAIL_CHECK(a << " and " << b);
        }
}

TEST_CASE("each ten random bits choose another word") {
    PhraseBytes random{};
    std::set<std::string> seen;
    for (int high = 0; high < 4; ++high)
        for (int low = 0; low < 256; ++low) {
            random[0] = static_cast<std::uint8_t>(high + 4), random[1] = static_cast<std::uint8_t>(low);
            seen.insert(make_phrase(random));
        }
    CHECK(seen.size() == word_count);
}

TEST_CASE("capital letters, blanks, hyphens and line breaks in typed words do not count") {
    for (const char* typed : {"anker biene", "Anker Biene", "  ANKER-BIENE ", "anker\tbiene\n", "Anker. Biene.",
                              "anker\xC2\xA0"
                              "biene",
                              "anker–biene"})
        CHECK(normal_phrase(typed) == "ankerbiene");
    for (const char* other : {"anker bienen", "biene anker", ""}) CHECK(normal_phrase(other) != "ankerbiene");
}
