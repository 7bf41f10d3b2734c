#include "tenant/questions_json.h"

#include <algorithm>

#include "tenant/json_parts.h"

namespace lesepass {

namespace {
using json::Need;
using json::ObjectReader;
using json::Value;

constexpr std::array<std::string_view, 4> ask_names{"", "required", "optional", "never"};
constexpr std::array<std::string_view, 6> kind_names{"text", "number", "date", "choice", "yesno", "checkbox"};

void check_freedom(ObjectReader& reader, const ConfigurableField& field, const FieldRule& rule) {
    if (field.freedom == Freedom::Words && rule.ask != Ask::AsUsual && rule.ask != Ask::Required)
        reader.complain("ask", {"\"required\" (a library card needs this answer)"},
                        {"\"", std::string(ask_names[static_cast<std::size_t>(rule.ask)]), "\""});
    if (field.freedom == Freedom::WordsAndNeed && rule.ask == Ask::Never)
        reader.complain("ask", {"\"required\" or \"optional\""}, {"\"never\""});
}

FieldRule read_rule(ObjectReader& reader, const ConfigurableField& field) {
    FieldRule rule{.field = field.name, .label = {}, .hint = {}};
    constexpr std::size_t usual = 3;
    const auto at = reader.one_of("ask", {"required", "optional", "never"}, usual);
    if (at != usual) rule.ask = static_cast<Ask>(at + 1);
    if (json::explains) check_freedom(reader, field, rule);
    rule.label = read_local(reader, "label", Need::Optional);
    rule.hint = read_local(reader, "hint", Need::Optional);
    return rule;
}

void read_choices(ObjectReader& reader, ExtraQuestion& question) {
    reader.list("choices", Need::Optional, 20, [&](const Value& item, const std::string& path) {
        ObjectReader row(item, path, reader.problems());
        ExtraChoice choice{.key = read_key(row), .label = read_local(row, "label", Need::Required)};
        row.refuse_unknown();
        if constexpr (json::explains) {
            const auto same = [&](const ExtraChoice& other) { return other.key == choice.key; };
            if (std::any_of(question.choices.begin(), question.choices.end(), same))
                row.complain("key", {"a key no other choice has"}, {"\"", choice.key, "\""});
        }
        question.choices.push_back(std::move(choice));
    });
    if constexpr (!json::explains) return;
    if (question.kind == ExtraKind::Choice && question.choices.size() < 2)
        reader.complain("choices", {"at least two choices"}, {question.choices.size()});
    if (question.kind != ExtraKind::Choice && reader.has("choices"))
        reader.complain("choices", {"choices only where \"type\" is \"choice\""}, {"choices"});
}

void read_when(ObjectReader& reader, ExtraQuestion& question) {
    reader.object("when", Need::Optional, [&](ObjectReader& when) {
        question.min_age = static_cast<int>(when.integer("minAge", 0, 150, 0));
        question.below_age = static_cast<int>(when.integer("belowAge", 1, 150, 200));
        if (json::explains && question.min_age >= question.below_age)
            when.complain("belowAge", {"an age above minAge"}, {question.below_age});
        constexpr std::array<std::string_view, 4> categories{"single", "partner", "family", ""};
        question.category = categories[when.one_of("category", {"single", "partner", "family"}, 3)];
    });
}

void read_extra(const Value& item, const std::string& path, ObjectReader& list, Tenant& tenant) {
    ObjectReader row(item, path, list.problems());
    ExtraQuestion question;
    question.name = std::string(extra_prefix) + read_key(row);
    question.kind =
        static_cast<ExtraKind>(row.one_of("type", {"text", "number", "date", "choice", "yesno", "checkbox"}, 0));
    question.step =
        static_cast<std::uint8_t>(row.one_of("step", {"person", "institution", "contact", "card", "proofs"}, 2));
    question.required = row.flag("required", false);
    question.max_length = static_cast<std::uint16_t>(row.integer("maxLength", 1, 500, 200));
    question.label = read_local(row, "label", Need::Required);
    question.hint = read_local(row, "hint", Need::Optional);
    read_choices(row, question);
    read_when(row, question);
    row.refuse_unknown();
    if constexpr (json::explains) {
        const auto same = [&](const ExtraQuestion& other) { return other.name == question.name; };
        if (std::any_of(tenant.extra_questions.begin(), tenant.extra_questions.end(), same))
            row.complain("key", {"a key no other question has"},
                         {"\"", question.name.substr(extra_prefix.size()), "\""});
    }
    tenant.extra_questions.push_back(std::move(question));
}

void write_extra(json::Writer& w, const ExtraQuestion& question) {
    w.begin_object().member("key", question.name.substr(extra_prefix.size()));
    w.member("type", kind_names[static_cast<std::size_t>(question.kind)]).member("step", extra_steps[question.step]);
    w.member_boolean("required", question.required).member_integer("maxLength", question.max_length);
    write_local(w, "label", question.label);
    write_local(w, "hint", question.hint);
    if (!question.choices.empty()) {
        w.key("choices").begin_array();
        for (const auto& choice : question.choices) {
            w.begin_object().member("key", choice.key);
            write_local(w, "label", choice.label);
            w.end_object();
        }
        w.end_array();
    }
    w.key("when").begin_object().member_integer("minAge", question.min_age);
    if (question.below_age < 200) w.member_integer("belowAge", question.below_age);
    if (!question.category.empty()) w.member("category", question.category);
    w.end_object().end_object();
}
}  // namespace

void read_questions(ObjectReader& reader, Tenant& tenant) {
    reader.object("fields", Need::Optional, [&](ObjectReader& fields) {
        for (const auto& field : configurable_fields)
            fields.object(field.name, Need::Optional,
                          [&](ObjectReader& r) { tenant.field_rules.push_back(read_rule(r, field)); });
        if constexpr (!json::explains) return;
        for (const auto& rule : tenant.field_rules)
            if (rule.field == "contact.email" && rule.ask == Ask::Never &&
                (tenant.digital_card || tenant.second_signer))
                fields.complain("contact.email", {"an e-mail address (the digital card and consent by link need it)"},
                                {"\"never\""});
    });
    reader.list("extraQuestions", Need::Optional, max_extra_questions,
                [&](const Value& item, const std::string& path) { read_extra(item, path, reader, tenant); });
}

void write_questions(json::Writer& w, const Tenant& tenant) {
    if (!tenant.field_rules.empty()) {
        w.key("fields").begin_object();
        for (const auto& rule : tenant.field_rules) {
            w.key(rule.field).begin_object();
            if (rule.ask != Ask::AsUsual) w.member("ask", ask_names[static_cast<std::size_t>(rule.ask)]);
            write_local(w, "label", rule.label);
            write_local(w, "hint", rule.hint);
            w.end_object();
        }
        w.end_object();
    }
    if (tenant.extra_questions.empty()) return;
    w.key("extraQuestions").begin_array();
    for (const auto& question : tenant.extra_questions) write_extra(w, question);
    w.end_array();
}

}  // namespace lesepass
