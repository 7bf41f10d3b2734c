#include "inbox_fixture.h"

namespace lesepass::server::testing {

using form::FieldId;

namespace {
constexpr const char* hostile = "\"><script>alert(1)</script><img src=x onerror='alert(2)'></textarea><!--";

void is_harmless(const http::Response& response) {
    for (const char* text : {"<script", "<img", "onerror='", "</textarea><", "<!--"}) {
        INFO(text);
        CHECK_FALSE(contains(response, text));
    }
}
}  // namespace

TEST_CASE("hostile text from applicants, platforms and case workers is shown, never obeyed") {
    InboxFixture there;
    const std::string path = InboxFixture::path_of(1);
    there.given_file(1, 1, hostile, "image/jpeg", "bytes");
    auto draft = test::with(test::an_adult(), {{FieldId::FamilyName, hostile},
                                               {FieldId::GivenName, hostile},
                                               {FieldId::Street, hostile},
                                               {FieldId::Town, hostile},
                                               {FieldId::Telephone, hostile}});
    auto intent = an_intent("1-mailbox");
    intent.title = hostile;
    there.given(1, draft, ApplicationState::AwaitingPayment, "musterstadt", {intent});
    auto payment = a_payment(1, 1);
    payment.reference = hostile, payment.provider_transaction = hostile, payment.method = hostile;
    auto event = a_payment_event(hostile, PaymentState::Created, PaymentState::Created);
    event.payment = payment.id, event.source = hostile, event.detail = hostile;
    REQUIRE(there.store().add_payment(payment, event));
    const auto entry = there.store().claim_outbox(there.clock.now(), 1000, 1)->front();
    REQUIRE(there.store().fail_outbox(entry.id, there.clock.now(), hostile, true, there.clock.now()));
    REQUIRE(there.store().upsert_case_worker(
        {.user_name = "musterstadt",
         .tenant = "musterstadt",
         .display_name = hostile,
         .password_hash = there.store().find_case_worker("musterstadt")->password_hash}));

    auto browser = there.signed_in();
    const auto page = browser.get(path);
    CHECK(page.status == 200);
    CHECK(contains(page, "&quot;&gt;&lt;script&gt;"));
    is_harmless(page);
    is_harmless(browser.get("/inbox/"));
    is_harmless(browser.get("/inbox/?state=all&q=" + std::string(hostile)));
    is_harmless(browser.get(path + "?done=" + std::string(hostile)));
    is_harmless(browser.post(path, {{"action", "approve"}, {"reason", hostile}}));  // not allowed yet: shown again
    is_harmless(browser.post(path, {{"action", hostile}}));
    is_harmless(browser.follow(browser.post(path, {{"action", "reject"}, {"reason", hostile}})));
    is_harmless(browser.post(path, {{"action", "approve"}, {"reason", hostile}}));  // decided: told so
    auto stranger = there.browser();
    is_harmless(stranger.get("/inbox/sign-in?next=" + std::string(hostile)));
    is_harmless(stranger.post("/inbox/sign-in", {{"user", hostile}, {"password", hostile}, {"next", hostile}}));
}

TEST_CASE("every page forbids storing, framing and foreign content") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    auto stranger = there.browser();
    const std::vector<http::Response> pages{browser.get("/inbox/"),
                                            browser.get(InboxFixture::path_of(1)),
                                            browser.get(InboxFixture::path_of(9)),
                                            stranger.get("/inbox/sign-in"),
                                            stranger.get("/inbox/"),
                                            browser.post("/inbox/", {{"csrf", "x"}})};
    for (const auto& page : pages) {
        CHECK(Browser::header(page, "Cache-Control") == "no-store");
        CHECK(Browser::header(page, "Referrer-Policy") == "no-referrer");
        CHECK(Browser::header(page, "X-Content-Type-Options") == "nosniff");
        const auto policy = Browser::header(page, "Content-Security-Policy");
        CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
        CHECK(policy.find("unsafe-inline") == std::string::npos);
        CHECK_FALSE(contains(page, "<script"));
    }
}

}  // namespace lesepass::server::testing
