#pragma once
// A loopback server that answers each connection with the next scripted bytes, so that a platform's worst answers can
// be written down literally. It keeps what it was sent.
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lesepass::server::testing {

class HttpPeer {
public:
    // Answer that never comes: the connection stays open until the peer ends.
    static constexpr const char* silence = "";

    explicit HttpPeer(std::deque<std::string> answers) : answers_(std::move(answers)) {
        listener_ = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(listen(listener_, 16) == 0);
        socklen_t size = sizeof address;
        REQUIRE(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { run(); });
    }
    ~HttpPeer() {
        stopping_ = true;
        thread_.join();
        for (const int open : silent_) close(open);
        close(listener_);
    }
    HttpPeer(const HttpPeer&) = delete;
    HttpPeer& operator=(const HttpPeer&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    std::vector<std::string> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

    static std::string reply(const std::string& status, const std::string& type, const std::string& body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
    }
    static std::string json(const std::string& body) { return reply("200 OK", "application/json", body); }

private:
    void run() {
        while (!stopping_) {
            pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
            if (poll(&waiting, 1, 20) != 1) continue;
            const int client = accept(listener_, nullptr, nullptr);
            if (client >= 0) serve(client);
        }
    }

    void serve(int client) {
        const std::string request = read_request(client);
        std::string answer = silence;
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(request);
            if (!answers_.empty()) {
                answer = answers_.front();
                answers_.pop_front();
            }
        }
        if (answer == silence) {
            silent_.push_back(client);
            return;
        }
        for (std::size_t sent = 0; sent < answer.size();) {
            const auto count = send(client, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
            if (count <= 0) break;
            sent += static_cast<std::size_t>(count);
        }
        close(client);
    }

    static std::string read_request(int client) {
        std::string text;
        char buffer[4096];
        while (!is_complete(text)) {
            const auto count = recv(client, buffer, sizeof buffer, 0);
            if (count <= 0) break;
            text.append(buffer, static_cast<std::size_t>(count));
        }
        return text;
    }

    static bool is_complete(const std::string& text) {
        const auto end = text.find("\r\n\r\n");
        if (end == std::string::npos) return false;
        const auto length = text.find("Content-Length: ");
        if (length == std::string::npos) return true;
        return text.size() >= end + 4 + std::stoul(text.substr(length + 16));
    }

    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::deque<std::string> answers_;
    std::vector<std::string> requests_;
    std::vector<int> silent_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace lesepass::server::testing
