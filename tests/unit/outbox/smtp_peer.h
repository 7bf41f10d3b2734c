#pragma once
// A mail server of a few lines on a loopback port, which answers as it is told.
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lesepass::server::testing {

struct SmtpScript {
    // Replies by command ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "." for the end of the content); what is not here
    // gets the usual success. "" closes the connection, "hang" never answers.
    std::map<std::string, std::string> replies;
};

class SmtpPeer {
public:
    explicit SmtpPeer(SmtpScript script = {});
    ~SmtpPeer();
    SmtpPeer(const SmtpPeer&) = delete;
    SmtpPeer& operator=(const SmtpPeer&) = delete;

    int port() const { return port_; }
    void change(SmtpScript script);
    int connections() const { return connections_; }
    std::vector<std::string> commands() const;
    std::vector<std::string> messages() const;  // contents as received, dots unstuffed

private:
    void serve();
    void talk(int client);
    bool answer(int client, const std::string& step, const char* usual);
    bool handle(int client, const std::string& line);
    bool data_is_refused() const;
    bool receive_content(int client);
    bool read_line(int client, std::string& line);

    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stopping_{false};
    std::atomic<int> connections_{0};
    mutable std::mutex mutex_;
    SmtpScript script_;
    std::vector<std::string> commands_, messages_;
    std::string buffer_;  // of the one client served at a time
    std::thread thread_;
};

// A loopback port on which nobody listens.
int closed_port();

}  // namespace lesepass::server::testing
