#include "application/saved_draft.h"

#include <algorithm>

#include "application/application_json.h"
#include "application/rules_version.h"
#include "form/definition.h"

namespace lesepass {

namespace {
constexpr std::size_t most_named = 10;

// Shown to a person and put into addresses: what is no name is no name of a later version either.
bool is_name(std::string_view text, std::string_view further) {
    const auto fits = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || further.find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= 60 && std::all_of(text.begin(), text.end(), fits);
}

const std::string* text_of(const json::Value& object, std::string_view name) {
    const auto* value = object.find(name);
    return value != nullptr && value->kind == json::Value::Kind::String ? &value->string : nullptr;
}
}  // namespace

std::string write_saved_draft(const form::Draft& draft, form::StepId step, std::string_view language,
                              const Tenant& tenant) {
    json::Writer w;
    w.begin_object().member_integer("saved", 1).member("library", tenant.key).member("language", language);
    w.member("step", form::step(step).key).member("rules", rules_version(tenant));
    write_answers(w, draft);
    w.end_object();
    return w.take();
}

Result<SavedDraft> read_saved_draft(std::string_view content) {
    const auto parsed = json::parse(content, {.bytes = 256 * 1024, .depth = 8, .values = 1000});
    const Failure refused{"saved.content", "not the answers of a form"};
    if (!parsed || parsed->kind != json::Value::Kind::Object) return refused;
    const auto* library = text_of(*parsed, "library");
    const auto* answers = parsed->find("answers");
    if (library == nullptr || !is_name(*library, "-") || answers == nullptr ||
        answers->kind != json::Value::Kind::Object)
        return refused;
    SavedDraft saved;
    saved.library = *library;
    if (const auto* key = text_of(*parsed, "step"))
        if (const auto* step = form::find_step(*key)) saved.step = step->id;
    if (const auto* rules = text_of(*parsed, "rules")) saved.rules = *rules;
    for (auto& name : take_known_answers(*answers, saved.answers))
        if (saved.unknown_questions.size() < most_named)
            saved.unknown_questions.push_back(is_name(name, ".ABCDEFGHIJKLMNOPQRSTUVWXYZ") ? std::move(name) : "?");
    return saved;
}

bool under_other_rules(const SavedDraft& saved, const Tenant& tenant) {
    return saved.library == tenant.key && saved.rules != rules_version(tenant);
}

form::Draft load_into(const form::Draft& present, const form::Draft& saved) {
    form::Draft out = saved;
    out.application = present.application;
    for (const auto& attachment : present.attachments()) out.attach(attachment);
    return out;
}

}  // namespace lesepass
