#include "platform/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace lesepass::server::files {
namespace {

constexpr std::string_view leftover_suffix = ".part";

Failure failure_from_errno(const std::string& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    const char* code = full ? "file.full" : error == ENOENT ? "file.missing" : "file.io";
    return {code, path + ": " + std::strerror(error)};
}

class Descriptor {
public:
    Descriptor(const std::string& path, int flags) : fd_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) close(fd_);
    }
    int get() const { return fd_; }
    bool ok() const { return fd_ >= 0; }

private:
    int fd_;
};

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Status write_and_sync(const std::string& path, std::string_view bytes) {
    const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.ok()) return failure_from_errno(path, errno);
    if (!write_all(file.get(), bytes) || fsync(file.get()) != 0) return failure_from_errno(path, errno);
    return Done{};
}

}  // namespace

Status write_durably(const std::string& folder, const std::string& name, std::string_view bytes) {
    static std::atomic<unsigned> counter{0};
    const std::string target = folder + "/" + name;
    const std::string part = target + "." + std::to_string(counter++) + std::string(leftover_suffix);
    if (auto written = write_and_sync(part, bytes); !written) {
        unlink(part.c_str());
        return written;
    }
    if (rename(part.c_str(), target.c_str()) != 0) {
        const int error = errno;
        unlink(part.c_str());
        return failure_from_errno(target, error);
    }
    return sync_folder(folder);
}

Result<std::string> read_whole(const std::string& path) {
    const Descriptor file(path, O_RDONLY);
    if (!file.ok()) return failure_from_errno(path, errno);
    struct stat info {};
    if (fstat(file.get(), &info) != 0) return failure_from_errno(path, errno);
    std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const auto size = read(file.get(), bytes.data() + have, bytes.size() - have);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return failure_from_errno(path, errno);
        if (size == 0) return Failure{"file.io", path + ": shorter than its size says"};
        have += static_cast<std::size_t>(size);
    }
    return bytes;
}

Status make_folder(const std::string& path) {
    if (mkdir(path.c_str(), 0700) == 0) {
        const std::filesystem::path parent = std::filesystem::path(path).parent_path();
        return sync_folder(parent.empty() ? "." : parent.string());
    }
    const int error = errno;
    std::error_code ignored;
    if (error == EEXIST && std::filesystem::is_directory(path, ignored)) return Done{};
    return failure_from_errno(path, error);
}

Status make_folders(const std::string& path) {
    std::filesystem::path done;
    for (const auto& part : std::filesystem::path(path)) {
        done /= part;
        std::error_code ignored;
        if (part.empty() || std::filesystem::is_directory(done, ignored)) continue;
        if (auto made = make_folder(done.string()); !made) return made;
    }
    return Done{};
}

Status sync_folder(const std::string& path) {
    const Descriptor folder(path, O_RDONLY | O_DIRECTORY);
    if (!folder.ok() || fsync(folder.get()) != 0) return failure_from_errno(path, errno);
    return Done{};
}

void remove_leftovers(const std::string& folder) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.path().extension() == leftover_suffix) std::filesystem::remove(entry.path(), ignored);
}

}  // namespace lesepass::server::files
