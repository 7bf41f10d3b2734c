#include "adapters/sqlite/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace lesepass::server::sqlite {
namespace {

std::string owner_of(int fd) {
    char text[32] = {};
    const auto size = pread(fd, text, sizeof text - 1, 0);
    return size > 0 ? "process " + std::string(text, static_cast<std::size_t>(size)) : "another process";
}

void write_owner(int fd) {
    const std::string text = std::to_string(getpid());
    // Only for the message another process prints: nothing depends on it.
    if (ftruncate(fd, 0) == 0 && pwrite(fd, text.data(), text.size(), 0) < 0) return;
}

}  // namespace

Result<LockFile> LockFile::take(const std::string& path) {
    const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return Failure{"store.io", path + ": " + std::strerror(errno)};
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        const std::string owner = owner_of(fd);
        close(fd);
        if (error == EWOULDBLOCK)
            return Failure{"store.locked", owner + " already uses this data folder (" + path + ")"};
        return Failure{"store.io", path + ": " + std::strerror(error)};
    }
    write_owner(fd);
    return LockFile(fd);
}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

LockFile::~LockFile() {
    if (fd_ >= 0) close(fd_);
}

}  // namespace lesepass::server::sqlite
