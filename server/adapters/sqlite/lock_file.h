#pragma once
// One server per data folder. The lock is the kernel's (flock): it ends with the process, however that ends, and the
// file left behind means nothing.
#include <string>

#include "base/result.h"

namespace lesepass::server::sqlite {

class LockFile {
public:
    // "store.locked" (detail names the other process), or "store.io".
    static Result<LockFile> take(const std::string& path);
    LockFile() = default;  // holds nothing
    LockFile(LockFile&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    LockFile& operator=(LockFile&& other) noexcept;
    ~LockFile();
    bool held() const { return fd_ >= 0; }

private:
    explicit LockFile(int fd) : fd_(fd) {}
    int fd_ = -1;
};

}  // namespace lesepass::server::sqlite
