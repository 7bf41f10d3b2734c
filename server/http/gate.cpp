#include "http/gate.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "http/listener.h"

namespace lesepass::server::http {

namespace {
constexpr std::uint64_t listener_mark = 1, waker_mark = 2;
constexpr int sweep_ms = 250;

std::int64_t now_ms() {
    using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::steady_clock;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void ring(int wake_fd) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_fd, &one, sizeof one);
}
}  // namespace

Gate::Gate(GateLimits limits, Hooks hooks, std::size_t workers)
    : limits_(std::move(limits)),
      hooks_(std::move(hooks)),
      epoll_fd_(epoll_create1(EPOLL_CLOEXEC)),
      wake_fd_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      pool_(workers, limits_.queue, hooks_.work, [this] { ring(wake_fd_); }) {}

Gate::~Gate() {
    stop();
    for (const int fd : {listen_fd_, epoll_fd_, wake_fd_})
        if (fd >= 0) ::close(fd);
}

Status Gate::listen(const std::string& address, int port) {
    auto listener = open_listener(address, port, limits_.backlog);
    if (!listener) return listener.failure();
    listen_fd_ = listener->fd;
    port_ = listener->port;
    limits_.connections = fit_open_files(limits_.connections);
    watch(listen_fd_, listener_mark, EPOLLIN, EPOLL_CTL_ADD);
    watch(wake_fd_, waker_mark, EPOLLIN, EPOLL_CTL_ADD);
    return Done{};
}

void Gate::start() {
    pool_.start();
    thread_ = std::thread([this] { run(); });
}

void Gate::stop(int grace_ms) {
    if (!thread_.joinable()) return;
    drain_until_ = now_ms() + grace_ms;
    ring(wake_fd_);
    thread_.join();
    pool_.stop();
}

GateFigures Gate::figures() const { return {open_, buffered_, timed_out_, refused_}; }

void Gate::run() {
    std::array<epoll_event, 256> events;
    std::int64_t next_sweep = now_ms() + sweep_ms;
    while (!has_finished(now_ms())) {
        const int timeout = drain_until_ != 0 ? 20 : sweep_ms;
        const int count = epoll_wait(epoll_fd_, events.data(), static_cast<int>(events.size()), timeout);
        for (int i = 0; i < count; ++i) {
            const auto& event = events[static_cast<std::size_t>(i)];
            handle(event.data.u64, event.events);
        }
        if (drain_until_ != 0) stop_listening();
        if (now_ms() >= next_sweep) {
            sweep(now_ms());
            next_sweep = now_ms() + sweep_ms;
        }
        for (const auto serial : closing_) close_connection(serial);
        closing_.clear();
    }
    while (!connections_.empty()) close_connection(connections_.begin()->first);
}

bool Gate::has_finished(std::int64_t now) const {
    if (drain_until_ == 0) return false;
    if (now >= drain_until_) return true;
    return std::none_of(connections_.begin(), connections_.end(), [](const auto& entry) {
        return entry.second->state == State::Working || entry.second->state == State::Writing;
    });
}

void Gate::handle(std::uint64_t mark, std::uint32_t events) {
    if (mark == listener_mark) return accept_all();
    if (mark == waker_mark) return take_done();
    const auto at = connections_.find(mark);
    if (at == connections_.end()) return;
    Connection& c = *at->second;
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) return closing_.push_back(mark);
    if ((events & EPOLLOUT) != 0) return write_some(c);
    if (c.state == State::Reading || c.state == State::Draining) return on_readable(c);
    watch(c, 0);  // more bytes before the answer: they stay in the kernel until their turn
}

void Gate::accept_all() {
    while (listen_fd_ >= 0) {
        Peer peer = accept_peer(listen_fd_);
        if (peer.fd < 0) {
            // Out of files: the listener stays readable, so without a pause this thread would spin.
            if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
                watch(listen_fd_, listener_mark, 0, EPOLL_CTL_MOD);
            return;
        }
        auto& of_share = per_share_[peer.share];
        const bool crowded = of_share >= limits_.connections_per_address && peer.address != limits_.unlimited_address;
        if (crowded || connections_.size() >= limits_.connections) {
            ++refused_;
            ::close(peer.fd);
            if (of_share == 0) per_share_.erase(peer.share);
            continue;
        }
        ++of_share;
        auto c = std::make_unique<Connection>();
        c->fd = peer.fd, c->serial = next_serial_++;
        c->address = std::move(peer.address), c->share = std::move(peer.share);
        c->deadline = now_ms() + limits_.head_ms;
        c->watched = EPOLLIN;
        watch(c->fd, c->serial, EPOLLIN, EPOLL_CTL_ADD);
        connections_.emplace(c->serial, std::move(c));
        open_ = connections_.size();
    }
}

void Gate::watch(int fd, std::uint64_t mark, std::uint32_t events, int operation) {
    epoll_event event{};
    event.events = events, event.data.u64 = mark;
    epoll_ctl(epoll_fd_, operation, fd, &event);
}

// Most requests never change what they wait for, so most need no system call here.
void Gate::watch(Connection& c, std::uint32_t events) {
    if (c.watched == events) return;
    c.watched = events;
    watch(c.fd, c.serial, events, EPOLL_CTL_MOD);
}

// One chunk for each event: a client that floods us takes no more turns than the others.
void Gate::on_readable(Connection& c) {
    const auto count = ::recv(c.fd, chunk_.data(), chunk_.size(), 0);
    if (count < 0) {
        if (errno != EAGAIN && errno != EINTR) closing_.push_back(c.serial);
        return;
    }
    const bool midway = c.state == State::Reading && !c.in.empty();
    if (count == 0 && midway) return refuse(c, 400, "http.truncated", {});
    if (count == 0) return closing_.push_back(c.serial);
    if (c.state != State::Reading) return;
    if (c.in.empty()) c.deadline = now_ms() + limits_.head_ms;
    c.in.append(chunk_.data(), static_cast<std::size_t>(count));
    charge(c);
    consider(c);
}

// Is there a complete request in the buffer? If not: may it still become one?
void Gate::consider(Connection& c) {
    if (c.expected == 0 && !read_head(c)) return;
    if (c.in.size() >= c.expected) return dispatch(c);
    if (buffered_ > limits_.buffered_bytes) refuse(c, 503, "http.busy", {});
}

// false: not complete yet, or refused.
bool Gate::read_head(Connection& c) {
    const HeadScan scan = scan_head(c.in);
    if (scan.state == HeadScan::State::Incomplete) return false;
    if (scan.state == HeadScan::State::Refused) return refuse(c, scan.status, scan.code, {}), false;
    if (scan.content_length > hooks_.max_body_bytes(scan))
        return refuse(c, 413, "http.body-too-large", std::string(scan.target)), false;
    c.head_bytes = scan.head_bytes;
    c.expected = scan.head_bytes + static_cast<std::size_t>(scan.content_length);
    c.keep_alive = scan.keep_alive;
    // From here the body's own deadline counts, whatever arrives in between.
    const auto seconds = static_cast<std::int64_t>(scan.content_length / limits_.min_rate_bytes_per_second);
    c.deadline = now_ms() + limits_.body_ms + seconds * 1000;
    static constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
    if (scan.expects_continue && c.in.size() < c.expected) {
        [[maybe_unused]] const auto sent = ::send(c.fd, interim.data(), interim.size(), MSG_NOSIGNAL);
    }
    return true;
}

void Gate::dispatch(Connection& c) {
    RawRequest request{
        .bytes = {}, .head_bytes = c.head_bytes, .keep_alive = c.keep_alive, .remote_address = c.address};
    std::string rest = c.in.substr(c.expected);
    c.in.resize(c.expected);
    request.bytes = std::move(c.in);
    c.in = std::move(rest);
    c.expected = 0;
    if (!pool_.submit(c.serial, request)) return refuse(c, 503, "http.busy", {});
    c.state = State::Working;
    c.deadline = INT64_MAX;
}

void Gate::refuse(Connection& c, int status, const char* code, std::string_view target) {
    ++refused_;
    answer(c, {.bytes = hooks_.refusal(status, code, target), .body = nullptr, .close = true});
}

void Gate::take_done() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(wake_fd_, &count, sizeof count);
    for (auto& item : pool_.take_finished()) {
        const auto at = connections_.find(item.serial);
        if (at != connections_.end()) answer(*at->second, std::move(item.answer));
    }
}

void Gate::answer(Connection& c, RawAnswer answer) {
    c.state = State::Writing;
    c.out = std::move(answer), c.written = 0;
    if (drain_until_ != 0) c.out.close = true;
    charge(c);
    const auto seconds = static_cast<std::int64_t>(c.out.size() / limits_.min_rate_bytes_per_second);
    c.deadline = now_ms() + limits_.answer_ms + seconds * 1000;
    write_some(c);
}

void Gate::write_some(Connection& c) {
    if (c.state != State::Writing) return;
    while (c.written < c.out.size()) {
        const std::string_view bytes = c.out.bytes, body = c.out.body ? *c.out.body : std::string_view{};
        const auto head_left = bytes.substr(std::min(c.written, bytes.size()));
        const auto body_left = body.substr(c.written - (bytes.size() - head_left.size()));
        std::array<iovec, 2> parts{iovec{const_cast<char*>(head_left.data()), head_left.size()},
                                   iovec{const_cast<char*>(body_left.data()), body_left.size()}};
        msghdr message{};
        message.msg_iov = parts.data(), message.msg_iovlen = parts.size();
        const auto count = ::sendmsg(c.fd, &message, MSG_NOSIGNAL);
        if (count > 0) {
            c.written += static_cast<std::size_t>(count);
            continue;
        }
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return watch(c, EPOLLOUT);
        return closing_.push_back(c.serial);
    }
    after_answer(c);
}

void Gate::after_answer(Connection& c) {
    const bool close = c.out.close;
    c.out = {};
    if (close) {
        ::shutdown(c.fd, SHUT_WR);
        c.in = {};
        c.state = State::Draining, c.deadline = now_ms() + limits_.drain_ms;
    } else {
        c.state = State::Reading;
        c.deadline = now_ms() + (c.in.empty() ? limits_.idle_ms : limits_.head_ms);
    }
    charge(c);
    watch(c, EPOLLIN);
    if (!c.in.empty()) consider(c);  // pipelined
}

void Gate::sweep(std::int64_t now) {
    if (listen_fd_ >= 0) watch(listen_fd_, listener_mark, EPOLLIN, EPOLL_CTL_MOD);  // after a pause
    for (auto& [serial, c] : connections_) {
        if (now < c->deadline) continue;
        if (c->state != State::Draining) ++timed_out_;
        if (c->state == State::Reading && !c->in.empty())
            refuse(*c, 408, "http.timeout", {});
        else
            closing_.push_back(serial);
    }
}

void Gate::charge(Connection& c) {
    const auto now = c.in.size() + c.out.bytes.size();  // shared bodies are in memory once
    buffered_ += now - c.charged;                       // wraps around where it shrinks, and so does the sum
    c.charged = now;
}

void Gate::close_connection(std::uint64_t serial) {
    const auto at = connections_.find(serial);
    if (at == connections_.end()) return;
    auto& c = *at->second;
    buffered_ -= c.charged;
    if (const auto of = per_share_.find(c.share); of != per_share_.end() && --of->second == 0) per_share_.erase(of);
    ::close(c.fd);
    connections_.erase(at);
    open_ = connections_.size();
}

void Gate::stop_listening() {
    if (listen_fd_ >= 0) ::close(listen_fd_);
    listen_fd_ = -1;
}

}  // namespace lesepass::server::http
