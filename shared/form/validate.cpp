#include "form/validate.h"

#include <algorithm>

#include "base/utf8.h"
#include "form/checks.h"
#include "form/fee.h"
#include "form/labels.h"

namespace lesepass::form {

namespace {
using Problem = std::optional<FieldProblem>;

struct Reporter {
    const Field& field;
    const World& world;

    std::string label() const { return label_of(field, world); }
    FieldProblem operator()(Text reason, std::initializer_list<std::string_view> arguments = {}) const {
        return {field.id, reason, world.catalog.format(reason, arguments)};
    }
};

// Grown-ups on a family card up to and including this row.
int count_adults(FieldId birth_date, const Draft& draft, const World& world) {
    int adults = 1;  // the applicant
    for (int n = 1; n <= member_number(birth_date); ++n) {
        const auto born = parse_date(draft.answer(member_birth_date(n)));
        if (born && *born <= world.today && age_on(*born, world.today) >= age_of_majority) ++adults;
    }
    return adults;
}

Problem check_member(const Field& field, int age, const Draft& draft, const World& world, const Reporter& report) {
    const auto& family = world.tenant.fees.family;
    const bool is_partner = draft.answer(FieldId::CardCategory) == category_partner;
    if (is_partner && age < age_of_majority) return report(Text::ErrorPartnerTooYoung);
    if (is_partner || !family || age < age_of_majority) return std::nullopt;
    if (count_adults(field.id, draft, world) <= family->max_adults) return std::nullopt;
    return report(Text::ErrorTooManyAdults, {std::to_string(family->max_adults)});
}

Problem check_date(const Field& field, const Draft& draft, const World& world, const Reporter& report) {
    const auto date = parse_date(draft.answer(field));
    if (!date) return report(Text::ErrorDate);
    if (field.id >= FieldId::Extra1) return std::nullopt;
    if (*date > world.today) return report(Text::ErrorDateFuture);
    const int age = age_on(*date, world.today);
    if (age > max_plausible_age) return report(Text::ErrorDateTooOld);
    if (member_number(field.id) > 0) return check_member(field, age, draft, world, report);
    if (age < world.tenant.minimum_age) return report(Text::ErrorTooYoung, {std::to_string(world.tenant.minimum_age)});
    return std::nullopt;
}

Problem check_choice(const Field& field, const Draft& draft, const World& world, const Facts& facts,
                     const Reporter& report) {
    const auto& answer = draft.answer(field);
    // Whoever wants to apply elsewhere must not end up with an application here.
    if (field.id == FieldId::LibraryChoice && chosen_elsewhere(draft, facts) != nullptr) return report(field.missing);
    if (!is_option(field.id, answer, world, facts)) return report(Text::ErrorChoice, {report.label()});
    return std::nullopt;
}

Problem check_uploads(const Field& field, const Draft& draft, const Reporter& report) {
    if (draft.count_attachments(field.id) > max_attachments_per_field)
        return report(Text::ErrorTooManyFiles, {std::to_string(max_attachments_per_field)});
    return std::nullopt;
}

Problem check_answer(const Field& field, const Draft& draft, const World& world, const Facts& facts,
                     const Reporter& report) {
    const auto& answer = draft.answer(field);
    // In the error summary a message stands alone: it names the field where the words do not.
    const auto unless = [&](bool fine, Text reason) {
        return fine ? Problem{} : Problem{report(reason, {report.label()})};
    };
    switch (field.kind) {
        case FieldKind::PersonName: return unless(is_person_name(answer), Text::ErrorPersonName);
        case FieldKind::Line: return unless(is_plain_line(answer), Text::ErrorLine);
        case FieldKind::HouseNumber: return unless(is_house_number(answer), Text::ErrorHouseNumber);
        case FieldKind::Postcode: return unless(normal_postcode(answer).has_value(), Text::ErrorPostcode);
        case FieldKind::Date: return check_date(field, draft, world, report);
        case FieldKind::Email: return unless(is_email(answer), Text::ErrorEmail);
        case FieldKind::Telephone: return unless(is_telephone(answer), Text::ErrorTelephone);
        case FieldKind::Number: return unless(is_number(answer), Text::ErrorNumber);
        case FieldKind::Choice: return check_choice(field, draft, world, facts, report);
        case FieldKind::Confirmation: return unless(answer == confirmed, field.missing);
        case FieldKind::Upload: return check_uploads(field, draft, report);
    }
    return std::nullopt;
}

bool is_asked_of(const ExtraQuestion& question, const Facts& facts) {
    const bool any_age = question.min_age == 0 && question.below_age == 200;
    const bool fits = facts.age && *facts.age >= question.min_age && *facts.age < question.below_age;
    return (any_age || fits) && (question.category.empty() || question.category == category_key(facts.category));
}

bool is_empty(const Field& field, const Draft& draft) {
    return field.kind == FieldKind::Upload ? draft.count_attachments(field.id) == 0 : draft.answer(field).empty();
}
}  // namespace

bool is_asked(const Field& field, const Draft& draft, const World& world, const Facts& facts) {
    if (const auto* rule = rule_of(field, world.tenant); rule != nullptr && rule->ask == Ask::Never) return false;
    if (const auto* own = extra_question(field.id, world.tenant); own != nullptr && !is_asked_of(*own, facts))
        return false;
    return holds(step(field.step).asked_if, draft, world, facts) && holds(field.asked_if, draft, world, facts);
}

bool is_required(const Field& field, const Draft& draft, const World& world, const Facts& facts) {
    const auto* rule = rule_of(field, world.tenant);
    if (rule != nullptr && rule->ask == Ask::Required) return true;
    // What another answer needs (mail for the digital card) stays required.
    if (rule != nullptr && rule->ask == Ask::Optional && field.required_if != Condition::EmailNeeded) return false;
    return holds(field.required_if, draft, world, facts);
}

std::optional<FieldProblem> check_field(const Field& field, const Draft& draft, const World& world,
                                        const Facts& facts) {
    if (!is_asked(field, draft, world, facts)) return std::nullopt;
    const Reporter report{field, world};
    // The name of the town answers it as well, and an answer about another postcode is none.
    if (field.id == FieldId::Municipality && facts.municipality) return std::nullopt;
    if (is_empty(field, draft)) {
        if (!is_required(field, draft, world, facts)) return std::nullopt;
        return report(missing_words(field, world), {report.label()});
    }
    // Postcodes and dates have their own, clearer words for "too long".
    const bool own_words = field.kind == FieldKind::Postcode || field.kind == FieldKind::Date;
    const bool may_be_long = field.max_length > 0 && draft.answer(field).size() > field.max_length && !own_words;
    const auto length = may_be_long ? count_code_points(draft.answer(field)) : 0;
    if (length > field.max_length)
        return report(Text::ErrorTooLong, {report.label(), std::to_string(field.max_length), std::to_string(length)});
    return check_answer(field, draft, world, facts, report);
}

std::vector<FieldProblem> check_step(StepId id, const Draft& draft, const World& world, const Facts& facts) {
    std::vector<FieldProblem> problems;
    each_row(world.tenant, [&](const Field& field) {
        if (field.step != id) return;
        if (auto problem = check_field(field, draft, world, facts)) problems.push_back(std::move(*problem));
    });
    return problems;
}

std::vector<FieldProblem> check_draft(const Draft& draft, const World& world, const Facts& facts) {
    std::vector<FieldProblem> problems;
    each_row(world.tenant, [&](const Field& field) {
        if (auto problem = check_field(field, draft, world, facts)) problems.push_back(std::move(*problem));
    });
    return problems;
}

}  // namespace lesepass::form
