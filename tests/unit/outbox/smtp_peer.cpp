#include "smtp_peer.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lesepass::server::testing {
namespace {

int listen_on_loopback(int& port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(fd, generic, size) == 0);
    REQUIRE(listen(fd, 8) == 0);
    REQUIRE(getsockname(fd, generic, &size) == 0);
    port = ntohs(address.sin_port);
    return fd;
}

bool readable(int fd) {
    pollfd one{.fd = fd, .events = POLLIN, .revents = 0};
    return poll(&one, 1, 20) > 0;
}

}  // namespace

SmtpPeer::SmtpPeer(SmtpScript script) : script_(std::move(script)) {
    listener_ = listen_on_loopback(port_);
    thread_ = std::thread([this] { serve(); });
}

SmtpPeer::~SmtpPeer() {
    stopping_ = true;
    thread_.join();
    close(listener_);
}

void SmtpPeer::change(SmtpScript script) {
    const std::lock_guard lock(mutex_);
    script_ = std::move(script);
}

std::vector<std::string> SmtpPeer::commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
}

std::vector<std::string> SmtpPeer::messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
}

void SmtpPeer::serve() {
    while (!stopping_) {
        if (!readable(listener_)) continue;
        const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        ++connections_;
        buffer_.clear();
        talk(client);
        close(client);
    }
}

void SmtpPeer::talk(int client) {
    if (!answer(client, "greeting", "220 peer ready")) return;
    std::string line;
    while (read_line(client, line))
        if (!handle(client, line)) return;
}

// false: the conversation is over.
bool SmtpPeer::answer(int client, const std::string& step, const char* usual) {
    std::string reply = usual;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = script_.replies.find(step); found != script_.replies.end()) reply = found->second;
    }
    if (reply.empty()) return false;
    if (reply == "hang") {
        std::string ignored;
        while (read_line(client, ignored)) {
        }
        return false;
    }
    reply += "\r\n";
    return send(client, reply.data(), reply.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(reply.size());
}

bool SmtpPeer::handle(int client, const std::string& line) {
    {
        const std::lock_guard lock(mutex_);
        commands_.push_back(line);
    }
    const std::string verb = line.substr(0, 4);
    if (verb == "QUIT") {
        answer(client, "QUIT", "221 bye");
        return false;
    }
    if (verb != "DATA") return answer(client, verb, "250 ok");
    if (!answer(client, "DATA", "354 go on")) return false;
    if (data_is_refused()) return true;
    return receive_content(client) && answer(client, ".", "250 taken");
}

bool SmtpPeer::data_is_refused() const {
    const std::lock_guard lock(mutex_);
    const auto reply = script_.replies.find("DATA");
    return reply != script_.replies.end() && !reply->second.starts_with("354");
}

bool SmtpPeer::receive_content(int client) {
    std::string message, line;
    while (read_line(client, line)) {
        if (line == ".") {
            const std::lock_guard lock(mutex_);
            messages_.push_back(message);
            return true;
        }
        message += (line.starts_with("..") ? line.substr(1) : line) + "\r\n";
    }
    return false;
}

bool SmtpPeer::read_line(int client, std::string& line) {
    while (!stopping_) {
        if (const auto end = buffer_.find("\r\n"); end != std::string::npos) {
            line = buffer_.substr(0, end);
            buffer_.erase(0, end + 2);
            return true;
        }
        if (!readable(client)) continue;
        char bytes[4096];
        const auto size = recv(client, bytes, sizeof bytes, 0);
        if (size <= 0) return false;
        buffer_.append(bytes, static_cast<std::size_t>(size));
    }
    return false;
}

int closed_port() {
    int port = 0;
    close(listen_on_loopback(port));
    return port;
}

}  // namespace lesepass::server::testing
