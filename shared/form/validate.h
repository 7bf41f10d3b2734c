#pragma once
// The one place that decides whether an answer is fine; browser, plain page and API call it.
#include <optional>
#include <string>
#include <vector>

#include "form/definition.h"
#include "form/facts.h"
#include "form/rows.h"

namespace lesepass::form {

struct FieldProblem {
    FieldId field;
    Text reason;          // for machines (its key's name) and tests
    std::string message;  // for people, in the world's language; says what to do
};

inline constexpr int max_plausible_age = 125;  // the oldest person on record reached 122

bool is_asked(const Field& field, const Draft& draft, const World& world, const Facts& facts);
bool is_required(const Field& field, const Draft& draft, const World& world, const Facts& facts);
// Fields that are not asked have no problems.
std::optional<FieldProblem> check_field(const Field& field, const Draft& draft, const World& world, const Facts& facts);
std::vector<FieldProblem> check_step(StepId step, const Draft& draft, const World& world, const Facts& facts);
// All asked fields, in the order of the definition.
std::vector<FieldProblem> check_draft(const Draft& draft, const World& world, const Facts& facts);

}  // namespace lesepass::form
