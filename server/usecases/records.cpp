#include "usecases/records.h"

#include "base/utf8.h"

namespace lesepass::server {

Language language_of(const ApplicationRecord& record) { return parse_language(record.language).value_or(Language::De); }

Result<Application> stored_application(const ApplicationRecord& record) {
    const auto parsed = json::parse(record.json);
    if (!parsed) return Failure{"record.json", parsed.failure().code};
    auto decoded = decode_application(*parsed);
    if (!decoded.problems.empty()) return Failure{"record.json", json::describe(decoded.problems.front())};
    return std::move(decoded.application);
}

std::string rules_of(const ApplicationRecord& record) {
    const auto application = stored_application(record);
    return application ? application->rules : std::string{};
}

std::string applicant_email(const ApplicationRecord& record) {
    const auto application = stored_application(record);
    return application ? application->draft.answer(form::FieldId::Email) : std::string{};
}

std::string applicant_name(const Application& application) {
    const auto& draft = application.draft;
    if (const auto& institution = draft.answer(form::FieldId::InstitutionName); !institution.empty())
        return institution;
    return draft.answer(form::FieldId::FamilyName) + ", " + draft.answer(form::FieldId::GivenName);
}

std::string search_text_of(const Application& application, const std::string& receipt) {
    return to_lower_ascii(applicant_name(application) + " " + receipt);
}

std::string encode_fee(const form::Fee& fee) {
    json::Writer w;
    w.begin_object().member_integer("totalCents", fee.total.value).key("lines").begin_array();
    for (const auto& line : fee.lines)
        w.begin_object().member("label", line.label).member_integer("cents", line.amount.value).end_object();
    w.end_array().end_object();
    return w.take();
}

form::Fee decode_fee(const std::string& text) {
    form::Fee fee;
    const auto parsed = json::parse(text);
    if (!parsed) return fee;
    if (const auto* total = parsed->find("totalCents")) fee.total = Cents{total->integer};
    const auto* lines = parsed->find("lines");
    if (lines == nullptr) return fee;
    for (const auto& line : lines->items) {
        const auto *label = line.find("label"), *cents = line.find("cents");
        if (label != nullptr && cents != nullptr) fee.lines.push_back({label->string, Cents{cents->integer}});
    }
    return fee;
}

form::Fee fee_in(const App& app, const Tenant& tenant, const ApplicationRecord& record, Language language) {
    auto stored = decode_fee(record.fee_json);
    const auto application = stored_application(record);
    if (!application || language_of(record) == language) return stored;
    const form::World world{tenant, app.libraries.directory, catalog_of(language), date_in_germany(record.received_at)};
    auto again = form::derive_facts(application->draft, world).fee;
    return again.total == record.fee ? again : stored;
}

}  // namespace lesepass::server
