#pragma once
// The way through the form. "Current" is all that is remembered; which steps there are, and which may be visited,
// follows from the answers each time.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "form/validate.h"

namespace lesepass::form {

// The steps this person has, in order. Never empty: Start and Summary are always there.
std::vector<StepId> steps_of(const Draft& draft, const World& world, const Facts& facts);
// The first step with a problem; Summary if there is none before it.
StepId first_open_step(const Draft& draft, const World& world, const Facts& facts);
// A step may be visited if it is one of this person's and no earlier step has a problem.
bool may_visit(StepId step, const Draft& draft, const World& world, const Facts& facts);

enum class Outcome {
    Stay,    // show `step` with `problems`: the present one, or an earlier one that an answer here has opened again
    Moved,   // show `step`
    Submit,  // everything is fine: submit
    OtherLibrary,  // go on at `other_tenant` with this draft
    Removed,       // `removed` left the draft; show `step`
    Language,      // show `step` in `language`
    Unknown,       // no such action: nothing happened
};

struct Advance {
    Outcome outcome = Outcome::Unknown;
    StepId step = StepId::Start;
    std::vector<FieldProblem> problems = {};
    std::string other_tenant = {};
    std::optional<Attachment> removed = {};
    std::optional<Language> language = {};
};

// One button. Actions: "next", "back", "goto:<step>", "submit", "remove:<attachment id>", "lang:<code>", "stay".
Advance advance(Draft& draft, StepId current, std::string_view action, const World& world);

// Where somebody goes on whose answers come from elsewhere (saved, perhaps under other rules): at `wanted` or at an
// earlier step that is open, with what is wrong there with answers that were given. Moved.
Advance resume(StepId wanted, const Draft& draft, const World& world);

// True while the person is on the way from the summary through "change" and back: the forward button is "done" then.
bool is_changing(StepId before, std::string_view action, StepId after);

}  // namespace lesepass::form
