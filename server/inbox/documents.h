#pragma once
#include "inbox/frame.h"

namespace lesepass::server::inbox {

std::string document_path(ApplicationId application, AttachmentId document);

// The bytes of a proof as they were sent in. Images and PDF are shown in a sandbox without script, everything else (and
// everything with ?download=1) is saved. A file whose bytes no longer have their hash is not handed out.
http::Response show_document(const Inbox& inbox, const Visitor& visitor, const http::Request& request);

}  // namespace lesepass::server::inbox
