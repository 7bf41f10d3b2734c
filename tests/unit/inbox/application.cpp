#include "inbox_fixture.h"
#include "usecases/decide_application.h"

namespace lesepass::server::testing {

using form::FieldId;

namespace {
const std::string path = InboxFixture::path_of(1);

std::string text_of(const std::vector<OutboxEntry>& entries) {
    std::string out;
    for (const auto& entry : entries) out += entry.intent.title + ";";
    return out;
}
}  // namespace

TEST_CASE("application: one page has answers, files, fee, checks, history; looking at it takes it into review") {
    InboxFixture there;
    there.given_file(1, 1, "ausweis.jpg", "image/jpeg", "\xFF\xD8\xFF bytes");
    there.given(1, test::a_student());
    auto browser = there.signed_in();
    const auto page = browser.get(path);
    CHECK(page.status == 200);
    for (const char* text :
         {"MU-1001", "In Bearbeitung", "O’Brien-Müller", "Straße des 17. Juni", "01.02.2004", "ausweis.jpg", "JPEG",
          "8,00", "Ausweisdokument", "Bereits geprüft", "Art am Inhalt erkannt", "Zur Bearbeitung geöffnet",
          "antragstellende Person", "value=\"approve\"", "value=\"reject\""}) {
        INFO(text);
        CHECK(contains(page, text));
    }
    CHECK(contains(page, sha256_hex("\xFF\xD8\xFF bytes")));
    CHECK(there.state_of(1) == ApplicationState::InReview);
    browser.get(path);
    CHECK(there.store().history_of(application_id(1))->size() == 2);  // received, opened once
}

TEST_CASE("application: a browser that only looks ahead opens nothing") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    browser.extra_headers["sec-purpose"] = "prefetch";
    CHECK(browser.get(path).status == 200);
    browser.extra_headers.clear();
    CHECK(browser.get(path, http::Method::Head).status == 200);
    CHECK(there.state_of(1) == ApplicationState::Submitted);
}

TEST_CASE("application: another library's and unknown ones do not exist, whatever is asked") {
    InboxFixture there;
    const auto file = there.given_file(1, 1, "ausweis.jpg", "image/jpeg", "bytes");
    there.given(1, test::an_adult(), ApplicationState::Submitted, "musterstadt", {an_intent("1-mailbox")});
    auto stranger = there.signed_in("hilden");
    const auto unknown = stranger.get(InboxFixture::path_of(99));
    for (const std::string& url : {path, path + "/documents/" + file.text(), std::string("/inbox/applications/x"),
                                   std::string("/inbox/applications/..")}) {
        INFO(url);
        const auto answer = stranger.get(url);
        CHECK(answer.status == 404);
        CHECK(answer.body == unknown.body);
    }
    stranger.get("/inbox/");
    const auto entry = there.store().outbox_of(application_id(1))->front();
    for (const std::string& action :
         {std::string("approve"), std::string("reject"), "retry:" + std::to_string(entry.id)})
        CHECK(stranger.post(path, {{"action", action}, {"reason", "x"}}).status == 404);
    CHECK(there.state_of(1) == ApplicationState::Submitted);
    CHECK(there.outbox_wakes == 0);
}

TEST_CASE("decision: approving stores state, note, history and the mail to the applicant, and wakes the outbox") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    browser.get(path);
    const auto done = browser.post(path, {{"action", "approve"}, {"reason", "  Bis bald!\r\nIhr Team  "}});
    CHECK(done.status == 303);
    const auto page = browser.follow(done);
    CHECK(contains(page, "Der Antrag ist genehmigt"));
    CHECK(contains(page, "per E-Mail benachrichtigt"));
    CHECK_FALSE(contains(page, "value=\"approve\""));
    const auto record = there.store().find_application(application_id(1));
    CHECK(record->state == ApplicationState::Approved);
    CHECK(record->decision_reason == "Bis bald!\nIhr Team");
    CHECK(there.store().history_of(application_id(1))->back().actor == "musterstadt");
    CHECK(text_of(*there.store().outbox_of(application_id(1))) == "Entscheidung an die antragstellende Person;");
    CHECK(there.outbox_wakes == 1);
}

TEST_CASE("decision: without an e-mail address there is no mail, and the case worker is told") {
    InboxFixture there;
    there.given(1, test::with(test::an_adult(), {{FieldId::Email, ""}}));
    auto browser = there.signed_in();
    browser.get(path);
    CHECK(contains(browser.follow(browser.post(path, {{"action", "reject"}, {"reason", "Kein Wohnsitz"}})),
                   "keine E-Mail-Adresse"));
    CHECK(there.store().outbox_of(application_id(1))->empty());
    CHECK(there.state_of(1) == ApplicationState::Rejected);
}

TEST_CASE("decision: a rejection needs a reason, at most 2000 characters, and keeps what was typed") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    browser.get(path);
    std::string umlauts;
    for (int i = 0; i < 2001; ++i) umlauts += "ü";
    struct Row {
        const char* action;
        std::string reason, message;
    };
    for (const auto& row : std::vector<Row>{{"reject", "", "Bitte begründen Sie"},
                                            {"reject", " \r\n\t \xE2\x80\x8B", "Bitte begründen Sie"},
                                            {"reject", umlauts, "Jetzt sind es 2001."},
                                            {"approve", umlauts, "Jetzt sind es 2001."}}) {
        const auto page = browser.post(path, {{"action", row.action}, {"reason", row.reason}});
        CHECK(page.status == 422);
        CHECK(contains(page, row.message));
        CHECK(contains(page, "<title>Fehler: "));
        CHECK(contains(page, "href=\"#f-reason\""));
        CHECK(contains(page, "aria-invalid"));
        if (row.reason == umlauts) CHECK(contains(page, umlauts));
    }
    CHECK(there.state_of(1) == ApplicationState::InReview);
    CHECK(there.store().outbox_of(application_id(1))->empty());
    umlauts.resize(4000);
    CHECK(browser.post(path, {{"action", "reject"}, {"reason", umlauts}}).status == 303);
}

TEST_CASE("decision: the second of two case workers learns who decided, and nothing is decided twice") {
    InboxFixture there;
    there.given_case_worker("erika", "musterstadt");
    there.given(1, test::an_adult());
    auto first = there.signed_in(), second = there.signed_in("erika");
    first.get(path);
    second.get(path);
    CHECK(first.post(path, {{"action", "approve"}}).status == 303);
    const auto late = second.post(path, {{"action", "reject"}, {"reason", "Foto unlesbar"}});
    CHECK(late.status == 409);
    CHECK(contains(late, "Inzwischen hat musterstadt"));
    CHECK(contains(late, "Genehmigt"));
    CHECK(contains(late, "Foto unlesbar"));
    CHECK(first.post(path, {{"action", "approve"}}).status == 409);
    CHECK(there.state_of(1) == ApplicationState::Approved);
    CHECK(there.store().find_application(application_id(1))->decision_reason.empty());
    CHECK(there.store().outbox_of(application_id(1))->size() == 1);
}

TEST_CASE("decision: nobody is approved while a payment is open; rejecting is possible") {
    InboxFixture there;
    there.given(1, test::an_adult(), ApplicationState::AwaitingPayment);
    auto browser = there.signed_in();
    const auto page = browser.get(path);
    CHECK(contains(page, "sobald er bezahlt ist"));
    CHECK_FALSE(contains(page, "value=\"approve\""));
    CHECK(there.state_of(1) == ApplicationState::AwaitingPayment);
    const auto refused = browser.post(path, {{"action", "approve"}, {"reason", "Barzahlung"}});
    CHECK(refused.status == 409);
    CHECK(contains(refused, "lässt sie nicht zu"));
    CHECK(contains(refused, ">\nBarzahlung</textarea>"));
    CHECK(browser.post(path, {{"action", "reject"}, {"reason", "Keine Zahlung"}}).status == 303);
}

TEST_CASE("decision: an unknown button changes nothing") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    browser.get(path);
    for (const char* action :
         {"", "APPROVE", "delete", "approve ", "retry:", "retry:x", "retry:-1", "retry:999999999999999999999",
          "ask:", "ask:x", "refund-done:00000000000000000000000000000001", ":"}) {
        INFO(action);
        const int status = browser.post(path, {{"action", action}}).status;
        const bool harmless = status == 303 || status == 404;
        CHECK(harmless);
    }
    CHECK(there.state_of(1) == ApplicationState::InReview);
}

TEST_CASE("mails: attempts and the last error are shown, and trying again makes it due and wakes the outbox") {
    InboxFixture there;
    there.given(1, test::an_adult(), ApplicationState::Submitted, "musterstadt", {an_intent("1-mailbox")});
    there.given(2, test::an_adult(), ApplicationState::Submitted, "musterstadt", {an_intent("2-mailbox")});
    auto browser = there.signed_in();
    const auto now = there.clock.now();
    const auto entry = there.store().outbox_of(application_id(1))->front();
    REQUIRE(there.store().claim_outbox(now, 1000, 2)->size() == 2);
    REQUIRE(there.store().fail_outbox(entry.id, now, "550 mailbox unknown", true, now));
    const auto page = browser.get(path);
    CHECK(contains(page, "Aufgegeben am"));
    CHECK(contains(page, "1 Versuch"));
    CHECK(contains(page, "550 mailbox unknown"));
    const std::string button = "retry:" + std::to_string(entry.id);
    CHECK(contains(page, "value=\"" + button + "\""));
    CHECK(contains(browser.follow(browser.post(path, {{"action", button}})), "Versand angestoßen"));
    CHECK(there.outbox_wakes == 1);
    CHECK_FALSE(there.store().outbox_of(application_id(1))->front().dead_at);
    // Only its own mails.
    browser.get(InboxFixture::path_of(2));
    CHECK(browser.post(InboxFixture::path_of(2), {{"action", button}}).status == 404);
    REQUIRE(there.store().complete_outbox(entry.id, now, std::nullopt));
    CHECK(browser.post(path, {{"action", button}}).status == 303);
    CHECK(there.outbox_wakes == 1);
    CHECK(contains(browser.get(path), "Zugestellt am"));
}

TEST_CASE("payments: each event stands there in plain words, with source and time; staff notes refunds") {
    InboxFixture there;
    there.given(1, test::an_adult(), ApplicationState::AwaitingPayment);
    auto payment = a_payment(1, 1);
    REQUIRE(there.store().add_payment(payment, [&] {
        auto event = a_payment_event("created", PaymentState::Created, PaymentState::Created);
        event.payment = payment.id, event.source = "initiate";
        return event;
    }()));
    payment.state = PaymentState::Paid, payment.provider_transaction = "tx-4711";
    auto confirmed = a_payment_event("confirmed", PaymentState::Created, PaymentState::Paid);
    confirmed.payment = payment.id, confirmed.source = "callback";
    REQUIRE(there.store().record_payment(payment, PaymentState::Created, confirmed, std::nullopt));
    auto browser = there.signed_in();
    const auto page = browser.get(path);
    for (const char* text :
         {"Bezahlvorgang angelegt", "Start der Bezahlung", "Der Bezahldienst bestätigt die Zahlung",
          "Meldung des Bezahldienstes", "tx-4711", "16,00", "bezahlt", "das ist der berechnete Betrag"}) {
        INFO(text);
        CHECK(contains(page, text));
    }
    const std::string id = payment.id.text();
    CHECK(browser.post(path, {{"action", "refund-done:" + id}}).status == 409);
    CHECK(browser.post(path, {{"action", "refund-ordered:" + id}}).status == 303);
    CHECK(browser.post(path, {{"action", "refund-done:" + id}}).status == 303);
    CHECK(there.store().find_payment(payment.id)->state == PaymentState::Refunded);
    CHECK(contains(browser.get(path), "Betrag erstattet"));
}

TEST_CASE("fee: a form that showed another amount than the server computed is pointed out") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    CHECK_FALSE(contains(browser.get(path), "Anderer Betrag angezeigt"));
    auto record = *there.store().find_application(application_id(1));
    auto application = *stored_application(record);
    application.id = application_id(2), application.quoted_fee = Cents{100};
    record.id = application_id(2), record.receipt_number = "MU-2",
    record.status_token = id_of<StatusToken>(2, "status");
    record.json = encode_application(application), record.content_hash = content_hash(application);
    REQUIRE(there.store().submit(record, "", {}, {}));
    const auto page = browser.get(InboxFixture::path_of(2));
    CHECK(contains(page, "Anderer Betrag angezeigt"));
    CHECK(contains(page, "1,00"));
}

}  // namespace lesepass::server::testing
