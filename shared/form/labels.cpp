#include "form/labels.h"

#include "form/rows.h"

namespace lesepass::form {

namespace {
const LocalText* unless_empty(const LocalText& text) { return text.empty() ? nullptr : &text; }
}  // namespace

const LocalText* own_label(const Field& field, const Tenant& tenant) {
    if (const auto* question = extra_question(field.id, tenant)) return &question->label;
    const auto* rule = rule_of(field, tenant);
    return rule == nullptr ? nullptr : unless_empty(rule->label);
}

const LocalText* own_hint(const Field& field, const Tenant& tenant) {
    if (const auto* question = extra_question(field.id, tenant)) return unless_empty(question->hint);
    const auto* rule = rule_of(field, tenant);
    return rule == nullptr ? nullptr : unless_empty(rule->hint);
}

std::string label_of(const Field& field, const World& world) {
    const Catalog& text = world.catalog;
    if (const auto* own = own_label(field, world.tenant)) return own->in(text.language());
    if (const int number = member_number(field.id); number > 0)
        return text.format(field.label, {std::to_string(number)});
    return std::string(text[field.label]);
}

Text missing_words(const Field& field, const World& world) {
    const auto* rule = rule_of(field, world.tenant);
    return rule != nullptr && !rule->label.empty() ? Text::MissingAnswer : field.missing;
}

}  // namespace lesepass::form
