#pragma once
// Addresses of a draft's parts on the server. The id is the key to them: random, made when the form opens, told to
// nobody.
#include <string>

#include "base/ids.h"

namespace lesepass::form {

inline std::string application_path(ApplicationId id) { return "/api/v1/applications/" + id.text(); }
inline std::string attachments_path(ApplicationId id) { return application_path(id) + "/attachments"; }
inline std::string attachment_path(ApplicationId id, AttachmentId attachment) {
    return attachments_path(id) + "/" + attachment.text();
}

}  // namespace lesepass::form
