#include "form/draft.h"

#include <algorithm>

#include "base/utf8.h"
#include "tenant/json_parts.h"
#include "tenant/questions.h"

namespace lesepass::form {

namespace {
std::string cleaned_answer(std::string_view raw) {
    // Four bytes a code point at most: a megabyte pasted into a field is cut before it is cleaned.
    std::string cleaned = clean_line(raw.substr(0, max_answer_code_points * 4));
    cleaned.resize(trim(truncate_code_points(cleaned, max_answer_code_points)).size());
    return cleaned;
}
bool is_before(const std::pair<std::string, std::string>& entry, std::string_view name) { return entry.first < name; }
}  // namespace

void Draft::set(FieldId id, std::string_view raw) { answers_[static_cast<std::size_t>(id)] = cleaned_answer(raw); }

const std::string& Draft::answer(const Field& field) const {
    static const std::string none;
    if (field.id < FieldId::Extra1) return answer(field.id);
    const auto at = std::lower_bound(extras_.begin(), extras_.end(), field.wire_name, is_before);
    return at != extras_.end() && at->first == field.wire_name ? at->second : none;
}

void Draft::set(const Field& field, std::string_view raw) {
    if (field.id < FieldId::Extra1) return set(field.id, raw);
    set_extra(field.wire_name, raw);
}

bool Draft::set_extra(std::string_view name, std::string_view raw) {
    if (name.substr(0, extra_prefix.size()) != extra_prefix || !is_key(name.substr(extra_prefix.size()))) return false;
    const auto at = std::lower_bound(extras_.begin(), extras_.end(), name, is_before);
    const bool present = at != extras_.end() && at->first == name;
    std::string value = cleaned_answer(raw);
    if (value.empty()) return present ? (extras_.erase(at), true) : true;
    if (present) return at->second = std::move(value), true;
    if (extras_.size() >= max_extra_questions) return false;
    extras_.emplace(at, std::string(name), std::move(value));
    return true;
}

std::size_t Draft::count_attachments(FieldId purpose) const {
    const auto same = [&](const Attachment& a) { return a.purpose == purpose; };
    return static_cast<std::size_t>(std::count_if(attachments_.begin(), attachments_.end(), same));
}

bool Draft::attach(Attachment attachment) {
    for (auto& existing : attachments_)
        if (existing.id == attachment.id) return existing = std::move(attachment), true;
    if (count_attachments(attachment.purpose) >= max_attachments_per_field) return false;
    attachments_.push_back(std::move(attachment));
    return true;
}

std::optional<Attachment> Draft::detach(AttachmentId id) {
    const auto at =
        std::find_if(attachments_.begin(), attachments_.end(), [&](const Attachment& a) { return a.id == id; });
    if (at == attachments_.end()) return std::nullopt;
    Attachment removed = std::move(*at);
    attachments_.erase(at);
    return removed;
}

}  // namespace lesepass::form
