#include <doctest/doctest.h>

#include "demo_libraries.h"
#include "json/value.h"
#include "responsibility/directory_json.h"
#include "tenant/tenant_json.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
std::string demo_file(const std::string& key) {
    return read_text_file(LESEPASS_SOURCE_DIR "/server/demo/tenants/" + key + ".json");
}

std::vector<std::string> problems_of(const std::string& text, TenantSource source = TenantSource::File) {
    const auto value = json::parse(text);
    if (!value) return {value.failure().code + " " + value.failure().detail};
    std::vector<json::Problem> problems;
    const auto tenant = read_tenant(*value, source, problems);
    std::vector<std::string> told;
    for (const auto& problem : problems) told.push_back(json::describe(problem));
    return told;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}
}  // namespace

TEST_CASE("the demo files are good") {
    for (const std::string_view name : demo_library_keys) {
        const std::string key(name);
        CHECK_MESSAGE(problems_of(demo_file(key)).empty(), key);
        CHECK(demo_library(key).key == key);
    }
    CHECK(demo_library("musterstadt").mailbox == "eingang.bibliothek@musterstadt.example");
    CHECK(demo_library("koeln").payment_procedure == "stadtbibliothek");
    CHECK(demo_library("hilden").institutions);
}

TEST_CASE("every mistake in a tenant file is told with path, expected and found") {
    struct Row {
        std::string from, to, problem;
    };
    const std::string key_rule = "expected a-z, 0-9 and - (starting with a letter)";
    const std::string money = "expected a whole number from 0 to 100000";
    const Row rows[] = {
        {"\"key\": \"musterstadt\"", "\"key\": \"Musterstadt\"", "$.key: " + key_rule + ", found \"Musterstadt\""},
        {"\"key\": \"musterstadt\"", "\"key\": \"m\"", "$.key: " + key_rule + ", found \"m\""},
        {"\"key\": \"musterstadt\"", "\"key\": \"../etc\"", "$.key: " + key_rule + ", found \"../etc\""},
        {"\"key\": \"musterstadt\",", "", "$.key: expected a text of at most 40 characters, found nothing"},
        {"\"name\": \"Stadtbibliothek Musterstadt\"", "\"name\": \"\"",
         "$.name: expected a text of at most 200 characters, found an empty text"},
        {"\"name\": \"Stadtbibliothek Musterstadt\"", "\"name\": 5",
         "$.name: expected a text of at most 200 characters, found whole number 5"},
        {"05999000", "0599900", "$.municipality.ags: expected 8 digits, found \"0599900\""},
        {"05999000", "0599900X", "$.municipality.ags: expected 8 digits, found \"0599900X\""},
        {"\"12345\"", "\"1234\"", "$.municipality.postcodes: expected postcodes of 5 digits, found \"1234\""},
        {"\"12345\"", "12345",
         "$.municipality.postcodes[0]: expected a text of at most 5 characters, found whole number 12345"},
        {"[\"12345\", \"12346\"]", "\"12345\"",
         "$.municipality.postcodes: expected a list of at most 100 items, found text \"12345\""},
        {"bibliothek@musterstadt.example\"", "\"",
         "$.contact.email: expected a text of at most 200 characters, found an empty text"},
        {"https://example.org/musterstadt/datenschutz", "javascript:alert(1)",
         "$.privacyUrl: expected an address starting with https://, found \"javascript:alert(1)\""},
        {"https://example.org/musterstadt/impressum", "example.org",
         "$.imprintUrl: expected an address starting with https://, found \"example.org\""},
        {"\"eingang.bibliothek@musterstadt.example\"", "\"eingang\"",
         "$.mailbox: expected an e-mail address, found \"eingang\""},
        {"https://www.musterstadt.example", "https://*.example",
         "$.embedOrigins: expected an origin such as https://www.example.de (no path, no *), found "
         "\"https://*.example\""},
        {"https://www.musterstadt.example", "https://a.example/x",
         "$.embedOrigins: expected an origin such as https://www.example.de (no path, no *), found "
         "\"https://a.example/x\""},
        {"https://www.musterstadt.example", "https://a.example; script-src *",
         "$.embedOrigins: expected an origin such as https://www.example.de (no path, no *), found "
         "\"https://a.example; script-src *\""},
        {"https://www.musterstadt.example", "https://",
         "$.embedOrigins: expected an origin such as https://www.example.de (no path, no *), found \"https://\""},
        {"\"standardCents\": 1600", "\"standardCents\": 16.0",
         "$.fees.standardCents: " + money + ", found decimal number 16.0"},
        {"\"standardCents\": 1600", "\"standardCents\": -1",
         "$.fees.standardCents: " + money + ", found whole number -1"},
        {"\"standardCents\": 1600", "\"standardCents\": 1600000",
         "$.fees.standardCents: " + money + ", found whole number 1600000"},
        {"\"standardCents\": 1600,", "", "$.fees.standardCents: " + money + ", found nothing"},
        {"\"belowAge\": 18", "\"belowAge\": 0",
         "$.fees.byAge[0].belowAge: expected a whole number from 1 to 150, found whole number 0"},
        {"{\n        \"belowAge\": 18", "{\"belowAge\": 20, \"cents\": 1}, {\n        \"belowAge\": 18",
         "$.fees.byAge[1].minAge: expected ages that no other row has, found 0"},
        {"\"key\": \"student\"", "\"key\": \"pupil\"",
         "$.fees.reductions[1].key: expected a key no other reduction has, found \"pupil\""},
        {"\"key\": \"student\"", "\"key\": \"none\"",
         "$.fees.reductions[1].key: expected another key (\"none\" is taken), found \"none\""},
        {"\"de\": \"Studierende\",", "",
         "$.fees.reductions[1].label.de: expected a text of at most 1000 characters, found nothing"},
        {"\"minAge\": 16", "\"minAge\": \"16\"",
         "$.fees.reductions[1].minAge: expected a whole number from 0 to 150, found text \"16\""},
        {"\"minAge\": 16", "\"minage\": 16",
         "$.fees.reductions[1].minage: expected no such field, found whole number 16"},
        {"\"consentBelowAge\": 18", "\"consentBelowAge\": 99",
         "$.age.consentBelowAge: expected a whole number from 0 to 21, found whole number 99"},
        {"\"secondSigner\": true", "\"secondSigner\": 1",
         "$.age.secondSigner: expected true or false, found whole number 1"},
        {"\"secondSigner\": true", "\"consentExpiryDays\": 1",
         "$.age.consentExpiryDays: expected a whole number from 2 to 90, found whole number 1"},
        {"\"secondSigner\": true", "\"consentReminderDays\": 14",
         "$.age.consentReminderDays: expected fewer days than consentExpiryDays, found 14"},
        {"\"secondSigner\": true", "\"inPersonBelowAge\": 19",
         "$.age.inPersonBelowAge: expected at most consentBelowAge, found 19"},
        {"\"secondSigner\": true", "\"consentText\": {\"en\": \"x\"}",
         "$.age.consentText.de: expected a text of at most 1000 characters, found nothing"},
        {"\"identity\": \"upload\"", "\"identity\": \"fax\"",
         "$.proofs.identity: expected one of \"none\" \"upload\" \"at-counter\" \"either\", found text \"fax\""},
        {"\"guardianIdentity\": false", "\"guardianIdentity\": \"no\"",
         "$.proofs.guardianIdentity: expected true or false, found text \"no\""},
        {"\"key\": \"zentral\"", "\"key\": \"digital\"",
         "$.card.branches[0].key: expected another key (\"digital\" is taken), found \"digital\""},
        {"\"key\": \"nord\"", "\"key\": \"zentral\"",
         "$.card.branches[1].key: expected a key no other branch has, found \"zentral\""},
        {"\"policy\": \"online\"", "\"policy\": \"cash\"",
         "$.payment.policy: expected one of \"none\" \"at-counter\" \"online\" \"choice\", found text \"cash\""},
        {"\"procedure\": \"bibliothek\"", "\"procedur\": \"x\"",
         "$.payment.pmPayment.procedure: expected a text of at most 40 characters, found nothing"},
        {"\"pmPayment\"", "\"pmpayment\"", "$.payment.pmPayment: expected an object, found nothing"},
        {"2026-11-01", "2026-13-01", "$.accessibility.date: expected a date such as 2026-11-01, found \"2026-13-01\""},
        {"https://hilfe.musterstadt.example/l", "javascript:l",
         "$.accessibility.easyReadUrl: expected an address starting with https://, found "
         "\"javascript:leichte-sprache\""},
        {"\"age\": {", "\"ages\": {", "$.ages: expected no such field, found object"},
        {"\"mailbox\"", "\"key\": \"x\", \"mailbox\"", "json.duplicate key"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.problem);
        const auto told = problems_of(replaced(demo_file("musterstadt"), row.from, row.to));
        REQUIRE(!told.empty());
        CHECK(told.front() == row.problem);
    }
    CHECK(problems_of("[]").front() == "$: expected an object, found list");
    CHECK(problems_of("").front().substr(0, 11) == "json.syntax");
}

TEST_CASE("a card nobody can collect is a mistake") {
    const auto file = replaced(demo_file("hilden"), "\"branches\": [", "\"branches\": [], \"x\": [");
    const auto told = problems_of(file);
    REQUIRE(told.size() >= 1);
    CHECK(told.front() == "$.card.branches: expected at least one branch, or \"digital\": true, found nothing");
}

TEST_CASE("a browser learns everything it needs and nothing else") {
    for (const std::string_view key : demo_library_keys) {
        const Tenant& tenant = demo_library(key);
        const auto text = write_public_tenant(tenant);
        for (const auto& secret : {tenant.mailbox, tenant.payment_procedure, std::string("mailbox"),
                                   std::string("pmPayment"), std::string("embedOrigins")})
            if (!secret.empty() && secret != "bibliothek" && secret != "stadtbibliothek")
                CHECK_MESSAGE(text.find(secret) == std::string::npos, secret);
        const auto value = json::parse(text);
        REQUIRE(value);
        std::vector<json::Problem> problems;
        const auto back = read_tenant(*value, TenantSource::Browser, problems);
        CHECK(problems.empty());
        CHECK(write_public_tenant(back) == text);
        CHECK(back.fees.reductions.size() == tenant.fees.reductions.size());
        CHECK(back.fees.by_age.size() == tenant.fees.by_age.size());
        CHECK(back.branches.size() == tenant.branches.size());
        CHECK(back.accepts_outsiders == tenant.accepts_outsiders);
        CHECK(back.minors_note.words == tenant.minors_note.words);
        CHECK(back.second_signer == tenant.second_signer);
        CHECK(back.guardian_address == tenant.guardian_address);
        CHECK(back.in_person_below_age == tenant.in_person_below_age);
        CHECK(back.consent_text.words == tenant.consent_text.words);
        CHECK(back.payment == tenant.payment);
        CHECK(back.mailbox.empty());
        CHECK(back.payment_ags.empty());
    }
}

TEST_CASE("what only the server may know is refused in a browser's state") {
    const auto told = problems_of(demo_file("musterstadt"), TenantSource::Browser);
    CHECK(told.size() == 5);  // mailbox, embedOrigins, payment.pmPayment, accessibility, card.provisional
}

TEST_CASE("the directory goes to the browser and back") {
    const auto text = write_directory(demo_directory());
    const auto value = json::parse(text);
    REQUIRE(value);
    std::vector<json::Problem> problems;
    CHECK(write_directory({.entries = read_directory(*value, problems)}) == text);
    CHECK(problems.empty());
    const auto bad = json::parse(R"([{"key":"a","name":"b"},5])");
    read_directory(*bad, problems);
    CHECK(problems.size() >= 2);
}
