// What applicants and case workers read when the form was filled in in another language.
#include <algorithm>

#include "consent_fixture.h"
#include "routes/routes.h"
#include "text/languages.h"
#include "usecases/mails.h"

namespace lesepass::server::testing {

namespace {
Language asked_with(const std::string& accept, const std::string& lang = "") {
    http::Request request;
    if (!accept.empty()) request.headers.emplace("accept-language", accept);
    if (!lang.empty()) request.query.emplace("lang", lang);
    return language_of(request);
}

// U+0600 to U+06FF.
bool has_arabic(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0xD8 && static_cast<unsigned char>(c) <= 0xDB;
    });
}

form::Draft an_adult_here() {
    auto draft = test::an_adult();
    draft.application = application_id(1);
    return draft;
}
}  // namespace

TEST_CASE("language: Accept-Language by weight, the first of equals, German for all that we do not have") {
    struct Row {
        const char* accept;
        Language language;
    };
    const Row rows[] = {{"", Language::De},
                        {"tr", Language::Tr},
                        {"TR-tr", Language::Tr},
                        {"uk-UA,uk;q=0.9,ru;q=0.8,en;q=0.7", Language::Uk},
                        {"ar-SY;q=0.8, de;q=0.9", Language::De},
                        {"ar-SY ; q=0.9 , de;q=0.8", Language::Ar},
                        {"fr,pl;q=0.9,en-GB;q=0.2", Language::En},
                        {"fr", Language::De},
                        {"*", Language::De},
                        {"en;q=0,*", Language::De},
                        {"en;q=0, tr;q=0.001", Language::Tr},
                        {"en;q=1.000, tr;q=1", Language::En},
                        {"de-simple, de;q=0.5", Language::DeLeicht},
                        {"de-AT", Language::De},
                        {"de-leicht", Language::DeLeicht},
                        {"zh-Hant-TW, ar-Arab-EG-u-nu-latn;q=0.3", Language::Ar},
                        {"en;q=x", Language::De},
                        {"en;q=", Language::De},
                        {"en;level=1, tr;q=0.9", Language::En},
                        {",,;;q=1,-,--", Language::De},
                        {"entr", Language::De},
                        {"x-en", Language::De}};
    for (const auto& row : rows) {
        CAPTURE(std::string(row.accept));
        CHECK(asked_with(row.accept) == row.language);
    }
    std::string endless;
    for (int i = 0; i < 5000; ++i) endless += "xx;q=0.9,";
    CHECK(asked_with(endless + "tr") == Language::De);
}

TEST_CASE("language: ?lang= is stronger than the browser's wishes, unless it is none of ours") {
    for (const auto language : all_languages) CHECK(asked_with("en", std::string(code_of(language))) == language);
    CHECK(asked_with("en", "de-simple") == Language::DeLeicht);
    CHECK(asked_with("uk", "xx") == Language::Uk);
}

TEST_CASE("an application in Arabic: the applicant reads Arabic, the case worker German") {
    ConsentFixture there;
    there.submitted(an_adult_here(), "musterstadt", Language::Ar);
    const auto record = there.record();
    const auto status = there.browser().get("/status/" + record.status_token.text());
    CHECK(contains(status, "<html lang=\"ar\" dir=\"rtl\">"));
    CHECK(contains(status, catalog_of(Language::Ar)[Text::StatusReceived]));
    CHECK(!contains(status, " Uhr"));
    CHECK(contains(there.browser().get("/status/" + record.status_token.text() + "?lang=tr"),
                   catalog_of(Language::Tr)[Text::StatusReceived]));
    const auto mails = there.mails("applicant");
    REQUIRE(mails.size() == 1);
    CHECK(has_arabic(mails.front().subject));
    CHECK(mails.front().subject.find("\u2068") == std::string::npos);
    CHECK(has_arabic(mails.front().text));
    for (const auto& intent : notification_mail(*there.app, there.library("musterstadt"), record)) {
        const auto mail = decode_mail(intent.payload);
        REQUIRE(mail);
        CHECK(!has_arabic(mail->subject + mail->text));
    }

    auto browser = there.signed_in();
    const auto page = browser.get("/inbox/applications/" + record.id.text());
    CHECK(page.status == 200);
    CHECK(contains(page, "<html lang=\"de\" dir=\"ltr\">"));
    CHECK(contains(page, "Arabisch"));
    CHECK(contains(page, "Jahresgebühr"));
    CHECK(contains(page, "Geburtsdatum"));
    CHECK(!has_arabic(page.body));
    CHECK(!has_arabic(browser.get("/inbox/").body));
}

TEST_CASE("a guardian who reads Arabic: the wording is kept with its German one, a refusal is told in German") {
    ConsentFixture there;
    there.submitted(ConsentFixture::a_minor_in_hagen(), "hagen", Language::Ar);
    const auto record = there.record();
    const auto arabic = agreed_words(there.library("hagen"), catalog_of(Language::Ar));
    CHECK(has_arabic(arabic));
    CHECK(arabic.ends_with(agreed_words(there.library("hagen"), catalog_of(Language::De))));
    auto done = there.press(there.path(), {{"action", "refuse"}, {"reason", ""}});
    CHECK(done.status == 303);
    const auto page = there.signed_in("hagen").get("/inbox/applications/" + record.id.text());
    CHECK(contains(page, catalog_of(Language::De)[Text::ConsentReasonRefused]));
    CHECK(!has_arabic(page.body));
    CHECK(contains(there.browser().get("/status/" + record.status_token.text() + "?lang=uk"),
                   catalog_of(Language::Uk)[Text::ConsentReasonRefused]));
}

TEST_CASE("every page of the server says its language and direction, and offers all of them by name") {
    ConsentFixture there;
    there.submitted(an_adult_here(), "musterstadt", Language::De);
    const auto status = "/status/" + there.record().status_token.text();
    for (const auto language : all_languages)
        for (const std::string& url : {status, std::string("/status/0")}) {
            CAPTURE(url);
            const auto page = there.browser().get(url + "?lang=" + std::string(code_of(language)));
            CHECK(contains(page, "<html lang=\"" + std::string(tag_of(language)) + "\" dir=\"" +
                                     (info(language).right_to_left ? "rtl" : "ltr") + "\">"));
            if (url != status) continue;
            for (const auto& other : language_table)
                CHECK(contains(page, " lang=\"" + std::string(other.tag) + "\">" + std::string(other.own_name) + "</"));
        }
}

}  // namespace lesepass::server::testing
