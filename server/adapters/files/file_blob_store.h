#pragma once
// Attachments as files: <root>/<first two hex digits>/<32 hex digits>. 256 folders keep each one small.
#include <memory>
#include <string>

#include "ports/blob_store.h"

namespace lesepass::server {

class FileBlobStore : public BlobStore {
public:
    // Makes `root` and its 256 folders if they are not there and clears what a crash left half written.
    // Failure "blob.io", "blob.full".
    static Result<std::unique_ptr<FileBlobStore>> open(const std::string& root);

    Status put(AttachmentId id, std::string_view bytes) override;
    Result<std::string> read(AttachmentId id) const override;
    Status remove(AttachmentId id) override;

private:
    explicit FileBlobStore(std::string root) : root_(std::move(root)) {}
    std::string folder_of(AttachmentId id) const;
    std::string root_;
};

}  // namespace lesepass::server
