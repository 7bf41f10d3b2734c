#include "form/labels.h"

#include "form/rows.h"

namespace lesepass::form {

std::string label_of(const Field& field, const World& world) {
    const Catalog& text = world.catalog;
    if (const auto* question = extra_question(field.id, world.tenant)) return question->label.in(text.language());
    if (const auto* rule = rule_of(field, world.tenant); rule != nullptr && !rule->label.empty())
        return rule->label.in(text.language());
    if (const int number = member_number(field.id); number > 0)
        return text.format(field.label, {std::to_string(number)});
    return std::string(text[field.label]);
}

std::string own_hint(const Field& field, const World& world) {
    if (const auto* question = extra_question(field.id, world.tenant))
        return question->hint.in(world.catalog.language());
    const auto* rule = rule_of(field, world.tenant);
    return rule == nullptr ? std::string{} : rule->hint.in(world.catalog.language());
}

Text missing_words(const Field& field, const World& world) {
    const auto* rule = rule_of(field, world.tenant);
    return rule != nullptr && !rule->label.empty() ? Text::MissingAnswer : field.missing;
}

}  // namespace lesepass::form
