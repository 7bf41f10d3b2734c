#include "fault_vfs.h"

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <new>

namespace lesepass::server::testing {
namespace {

constexpr std::size_t sector = 512;

// What SQLite holds per open file; the real file follows in the same memory.
struct File {
    sqlite3_file base;
    FaultVfs* vfs;
    std::string* path;  // empty: neither database nor log, not watched
    sqlite3_file* real;
};

File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* real_of(sqlite3_file* file) { return file_of(file).real; }
bool is_log(const std::string& path) { return path.ends_with("-wal"); }

int close_file(sqlite3_file* file) {
    const int code = real_of(file)->pMethods == nullptr ? SQLITE_OK : real_of(file)->pMethods->xClose(real_of(file));
    delete file_of(file).path;
    return code;
}
int read_file(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    return real_of(file)->pMethods->xRead(real_of(file), out, size, offset);
}
int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    File& own = file_of(file);
    if (!own.path->empty()) {
        const int code =
            own.vfs->write(*own.path, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)}, offset);
        if (code != SQLITE_OK) return code;
    }
    return own.real->pMethods->xWrite(own.real, bytes, size, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    File& own = file_of(file);
    if (!own.path->empty()) own.vfs->truncate(*own.path, size);
    return own.real->pMethods->xTruncate(own.real, size);
}
// The real sync is left out: nobody pulls the plug of the machine that runs this test.
int sync_file(sqlite3_file* file, int) {
    File& own = file_of(file);
    return own.path->empty() ? SQLITE_OK : own.vfs->sync(*own.path);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
int unlock_file(sqlite3_file* file, int level) { return real_of(file)->pMethods->xUnlock(real_of(file), level); }
int check_lock(sqlite3_file* file, int* out) { return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out); }
int file_control(sqlite3_file* file, int op, void* argument) {
    return real_of(file)->pMethods->xFileControl(real_of(file), op, argument);
}
int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
int characteristics(sqlite3_file*) { return 0; }  // promises nothing: no atomic writes, no safe append
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}
void shm_barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real_of(file)->pMethods->xShmUnmap(real_of(file), remove); }

const sqlite3_io_methods methods = {
    2,          &close_file,  &read_file,  &write_file,   &truncate_file, &sync_file,       &file_size,
    &lock_file, &unlock_file, &check_lock, &file_control, &sector_size,   &characteristics, &shm_map,
    &shm_lock,  &shm_barrier, &shm_unmap,  nullptr,       nullptr,
};

FaultVfs& vfs_of(sqlite3_vfs* vfs) { return *static_cast<FaultVfs*>(vfs->pAppData); }

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    FaultVfs& own = vfs_of(vfs);
    File& wrapped = file_of(file);
    const bool watched = path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
    wrapped.vfs = &own;
    wrapped.path = new std::string(watched ? path : "");
    wrapped.real = reinterpret_cast<sqlite3_file*>(&wrapped + 1);
    wrapped.real->pMethods = nullptr;
    const int code = own.real()->xOpen(own.real(), path, wrapped.real, flags, out_flags);
    wrapped.base.pMethods = code == SQLITE_OK ? &methods : nullptr;
    if (code != SQLITE_OK) delete wrapped.path;
    return code;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    vfs_of(vfs).remove(path);
    return vfs_of(vfs).real()->xDelete(vfs_of(vfs).real(), path, sync_folder);
}

}  // namespace

FaultVfs::FaultVfs(const std::string& name) : name_(name), real_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *real_;  // what is not replaced does not look at its first argument
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pNext = nullptr;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.xOpen = &open_file;
    vfs_.xDelete = &delete_file;
    sqlite3_vfs_register(&vfs_, 0);
}

FaultVfs::~FaultVfs() { sqlite3_vfs_unregister(&vfs_); }

void FaultVfs::set_fault(Fault fault) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
}

void FaultVfs::set_on_log_sync(std::function<void()> hook) {
    const std::lock_guard lock(mutex_);
    on_log_sync_ = std::move(hook);
}

int FaultVfs::log_syncs() const {
    const std::lock_guard lock(mutex_);
    return log_syncs_;
}

int FaultVfs::write(const std::string& path, std::string bytes, sqlite3_int64 offset) {
    const std::lock_guard lock(mutex_);
    if (fault_ == Fault::Full) return SQLITE_FULL;
    images_[path].pending.push_back({.offset = offset, .bytes = std::move(bytes)});
    return SQLITE_OK;
}

int FaultVfs::truncate(const std::string& path, sqlite3_int64 size) {
    const std::lock_guard lock(mutex_);
    images_[path].pending.push_back({.offset = size, .bytes = {}, .is_truncation = true});
    return SQLITE_OK;
}

int FaultVfs::sync(const std::string& path) {
    std::function<void()> hook;
    {
        const std::lock_guard lock(mutex_);
        if (is_log(path)) hook = on_log_sync_;
    }
    if (hook) hook();
    const std::lock_guard lock(mutex_);
    if (is_log(path)) ++log_syncs_;
    if (fault_ == Fault::SyncFails) return SQLITE_IOERR_FSYNC;
    if (fault_ == Fault::LogSyncLies && is_log(path)) return SQLITE_OK;
    Image& image = images_[path];
    for (const auto& change : image.pending) apply(image.durable, change);
    image.pending.clear();
    return SQLITE_OK;
}

void FaultVfs::remove(const std::string& path) {
    const std::lock_guard lock(mutex_);
    images_.erase(path);
}

void FaultVfs::write_wreck(const std::string& folder, std::mt19937_64& random) const {
    std::map<std::string, Image> images;
    {
        const std::lock_guard lock(mutex_);
        images = images_;
    }
    std::filesystem::create_directories(folder);
    for (auto& [path, image] : images) {
        for (const auto& change : image.pending) {
            if (change.is_truncation) {
                if (random() % 2 == 0) apply(image.durable, change);
                continue;
            }
            for (std::size_t at = 0; at < change.bytes.size(); at += sector)
                if (random() % 2 == 0)
                    apply(image.durable, {.offset = change.offset + static_cast<sqlite3_int64>(at),
                                          .bytes = change.bytes.substr(at, sector)});
        }
        std::ofstream(folder / std::filesystem::path(path).filename(), std::ios::binary) << image.durable;
    }
}

void FaultVfs::apply(std::string& content, const Change& change) {
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.is_truncation) {
        if (offset < content.size()) content.resize(offset);
        return;
    }
    if (content.size() < offset + change.bytes.size()) content.resize(offset + change.bytes.size());
    content.replace(offset, change.bytes.size(), change.bytes);
}

}  // namespace lesepass::server::testing
