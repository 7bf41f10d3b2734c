#pragma once
// Notices changed tenant files while the server runs. All files or none: as long as one has a mistake, the libraries
// stay as they were.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "ports/libraries.h"

namespace lesepass::server {

struct TenantWatchOptions {
    std::string folder;
    std::map<std::string, std::string> loaded;  // traces of what has been read
    std::chrono::milliseconds every{2000};
    std::function<void(Libraries)> take;                   // called from the watch's thread
    std::function<void(const std::string&)> told, warned;  // a line for the operator's log
};

class TenantWatch {
public:
    // By file name: size and time of the last change. To be taken before the files are read.
    using Traces = std::map<std::string, std::string>;
    static Traces traces_of(const std::string& folder);

    explicit TenantWatch(TenantWatchOptions options);
    ~TenantWatch();

    // Loads now even if nothing seems to have changed (SIGHUP). Thread-safe.
    void look();
    // Of the last attempt to load; 0: the libraries are as the files say.
    int mistakes() const { return mistakes_; }

private:
    void run();
    void load(const std::string& why);
    static std::string changes_between(const Traces& before, const Traces& after);

    TenantWatchOptions options_;
    Traces loaded_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false, asked_ = false;
    std::atomic<int> mistakes_ = 0;
    std::thread thread_;
};

}  // namespace lesepass::server
