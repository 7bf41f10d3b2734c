#include "http/listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace lesepass::server::http {

namespace {
std::string text_of(const sockaddr_in& in) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
    return text.data();
}

std::string text_of(const in6_addr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET6, &address, text.data(), text.size());
    return text.data();
}

void describe(const sockaddr_storage& name, Peer& peer) {
    if (name.ss_family == AF_INET) {
        peer.address = peer.share = text_of(reinterpret_cast<const sockaddr_in&>(name));
        return;
    }
    auto address = reinterpret_cast<const sockaddr_in6&>(name).sin6_addr;
    peer.address = peer.share = text_of(address);
    if (IN6_IS_ADDR_V4MAPPED(&address) || IN6_IS_ADDR_LOOPBACK(&address)) return;
    std::fill(address.s6_addr + 8, address.s6_addr + 16, std::uint8_t{0});
    peer.share = text_of(address);
}

int bound_port(int fd) {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&name), &size) != 0) return 0;
    const bool v4 = name.ss_family == AF_INET;
    return ntohs(v4 ? reinterpret_cast<const sockaddr_in&>(name).sin_port
                    : reinterpret_cast<const sockaddr_in6&>(name).sin6_port);
}
}  // namespace

Result<Listener> open_listener(const std::string& address, int port, int backlog) {
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
        return Failure{"http.listen", "no such address: " + address};
    Listener listener;
    int error = 0;
    for (const auto* at = found; at != nullptr && listener.fd < 0; at = at->ai_next) {
        const int fd = ::socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int on = 1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (::bind(fd, at->ai_addr, at->ai_addrlen) == 0 && ::listen(fd, backlog) == 0) {
            listener.fd = fd;
            continue;
        }
        error = errno;
        if (fd >= 0) ::close(fd);
    }
    freeaddrinfo(found);
    if (listener.fd < 0)
        return Failure{"http.listen",
                       "can not listen on " + address + ":" + std::to_string(port) + ": " + std::strerror(error)};
    listener.port = bound_port(listener.fd);
    return listener;
}

Peer accept_peer(int listener_fd) {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    Peer peer;
    peer.fd = accept4(listener_fd, reinterpret_cast<sockaddr*>(&name), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (peer.fd < 0) return peer;
    const int on = 1;
    setsockopt(peer.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    describe(name, peer);
    return peer;
}

std::size_t fit_open_files(std::size_t wanted_connections) {
    constexpr rlim_t others = 256;  // database, blobs, mail, logs
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted_connections;
    const rlim_t wanted = wanted_connections + others;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    const rlim_t room = limit.rlim_cur > 2 * others ? limit.rlim_cur - others : limit.rlim_cur / 2;
    return std::min(wanted_connections, static_cast<std::size_t>(room));
}

}  // namespace lesepass::server::http
