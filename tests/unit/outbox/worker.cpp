#include "outbox/worker.h"

#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "../store/store_fixture.h"
#include "adapters/mail/eml_mailer.h"
#include "adapters/mail/smtp_mailer.h"
#include "mail_fixture.h"
#include "outbox/mail_json.h"
#include "smtp_peer.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

// Answers as told, then with success.
class ScriptedDelivery : public DeliveryHandler {
public:
    Status deliver(const OutboxEntry& entry) override {
        delivered.push_back(entry.intent.idempotency_key);
        if (on_delivery) on_delivery();
        if (answers.empty()) return Done{};
        const auto code = answers.front();
        answers.pop_front();
        if (code == "ok") return Done{};
        return Failure{code, "because of " + code};
    }
    std::deque<std::string> answers;
    std::vector<std::string> delivered;
    std::function<void()> on_delivery;
};

class WorkerFixture : public StoreFixture {
public:
    OutboxWorker a_worker() { return OutboxWorker(store(), clock, {{"mail", &handler}}, {}); }
    OutboxEntry entry_of(unsigned number) { return store().outbox_of(application_id(number))->front(); }

    FixedClock clock;
    ScriptedDelivery handler;
};

}  // namespace

TEST_CASE_FIXTURE(WorkerFixture, "worker: with nothing to do it does nothing") {
    auto worker = a_worker();
    CHECK_FALSE(worker.run_once());
    CHECK(handler.delivered.empty());
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: what is delivered to the mailbox makes the application delivered") {
    given_application(0, ApplicationState::Submitted, {"mailbox", "applicant"});
    auto worker = a_worker();
    CHECK(worker.run_once());
    CHECK(state_of(0) == ApplicationState::Delivered);
    CHECK(store().history_of(application_id(0))->back().detail == "Eingang melden");
    CHECK(worker.run_once());
    CHECK_FALSE(worker.run_once());
    CHECK(handler.delivered == std::vector<std::string>{"0-mailbox", "0-applicant"});
    CHECK(store().outbox_figures()->pending == 0);
    CHECK(worker.figures().delivered == 2);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: the applicant's confirmation alone does not make it delivered") {
    given_application(0, ApplicationState::Submitted, {"applicant"});
    auto worker = a_worker();
    CHECK(worker.run_once());
    CHECK(state_of(0) == ApplicationState::Submitted);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: a mailbox that is down delays, never loses") {
    given_application(0, ApplicationState::Submitted, {"mailbox"});
    auto worker = a_worker();
    for (int attempt = 1; attempt <= 100; ++attempt) {
        handler.answers = {"mail.temporary"};
        REQUIRE(worker.run_once());
        CHECK_FALSE(worker.run_once());  // not before its time
        const auto entry = entry_of(0);
        CHECK(entry.attempts == attempt);
        CHECK(entry.last_error == "because of mail.temporary");
        CHECK_FALSE(entry.dead_at);
        clock.advance_ms(entry.next_attempt_at.value - clock.now().value - 1);
        CHECK_FALSE(worker.run_once());
        clock.advance_ms(1);
    }
    REQUIRE(worker.run_once());
    CHECK(entry_of(0).delivered_at == clock.now());
    CHECK(state_of(0) == ApplicationState::Delivered);
    CHECK(worker.figures().failed == 100);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: after a week of trying a person must look, whose retry starts a new week") {
    given_application(0, ApplicationState::Submitted, {"mailbox"});
    auto worker = a_worker();
    const auto fail_until_dead = [&] {
        int attempts = 0;
        while (!entry_of(0).dead_at) {
            handler.answers = {"mail.temporary"};
            REQUIRE(worker.run_once());
            clock.advance_ms(3'600'000);
            REQUIRE(++attempts < 1'000);
        }
        return attempts;
    };
    CHECK(fail_until_dead() == attempts_before_giving_up());
    CHECK_FALSE(worker.run_once());
    CHECK(worker.figures().given_up == 1);
    REQUIRE(store().retry_outbox(entry_of(0).id, clock.now()));
    CHECK(fail_until_dead() == attempts_before_giving_up());
    REQUIRE(store().retry_outbox(entry_of(0).id, clock.now()));
    CHECK(worker.run_once());
    CHECK(state_of(0) == ApplicationState::Delivered);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: a permanent refusal is given up at once, the others go on") {
    given_application(0, ApplicationState::Submitted, {"applicant", "mailbox"});
    handler.answers = {"mail.permanent"};
    auto worker = a_worker();
    CHECK(worker.run_once());
    CHECK(worker.run_once());
    CHECK_FALSE(worker.run_once());
    const auto entries = *store().outbox_of(application_id(0));
    CHECK(entries[0].dead_at);
    CHECK(entries[0].last_error == "because of mail.permanent");
    CHECK(entries[1].delivered_at);
    CHECK(store().outbox_figures()->dead == 1);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: a kind nobody handles waits for a person") {
    auto record = an_application(0);
    auto intent = an_intent("key");
    intent.kind = "fax";
    REQUIRE(store().submit(record, "", {}, {intent}));
    auto worker = a_worker();
    CHECK(worker.run_once());
    CHECK(entry_of(0).dead_at);
    CHECK(entry_of(0).last_error.find("fax") != std::string::npos);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: a case worker who was faster is not disturbed by the late mail") {
    given_application(0, ApplicationState::Submitted, {"mailbox"});
    handler.on_delivery = [&] {
        REQUIRE(store().transition(application_id(0), ApplicationState::Submitted, ApplicationState::InReview,
                                   an_event("opened"), "", {}));
    };
    auto worker = a_worker();
    CHECK(worker.run_once());
    CHECK(state_of(0) == ApplicationState::InReview);
    CHECK(entry_of(0).delivered_at);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: what a crash interrupted is delivered again after a restart") {
    given_application(0, ApplicationState::Submitted, {"mailbox"});
    REQUIRE(store().claim_outbox(clock.now(), 120'000, 1)->size() == 1);  // and never heard of again
    auto first = a_worker();
    CHECK_FALSE(first.run_once());
    reopen();
    auto second = a_worker();
    CHECK(second.run_once());
    CHECK(state_of(0) == ApplicationState::Delivered);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: a store that takes no writes delays the mail, which is sent again later") {
    given_application(0, ApplicationState::Submitted, {"mailbox"});
    handler.on_delivery = [&] { sqlite().stop_writing(); };
    {
        auto worker = a_worker();
        CHECK(worker.run_once());
        CHECK(worker.figures().store_errors == 1);
        CHECK_FALSE(worker.run_once());
        CHECK(worker.figures().store_errors == 2);
    }
    handler.on_delivery = nullptr;
    reopen();
    auto worker = a_worker();
    CHECK(worker.run_once());
    CHECK(handler.delivered.size() == 2);
    CHECK(state_of(0) == ApplicationState::Delivered);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: its thread delivers when notified and stops when told") {
    std::binary_semaphore delivered{0};
    handler.on_delivery = [&] { delivered.release(); };
    // Looks on its own only after an hour: what arrives, arrives by notify().
    OutboxWorker worker(store(), clock, {{"mail", &handler}}, {.poll_ms = 3'600'000});
    worker.start();
    for (unsigned i : {0u, 1u, 2u}) {
        auto record = an_application(i);
        record.received_at = clock.now();
        REQUIRE(store().submit(record, "", {}, {an_intent(std::to_string(i))}));
        worker.notify();
        delivered.acquire();
    }
    worker.stop();
    CHECK(store().outbox_figures()->pending == 0);
    CHECK(handler.delivered.size() == 3);
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: from the outbox through SMTP, with a server that comes back") {
    SmtpPeer peer({.replies = {{".", "451 later"}}});
    auto mailer = SmtpMailer::open(
        {.host = "127.0.0.1", .port = peer.port(), .security = SmtpSecurity::None, .helo_name = "lesepass.example"},
        clock);
    REQUIRE(mailer);
    MailDelivery delivery(**mailer);
    auto intent = an_intent("key");
    intent.payload = encode_mail(a_mail());
    REQUIRE(store().submit(an_application(0), "", {}, {intent}));
    OutboxWorker worker(store(), clock, {{"mail", &delivery}}, {});
    REQUIRE(worker.run_once());
    CHECK(state_of(0) == ApplicationState::Submitted);
    CHECK(entry_of(0).last_error == "Der Mailserver hat die Nachricht nicht angenommen (451)");
    peer.change({});
    clock.advance_ms(10'000);
    REQUIRE(worker.run_once());
    CHECK(state_of(0) == ApplicationState::Delivered);
    CHECK(peer.messages().size() == 2);  // the refused one, then the taken one
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: without a mail server every mail is a file, a repeat replaces it") {
    const std::string mails = folder.path() + "/state/mails";
    auto mailer = EmlMailer::open({.folder = mails, .message_domain = "lesepass.example"}, clock);
    REQUIRE(mailer);
    MailDelivery delivery(**mailer);
    auto intent = an_intent("key");
    intent.payload = encode_mail(a_mail());
    REQUIRE(store().submit(an_application(0), "", {}, {intent}));
    OutboxWorker worker(store(), clock, {{"mail", &delivery}}, {});
    REQUIRE(worker.run_once());
    REQUIRE((*mailer)->send(a_mail()));
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(mails))
        names.push_back(file.path().filename().string());
    CHECK(names == std::vector<std::string>{"confirmation-0123456789abcdef.eml"});
    std::ifstream file(mails + "/" + names.front(), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    CHECK(text.str().find("To: erika@example.org\r\n") != std::string::npos);

    Mail evil = a_mail();
    evil.message_id = "../../evil";
    CHECK(code_of_mail((*mailer)->send(evil)) == "mail.header");
    std::filesystem::remove_all(mails);
    CHECK(code_of_mail((*mailer)->send(a_mail())) == "mail.temporary");
    CHECK(code_of_mail(EmlMailer::open({.folder = folder.path() + "/lesepass.db/x", .message_domain = "x"}, clock)) ==
          "mail.folder");
}

TEST_CASE_FIXTURE(WorkerFixture, "worker: a payload that is no mail is given up, not sent") {
    auto mailer = EmlMailer::open({.folder = folder.path() + "/mails", .message_domain = "x"}, clock);
    REQUIRE(mailer);
    MailDelivery delivery(**mailer);
    given_application(0, ApplicationState::Submitted, {"mailbox"});
    OutboxWorker worker(store(), clock, {{"mail", &delivery}}, {});
    CHECK(worker.run_once());
    CHECK(entry_of(0).dead_at);
}
