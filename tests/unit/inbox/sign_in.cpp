#include "usecases/sign_in.h"
#include "inbox_fixture.h"

namespace lesepass::server::testing {

namespace {
std::string cookie_line(const http::Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
        if (key == "Set-Cookie" && value.starts_with(name + "=")) return value;
    return {};
}

http::Response attempt(Browser& browser, const std::string& user, const std::string& password,
                       const std::string& next = "") {
    browser.get("/inbox/sign-in");
    return browser.post("/inbox/sign-in", {{"user", user}, {"password", password}, {"next", next}});
}
}  // namespace

TEST_CASE("sign-in: nobody sees anything without it, and comes back to the wanted page afterwards") {
    InboxFixture there;
    there.given(1, test::an_adult());
    for (const std::string& path : {std::string("/inbox/"), InboxFixture::path_of(1),
                                    InboxFixture::path_of(1) + "/documents/" + attachment_id(1).text()}) {
        INFO(path);
        auto browser = there.browser();
        const auto refused = browser.get(path);
        CHECK(refused.status == 303);
        CHECK(refused.body.empty());
        CHECK(Browser::header(refused, "Location") == "/inbox/sign-in?next=" + path);
        CHECK(Browser::header(refused, "Cache-Control") == "no-store");
        const auto form = browser.follow(refused);
        CHECK(contains(form, "name=\"next\" value=\"" + path + "\""));
        const auto in =
            browser.post("/inbox/sign-in", {{"user", "musterstadt"}, {"password", right_password}, {"next", path}});
        CHECK(Browser::header(in, "Location") == path);
    }
    CHECK(there.state_of(1) == ApplicationState::Submitted);
}

TEST_CASE("sign-in: the cookie is for the inbox only, no script reads it, and only its hash is stored") {
    InboxFixture there;
    auto browser = there.browser();
    const auto in = attempt(browser, " Musterstadt ", right_password);
    const auto line = cookie_line(in, "lp_session");
    for (const char* part : {"; Path=/inbox;", "; HttpOnly", "; SameSite=Strict", "; Secure", "; Max-Age=28800"})
        CHECK(line.find(part) != std::string::npos);
    const auto token = browser.cookies["lp_session"];
    CHECK(token.size() == 32);
    CHECK(there.store().find_session(sha256_hex(token), there.clock.now()));
    CHECK_FALSE(there.store().find_session(token, there.clock.now()));
    there.app->public_url = "http://localhost:8080";
    auto plain = there.browser();
    CHECK(cookie_line(attempt(plain, "musterstadt", right_password), "lp_session").find("Secure") == std::string::npos);
}

TEST_CASE("sign-in: a wrong password and an unknown user get the same answer") {
    InboxFixture there;
    auto browser = there.browser();
    std::vector<std::string> bodies;
    for (const auto& [user, password] :
         std::vector<std::pair<std::string, std::string>>{{"musterstadt", "falsch"},
                                                          {"niemand", right_password},
                                                          {"musterstadt", ""},
                                                          {"", ""},
                                                          {"musterstadt' OR 1=1 --", "x"},
                                                          {std::string(10'000, 'a'), "x"},
                                                          {"musterstadt", std::string(100'000, 'x')},
                                                          {"musterstadt", right_password + std::string("\0x", 2)},
                                                          {"koeln", "\xFF\xFE"}}) {
        const auto refused = attempt(browser, user, password);
        CHECK(refused.status == 403);
        CHECK(contains(refused, "Benutzername oder Passwort stimmt nicht"));
        CHECK(contains(refused, "href=\"#f-user\""));
        CHECK(cookie_line(refused, "lp_session").empty());
        CHECK_FALSE(contains(refused, right_password));
    }
}

TEST_CASE("sign-in: too many attempts for one user name are stopped, the right password included, until time passes") {
    InboxFixture there;
    for (int i = 0; i < 8; ++i) {
        auto browser = there.browser("192.0.2." + std::to_string(i));
        CHECK(attempt(browser, "musterstadt", "falsch").status == 403);
    }
    auto browser = there.browser("198.51.100.7");
    const auto stopped = attempt(browser, "MUSTERSTADT", right_password);
    CHECK(stopped.status == 429);
    CHECK(contains(stopped, "zu viele Versuche"));
    CHECK(Browser::header(stopped, "Retry-After") == "60");
    CHECK(attempt(browser, "koeln", right_password).status == 303);
    there.clock.time = there.clock.time.plus_ms(60'000);
    CHECK(attempt(browser, "musterstadt", right_password).status == 303);
}

TEST_CASE(
    "sign-in: too many attempts from one address are stopped, whatever the names; an IPv6 network is one address") {
    InboxFixture there;
    for (int i = 0; i < 24; ++i) {
        auto browser = there.browser("2001:db8:1:2:a:b:c:" + std::to_string(i));
        CHECK(attempt(browser, "name" + std::to_string(i), "falsch").status == 403);
    }
    auto same = there.browser("2001:db8:1:2:ffff::1"), other = there.browser("2001:db8:1:3::1");
    CHECK(attempt(same, "musterstadt", right_password).status == 429);
    CHECK(attempt(other, "musterstadt", right_password).status == 303);
}

TEST_CASE("sign-in: who knows the password is never stopped") {
    InboxFixture there;
    auto browser = there.browser();
    for (int i = 0; i < 60; ++i) {
        browser.cookies.erase("lp_session");
        REQUIRE(attempt(browser, "musterstadt", right_password).status == 303);
    }
}

TEST_CASE("sign-in: the form needs its own token") {
    InboxFixture there;
    const auto sent = [&](const std::string& token, bool with_cookie) {
        auto browser = there.browser();
        browser.get("/inbox/sign-in");
        if (!with_cookie) browser.cookies.clear();
        return browser.post("/inbox/sign-in", {{"user", "musterstadt"}, {"password", right_password}, {"csrf", token}});
    };
    CHECK(sent("", true).status == 403);
    CHECK(sent("", false).status == 403);
    CHECK(sent("00112233445566778899aabbccddeeff", true).status == 403);
    CHECK(sent("00112233445566778899aabbccddeeff", false).status == 403);
    CHECK(contains(sent("", false), "Cookies"));
    auto first = there.browser();
    first.get("/inbox/sign-in");
    const auto token = first.csrf;
    first.get("/inbox/sign-in");
    CHECK(first.csrf == token);  // a second tab does not break the first one
}

TEST_CASE("sign-in: goes on to pages of the inbox only") {
    InboxFixture there;
    for (const char* next :
         {"https://evil.example/", "//evil.example/inbox/", "/inbox/\\evil.example", "/inbox//../../x", "/musterstadt/",
          "/inbox", "javascript:alert(1)", "/inbox/%0d%0aSet-Cookie:x", "/inbox/\r\nX: y", "/inbox/sign-in", "inbox/",
          " /inbox/", "/inbox/?x=<b>"}) {
        INFO(next);
        auto browser = there.browser();
        CHECK(Browser::header(attempt(browser, "musterstadt", right_password, next), "Location") == "/inbox/");
    }
}

TEST_CASE("sessions: after eight hours the sign-in page says so and leads back") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    there.clock.time = there.clock.time.plus_ms(session_lifetime_ms - 1);
    CHECK(browser.get(InboxFixture::path_of(1)).status == 200);
    there.clock.time = there.clock.time.plus_ms(1);
    const auto expired = browser.get(InboxFixture::path_of(1));
    CHECK(expired.status == 303);
    const auto form = browser.follow(expired);
    CHECK(contains(form, "Anmeldung ist abgelaufen"));
    CHECK(contains(form, "value=\"" + InboxFixture::path_of(1) + "\""));
    CHECK(browser.post(InboxFixture::path_of(1), {{"action", "approve"}}).status == 303);
    CHECK(there.state_of(1) == ApplicationState::InReview);
}

TEST_CASE("sessions: an invented or damaged cookie is no session") {
    InboxFixture there;
    there.signed_in();
    for (const char* value :
         {"", "x", "00112233445566778899aabbccddeeff", "00112233445566778899AABBCCDDEEFF", "' OR '1'='1", "\xFF"}) {
        auto browser = there.browser();
        browser.cookies["lp_session"] = value;
        CHECK(browser.get("/inbox/").status == 303);
    }
}

TEST_CASE("sessions: signing out ends it on the server") {
    InboxFixture there;
    auto browser = there.signed_in();
    const auto token = browser.cookies["lp_session"];
    const auto out = browser.post("/inbox/", {{"action", "sign-out"}});
    CHECK(out.status == 303);
    CHECK(browser.cookies.count("lp_session") == 0);
    CHECK(contains(browser.follow(out), "Sie sind abgemeldet"));
    browser.cookies["lp_session"] = token;
    CHECK(browser.get("/inbox/").status == 303);
}

TEST_CASE("sessions: a form without the session's token changes nothing") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto mine = there.signed_in(), colleague = there.signed_in();
    mine.get(InboxFixture::path_of(1));
    for (const std::string& token : {std::string(), std::string("x"), std::string(32, '0'), colleague.csrf,
                                     mine.csrf + "0", mine.csrf.substr(1)}) {
        const auto answer = mine.post(InboxFixture::path_of(1), {{"action", "approve"}, {"csrf", token}});
        CHECK(answer.status == 403);
        CHECK(contains(answer, "nicht mehr gültig"));
        CHECK(mine.post("/inbox/", {{"action", "sign-out"}, {"csrf", token}}).status == 403);
    }
    CHECK(there.state_of(1) == ApplicationState::InReview);
    CHECK(there.store().outbox_of(application_id(1))->empty());
    CHECK(mine.get("/inbox/").status == 200);
}

TEST_CASE("sessions: a library that is no longer configured shows nothing") {
    InboxFixture there;
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    there.change_libraries([](Libraries& next) { next.by_key.erase("musterstadt"); });
    CHECK(browser.get("/inbox/").status == 404);
    CHECK(browser.get(InboxFixture::path_of(1)).status == 404);
}

}  // namespace lesepass::server::testing
