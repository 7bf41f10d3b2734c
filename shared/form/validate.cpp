#include "form/validate.h"

#include <algorithm>

#include "base/utf8.h"
#include "form/checks.h"

namespace lesepass::form {

namespace {
using Problem = std::optional<FieldProblem>;

struct Reporter {
    const Field& field;
    const Catalog& text;

    std::string_view label() const { return text[field.label]; }
    FieldProblem operator()(Text reason, std::initializer_list<std::string_view> arguments = {}) const {
        return {field.id, reason, text.format(reason, arguments)};
    }
};

Problem check_date(const std::string& answer, const World& world, const Reporter& report) {
    const auto date = parse_date(answer);
    if (!date) return report(Text::ErrorDate);
    if (*date > world.today) return report(Text::ErrorDateFuture);
    const int age = age_on(*date, world.today);
    if (age > max_plausible_age) return report(Text::ErrorDateTooOld);
    if (age < world.tenant.minimum_age) return report(Text::ErrorTooYoung, {std::to_string(world.tenant.minimum_age)});
    return std::nullopt;
}

Problem check_choice(const Field& field, const Draft& draft, const World& world, const Facts& facts,
                     const Reporter& report) {
    const auto& answer = draft.answer(field.id);
    // Whoever wants to apply elsewhere must not end up with an application here.
    if (field.id == FieldId::LibraryChoice && chosen_elsewhere(draft, facts) != nullptr) return report(field.missing);
    const auto options = options_of(field.id, world, facts);
    const auto same = [&](const Option& option) { return option.value == answer; };
    if (std::none_of(options.begin(), options.end(), same)) return report(Text::ErrorChoice, {report.label()});
    return std::nullopt;
}

Problem check_uploads(const Field& field, const Draft& draft, const Reporter& report) {
    if (draft.count_attachments(field.id) > max_attachments_per_field)
        return report(Text::ErrorTooManyFiles, {std::to_string(max_attachments_per_field)});
    return std::nullopt;
}

Problem check_answer(const Field& field, const Draft& draft, const World& world, const Facts& facts,
                     const Reporter& report) {
    const auto& answer = draft.answer(field.id);
    // In the error summary a message stands alone: it names the field where the words do not.
    const auto unless = [&](bool fine, Text reason) {
        return fine ? Problem{} : Problem{report(reason, {report.label()})};
    };
    switch (field.kind) {
        case FieldKind::PersonName: return unless(is_person_name(answer), Text::ErrorPersonName);
        case FieldKind::Line: return unless(is_plain_line(answer), Text::ErrorLine);
        case FieldKind::HouseNumber: return unless(is_house_number(answer), Text::ErrorHouseNumber);
        case FieldKind::Postcode: return unless(normal_postcode(answer).has_value(), Text::ErrorPostcode);
        case FieldKind::Date: return check_date(answer, world, report);
        case FieldKind::Email: return unless(is_email(answer), Text::ErrorEmail);
        case FieldKind::Telephone: return unless(is_telephone(answer), Text::ErrorTelephone);
        case FieldKind::Choice: return check_choice(field, draft, world, facts, report);
        case FieldKind::Confirmation: return unless(answer == confirmed, field.missing);
        case FieldKind::Upload: return check_uploads(field, draft, report);
    }
    return std::nullopt;
}

bool is_empty(const Field& field, const Draft& draft) {
    return field.kind == FieldKind::Upload ? draft.count_attachments(field.id) == 0 : draft.answer(field.id).empty();
}
}  // namespace

bool is_asked(const Field& field, const Draft& draft, const World& world, const Facts& facts) {
    return holds(step(field.step).asked_if, draft, world, facts) && holds(field.asked_if, draft, world, facts);
}

std::optional<FieldProblem> check_field(const Field& field, const Draft& draft, const World& world,
                                        const Facts& facts) {
    if (!is_asked(field, draft, world, facts)) return std::nullopt;
    const Reporter report{field, world.catalog};
    if (is_empty(field, draft)) {
        if (!holds(field.required_if, draft, world, facts)) return std::nullopt;
        return report(field.missing);
    }
    const auto length = count_code_points(draft.answer(field.id));
    // Postcodes and dates have their own, clearer words for "too long".
    const bool own_words = field.kind == FieldKind::Postcode || field.kind == FieldKind::Date;
    if (field.max_length > 0 && length > field.max_length && !own_words)
        return report(Text::ErrorTooLong, {report.label(), std::to_string(field.max_length), std::to_string(length)});
    return check_answer(field, draft, world, facts, report);
}

std::vector<FieldProblem> check_step(StepId id, const Draft& draft, const World& world, const Facts& facts) {
    std::vector<FieldProblem> problems;
    for (const auto& field : fields)
        if (field.step == id)
            if (auto problem = check_field(field, draft, world, facts)) problems.push_back(std::move(*problem));
    return problems;
}

std::vector<FieldProblem> check_draft(const Draft& draft, const World& world, const Facts& facts) {
    std::vector<FieldProblem> problems;
    for (const auto& field : fields)
        if (auto problem = check_field(field, draft, world, facts)) problems.push_back(std::move(*problem));
    return problems;
}

}  // namespace lesepass::form
