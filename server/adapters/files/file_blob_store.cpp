#include "adapters/files/file_blob_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/durable_file.h"

namespace lesepass::server {
namespace {

Failure as_blob_failure(const Failure& failure) {
    const std::string_view kind = std::string_view(failure.code).substr(failure.code.find('.') + 1);
    return {"blob." + std::string(kind), failure.detail};
}

// Nothing is missing when one writes: a vanished folder is damage.
Status as_blob_status(Status status) {
    if (status) return status;
    Failure failure = as_blob_failure(status.failure());
    if (failure.code == "blob.missing") failure.code = "blob.io";
    return failure;
}

}  // namespace

Result<std::unique_ptr<FileBlobStore>> FileBlobStore::open(const std::string& root) {
    if (auto made = files::make_folders(root); !made) return as_blob_failure(made.failure());
    for (unsigned shard = 0; shard < 256; ++shard) {
        const auto byte = static_cast<std::uint8_t>(shard);
        const std::string folder = root + "/" + encode_hex(&byte, 1);
        struct stat info {};
        if (stat(folder.c_str(), &info) == 0) {
            files::remove_leftovers(folder);
        } else if (mkdir(folder.c_str(), 0700) != 0) {
            return Failure{"blob.io", folder + ": " + std::strerror(errno)};
        }
    }
    // Once for all 256.
    if (auto synced = files::sync_folder(root); !synced) return as_blob_failure(synced.failure());
    return std::unique_ptr<FileBlobStore>(new FileBlobStore(root));
}

Status FileBlobStore::put(AttachmentId id, std::string_view bytes) {
    const std::string name = id.text();
    const std::string folder = folder_of(id);
    if (auto there = files::read_whole(folder + "/" + name); there && there.value() != bytes)
        return Failure{"blob.conflict", name + " is there with other bytes"};
    return as_blob_status(files::write_durably(folder, name, bytes));
}

Result<std::string> FileBlobStore::read(AttachmentId id) const {
    auto bytes = files::read_whole(folder_of(id) + "/" + id.text());
    if (!bytes) return as_blob_failure(bytes.failure());
    return bytes;
}

Status FileBlobStore::remove(AttachmentId id) {
    const std::string folder = folder_of(id);
    const std::string path = folder + "/" + id.text();
    if (unlink(path.c_str()) == 0) return as_blob_status(files::sync_folder(folder));
    if (errno == ENOENT) return Done{};
    return Failure{"blob.io", path + ": " + std::strerror(errno)};
}

std::string FileBlobStore::folder_of(AttachmentId id) const { return root_ + "/" + encode_hex(id.bytes.data(), 1); }

}  // namespace lesepass::server
