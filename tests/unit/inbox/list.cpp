#include "inbox/list_page.h"

#include "inbox_fixture.h"

namespace lesepass::server::testing {

using form::FieldId;

namespace {
form::Draft named(const char* given, const char* family) {
    return test::with(test::an_adult(), {{FieldId::GivenName, given}, {FieldId::FamilyName, family}});
}
// Receipt numbers in the order of the rows.
std::vector<std::string> rows(const http::Response& page) {
    std::vector<std::string> out;
    const std::string mark = "<th scope=\"row\"><a class=\"lp-link\" href=\"/inbox/applications/";
    for (auto at = page.body.find(mark); at != std::string::npos; at = page.body.find(mark, at + 1)) {
        const auto start = page.body.find('>', at + mark.size()) + 1;
        out.push_back(page.body.substr(start, page.body.find('<', start) - start));
    }
    return out;
}
using Rows = std::vector<std::string>;
}  // namespace

TEST_CASE("list: newest first, with name, state, time and money, of the own library only") {
    InboxFixture there;
    there.given(1, named("Aoife", "O'Brien"));
    there.given(2, named("Ø", "Nguyễn"), ApplicationState::AwaitingPayment);
    there.given(3, test::an_institution_in_hilden(), ApplicationState::Submitted, "hilden");
    auto browser = there.signed_in();
    const auto page = browser.get("/inbox/");
    CHECK(page.status == 200);
    CHECK(rows(page) == Rows{"MU-1002", "MU-1001"});
    for (const char* text : {"Nguyễn, Ø", "O&#39;Brien, Aoife", "Wartet auf Bezahlung", "Eingegangen",
                             "noch nicht begonnen", "vor Ort", "Uhr", "Demo musterstadt"})
        CHECK(contains(page, text));
    CHECK_FALSE(contains(page, "MU-1003"));
    CHECK_FALSE(contains(page, "Grundschule"));
    CHECK(Browser::header(page, "Cache-Control") == "no-store");
    CHECK(rows(there.signed_in("hilden").get("/inbox/")) == Rows{"MU-1003"});
    CHECK(contains(there.signed_in("koeln").get("/inbox/"), "Hier ist nichts."));
}

TEST_CASE("list: each filter shows its states and counts them") {
    InboxFixture there;
    using enum ApplicationState;
    unsigned number = 0;
    for (const auto state : {AwaitingConsent, AwaitingPayment, Submitted, Delivered, InReview, Approved, Rejected})
        there.given(++number, test::an_adult(), state);
    auto browser = there.signed_in();
    struct Row {
        const char* key;
        Rows expected;
    };
    for (const auto& row :
         std::vector<Row>{{"open", {"MU-1005", "MU-1004", "MU-1003", "MU-1002", "MU-1001"}},
                          {"all", {"MU-1007", "MU-1006", "MU-1005", "MU-1004", "MU-1003", "MU-1002", "MU-1001"}},
                          {"awaiting-consent", {"MU-1001"}},
                          {"awaiting-payment", {"MU-1002"}},
                          {"received", {"MU-1004", "MU-1003"}},
                          {"in-review", {"MU-1005"}},
                          {"approved", {"MU-1006"}},
                          {"rejected", {"MU-1007"}},
                          {"nonsense", {"MU-1005", "MU-1004", "MU-1003", "MU-1002", "MU-1001"}}}) {
        INFO(row.key);
        const auto page = browser.get(std::string("/inbox/?state=") + row.key);
        CHECK(rows(page) == row.expected);
        for (const char* text : {"Offen (5)", "Alle (7)", "Eingegangen (2)", "Genehmigt (1)", "Abgelehnt (1)"})
            CHECK(contains(page, text));
    }
}

TEST_CASE("list: the search finds names and receipt numbers, accents and capitals do not matter") {
    InboxFixture there;
    there.given(1, named("Aoife", "O'Brien"));
    there.given(2, named("Thị Mai", "Nguyễn-Müller"));
    auto browser = there.signed_in();
    struct Row {
        const char* words;
        Rows expected;
    };
    for (const auto& row : std::vector<Row>{{"nguyen", {"MU-1002"}},
                                            {"MÜLLER mai", {"MU-1002"}},
                                            {"mu-1001", {"MU-1001"}},
                                            {"o'brien", {"MU-1001"}},
                                            {"mai aoife", {}},
                                            {"%", {}},
                                            {"' OR 1=1 --", {}},
                                            {"", {"MU-1002", "MU-1001"}},
                                            {"   ", {"MU-1002", "MU-1001"}}}) {
        INFO(row.words);
        const auto found = browser.post("/inbox/", {{"action", "search"}, {"state", "open"}, {"q", row.words}});
        CHECK(found.status == 303);
        auto query = inbox::list_query({{"q", row.words}});
        CHECK(Browser::header(found, "Location") == inbox::list_url(query));
        // As the server decodes it.
        http::Request request;
        request.path = "/inbox/", request.query = {{"q", row.words}, {"state", "open"}};
        request.headers["cookie"] = "lp_session=" + browser.cookies["lp_session"];
        CHECK(rows((*there.router.match(http::Method::Get, "/inbox/").handler)(request)) == row.expected);
    }
    CHECK(inbox::list_url({.state = "open", .words = "Müller & Söhne=100%"}) ==
          "/inbox/?state=open&q=M%C3%BCller%20%26%20S%C3%B6hne%3D100%25");
}

TEST_CASE("list: pages of 25, and page numbers from strangers do no harm") {
    InboxFixture there;
    for (unsigned i = 1; i <= 60; ++i) there.given(i, test::an_adult());
    auto browser = there.signed_in();
    const auto first = browser.get("/inbox/");
    CHECK(rows(first).size() == 25);
    CHECK(rows(first).front() == "MU-1060");
    CHECK(contains(first, "60 Anträge, hier 1 bis 25"));
    CHECK(contains(first, "/inbox/?state=open&amp;page=2"));
    CHECK_FALSE(contains(first, "Neuere Anträge"));
    const auto last = browser.get("/inbox/?page=3");
    CHECK(rows(last).size() == 10);
    CHECK(rows(last).back() == "MU-1001");
    CHECK_FALSE(contains(last, "Ältere Anträge"));
    for (const char* page : {"0", "-1", "x", "", "2x", "99999999999999999999", "1e9"}) {
        INFO(page);
        CHECK(browser.get(std::string("/inbox/?page=") + page).status == 200);
    }
    const auto beyond = browser.get("/inbox/?page=100000");
    CHECK(rows(beyond).empty());
    CHECK(contains(beyond, "page=3"));
}

TEST_CASE("list: mails that do not get through stand on top, of the own library only") {
    InboxFixture there;
    there.given(1, test::an_adult(), ApplicationState::Submitted, "musterstadt", {an_intent("1-mailbox")});
    auto browser = there.signed_in();
    CHECK_FALSE(contains(browser.get("/inbox/"), "Nachrichten kommen nicht an"));
    const auto entry = there.store().claim_outbox(there.clock.now(), 1000, 1)->front();
    REQUIRE(
        there.store().fail_outbox(entry.id, there.clock.now().plus_seconds(60), "451 later", false, there.clock.now()));
    CHECK(contains(browser.get("/inbox/"), "Sie wird weiter versucht"));
    REQUIRE(there.store().claim_outbox(there.clock.now().plus_seconds(61), 1000, 1)->size() == 1);
    REQUIRE(there.store().fail_outbox(entry.id, there.clock.now(), "550 unknown", true, there.clock.now()));
    const auto page = browser.get("/inbox/");
    CHECK(contains(page, "nicht mehr von selbst versucht"));
    CHECK(contains(page, "Eingang melden (Antrag MU-1001)"));
    CHECK_FALSE(contains(there.signed_in("hilden").get("/inbox/"), "Nachrichten kommen nicht an"));
}

TEST_CASE("list: the short address leads to the list") {
    InboxFixture there;
    CHECK(Browser::header(there.browser().get("/inbox"), "Location") == "/inbox/");
}

}  // namespace lesepass::server::testing
