#include "application/application_json.h"

#include <array>

#include "application/rules_version.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "document/limits.h"
#include "form/checks.h"
#include "form/definition.h"
#include "form/validate.h"

namespace lesepass {

namespace {
using form::FieldKind;
using json::Need;
using json::ObjectReader;

constexpr auto fields_by_name = [] {
    auto ids = std::array<form::FieldId, form::field_count>{};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        std::size_t at = i;
        for (; at > 0 && form::fields[i].wire_name < form::field(ids[at - 1]).wire_name; --at) ids[at] = ids[at - 1];
        ids[at] = form::fields[i].id;
    }
    return ids;
}();

bool is_hex64(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

template <class IdType>
IdType read_id(ObjectReader& reader, std::string_view name) {
    const auto text = reader.text(name, Need::Required, 32);
    const auto id = IdType::parse(text);
    if (!id && !text.empty()) reader.complain(name, {"32 hexadecimal digits"}, {"\"", text, "\""});
    return id.value_or(IdType{});
}

std::string read_rules(ObjectReader& reader, std::string_view name) {
    auto text = reader.text(name, Need::Optional, rules_version_digits);
    if (!text.empty() && !is_rules_version(text)) reader.complain(name, {"16 hexadecimal digits"}, {"\"", text, "\""});
    return text;
}

// Machines read an application: dates and postcodes in one form, whatever people typed.
std::string canonical_answer(const form::Field& field, const std::string& answer) {
    if (field.kind == FieldKind::Date)
        if (const auto date = parse_date(answer)) return format_iso(*date);
    if (field.kind == FieldKind::Postcode) return form::normal_postcode(answer).value_or(answer);
    return answer;
}
}  // namespace

std::optional<Application::Municipality> municipality_of(const form::Facts& facts) {
    if (!facts.municipality) return std::nullopt;
    return Application::Municipality{std::string(facts.municipality->ags), std::string(facts.municipality->name)};
}

Application make_application(const form::Draft& draft, const form::World& world) {
    const auto facts = form::derive_facts(draft, world);
    Application application{.id = draft.application,
                            .tenant = world.tenant.key,
                            .language = world.catalog.language(),
                            .draft = {},
                            .quoted_fee = facts.fee.total,
                            .rules = rules_version(world.tenant),
                            .rules_seen = {},
                            .municipality = municipality_of(facts)};
    application.draft.application = draft.application;
    form::each_row(world.tenant, [&](const form::Field& field) {
        if (!form::is_asked(field, draft, world, facts)) return;
        const bool derived = field.id == form::FieldId::Municipality && facts.municipality;
        if (derived)
            application.draft.set(field, facts.municipality->ags);
        else
            application.draft.set(field, canonical_answer(field, draft.answer(field)));
        for (const auto& attachment : draft.attachments())
            if (attachment.purpose == field.id) application.draft.attach(attachment);
    });
    return application;
}

void write_answers(json::Writer& w, const form::Draft& draft) {
    w.key("answers").begin_object();
    auto own = draft.extras().begin();
    const auto write_own_before = [&](std::string_view name) {
        for (; own != draft.extras().end() && own->first < name; ++own) w.member(own->first, own->second);
    };
    for (const auto id : fields_by_name) {
        write_own_before(form::field(id).wire_name);
        if (!draft.answer(id).empty()) w.member(form::field(id).wire_name, draft.answer(id));
    }
    write_own_before("~");
    w.end_object();
}

std::string encode_attachment(const form::Attachment& attachment) {
    json::Writer w;
    w.begin_object().member("id", attachment.id.text()).member("purpose", form::field(attachment.purpose).wire_name);
    w.member("fileName", attachment.file_name).member("mediaType", attachment.media_type);
    w.member_integer("sizeBytes", attachment.size_bytes).member("sha256", attachment.sha256_hex).end_object();
    return w.take();
}

void write_attachments(json::Writer& w, const form::Draft& draft) {
    w.key("attachments").begin_array();
    for (const auto& attachment : draft.attachments()) w.raw(encode_attachment(attachment));
    w.end_array();
}

void read_answers(ObjectReader& reader, form::Draft& draft) {
    const auto* written = reader.raw("answers");
    reader.object("answers", Need::Required, [&](ObjectReader& answers) {
        for (const auto& [name, value] : written->members) {
            const auto* field = form::find_field(name);
            if (field == nullptr && name.compare(0, extra_prefix.size(), extra_prefix) != 0) continue;
            if (field != nullptr && field->kind == FieldKind::Upload)
                answers.raw(name), answers.complain(name, {"no text (files are attachments)"}, {"text"});
            else if (field != nullptr)
                draft.set(field->id, answers.text(name, Need::Optional, form::max_answer_code_points));
            else if (!draft.set_extra(name, answers.text(name, Need::Optional, form::max_answer_code_points)))
                answers.complain(truncate_code_points(name, 60), {"at most eight questions of the library's own"},
                                 {"this"});
        }
    });
}

std::vector<std::string> take_known_answers(const json::Value& answers, form::Draft& draft) {
    std::vector<std::string> unknown;
    for (const auto& [name, value] : answers.members) {
        const auto* field = form::find_field(name);
        const bool known = field != nullptr && field->kind != FieldKind::Upload;
        const bool text = value.kind == json::Value::Kind::String;
        if (known && text)
            draft.set(field->id, value.string);
        else if (!text || !draft.set_extra(name, value.string))
            unknown.push_back(name);
    }
    return unknown;
}

std::optional<form::Attachment> decode_attachment(const json::Value& value, const std::string& path,
                                                  std::vector<json::Problem>& problems) {
    const auto before = problems.size();
    ObjectReader reader(value, path, problems);
    form::Attachment attachment;
    attachment.id = read_id<AttachmentId>(reader, "id");
    const auto purpose = reader.text("purpose", Need::Required, 60);
    const auto* field = form::find_field(purpose);
    if (field != nullptr && field->kind == FieldKind::Upload)
        attachment.purpose = field->id;
    else if (!purpose.empty())
        reader.complain("purpose", {"the name of an upload field"}, {"\"", purpose, "\""});
    attachment.file_name = clean_line(reader.text("fileName", Need::Required, 200));
    attachment.media_type = reader.text("mediaType", Need::Required, 60);
    attachment.size_bytes = reader.required_integer("sizeBytes", 1, document::max_file_bytes);
    attachment.sha256_hex = reader.text("sha256", Need::Required, 64);
    if (!attachment.sha256_hex.empty() && !is_hex64(attachment.sha256_hex))
        reader.complain("sha256", {"64 hexadecimal digits"}, {"\"", attachment.sha256_hex, "\""});
    reader.refuse_unknown();
    if (problems.size() != before) return std::nullopt;
    return attachment;
}

void read_attachments(ObjectReader& reader, form::Draft& draft) {
    reader.list("attachments", Need::Required, 20, [&](const json::Value& item, const std::string& path) {
        auto attachment = decode_attachment(item, path, reader.problems());
        if (attachment && !draft.attach(std::move(*attachment)))
            reader.problems().push_back(
                {path, "at most " + std::to_string(form::max_attachments_per_field) + " files for a field", "more"});
    });
}

namespace {
// What the content hash is over.
std::string encode_content(const Application& application) {
    json::Writer w;
    w.begin_object().member_integer("schemaVersion", application_schema_version);
    w.member("applicationId", application.id.text()).member("library", application.tenant);
    w.member("language", code_of(application.language));
    write_answers(w, application.draft);
    write_attachments(w, application.draft);
    w.member_integer("feeCents", application.quoted_fee.value).end_object();
    return w.take();
}

// What follows from the answers and is not hashed.
std::string with_findings(std::string content, const Application& application) {
    content.pop_back();
    const auto add = [&](const char* name, const std::string& version) {
        if (!version.empty()) content += std::string(",\"").append(name) + "\":\"" + version + "\"";
    };
    add("rules", application.rules), add("rulesSeen", application.rules_seen);
    if (application.municipality) {
        json::Writer w;
        w.begin_object().member("ags", application.municipality->ags).member("name", application.municipality->name);
        content += ",\"municipality\":" + w.end_object().take();
    }
    return content + "}";
}

void read_municipality(ObjectReader& reader, Application& application) {
    reader.object("municipality", Need::Optional, [&](ObjectReader& inner) {
        application.municipality =
            Application::Municipality{inner.text("ags", Need::Required, 8), inner.text("name", Need::Required)};
    });
}
}  // namespace

std::string encode_application(const Application& application) {
    return with_findings(encode_content(application), application);
}

std::string content_hash(const Application& application) { return sha256_hex(encode_content(application)); }

std::string encode_submission(const Application& application) {
    auto content = encode_content(application);
    json::Writer w;
    w.begin_object().member("contentHash", sha256_hex(content));
    w.key("application").raw(with_findings(std::move(content), application)).end_object();
    return w.take();
}

DecodedApplication decode_application(const json::Value& value, const std::string& path) {
    DecodedApplication out;
    ObjectReader reader(value, path, out.problems);
    reader.required_integer("schemaVersion", application_schema_version, application_schema_version);
    out.application.id = read_id<ApplicationId>(reader, "applicationId");
    out.application.draft.application = out.application.id;
    out.application.tenant = reader.text("library", Need::Required, 40);
    const auto code = reader.text("language", Need::Required, 10);
    if (const auto language = parse_language(code))
        out.application.language = *language;
    else if (!code.empty())
        reader.complain("language", {"a language of this form"}, {"\"", code, "\""});
    read_answers(reader, out.application.draft);
    read_attachments(reader, out.application.draft);
    out.application.quoted_fee = Cents{reader.required_integer("feeCents", 0, 1'000'000)};
    out.application.rules = read_rules(reader, "rules");
    out.application.rules_seen = read_rules(reader, "rulesSeen");
    read_municipality(reader, out.application);
    reader.refuse_unknown();
    return out;
}

DecodedApplication decode_submission(const json::Value& value) {
    std::vector<json::Problem> problems;
    ObjectReader reader(value, "$", problems);
    const auto hash = reader.text("contentHash", Need::Required, 64);
    const auto* body = reader.raw("application");
    if (body == nullptr) reader.complain("application", {"an object"}, {"nothing"});
    reader.refuse_unknown();
    if (body == nullptr) return {.application = {}, .problems = std::move(problems)};
    auto decoded = decode_application(*body, "$.application");
    decoded.problems.insert(decoded.problems.begin(), problems.begin(), problems.end());
    if (decoded.problems.empty() && content_hash(decoded.application) != hash)
        decoded.problems.push_back(
            {"$.contentHash", "the SHA-256 of the application in its canonical form", "another hash"});
    return decoded;
}

}  // namespace lesepass
