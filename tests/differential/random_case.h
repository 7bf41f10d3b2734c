#pragma once
// Random drafts for the differential test: mostly complete, at the edges of every rule, with hostile text in between.
// The same seed and number are the same draft on every machine.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "form/draft.h"
#include "tenant/tenant.h"
#include "text/languages.h"

namespace lesepass::test {

// splitmix64: every number is a good seed.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
    bool one_in(std::size_t n) { return below(n) == 0; }
    template <class List>
    const auto& one_of(const List& list) {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

struct RandomCase {
    std::string library;
    Language language = Language::De;
    Date today;
    std::vector<form::StepId> steps;  // tried one by one, each in a fresh session
    form::Draft draft;
    // Typed afterwards, as bytes a browser would never send.
    std::vector<std::pair<std::string, std::string>> changes;  // control, bytes
};

// `today`: nullopt lets the dice choose among days on which something happens.
RandomCase random_case(std::uint64_t seed, std::uint64_t number, std::optional<Date> today);

}  // namespace lesepass::test
