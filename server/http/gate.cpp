#include "http/gate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace lesepass::server::http {

namespace {
constexpr std::uint64_t listener_mark = 1, waker_mark = 2;

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void describe_peer(const sockaddr_storage& peer, std::string& address, int& port) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (peer.ss_family == AF_INET) {
        const auto& in = reinterpret_cast<const sockaddr_in&>(peer);
        inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
        port = ntohs(in.sin_port);
    } else {
        const auto& in = reinterpret_cast<const sockaddr_in6&>(peer);
        inet_ntop(AF_INET6, &in.sin6_addr, text.data(), text.size());
        port = ntohs(in.sin6_port);
    }
    address = text.data();
}

int bound_port(int fd) {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    std::string address;
    int port = 0;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&name), &size) == 0) describe_peer(name, address, port);
    return port;
}
}  // namespace

Gate::Gate(GateLimits limits, Hooks hooks, std::size_t workers) : limits_(limits), hooks_(std::move(hooks)), worker_count_(workers) {}

Gate::~Gate() {
    stop();
    for (const int fd : {listen_fd_, epoll_fd_, wake_fd_})
        if (fd >= 0) ::close(fd);
}

Status Gate::listen(const std::string& address, int port) {
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM, hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
        return Failure{"http.listen", "no such address: " + address};
    int error = 0;
    for (const auto* at = found; at != nullptr && listen_fd_ < 0; at = at->ai_next) {
        const int fd = ::socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int on = 1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (::bind(fd, at->ai_addr, at->ai_addrlen) == 0 && ::listen(fd, limits_.backlog) == 0) listen_fd_ = fd;
        else error = errno, ::close(fd);
    }
    freeaddrinfo(found);
    if (listen_fd_ < 0) return Failure{"http.listen", "can not listen on " + address + ":" + std::to_string(port) + ": " + std::strerror(error)};
    port_ = bound_port(listen_fd_);
    epoll_fd_ = epoll_create1(EPOLL_CLOEXEC);
    wake_fd_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    for (const auto& [fd, mark] : {std::pair{listen_fd_, listener_mark}, std::pair{wake_fd_, waker_mark}}) {
        epoll_event event{};
        event.events = EPOLLIN, event.data.u64 = mark;
        epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, fd, &event);
    }
    return lesepass::Done{};
}

void Gate::start() {
    for (std::size_t i = 0; i < worker_count_; ++i) workers_.emplace_back([this] { worker(); });
    thread_ = std::thread([this] { run(); });
}

void Gate::stop(int grace_ms) {
    if (!thread_.joinable()) return;
    draining_ = true;
    wake();
    const auto until = now_ms() + grace_ms;
    const auto idle = [&] {
        std::lock_guard lock(mutex_);
        return jobs_.empty() && busy_ == 0 && done_.empty();
    };
    while (!idle() && now_ms() < until) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    stopping_ = true;
    wake();
    thread_.join();
    {
        std::lock_guard lock(mutex_);
        workers_stop_ = true;
    }
    ready_.notify_all();
    for (auto& thread : workers_) thread.join();
    workers_.clear();
}

GateFigures Gate::figures() const { return {open_, buffered_, timed_out_, refused_}; }

void Gate::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_fd_, &one, sizeof one);
}

// ---- workers -----------------------------------------------------------------------------------------------------

void Gate::worker() {
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, [&] { return workers_stop_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
            ++busy_;
        }
        auto answer = hooks_.work(job.request);
        {
            std::lock_guard lock(mutex_);
            --busy_;
            done_.push_back({job.serial, std::move(answer)});
        }
        wake();
    }
}

// ---- the gate's thread ---------------------------------------------------------------------------------------------

void Gate::run() {
    std::array<epoll_event, 256> events;
    std::int64_t next_sweep = now_ms() + 250;
    while (!stopping_) {
        const int count = epoll_wait(epoll_fd_, events.data(), static_cast<int>(events.size()), 250);
        for (int i = 0; i < count; ++i) {
            const auto& event = events[static_cast<std::size_t>(i)];
            if (event.data.u64 == listener_mark) { accept_all(); continue; }
            if (event.data.u64 == waker_mark) { take_done(); continue; }
            const auto at = connections_.find(event.data.u64);
            if (at == connections_.end()) continue;
            if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) closing_.push_back(event.data.u64);
            else if ((event.events & EPOLLOUT) != 0) write_some(*at->second);
            else on_readable(*at->second);
        }
        if (now_ms() >= next_sweep) sweep(now_ms()), next_sweep = now_ms() + 250;
        for (const auto serial : closing_) close_connection(serial);
        closing_.clear();
    }
    take_done();
    while (!connections_.empty()) close_connection(connections_.begin()->first);
}

void Gate::accept_all() {
    while (true) {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        const int fd = accept4(listen_fd_, reinterpret_cast<sockaddr*>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) return;
        auto c = std::make_unique<Connection>();
        c->fd = fd, c->serial = next_serial_++;
        describe_peer(peer, c->address, c->remote_port);
        auto& of_address = per_address_[c->address];
        if (draining_ || connections_.size() >= limits_.connections || of_address >= limits_.connections_per_address) {
            ++refused_;
            ::close(fd);
            if (of_address == 0) per_address_.erase(c->address);
            continue;
        }
        ++of_address;
        const int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        c->deadline = now_ms() + limits_.head_ms;
        watch(*c, EPOLLIN | EPOLLRDHUP, EPOLL_CTL_ADD);
        connections_.emplace(c->serial, std::move(c));
        open_ = connections_.size();
    }
}

void Gate::watch(Connection& c, std::uint32_t events, int operation) {
    epoll_event event{};
    event.events = events, event.data.u64 = c.serial;
    epoll_ctl(epoll_fd_, operation, c.fd, &event);
}

void Gate::on_readable(Connection& c) {
    read_all(c);
    if (c.state == State::Reading) consider(c);
}

void Gate::read_all(Connection& c) {
    std::array<char, 64 * 1024> chunk;
    while (true) {
        const auto count = ::recv(c.fd, chunk.data(), chunk.size(), 0);
        if (count > 0) {
            if (c.state == State::Draining) continue;
            if (c.in.empty()) c.deadline = now_ms() + limits_.head_ms;
            c.in.append(chunk.data(), static_cast<std::size_t>(count));
            buffered_ += static_cast<std::size_t>(count);
            // One connection reads no more than it may send; the rest waits in the kernel.
            if (static_cast<std::size_t>(count) < chunk.size() || c.in.size() > 64u * 1024 * 1024) return;
            continue;
        }
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
        c.peer_done = true;
        if (c.state == State::Reading || c.state == State::Draining) closing_.push_back(c.serial);
        return;
    }
}

// Is there a complete request in the buffer? If not: may it still become one?
void Gate::consider(Connection& c) {
    const HeadScan scan = scan_head(c.in);
    if (scan.state == HeadScan::State::Incomplete) return;
    if (scan.state == HeadScan::State::Refused) return refuse(c, scan.status, scan.code, {});
    if (scan.content_length > hooks_.max_body_bytes(scan)) return refuse(c, 413, "http.body-too-large", scan.target);
    const std::size_t size = scan.head_bytes + static_cast<std::size_t>(scan.content_length);
    if (c.in.size() >= size) return dispatch(c, size);
    if (buffered_ > limits_.buffered_bytes) return refuse(c, 503, "http.busy", scan.target);
    if (c.continued) return;
    c.continued = true;  // head seen; from here the body's own deadline counts
    const auto seconds = static_cast<std::int64_t>(scan.content_length / limits_.min_rate_bytes_per_second);
    c.deadline = now_ms() + limits_.body_ms + seconds * 1000;
    static constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
    if (scan.expects_continue) [[maybe_unused]] const auto sent = ::send(c.fd, interim.data(), interim.size(), MSG_NOSIGNAL);
}

void Gate::dispatch(Connection& c, std::size_t size) {
    Job job{.serial = c.serial, .request = {.bytes = c.in.substr(0, size), .remote_address = c.address, .remote_port = c.remote_port}};
    c.in.erase(0, size);
    buffered_ -= size;
    c.continued = false;
    {
        std::lock_guard lock(mutex_);
        if (jobs_.size() < limits_.queue) {
            jobs_.push_back(std::move(job));
            c.state = State::Working;
        }
    }
    if (c.state != State::Working) return refuse(c, 503, "http.busy", {});
    c.deadline = INT64_MAX;
    watch(c, 0, EPOLL_CTL_MOD);
    ready_.notify_one();
}

void Gate::refuse(Connection& c, int status, const char* code, std::string_view target) {
    ++refused_;
    answer(c, hooks_.refusal(status, code, target), true);
}

void Gate::take_done() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(wake_fd_, &count, sizeof count);
    std::vector<Finished> done;
    {
        std::lock_guard lock(mutex_);
        done.swap(done_);
    }
    for (auto& item : done) {
        const auto at = connections_.find(item.serial);
        if (at != connections_.end()) answer(*at->second, std::move(item.answer.bytes), item.answer.close);
    }
}

void Gate::answer(Connection& c, std::string bytes, bool close) {
    c.state = State::Writing;
    c.out = std::move(bytes), c.written = 0, c.close_after = close || draining_;
    buffered_ += c.out.size();
    c.deadline = now_ms() + limits_.answer_ms + static_cast<std::int64_t>(c.out.size() / limits_.min_rate_bytes_per_second) * 1000;
    write_some(c);
}

void Gate::write_some(Connection& c) {
    if (c.state != State::Writing) return;
    while (c.written < c.out.size()) {
        const auto count = ::send(c.fd, c.out.data() + c.written, c.out.size() - c.written, MSG_NOSIGNAL);
        if (count > 0) { c.written += static_cast<std::size_t>(count); continue; }
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return watch(c, EPOLLOUT, EPOLL_CTL_MOD);
        return closing_.push_back(c.serial);
    }
    after_answer(c);
}

void Gate::after_answer(Connection& c) {
    buffered_ -= c.out.size();
    c.out = {};
    if (c.close_after) {
        ::shutdown(c.fd, SHUT_WR);
        buffered_ -= c.in.size();
        c.in = {};
        c.state = State::Draining, c.deadline = now_ms() + limits_.drain_ms;
        return watch(c, EPOLLIN, EPOLL_CTL_MOD);
    }
    c.state = State::Reading;
    c.deadline = now_ms() + (c.in.empty() ? limits_.idle_ms : limits_.head_ms);
    watch(c, EPOLLIN | EPOLLRDHUP, EPOLL_CTL_MOD);
    if (!c.in.empty()) consider(c);  // pipelined
}

void Gate::sweep(std::int64_t now) {
    for (auto& [serial, c] : connections_) {
        if (now < c->deadline) continue;
        ++timed_out_;
        closing_.push_back(serial);
    }
}

void Gate::close_connection(std::uint64_t serial) {
    const auto at = connections_.find(serial);
    if (at == connections_.end()) return;
    auto& c = *at->second;
    buffered_ -= c.in.size() + c.out.size();
    if (const auto of = per_address_.find(c.address); of != per_address_.end() && --of->second == 0) per_address_.erase(of);
    ::close(c.fd);
    connections_.erase(at);
    open_ = connections_.size();
}

}  // namespace lesepass::server::http
