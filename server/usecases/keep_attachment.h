#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "document/accept.h"
#include "form/draft.h"
#include "usecases/app.h"

namespace lesepass::server {

struct IncomingFile {
    ApplicationId application;
    std::string purpose;    // wire name of an upload field
    std::string file_name;  // as sent, untrusted
    std::string_view bytes;
};

// Checks the file again (size, real type, name against type), stores bytes before the row. Failure "attachment.purpose"
// (no upload field of that name), "attachment.limit" (too many for one application), blob and store failures.
std::variant<form::Attachment, document::Refusal, Failure> keep_attachment(App& app, const Tenant& tenant,
                                                                           const IncomingFile& file,
                                                                           const Catalog& text);

// Failure "store.missing" if it is not this application's, "store.conflict" if it was submitted already.
Status drop_attachment(App& app, ApplicationId application, AttachmentId id);

// Deletes proofs whose application was never submitted within `keep_ms`. Returns how many.
int sweep_orphans(App& app, std::int64_t keep_ms);

}  // namespace lesepass::server
