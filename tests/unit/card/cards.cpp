// Who gets one, and what people see of it: through the real use cases and the real router.
#include "consent_fixture.h"
#include "usecases/decide_application.h"
#include "usecases/provisional_cards.h"

using namespace lesepass::server::testing;
using namespace lesepass::server;
using namespace lesepass;
using form::FieldId;

namespace {
class CardWorld : public ConsentFixture {
public:
    CardWorld() {
        change_library("hagen", [this](Tenant& hagen) { hagen.provisional_card = rules; });
    }

    // Nineteen; the same answers otherwise.
    static form::Draft a_grown_up(std::string_view payment = "online") {
        auto draft = a_minor_in_hagen(payment);
        draft.set(FieldId::BirthDate, "01.02.2000");
        draft.set(FieldId::GuardianWay, "");
        return draft;
    }
    std::string status() { return "/status/" + record().status_token.text(); }
    bool has_card() { return store().find_card(application_id(1)).ok(); }
    CardRecord card() { return *store().find_card(application_id(1)); }
    Fields decision(const char* action) {
        return {{"action", action}, {"reason", "Leider nein"}, {"card_number", " B-4711 "}};
    }

    ProvisionalCard rules{.days = 28, .prefix = "HA", .digits = 6, .from = 1, .to = 999'999};
};

const std::string inbox_path = InboxFixture::path_of(1);
}  // namespace

TEST_CASE("cards: who pays at the counter gets one only where the library trusts people that far") {
    for (const bool trusting : {false, true}) {
        CardWorld there;
        there.change_library("hagen", [&](Tenant& hagen) { hagen.provisional_card->before_payment = trusting; });
        const auto record = there.submitted(there.a_grown_up("at-counter"));
        CHECK(record.state == ApplicationState::Submitted);
        CHECK(there.has_card() == trusting);
    }
}

TEST_CASE("cards: what is paid online is paid first, also where people are trusted") {
    CardWorld there;
    there.change_library("hagen", [&](Tenant& hagen) { hagen.provisional_card->before_payment = true; });
    const auto record = there.submitted(there.a_grown_up());
    CHECK(record.state == ApplicationState::AwaitingPayment);
    CHECK(!there.has_card());
    const auto offer = card_offer_on_paid(*there.app, record);
    REQUIRE(offer);
    CHECK(offer->rules.prefix == "HA");
    auto rejected = record;
    rejected.state = ApplicationState::Rejected;
    CHECK(!card_offer_on_paid(*there.app, rejected));
}

TEST_CASE("cards: a library without them, renewals, and people who are too young get none") {
    const auto offered = [](auto change) {
        Tenant tenant = test::demo_library("hagen");
        tenant.provisional_card.emplace();
        form::Facts facts;
        facts.age = 30;
        change(tenant, facts);
        return card_offer(tenant, facts, Paid::No, noon).has_value();
    };
    CHECK(offered([](Tenant&, form::Facts&) {}));
    CHECK(!offered([](Tenant& tenant, form::Facts&) { tenant.provisional_card.reset(); }));
    CHECK(!offered([](Tenant&, form::Facts& facts) { facts.purpose = form::Purpose::Renewal; }));
    CHECK(!offered([](Tenant&, form::Facts& facts) { facts.purpose = form::Purpose::Replacement; }));
    CHECK(!offered([](Tenant&, form::Facts& facts) { facts.is_institution = true; }));
    CHECK(!offered([](Tenant&, form::Facts& facts) { facts.comes_in_person = true; }));
    CHECK(!offered([](Tenant& tenant, form::Facts&) { tenant.provisional_card->min_age = 31; }));
    CHECK(offered([](Tenant& tenant, form::Facts&) { tenant.provisional_card->min_age = 30; }));
    CHECK(!offered([](Tenant& tenant, form::Facts& facts) {
        facts.age.reset();
        tenant.provisional_card->min_age = 1;
    }));
}

TEST_CASE("cards: a young person gets one with the guardian's consent, not before") {
    CardWorld there;
    there.change_library("hagen", [&](Tenant& hagen) { hagen.payment = PaymentPolicy::None; });
    there.submitted(there.a_minor_in_hagen());
    CHECK(!there.has_card());
    there.after(day_ms);
    CHECK(there.press(there.path(), there.signed_here()).status == 303);
    REQUIRE(there.has_card());
    CHECK(there.card().issued_at == there.clock.time);
    CHECK(there.card().valid_until == make_offer(there.rules, there.clock.time).valid_until);
    const auto mails = there.mails("applicant");
    CHECK(mails.back().text.find("vorläufigen Ausweis") != std::string::npos);
    for (const auto& mail : mails) CHECK(mail.text.find(there.card().number) == std::string::npos);
}

TEST_CASE("cards: a refusal of the guardian brings none") {
    CardWorld there;
    there.change_library("hagen", [&](Tenant& hagen) { hagen.payment = PaymentPolicy::None; });
    there.submitted(there.a_minor_in_hagen());
    CHECK(there.press(there.path(), {{"action", "refuse"}}).status == 303);
    CHECK(!there.has_card());
}

TEST_CASE("cards: status page and receipt show number, day and code; after the day it is expired, without a code") {
    CardWorld there;
    there.change_library("hagen", [&](Tenant& hagen) { hagen.payment = PaymentPolicy::None; });
    there.submitted(there.a_grown_up());
    REQUIRE(there.has_card());
    for (const auto* path : {"", "/receipt"}) {
        const auto page = there.browser().get(there.status() + path);
        CHECK(page.status == 200);
        for (const auto& text : {std::string("HA000001"), std::string("noch kein vollständiger"), std::string("gültig"),
                                 format_de(there.card().valid_until), std::string("data:image/svg+xml"),
                                 std::string("QR-Code mit der Nummer HA000001")})
            CHECK_MESSAGE(contains(page, text), text);
        CHECK_FALSE(contains(page, "style="));
    }
    there.after(29 * day_ms);
    const auto later = there.browser().get(there.status());
    CHECK(contains(later, "abgelaufen"));
    CHECK_FALSE(contains(later, "card-code"));
}

TEST_CASE("cards: who asked for access without staff reads that the card does not open the door") {
    CardWorld there;
    there.change_library("hagen", [](Tenant& hagen) {
        hagen.payment = PaymentPolicy::None;
        hagen.open_library.emplace().conditions[Language::De] = "Wer hineingeht, haftet.";
    });
    auto draft = there.a_grown_up();
    draft.set(FieldId::OpenLibrary, "yes"), draft.set(FieldId::OpenLibraryTerms, "yes");
    there.submitted(draft);
    CHECK(contains(there.browser().get(there.status()), "Die Bibliothek schaltet ihn frei"));
    CHECK(contains(there.browser().get(there.status() + "/receipt"), "Wer hineingeht, haftet."));
}

TEST_CASE("cards: without a number left the application goes on, and both sides read so") {
    CardWorld there;
    there.change_library("hagen", [](Tenant& hagen) {
        hagen.payment = PaymentPolicy::None;
        hagen.provisional_card->from = 10, hagen.provisional_card->to = 9;
    });
    CHECK(there.submitted(there.a_grown_up()).state == ApplicationState::Submitted);
    CHECK(contains(there.browser().get(there.status()), "können wir gerade nicht ausstellen"));
    auto worker = there.signed_in("hagen");
    CHECK(contains(worker.get(inbox_path), "Nummernkreis"));
}

TEST_CASE("cards: approval replaces it by the library's number, rejection revokes it") {
    struct Row {
        const char *action, *words;
        CardState state;
    };
    for (const auto& row : {Row{"approve", "durch den Bibliotheksausweis ersetzt", CardState::Replaced},
                            Row{"reject", "nicht mehr gültig", CardState::Revoked}}) {
        CardWorld there;
        there.change_library("hagen", [&](Tenant& hagen) { hagen.payment = PaymentPolicy::None; });
        there.submitted(there.a_grown_up());
        auto worker = there.signed_in("hagen");
        worker.get(inbox_path);
        CHECK(worker.post(inbox_path, there.decision(row.action)).status == 303);
        CHECK(there.card().state == row.state);
        const auto page = there.browser().get(there.status());
        CHECK(contains(page, row.words));
        CHECK(contains(page, "B-4711") == (row.state == CardState::Replaced));
        CHECK_FALSE(contains(page, "card-code"));
    }
}

TEST_CASE("cards: a case worker revokes one with a reason, which the history keeps and the applicant does not see") {
    CardWorld there;
    there.change_library("hagen", [&](Tenant& hagen) { hagen.payment = PaymentPolicy::None; });
    there.submitted(there.a_grown_up());
    auto worker = there.signed_in("hagen");
    CHECK(contains(worker.get(inbox_path), "value=\"revoke-card\""));
    const auto refused = worker.post(inbox_path, {{"action", "revoke-card"}, {"card_reason", "  "}});
    CHECK(refused.status == 422);
    CHECK(contains(refused, "warum der vorläufige Ausweis gesperrt wird"));
    CHECK(there.card().state == CardState::Valid);
    CHECK(worker.post(inbox_path, {{"action", "revoke-card"}, {"card_reason", "Ausweis <falsch>"}}).status == 303);
    CHECK(there.card().state == CardState::Revoked);
    const auto page = worker.get(inbox_path);
    CHECK(contains(page, "Vorläufiger Ausweis gesperrt"));
    CHECK(contains(page, "Ausweis &lt;falsch&gt;"));
    CHECK_FALSE(contains(page, "value=\"revoke-card\""));
    CHECK_FALSE(contains(there.browser().get(there.status()), "falsch"));
    // Pressed a second time: nothing happens.
    CHECK(worker.post(inbox_path, {{"action", "revoke-card"}, {"card_reason", "noch einmal"}}).status == 303);
    CHECK(there.card().reason == "Ausweis <falsch>");
}

TEST_CASE("record: PDF and JSON of an application, for its own library only") {
    CardWorld there;
    there.change_library("hagen", [&](Tenant& hagen) { hagen.payment = PaymentPolicy::None; });
    there.submitted(there.a_grown_up(), "hagen", Language::En);
    there.given_case_worker("bochum", "bochum");
    auto worker = there.signed_in("hagen"), stranger = there.signed_in("bochum");
    for (const auto* file : {"/record.pdf", "/record.json"}) {
        CHECK(stranger.get(inbox_path + file).status == 404);
        CHECK(there.browser().get(inbox_path + file).status == 303);
    }
    const auto pdf = worker.get(inbox_path + "/record.pdf");
    CHECK(pdf.status == 200);
    CHECK(pdf.content_type == "application/pdf");
    CHECK(pdf.body.starts_with("%PDF-"));
    CHECK(Browser::header(pdf, "Cache-Control") == "private, no-store");
    CHECK(pdf.body.find("/Lang (de)") != std::string::npos);
    const auto json = worker.get(inbox_path + "/record.json");
    const auto parsed = json::parse(json.body);
    REQUIRE(parsed);
    CHECK(parsed->find("provisionalCard")->find("number")->string == "HA000001");
    CHECK(parsed->find("provisionalCard")->find("state")->string == "valid");
    CHECK(parsed->find("application")->find("library")->string == "hagen");
    // Looking at a copy is no step of the application.
    CHECK(there.record().state == ApplicationState::Submitted);
}

TEST_CASE("receipt: a PDF behind the applicant's link, kept nowhere, nothing personal in its name") {
    CardWorld there;
    const auto record = there.submitted(there.a_grown_up());
    const auto pdf = there.browser().get(there.status() + "/receipt.pdf");
    CHECK(pdf.status == 200);
    CHECK(pdf.content_type == "application/pdf");
    CHECK(Browser::header(pdf, "Content-Disposition") ==
          "attachment; filename=\"beleg-" + record.receipt_number + ".pdf\"");
    CHECK(Browser::header(pdf, "Cache-Control") == "private, no-store");
    CHECK(there.browser().get(there.status() + "/receipt.pdf?lang=en").body.find("/Lang (en)") != std::string::npos);
    CHECK(there.browser().get("/status/" + std::string(32, 'a') + "/receipt.pdf").status == 404);
    const auto page = there.browser().get(there.status() + "/receipt");
    for (const char* text :
         {"Müller-Lüdenscheidt", "So setzt sich der Betrag zusammen", "Wortlaut der Erklärungen", "receipt.pdf"})
        CHECK_MESSAGE(contains(page, text), text);
    CHECK(contains(there.browser().get(there.status()), "/receipt.pdf?lang=de"));
}
