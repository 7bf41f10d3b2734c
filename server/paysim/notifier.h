#pragma once
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "adapters/http_client/http_client.h"
#include "paysim/simulator.h"

namespace lesepass::paysim {

// Calls the shop, now or later, from a thread of its own. What is still waiting at the end is dropped.
class Notifier {
public:
    Notifier();
    ~Notifier();
    Notifier(const Notifier&) = delete;
    Notifier& operator=(const Notifier&) = delete;

    void send_now(const NoticeCall& call) const;  // blocks until answered or timed out
    void send_later(const NoticeCall& call);

private:
    using Moment = std::chrono::steady_clock::time_point;
    void run();

    server::HttpClient http_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<Moment, NoticeCall> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace lesepass::paysim
