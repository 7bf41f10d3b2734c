#pragma once
// The answers so far, as typed and cleaned, valid or not: nothing a person wrote is lost because a rule refuses it.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "form/field.h"

namespace lesepass::form {

// A proof the server already holds.
struct Attachment {
    AttachmentId id;
    FieldId purpose = FieldId::IdentityProof;
    std::string file_name;  // for display
    std::string media_type;
    std::int64_t size_bytes = 0;
    std::string sha256_hex;

    bool operator==(const Attachment&) const = default;
};

// Answers longer than this are cut; every field's own limit is far below, so the person sees an error, not a loss.
inline constexpr std::size_t max_answer_code_points = 2000;
inline constexpr std::size_t max_attachments_per_field = 4;

class Draft {
public:
    ApplicationId application;

    const std::string& answer(FieldId id) const { return answers_[static_cast<std::size_t>(id)]; }
    // Cleans `raw` (one line, control characters out) and cuts it to max_answer_code_points.
    void set(FieldId id, std::string_view raw);

    // Any question, the library's own included.
    const std::string& answer(const Field& field) const;
    void set(const Field& field, std::string_view raw);
    // Answers to the library's own questions by name ("extra.<key>"), sorted; an empty one is none.
    const std::vector<std::pair<std::string, std::string>>& extras() const { return extras_; }
    // False: no such name, or more than max_extra_questions of them.
    bool set_extra(std::string_view name, std::string_view raw);

    const std::vector<Attachment>& attachments() const { return attachments_; }
    std::size_t count_attachments(FieldId purpose) const;
    // False if that field already has max_attachments_per_field. The same id again replaces the entry.
    bool attach(Attachment attachment);
    // nullopt: no such attachment.
    std::optional<Attachment> detach(AttachmentId id);

    bool operator==(const Draft&) const = default;

private:
    std::array<std::string, field_count> answers_;
    std::vector<std::pair<std::string, std::string>> extras_;
    std::vector<Attachment> attachments_;
};

}  // namespace lesepass::form
