#pragma once
// What a card costs at one library: data in known dimensions, no formulas. Ranges seen in the field: FACTS 1.1 and 1.2
// of the design papers (annual fee, several terms, one-off fee, family flat rate, deposit, replacement card).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "tenant/local_text.h"

namespace lesepass {

// A period a card is sold for: "12 Monate", "Halbjahr", "einmalige Nutzung".
struct Term {
    std::string key;  // [a-z][a-z0-9-]*, unique in the tenant; stored in applications
    LocalText label;
};

// One price for each term, in the order of FeeSchedule::terms.
struct Prices {
    std::vector<std::optional<Cents>> by_term;

    // nullopt: not sold for that term.
    std::optional<Cents> at(std::size_t term) const { return term < by_term.size() ? by_term[term] : std::nullopt; }
};

// "Free while younger than 18", "half price from 65": the first row that holds the age (completed years on the
// application day) applies; no row: the standard price. No proof needed, the date of birth is enough.
struct AgeFee {
    int min_age = 0;
    int below_age = 200;
    Prices prices;

    bool holds(int age) const { return age >= min_age && age < below_age; }
};

// A lower price (or none) for a claimed reason, with the proof it needs.
struct Reduction {
    std::string key;  // [a-z][a-z0-9-]*, unique in the tenant; stored in applications
    LocalText label;  // "Studierende"
    Prices prices;
    LocalText proof;  // what has to be shown; empty: nothing
    int min_age = 0;  // offered from this age
    int below_age = 200;
};

// One price for several people at one address, each with a card of their own.
struct FamilyCard {
    Prices prices;
    int max_adults = 2;   // the applicant counts
    int max_members = 6;  // besides the applicant
};

inline constexpr int max_family_members = 6;  // as many as the form definition has rows for

struct FeeSchedule {
    LocalText word;           // "Jahresgebühr" (statute) or "Jahresentgelt" (private law)
    std::vector<Term> terms;  // empty: one term without a name, nobody is asked
    Prices standard;
    std::vector<AgeFee> by_age;  // rows do not overlap
    std::vector<Reduction> reductions;
    std::optional<FamilyCard> family;
    std::optional<Prices> partner;  // two adults at one address
    std::optional<Prices> digital;  // digital offers only, where they cost less than the card

    Cents issue, issue_minor;          // once, for a new card; for people below 18 the second
    Cents deposit;                     // once, for a new card; comes back when the card is returned
    std::optional<Cents> replacement;  // for a lost or broken card; nullopt: not offered here
    bool renewals = false;             // an existing card can be prolonged
};

}  // namespace lesepass
