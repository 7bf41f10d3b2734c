#include "application/rules_version.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "application/application_json.h"
#include "base/sha256.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "tenant/tenant_json.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
const std::string shared_folder = LESEPASS_SOURCE_DIR "/shared/";

// What only shows or words; whoever adds a folder decides here.
bool decides(const std::string& path) {
    if (path.rfind("page/", 0) == 0 || path.rfind("seal/", 0) == 0) return false;
    if (path.rfind("text/", 0) == 0)
        return path.rfind("text/catalog.", 0) == 0 || path.rfind("text/text_keys.", 0) == 0;
    return path.ends_with(".cpp") || path.ends_with(".h") || path.ends_with(".inc") ||
           path == "responsibility/data/nrw_places.csv";
}

std::set<std::string> deciding_files() {
    std::set<std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(shared_folder)) {
        const auto path = entry.path().string().substr(shared_folder.size());
        if (entry.is_regular_file() && decides(path)) out.insert(path);
    }
    return out;
}

Tenant changed(void (*change)(Tenant&)) {
    Tenant tenant = demo_library("siegen");
    change(tenant);
    stamp_rules(tenant);
    return tenant;
}
}  // namespace

TEST_CASE("rules version: every source that decides is in it, as it stands") {
    std::string list;
    for (const auto& path : deciding_files())
        list += sha256_hex(read_text_file(shared_folder + path)) + "  " + path + "\n";
    CHECK(sha256_hex(list) == rule_sources_hash());
    CHECK(is_rules_version(build_rules_version()));
}

TEST_CASE("rules version: each library has its own, the same at every reading") {
    std::set<std::string> versions{std::string(build_rules_version())};
    for (const auto key : demo_library_keys) {
        const auto version = rules_version(demo_library(key));
        CHECK(is_rules_version(version));
        versions.insert(version);
        Tenant again = demo_library(key);
        stamp_rules(again);
        CHECK(rules_version(again) == version);
    }
    CHECK(versions.size() == demo_library_keys.size() + 1);
}

TEST_CASE("rules version: the browser's library has the same") {
    for (const auto key : demo_library_keys) {
        const auto& library = demo_library(key);
        std::vector<json::Problem> problems;
        const auto value = json::parse(write_public_tenant(library));
        REQUIRE(value);
        const auto browser = read_tenant(*value, TenantSource::Browser, problems);
        REQUIRE(problems.empty());
        CHECK(rules_version(browser) == rules_version(library));
    }
}

TEST_CASE("rules version: what a citizen is asked, told or charged changes it") {
    const auto before = rules_version(demo_library("siegen"));
    const std::vector<void (*)(Tenant&)> changes{
        [](Tenant& t) { t.fees.standard.by_term.at(0) = Cents{1}; },
        [](Tenant& t) { t.fees.by_age.at(0).below_age += 1; },
        [](Tenant& t) { t.fees.deposit = Cents{t.fees.deposit.value + 1}; },
        [](Tenant& t) { t.minimum_age += 1; },
        [](Tenant& t) { t.consent_below_age -= 1; },
        [](Tenant& t) { t.second_signer = !t.second_signer; },
        [](Tenant& t) { t.in_person_below_age += 1; },
        [](Tenant& t) { t.accepts_outsiders = !t.accepts_outsiders; },
        [](Tenant& t) { t.institutions = !t.institutions; },
        [](Tenant& t) { t.guardian_identity = !t.guardian_identity; },
        [](Tenant& t) { t.identity_proof = IdentityProof::None; },
        [](Tenant& t) { t.payment = t.payment == PaymentPolicy::None ? PaymentPolicy::Choice : PaymentPolicy::None; },
        [](Tenant& t) { t.branches.clear(); },
        [](Tenant& t) { t.municipality.postcodes.push_back("12345"); },
        [](Tenant& t) { t.terms_url += "2"; },
    };
    std::set<std::string> versions{before};
    for (const auto change : changes) versions.insert(rules_version(changed(change)));
    CHECK(versions.size() == changes.size() + 1);
}

TEST_CASE("rules version: what only the library itself needs does not change it") {
    const auto before = rules_version(demo_library("siegen"));
    CHECK(rules_version(changed([](Tenant& t) { t.mailbox = "other@example.org"; })) == before);
    CHECK(rules_version(changed([](Tenant& t) { t.embed_origins.clear(); })) == before);
    CHECK(rules_version(changed([](Tenant& t) { t.consent_reminder_days += 1; })) == before);
    CHECK(rules_version(changed([](Tenant& t) { t.payment_procedure += "x"; })) == before);
}

TEST_CASE("rules version: an application says by which rules it was made, outside of its hash") {
    const auto world = demo_world("musterstadt");
    auto application = make_application(an_adult(), world);
    CHECK(application.rules == rules_version(world.tenant));
    const auto hash = content_hash(application);
    application.rules = "00000000000000ff", application.rules_seen = "00000000000000ee";
    CHECK(content_hash(application) == hash);
    const auto value = json::parse(encode_submission(application));
    REQUIRE(value);
    const auto back = decode_submission(*value);
    CHECK(back.problems.empty());
    CHECK(back.application.rules == "00000000000000ff");
    CHECK(back.application.rules_seen == "00000000000000ee");
}

TEST_CASE("rules version: an application without one is read, one with nonsense is refused") {
    auto application = make_application(an_adult(), demo_world("musterstadt"));
    application.rules.clear();
    CHECK(decode_application(*json::parse(encode_application(application))).problems.empty());
    for (const char* wrong : {"0", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg"}) {
        application.rules = wrong;
        CAPTURE(wrong);
        CHECK_FALSE(decode_application(*json::parse(encode_application(application))).problems.empty());
        CHECK_FALSE(is_rules_version(wrong));
    }
    CHECK_FALSE(is_rules_version(""));
}
