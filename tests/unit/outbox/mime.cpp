#include "adapters/mail/mime.h"

#include "mail_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::mail;
using namespace lesepass::server::testing;

namespace {

const MimeContext context{.message_domain = "buecherei.example", .now = UtcMillis{1'795'435'205'123}};

bool every_line_is_legal(const std::string& message) {
    std::size_t start = 0;
    while (start < message.size()) {
        const auto end = message.find("\r\n", start);
        if (end == std::string::npos || end - start > 78) return false;
        for (std::size_t i = start; i < end; ++i)
            if (message[i] == '\r' || message[i] == '\n' || static_cast<unsigned char>(message[i]) >= 0x80)
                return false;
        start = end + 2;
    }
    return true;
}

}  // namespace

TEST_CASE("mail: a whole message, byte for byte") {
    const auto message = build_message(a_mail(), context);
    REQUIRE(message);
    CHECK(*message ==
          "Date: Mon, 23 Nov 2026 12:00:05 +0000\r\n"
          "From: =?UTF-8?B?U3RhZHRiw7xjaGVyZWkgTXVzdGVyc3RhZHQ=?=\r\n"
          " <noreply@buecherei.example>\r\n"
          "To: erika@example.org\r\n"
          "Message-ID: <confirmation-0123456789abcdef@buecherei.example>\r\n"
          "Subject: Ihr Antrag ist eingegangen\r\n"
          "Auto-Submitted: auto-generated\r\n"
          "MIME-Version: 1.0\r\n"
          "Content-Type: text/plain; charset=utf-8\r\n"
          "Content-Transfer-Encoding: quoted-printable\r\n"
          "\r\n"
          "Guten Tag,\r\n\r\nIhr Antrag ist da.\r\n");
}

TEST_CASE("mail: every line is short and ASCII, whatever is said") {
    Mail mail = a_mail();
    for (const char* word : {"Ä", "x", "\U0001F4DA", "=?UTF-8?Q?x?=", " ", "ab ", "\xc3", "Nguyễn "}) {
        std::string text;
        for (int i = 0; i < 300; ++i) text += word;
        mail.subject = mail.from_name = text;
        mail.text = text + "\n" + text;
        const auto message = build_message(mail, context);
        INFO(word);
        REQUIRE(message);
        CHECK(every_line_is_legal(*message));
    }
    mail = a_mail();
    mail.auto_submitted = false;
    mail.from_name = "";
    const auto message = build_message(mail, context);
    CHECK(message->find("Auto-Submitted") == std::string::npos);
    CHECK(message->find("From: noreply@buecherei.example\r\n") != std::string::npos);
}

TEST_CASE("mail: nobody writes headers of their own") {
    for (const char* evil :
         {"x\r\nBcc: all@example.org", "x\nBcc: y", "x\rBcc: y", "\x00x", "x\x7f", "\tx", "\x1b[2J"}) {
        const std::string value(evil, evil[0] == '\0' ? 2 : std::char_traits<char>::length(evil));
        for (auto member : {&Mail::from_name, &Mail::from_address, &Mail::to, &Mail::subject, &Mail::message_id}) {
            Mail mail = a_mail();
            mail.*member = value;
            CHECK(code_of_mail(build_message(mail, context)) == "mail.header");
        }
    }
    for (const char* id : {"", "a b", "../x", "ABC", "x@y", "a.b", "ä", "<x>"}) {
        Mail mail = a_mail();
        mail.message_id = id;
        CHECK(code_of_mail(build_message(mail, context)) == "mail.header");
    }
}

TEST_CASE("mail: addresses that can not stand in an envelope are refused") {
    for (const char* good : {"a@b", "erika.mustermann+tag@example.org", "o'brien@example.org", "x_y-z@sub.example.org",
                             "!#$%&'*/=?^`{|}~@example.org"})
        CHECK(check_address(good));
    const std::string long_address = std::string(250, 'a') + "@example.org";
    for (const char* bad :
         {"", "a", "@", "a@", "@b", "a@b@c", "a b@c", "<a@b>", "a@b>", "a,b@c", "\"a\"@b", "a@b;c@d",
          "müller@example.org", "a@bücherei.example", "a@[127.0.0.1]", "a\\@b", "(x)a@b", long_address.c_str()}) {
        INFO(bad);
        CHECK(code_of_mail(check_address(bad)) == "mail.permanent");
    }
}

TEST_CASE("mail: header texts are encoded only where they must be, and never in the middle of a character") {
    struct Row {
        std::string text, encoded;
    };
    const Row rows[] = {
        {"", ""},
        {"Ihr Antrag", "Ihr Antrag"},
        {"ä", "=?UTF-8?B?w6Q=?="},
        {"=?x", "=?UTF-8?B?PT94?="},
        {std::string(61, 'a'),
         "=?UTF-8?B?YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh?=\r\n "
         "=?UTF-8?B?YWFhYWFhYWFhYWFhYWFhYWFhYQ==?="},
        // 41 letters, then two bytes that would straddle the chunk.
        {std::string(41, 'a') + "äb",
         "=?UTF-8?B?YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=?=\r\n "
         "=?UTF-8?B?w6Ri?="},
        {"\xff", "=?UTF-8?B?77+9?="},
    };
    for (const auto& row : rows) CHECK(encode_header_text(row.text) == row.encoded);
}

TEST_CASE("mail: a sender's name with special characters is quoted") {
    Mail mail = a_mail();
    mail.from_name = "Bibliothek \"Am Markt\", Nord\\Sued";
    const auto message = build_message(mail, context);
    CHECK(message->find("From: \"Bibliothek \\\"Am Markt\\\", Nord\\\\Sued\"\r\n <noreply@buecherei.example>\r\n") !=
          std::string::npos);
}

TEST_CASE("mail: quoted-printable keeps the text and breaks lines softly") {
    struct Row {
        std::string text, encoded;
    };
    const Row rows[] = {
        {"", ""},
        {"a", "a\r\n"},
        {"a\n", "a\r\n"},
        {"\n\n", "\r\n\r\n"},
        {"a=b", "a=3Db\r\n"},
        {"ä", "=C3=A4\r\n"},
        {"a \nb\t\n", "a=20\r\nb=09\r\n"},
        {"a\r\nb", "a=0D\r\nb\r\n"},
        {".", ".\r\n"},
        {std::string(75, 'x'), std::string(75, 'x') + "\r\n"},
        {std::string(76, 'x'), std::string(75, 'x') + "=\r\nx\r\n"},
        {std::string(74, 'x') + "ä", std::string(74, 'x') + "=\r\n=C3=A4\r\n"},
    };
    for (const auto& row : rows) CHECK(encode_quoted_printable(row.text) == row.encoded);
}

TEST_CASE("mail: dates are written in English and UTC") {
    CHECK(format_mail_date(UtcMillis{0}) == "Thu, 1 Jan 1970 00:00:00 +0000");
    CHECK(format_mail_date(UtcMillis{1'709'164'799'999}) == "Wed, 28 Feb 2024 23:59:59 +0000");
    CHECK(format_mail_date(UtcMillis{1'709'164'800'000}) == "Thu, 29 Feb 2024 00:00:00 +0000");
}
