#include "outbox/mail_json.h"

#include "mail_fixture.h"

using namespace lesepass::server;
using namespace lesepass::server::testing;

TEST_CASE("mail payload: what was written is read") {
    Mail mail = a_mail();
    mail.subject = "\"Anführung\" \\ €";
    mail.text = "Zeile 1\n\tZeile 2 \U0001F4DA\n";
    mail.auto_submitted = false;
    const auto read = decode_mail(encode_mail(mail));
    REQUIRE(read);
    CHECK(read->message_id == mail.message_id);
    CHECK(read->from_name == mail.from_name);
    CHECK(read->from_address == mail.from_address);
    CHECK(read->to == mail.to);
    CHECK(read->subject == mail.subject);
    CHECK(read->text == mail.text);
    CHECK(read->auto_submitted == false);
}

TEST_CASE("mail payload: anything else is refused and told without its content") {
    const std::string good = encode_mail(a_mail());
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        return text.replace(at, from.size(), to);
    };
    const std::string bad[] = {
        "",
        "{}",
        "[]",
        "null",
        good.substr(0, good.size() - 1),
        good + "x",
        with("\"version\":1", "\"version\":2"),
        with("\"version\":1,", ""),
        with("\"to\":\"erika@example.org\",", ""),
        with("\"to\":\"erika@example.org\"", "\"to\":\"\""),
        with("\"to\":\"erika@example.org\"", "\"to\":7"),
        with("\"to\":", "\"too\":"),
        with("\"to\":", "\"to\":\"x\",\"to\":"),
        with("\"autoSubmitted\":true", "\"autoSubmitted\":\"true\""),
    };
    for (const auto& text : bad) {
        INFO(text);
        const auto read = decode_mail(text);
        REQUIRE_FALSE(read);
        CHECK(read.failure().code == "mail.payload");
        CHECK(read.failure().detail.find("erika") == std::string::npos);
    }
}
