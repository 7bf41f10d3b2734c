#pragma once
// What a library changes about the questions: own words, whether one is asked at all, and questions of its own.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tenant/local_text.h"

namespace lesepass {

enum class Ask : std::uint8_t { AsUsual, Required, Optional, Never };

// How far a library may go with a question of the definition.
enum class Freedom : std::uint8_t {
    Words,         // always asked: without it there is no contract, or another setting says when
    WordsAndNeed,  // optional or required
    Any,           // also never
};

struct ConfigurableField {
    std::string_view name;  // wire name in form/definition.h, which checks that it exists
    Freedom freedom;
};

inline constexpr auto configurable_fields = std::to_array<ConfigurableField>({
    {"address.street", Freedom::Words},
    {"address.houseNumber", Freedom::Words},
    {"address.postcode", Freedom::Words},
    {"address.town", Freedom::Words},
    {"applicant.givenName", Freedom::Words},
    {"applicant.familyName", Freedom::Words},
    {"applicant.birthDate", Freedom::Words},
    {"institution.name", Freedom::Words},
    {"institution.responsibleName", Freedom::Words},
    {"guardian.givenName", Freedom::Words},
    {"guardian.familyName", Freedom::Words},
    {"guardian.email", Freedom::Words},
    {"contact.email", Freedom::Any},
    {"contact.telephone", Freedom::Any},
    {"card.oldNumber", Freedom::WordsAndNeed},
    {"card.category", Freedom::Words},
    {"card.term", Freedom::Words},
    {"card.reduction", Freedom::Words},
    {"card.pickup", Freedom::Words},
    {"payment.method", Freedom::Words},
});

struct FieldRule {
    std::string_view field;  // of configurable_fields
    Ask ask = Ask::AsUsual;
    LocalText label, hint;  // empty: ours
};

inline constexpr std::size_t max_extra_questions = 8;
inline constexpr std::string_view extra_prefix = "extra.";
// The steps a question can be added to, at their ends.
inline constexpr std::array<std::string_view, 5> extra_steps{"person", "institution", "contact", "card", "proofs"};

enum class ExtraKind : std::uint8_t { Text, Number, Date, Choice, YesNo, Checkbox };

struct ExtraChoice {
    std::string key;
    LocalText label;
};

// A question of the library's own. Its answer is stored under its name, so that files can be reordered.
struct ExtraQuestion {
    std::string name;  // "extra.<key>"
    ExtraKind kind = ExtraKind::Text;
    std::uint8_t step = 2;  // position in extra_steps
    bool required = false;
    std::uint16_t max_length = 200;  // Text
    LocalText label, hint;
    std::vector<ExtraChoice> choices;
    // Asked of: ages from min_age to below below_age, one card category; empty and widest: everybody.
    int min_age = 0, below_age = 200;
    std::string category;
};

}  // namespace lesepass
