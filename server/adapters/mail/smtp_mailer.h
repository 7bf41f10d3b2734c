#pragma once
// Mail by SMTP (libcurl). The connection is kept for the next mail as long as the server likes.
#include <memory>
#include <mutex>

#include "ports/clock.h"
#include "ports/mailer.h"

namespace lesepass::server {

enum class SmtpSecurity {
    None,               // a relay on this machine or in a closed network
    StartTlsIfOffered,  // opportunistic: protects against listening, not against an active attacker
    StartTls,           // required, certificate checked
    Tls,                // from the first byte (port 465), certificate checked
};

struct SmtpOptions {
    std::string host;  // name or IPv4/IPv6 address
    int port = 25;
    SmtpSecurity security = SmtpSecurity::StartTls;
    std::string user{};  // empty: no sign-in
    std::string password{};
    std::string helo_name = "localhost";  // how we introduce ourselves
    std::string message_domain{};         // right side of Message-ID; empty: helo_name
    std::string ca_file{};                // empty: the system's certificates
    long connect_timeout_ms = 5'000;
    long total_timeout_ms = 30'000;
};

class SmtpMailer : public Mailer {
public:
    // `clock` outlives the mailer. Connects to nobody yet. Failure "mail.configuration": a password must not travel
    // without enforced encryption; host, port or names can not be used.
    static Result<std::unique_ptr<SmtpMailer>> open(const SmtpOptions& options, const Clock& clock);
    ~SmtpMailer() override;

    // "mail.permanent" only for what this one mail can not overcome: the recipient or the content refused with 5xx
    // (552, mailbox full, excepted). Greeting, sign-in and sender refused are our configuration or their trouble: the
    // mails wait until a person has repaired it. Details are German and name no address.
    Status send(const Mail& mail) override;

private:
    struct Session;
    SmtpMailer(const SmtpOptions& options, const Clock& clock);

    const SmtpOptions options_;
    const Clock& clock_;
    std::mutex mutex_;
    std::unique_ptr<Session> session_;
};

}  // namespace lesepass::server
