#pragma once
// What follows from draft, library and day: derived on every call, never stored.
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "form/draft.h"
#include "responsibility/directory.h"
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
    Unknown,  // no valid postcode yet, several municipalities to choose from, or places_missing
    ThisLibrary,
    OtherLibrary,
    NobodyHere,   // the municipality does not take part (yet)
    OutsideArea,  // the postcode is of no municipality that we know
};

enum class Purpose { New, Renewal, Replacement };
enum class Category { Single, Partner, Family };

struct Facts {
    bool is_institution = false;
    Purpose purpose = Purpose::New;
    std::optional<Date> born;
    std::optional<int> age;  // completed years today; only for valid dates not in the future
    bool guardian_consents = false;
    bool consent_by_link = false;  // ... later, on a page of their own
    bool comes_in_person = false;  // so young that the library wants to see applicant and guardian
    Responsibility responsibility = Responsibility::Unknown;
    std::vector<Place> municipalities;  // of the postcode, ascending by AGS
    std::optional<Place> municipality;  // the only one, the chosen one, or the one that is called like the town
    bool places_missing = false;        // the list of places would be needed and is not there (yet)
    const DirectoryEntry* responsible = nullptr;    // OtherLibrary, ThisLibrary: the entry
    std::vector<const DirectoryEntry*> candidates;  // OtherLibrary: all that serve the municipality
    std::vector<const Reduction*> reductions;       // offered at this age
    const Reduction* reduction = nullptr;           // the claimed one
    std::vector<Category> categories;               // offered; never empty
    Category category = Category::Single;
    std::size_t members = 0;         // people who share the card besides the applicant; 0: not said yet
    std::vector<std::size_t> terms;  // positions in FeeSchedule::terms that this person can choose; never empty
    std::size_t term = 0;            // the chosen one, or the first that is offered
    // With which document; nullopt: not chosen yet, or the library has own words for what it takes.
    std::optional<IdentityKind> identity_kind;
    bool identity_needed = false;      // somebody has to see a document, uploaded or at the counter
    bool identity_at_counter = false;  // it is shown there
    bool open_library_offered = false, open_library = false;
    std::string pickup;  // branch key, "digital", "post", or empty: not chosen yet
    bool post_offered = false;
    bool pays_online = false;  // a fee is due and will be paid online
    Fee fee;
};

Facts derive_facts(const Draft& draft, const World& world);
bool holds(Condition condition, const Draft& draft, const World& world, const Facts& facts);

// The other library the person wants to apply at; nullptr: stays here, or has not chosen (validly).
const DirectoryEntry* chosen_elsewhere(const Draft& draft, const Facts& facts);

// Stored value of LibraryChoice for one of the candidates.
std::string library_choice(const DirectoryEntry& entry, const Facts& facts);
std::string_view category_key(Category category);
// "Personalausweis, oder Reisepass mit Meldebescheinigung": all that the library takes, in its own or in our words.
std::string identity_documents(const World& world);

struct Option {
    std::string value;  // stored
    std::string text;
    std::string hint;
    bool is_foreign = false;  // the text is German, for want of another
};
// The choices of a Choice field, in display order; empty for other kinds.
std::vector<Option> options_of(FieldId id, const World& world, const Facts& facts);
// Whether that fee is due and will be paid online.
bool pays_online(const Draft& draft, const Tenant& tenant, Cents fee);
// The option a draft holds; an empty one if it holds none of them.
Option chosen_option(FieldId id, const Draft& draft, const World& world, const Facts& facts);
bool has_options(FieldId id, const World& world, const Facts& facts);
// Whether `value` is one of them; makes no words.
bool is_option(FieldId id, std::string_view value, const World& world, const Facts& facts);

// Persistent values of choices.
inline constexpr std::string_view applicant_person = "person", applicant_institution = "institution";
// Where several libraries serve a municipality: "responsible:<key of the tenant>".
inline constexpr std::string_view library_responsible = "responsible", library_here = "here";
inline constexpr std::string_view purpose_new = "new", purpose_renewal = "renewal", purpose_replacement = "replacement";
inline constexpr std::string_view category_single = "single", category_partner = "partner", category_family = "family";
inline constexpr std::string_view no_reduction = "none";
inline constexpr std::string_view pickup_digital = "digital", pickup_post = "post";
inline constexpr std::string_view pay_online = "online", pay_at_counter = "at-counter";
inline constexpr std::string_view way_here = "here", way_link = "link";
inline constexpr std::string_view confirmed = "yes", denied = "no";

}  // namespace lesepass::form
