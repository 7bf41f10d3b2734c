#include "form/flow.h"

#include <algorithm>

namespace lesepass::form {

namespace {
bool has_question(StepId id, const Draft& draft, const World& world, const Facts& facts) {
    bool found = false;
    each_row(world.tenant,
             [&](const Field& field) { found = found || (field.step == id && is_asked(field, draft, world, facts)); });
    return found;
}

StepId neighbour(StepId current, int direction, const Draft& draft, const World& world, const Facts& facts) {
    StepId before = StepId::Start;
    for (const StepId id : steps_of(draft, world, facts)) {
        if (direction < 0 && id >= current) return before;
        if (direction > 0 && id > current) return id;
        before = id;
    }
    return before;
}

Advance forward(const Draft& draft, StepId current, const World& world, const Facts& facts) {
    const auto* elsewhere = current == StepId::Library ? chosen_elsewhere(draft, facts) : nullptr;
    if (elsewhere != nullptr)
        return {.outcome = Outcome::OtherLibrary, .step = StepId::Address, .other_tenant = elsewhere->tenant};
    // An answer here may have made an earlier one wrong or missing (a digital card needs an e-mail address).
    const StepId target = neighbour(current, +1, draft, world, facts);
    const StepId open = std::min(first_open_step(draft, world, facts), target);
    auto problems = check_step(current, draft, world, facts);
    if (!problems.empty()) return {.outcome = Outcome::Stay, .step = current, .problems = std::move(problems)};
    if (open >= target) return {.outcome = Outcome::Moved, .step = target};
    return {.outcome = Outcome::Stay, .step = open, .problems = check_step(open, draft, world, facts)};
}

// "Change" on the summary leads to one page and from there back, unless the change has opened another question.
Advance back_to_summary(const Draft& draft, StepId current, const World& world, const Facts& facts) {
    auto result = forward(draft, current, world, facts);
    if (result.outcome == Outcome::Moved && first_open_step(draft, world, facts) == StepId::Summary)
        result.step = StepId::Summary;
    return result;
}

Advance visit(std::string_view key, const Draft& draft, StepId current, const World& world, const Facts& facts) {
    const Step* target = find_step(key);
    if (target == nullptr) return {.outcome = Outcome::Unknown, .step = current};
    const StepId reachable =
        may_visit(target->id, draft, world, facts) ? target->id : first_open_step(draft, world, facts);
    return {.outcome = Outcome::Moved, .step = reachable};
}

Advance submit(const Draft& draft, const World& world, const Facts& facts) {
    auto problems = check_draft(draft, world, facts);
    if (problems.empty()) return {.outcome = Outcome::Submit, .step = StepId::Summary};
    // Show the first step that needs the person; its problems only.
    const StepId open = row_of(problems.front().field, world.tenant).step;
    std::erase_if(problems, [&](const FieldProblem& p) { return row_of(p.field, world.tenant).step != open; });
    return {.outcome = Outcome::Stay, .step = open, .problems = std::move(problems)};
}

Advance remove(Draft& draft, StepId current, std::string_view id_text) {
    const auto id = AttachmentId::parse(id_text);
    auto removed = id ? draft.detach(*id) : std::nullopt;
    if (!removed) return {.outcome = Outcome::Unknown, .step = current};
    return {.outcome = Outcome::Removed, .step = current, .removed = std::move(removed)};
}
}  // namespace

std::vector<StepId> steps_of(const Draft& draft, const World& world, const Facts& facts) {
    std::vector<StepId> out;
    for (const auto& s : steps) {
        const bool shown = s.id == StepId::Start || has_question(s.id, draft, world, facts);
        if (shown && holds(s.asked_if, draft, world, facts)) out.push_back(s.id);
    }
    return out;
}

StepId first_open_step(const Draft& draft, const World& world, const Facts& facts) {
    for (const StepId id : steps_of(draft, world, facts))
        if (id == StepId::Summary || !check_step(id, draft, world, facts).empty()) return id;
    return StepId::Summary;
}

bool may_visit(StepId target, const Draft& draft, const World& world, const Facts& facts) {
    const auto mine = steps_of(draft, world, facts);
    const bool exists = std::find(mine.begin(), mine.end(), target) != mine.end();
    return exists && target <= first_open_step(draft, world, facts);
}

Advance advance(Draft& draft, StepId current, std::string_view action, const World& world) {
    const Facts facts = derive_facts(draft, world);
    const auto argument_of = [&](std::string_view verb) -> std::optional<std::string_view> {
        if (action.substr(0, verb.size()) != verb) return std::nullopt;
        return action.substr(verb.size());
    };
    if (action == "next") return forward(draft, current, world, facts);
    if (action == "done") return back_to_summary(draft, current, world, facts);
    if (action == "back") return {.outcome = Outcome::Moved, .step = neighbour(current, -1, draft, world, facts)};
    if (action == "submit") return submit(draft, world, facts);
    if (action == "stay") return {.outcome = Outcome::Moved, .step = current};
    if (const auto key = argument_of("goto:")) return visit(*key, draft, current, world, facts);
    if (const auto id = argument_of("remove:")) return remove(draft, current, *id);
    if (const auto code = argument_of("lang:"))
        if (const auto language = parse_language(*code))
            return {.outcome = Outcome::Language, .step = current, .language = language};
    return {.outcome = Outcome::Unknown, .step = current};
}

Advance resume(StepId wanted, const Draft& draft, const World& world) {
    const Facts facts = derive_facts(draft, world);
    const StepId at = may_visit(wanted, draft, world, facts) ? wanted : first_open_step(draft, world, facts);
    auto problems = check_step(at, draft, world, facts);
    // What was never answered is no mistake yet.
    std::erase_if(problems, [&](const FieldProblem& p) { return draft.answer(p.field).empty(); });
    return {.outcome = Outcome::Moved, .step = at, .problems = std::move(problems)};
}

bool is_changing(StepId before, std::string_view action, StepId after) {
    if (after == StepId::Summary) return false;
    return action == "done" || (before == StepId::Summary && action.substr(0, 5) == "goto:");
}

}  // namespace lesepass::form
