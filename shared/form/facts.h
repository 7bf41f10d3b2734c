#pragma once
// What follows from draft, library and day: derived on every call, never stored.
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "form/draft.h"
#include "tenant/tenant.h"

namespace lesepass::form {

// Everything a pure function needs to know about the world. References outlive the call.
struct World {
    const Tenant& tenant;
    const Directory& directory;
    const Catalog& catalog;
    Date today;  // in Germany, from the server's clock
};

// One line of "why this price".
struct FeeLine {
    std::string label;  // in the language of the world's catalogue
    Cents amount;
};
struct Fee {
    Cents total;
    std::vector<FeeLine> lines;
};

enum class Responsibility {
    Unknown,  // no valid postcode yet
    ThisLibrary,
    OtherLibrary,
    NobodyHere,  // no participating library serves that postcode
};

struct Facts {
    bool is_institution = false;
    std::optional<Date> born;
    std::optional<int> age;  // completed years today; only for valid dates not in the future
    bool guardian_consents = false;
    Responsibility responsibility = Responsibility::Unknown;
    const DirectoryEntry* responsible = nullptr;  // OtherLibrary, ThisLibrary: the entry
    // OtherLibrary: all that serve the postcode (14 postcodes in NRW belong to two municipalities).
    std::vector<const DirectoryEntry*> candidates;
    std::vector<const Reduction*> reductions;  // offered at this age
    const Reduction* reduction = nullptr;      // the claimed one
    std::string pickup;                        // branch key, "digital", or empty: not chosen yet
    bool pays_online = false;                  // a fee is due and will be paid online
    Fee fee;
};

Facts derive_facts(const Draft& draft, const World& world);
bool holds(Condition condition, const Draft& draft, const World& world, const Facts& facts);

// The other library the person wants to apply at; nullptr: stays here, or has not chosen (validly).
const DirectoryEntry* chosen_elsewhere(const Draft& draft, const Facts& facts);

struct Option {
    std::string value;  // stored
    std::string text;
    std::string hint;
};
// The choices of a Choice field, in display order; empty for other kinds.
std::vector<Option> options_of(FieldId id, const World& world, const Facts& facts);
// Text of the option a draft holds; empty if it holds none of them.
std::string option_text(FieldId id, const Draft& draft, const World& world, const Facts& facts);

// Persistent values of choices.
inline constexpr std::string_view applicant_person = "person", applicant_institution = "institution";
// Where several libraries serve a postcode: "responsible:<key of the tenant>".
inline constexpr std::string_view library_responsible = "responsible", library_here = "here";
inline constexpr std::string_view no_reduction = "none";
inline constexpr std::string_view pickup_digital = "digital";
inline constexpr std::string_view pay_online = "online", pay_at_counter = "at-counter";
inline constexpr std::string_view confirmed = "yes";

}  // namespace lesepass::form
