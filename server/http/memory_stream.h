#pragma once
// The head of a complete request in memory, an answer into memory: cpp-httplib never sees a socket, nor the body, so
// that none of its body readers (chunks, compression, multipart, 8 KiB forms) can be reached.
#include <httplib.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace lesepass::server::http {

class MemoryStream final : public httplib::Stream {
public:
    explicit MemoryStream(std::string_view head) : left_(head) {}

    bool is_readable() const override { return !left_.empty(); }
    bool wait_readable() const override { return is_readable(); }
    bool wait_writable() const override { return true; }
    ssize_t read(char* out, size_t size) override {
        const auto take = left_.copy(out, size);
        left_.remove_prefix(take);
        return static_cast<ssize_t>(take);
    }
    ssize_t write(const char* bytes, size_t size) override {
        answer.append(bytes, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
    void get_local_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
    socket_t socket() const override { return INVALID_SOCKET; }
    time_t duration() const override { return 0; }

    std::string answer;

private:
    std::string_view left_;
};

}  // namespace lesepass::server::http
