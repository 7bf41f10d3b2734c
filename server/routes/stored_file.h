#pragma once
// How the bytes of a proof are handed out: images and PDF in a sandbox, everything else to be saved.
#include <string>

#include "http/response.h"
#include "ports/store.h"

namespace lesepass::server {

enum class FileUse { Show, Download };

// Shown is only what every browser shows without help.
http::Response stored_file(std::string bytes, const AttachmentRecord& record, FileUse use);

}  // namespace lesepass::server
