#include "form/draft.h"

#include <algorithm>

#include "base/utf8.h"

namespace lesepass::form {

void Draft::set(FieldId id, std::string_view raw) {
    // Four bytes a code point at most: a megabyte pasted into a field is cut before it is cleaned.
    const std::string cleaned = clean_line(raw.substr(0, max_answer_code_points * 4));
    answers_[static_cast<std::size_t>(id)] = trim(truncate_code_points(cleaned, max_answer_code_points));
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
