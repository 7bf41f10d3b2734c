#include "adapters/mail/smtp_mailer.h"

#include "adapters/mail/mime.h"
#include "mail_fixture.h"
#include "smtp_peer.h"

using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

const FixedClock clock_;

SmtpOptions options_for(int port) {
    SmtpOptions options;
    options.host = "127.0.0.1";
    options.port = port;
    options.security = SmtpSecurity::None;
    options.helo_name = "lesepass.example";
    options.connect_timeout_ms = 2'000;
    options.total_timeout_ms = 10'000;
    return options;
}

std::unique_ptr<SmtpMailer> mailer_for(const SmtpOptions& options) {
    auto mailer = SmtpMailer::open(options, clock_);
    REQUIRE(mailer);
    return std::move(*mailer);
}

}  // namespace

TEST_CASE("smtp: a mail arrives with its envelope and its bytes") {
    SmtpPeer peer;
    {
        const auto mailer = mailer_for(options_for(peer.port()));
        Mail mail = a_mail();
        mail.text = ".\n..\nPunkt am Anfang\n";
        REQUIRE(mailer->send(mail));
        REQUIRE(peer.messages().size() == 1);
        CHECK(peer.messages()[0] ==
              *mail::build_message(mail, {.message_domain = "lesepass.example", .now = clock_.now()}));
        const auto commands = peer.commands();
        REQUIRE(commands.size() >= 4);
        CHECK(commands[0] == "EHLO lesepass.example");
        CHECK(commands[1] == "MAIL FROM:<noreply@buecherei.example>");
        CHECK(commands[2] == "RCPT TO:<erika@example.org>");
        CHECK(commands[3] == "DATA");
    }
}

TEST_CASE("smtp: several mails share a connection, and a lost one is opened again") {
    SmtpPeer peer;
    const auto mailer = mailer_for(options_for(peer.port()));
    REQUIRE(mailer->send(a_mail()));
    REQUIRE(mailer->send(a_mail()));
    CHECK(peer.connections() == 1);
    peer.change({.replies = {{"MAIL", ""}}});
    CHECK(code_of_mail(mailer->send(a_mail())) == "mail.temporary");
    peer.change({});
    CHECK(mailer->send(a_mail()));
    CHECK(peer.messages().size() == 3);
}

TEST_CASE("smtp: refusals are told apart: what may pass and what this mail can not overcome") {
    struct Row {
        const char* step;
        const char* reply;
        const char* code;
    };
    const Row rows[] = {
        {"RCPT", "550 no such user", "mail.permanent"},
        {"RCPT", "553 not allowed", "mail.permanent"},
        {"DATA", "554 no", "mail.permanent"},
        {".", "554 5.7.1 content refused", "mail.permanent"},
        {".", "550 too big", "mail.permanent"},
        {"RCPT", "451 greylisted", "mail.temporary"},
        {"RCPT", "450 mailbox busy", "mail.temporary"},
        {"RCPT", "552 mailbox full", "mail.temporary"},
        {".", "552 mailbox full", "mail.temporary"},
        {".", "451 disk", "mail.temporary"},
        {".", "421 closing", "mail.temporary"},
        {"DATA", "421 closing", "mail.temporary"},
        {"MAIL", "451 later", "mail.temporary"},
        {"MAIL", "550 sender not ours", "mail.temporary"},
        {"EHLO", "", "mail.temporary"},
        {"greeting", "554 go away", "mail.temporary"},
        {"greeting", "421 busy", "mail.temporary"},
        {"greeting", "HTTP/1.1 400 Bad Request", "mail.temporary"},
        {"greeting", "", "mail.temporary"},
        {"MAIL", "", "mail.temporary"},
        {"RCPT", "", "mail.temporary"},
        {"DATA", "", "mail.temporary"},
        {".", "", "mail.temporary"},  // perhaps taken, perhaps not: the repeat has the same Message-ID
    };
    for (const auto& row : rows) {
        INFO(row.step, " -> ", row.reply);
        SmtpPeer peer({.replies = {{row.step, row.reply}}});
        const auto mailer = mailer_for(options_for(peer.port()));
        const auto sent = mailer->send(a_mail());
        REQUIRE_FALSE(sent);
        CHECK(sent.failure().code == row.code);
        CHECK(sent.failure().detail.starts_with("Der Mailserver "));
        CHECK(sent.failure().detail.find("erika") == std::string::npos);
        CHECK(sent.failure().detail.find('\n') == std::string::npos);
    }
}

TEST_CASE("smtp: nobody listening, or nobody answering, is temporary") {
    CHECK(code_of_mail(mailer_for(options_for(closed_port()))->send(a_mail())) == "mail.temporary");
    for (const char* step : {"greeting", "EHLO", "RCPT", "."}) {
        SmtpPeer peer({.replies = {{step, "hang"}}});
        auto options = options_for(peer.port());
        options.total_timeout_ms = 300;
        const auto sent = mailer_for(options)->send(a_mail());
        REQUIRE_FALSE(sent);
        CHECK(sent.failure().code == "mail.temporary");
        CHECK(sent.failure().detail.find("antwortet nicht rechtzeitig") != std::string::npos);
    }
}

TEST_CASE("smtp: where encryption is demanded nothing is said without it") {
    for (auto security : {SmtpSecurity::StartTls, SmtpSecurity::Tls}) {
        SmtpPeer peer;
        auto options = options_for(peer.port());
        options.security = security;
        options.user = "user";
        options.password = "secret";
        options.total_timeout_ms = 2'000;
        CHECK(code_of_mail(mailer_for(options)->send(a_mail())) == "mail.temporary");
        for (const auto& command : peer.commands()) {
            CHECK_FALSE(command.starts_with("AUTH"));
            CHECK_FALSE(command.starts_with("MAIL"));
        }
    }
    SmtpPeer peer;
    auto options = options_for(peer.port());
    options.security = SmtpSecurity::StartTlsIfOffered;
    CHECK(mailer_for(options)->send(a_mail()));
}

TEST_CASE("smtp: a bad mail never reaches the server") {
    SmtpPeer peer;
    const auto mailer = mailer_for(options_for(peer.port()));
    Mail mail = a_mail();
    mail.subject = "x\r\nBcc: all@example.org";
    CHECK(code_of_mail(mailer->send(mail)) == "mail.header");
    mail = a_mail();
    mail.to = "a@b>\r\nRCPT TO:<c@d";
    CHECK(code_of_mail(mailer->send(mail)) == "mail.header");
    mail.to = "a@b> <c@d";
    CHECK(code_of_mail(mailer->send(mail)) == "mail.permanent");
    CHECK(peer.connections() == 0);
}

TEST_CASE("smtp: a configuration that can not work is refused at once") {
    const auto refused = [](auto change) {
        SmtpOptions options = options_for(25);
        change(options);
        return code_of_mail(SmtpMailer::open(options, clock_)) == "mail.configuration";
    };
    CHECK_FALSE(refused([](SmtpOptions&) {}));
    CHECK_FALSE(refused([](SmtpOptions& o) { o.host = "::1"; }));
    CHECK(refused([](SmtpOptions& o) { o.host = ""; }));
    CHECK(refused([](SmtpOptions& o) { o.host = "mail.example/../x"; }));
    CHECK(refused([](SmtpOptions& o) { o.host = "user@mail.example"; }));
    CHECK(refused([](SmtpOptions& o) { o.port = 0; }));
    CHECK(refused([](SmtpOptions& o) { o.port = 65536; }));
    CHECK(refused([](SmtpOptions& o) { o.helo_name = "a b"; }));
    CHECK(refused([](SmtpOptions& o) { o.message_domain = "x>\r\n"; }));
    CHECK(refused([](SmtpOptions& o) { o.total_timeout_ms = 0; }));
    CHECK(refused([](SmtpOptions& o) { o.user = "user"; }));
    CHECK(refused([](SmtpOptions& o) {
        o.user = "user";
        o.security = SmtpSecurity::StartTlsIfOffered;
    }));
}
