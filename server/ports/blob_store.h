#pragma once
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"

namespace lesepass::server {

// Bytes of attachments. Names are ids, never what an applicant called a file.
class BlobStore {
public:
    virtual ~BlobStore() = default;
    // On success the bytes and their directory entry are on stable storage. Same id and bytes again is success.
    // Failure "blob.full" (no space left), "blob.conflict" (the id has other bytes already), "blob.io".
    virtual Status put(AttachmentId id, std::string_view bytes) = 0;
    // Failure "blob.missing" or "blob.io".
    virtual Result<std::string> read(AttachmentId id) const = 0;
    // Removing what is not there is success.
    virtual Status remove(AttachmentId id) = 0;
};

}  // namespace lesepass::server
