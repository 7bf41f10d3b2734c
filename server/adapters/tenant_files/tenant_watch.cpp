#include "adapters/tenant_files/tenant_watch.h"

#include <filesystem>
#include <utility>

#include "adapters/tenant_files/tenant_files.h"

namespace lesepass::server {

TenantWatch::TenantWatch(TenantWatchOptions options)
    : options_(std::move(options)), loaded_(options_.loaded), thread_([this] { run(); }) {}

TenantWatch::~TenantWatch() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void TenantWatch::look() {
    {
        std::lock_guard lock(mutex_);
        asked_ = true;
    }
    changed_.notify_all();
}

void TenantWatch::run() {
    Traces last = loaded_;
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        changed_.wait_for(lock, options_.every, [this] { return stopping_ || asked_; });
        if (stopping_) return;
        const bool asked = std::exchange(asked_, false);
        lock.unlock();
        const Traces now = traces_of(options_.folder);
        // Only what has come to rest: an editor or a copy may still be writing.
        const bool changed = now != loaded_ && now == last;
        if (asked || changed) {
            const auto why = changes_between(loaded_, now);
            loaded_ = now;
            load(why.empty() ? "asked to" : why);
        }
        last = now;
        lock.lock();
    }
}

void TenantWatch::load(const std::string& why) {
    auto loaded = load_tenant_files(options_.folder);
    mistakes_ = static_cast<int>(loaded.mistakes.size());
    if (!loaded.mistakes.empty()) {
        options_.warned("tenant files (" + why + "): " + std::to_string(loaded.mistakes.size()) +
                        " mistakes, the libraries stay as they were; lesepass tenant check explains them");
        for (const auto& mistake : loaded.mistakes) options_.warned("tenant files: " + mistake);
        return;
    }
    const auto count = loaded.libraries.by_key.size();
    options_.take(std::move(loaded.libraries));
    options_.told("tenant files (" + why + "): " + std::to_string(count) + " libraries loaded");
}

TenantWatch::Traces TenantWatch::traces_of(const std::string& folder) {
    namespace fs = std::filesystem;
    Traces traces;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() != ".json") continue;
        std::error_code gone;
        const auto size = at->file_size(gone);
        if (gone) continue;
        const auto time = at->last_write_time(gone).time_since_epoch().count();
        if (!gone) traces[at->path().filename().string()] = std::to_string(size) + " " + std::to_string(time);
    }
    return traces;
}

std::string TenantWatch::changes_between(const Traces& before, const Traces& after) {
    std::string out;
    const auto add = [&](const std::string& name, const char* what) {
        out += (out.empty() ? "" : ", ") + name + " " + what;
    };
    for (const auto& [name, trace] : after) {
        const auto at = before.find(name);
        if (at == before.end())
            add(name, "new");
        else if (at->second != trace)
            add(name, "changed");
    }
    for (const auto& [name, trace] : before)
        if (!after.contains(name)) add(name, "gone");
    return out;
}

}  // namespace lesepass::server
