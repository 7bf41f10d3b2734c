#include "form/rows.h"

namespace lesepass::form {

namespace {
constexpr StepId step_of_extra(std::size_t at) { return find_step(extra_steps[at])->id; }
static_assert([] {
    for (const auto key : extra_steps) {
        bool found = false;  // not find_step: GCC bug 71962, see definition.h
        for (const auto& s : steps) found = found || s.key == key;
        if (!found) return false;
    }
    return true;
}());

FieldKind field_kind(ExtraKind kind) {
    switch (kind) {
        case ExtraKind::Text: return FieldKind::Line;
        case ExtraKind::Number: return FieldKind::Number;
        case ExtraKind::Date: return FieldKind::Date;
        case ExtraKind::Choice:
        case ExtraKind::YesNo: return FieldKind::Choice;
        case ExtraKind::Checkbox: return FieldKind::Confirmation;
    }
    return FieldKind::Line;
}

std::uint16_t max_length(const ExtraQuestion& question) {
    switch (question.kind) {
        case ExtraKind::Text: return question.max_length;
        case ExtraKind::Number: return 9;
        case ExtraKind::Date: return 10;
        case ExtraKind::Choice:
        case ExtraKind::YesNo:
        case ExtraKind::Checkbox: return 0;
    }
    return 0;
}

Field extra_row(const ExtraQuestion& question, std::size_t at) {
    return {.id = static_cast<FieldId>(field_count + at),
            .step = step_of_extra(question.step),
            .kind = field_kind(question.kind),
            .label = Text::None,
            .hint = Text::None,
            .missing = Text::MissingAnswer,
            .asked_if = Condition::Always,
            .required_if = question.required ? Condition::Always : Condition::Never,
            .autocomplete = Autocomplete::Off,
            .input_mode = question.kind == ExtraKind::Number ? InputMode::Numeric : InputMode::Text,
            .max_length = max_length(question),
            .wire_name = question.name};
}
}  // namespace

void each_row(const Tenant& tenant, FunctionRef<void(const Field&)> visit) {
    const auto& own = tenant.extra_questions;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        visit(fields[i]);
        if (own.empty() || (i + 1 < fields.size() && fields[i + 1].step == fields[i].step)) continue;
        for (std::size_t n = 0; n < own.size(); ++n)
            if (step_of_extra(own[n].step) == fields[i].step) visit(extra_row(own[n], n));
    }
}

Field row_of(FieldId id, const Tenant& tenant) {
    const auto* question = extra_question(id, tenant);
    if (question == nullptr) return field(id);
    return extra_row(*question, static_cast<std::size_t>(id) - field_count);
}

std::optional<Field> find_row(std::string_view wire_name, const Tenant& tenant) {
    if (const auto* known = find_field(wire_name)) return *known;
    for (std::size_t n = 0; n < tenant.extra_questions.size(); ++n)
        if (tenant.extra_questions[n].name == wire_name) return extra_row(tenant.extra_questions[n], n);
    return std::nullopt;
}

const ExtraQuestion* extra_question(FieldId id, const Tenant& tenant) {
    if (id < FieldId::Extra1) return nullptr;
    const auto number = static_cast<std::size_t>(id) - field_count;
    return number < tenant.extra_questions.size() ? &tenant.extra_questions[number] : nullptr;
}

const FieldRule* rule_of(const Field& field, const Tenant& tenant) {
    for (const auto& rule : tenant.field_rules)
        if (rule.field == field.wire_name) return &rule;
    return nullptr;
}

}  // namespace lesepass::form
