// The card by post: a further way to get it, with its own line of the fee.
#include <doctest/doctest.h>

#include "application/rules_version.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "form/definition.h"
#include "form/facts.h"
#include "form/rows.h"
#include "form/validate.h"
#include "json/value.h"
#include "tenant/tenant_json.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;

namespace {
struct ByPost {
    Tenant tenant = demo_library("musterstadt");
    Draft draft = an_adult();

    ByPost() { tenant.card_by_post = true, tenant.post_fee = Cents{250}, tenant.digital_card = false; }
    World world() const { return {tenant, demo_directory(), demo_world("musterstadt").catalog, example_day}; }
    Facts facts() const { return derive_facts(draft, world()); }
    bool asks() const { return is_asked(field(FieldId::Pickup), draft, world(), facts()); }
    bool offers_post() const {
        for (const auto& option : options_of(FieldId::Pickup, world(), facts()))
            if (option.value == pickup_post) return true;
        return false;
    }
};
}  // namespace

TEST_CASE("by post: who has the card sent pays for that, and nobody else") {
    ByPost there;
    const auto without = there.facts().fee;
    CHECK(there.offers_post());
    there.draft.set(FieldId::Pickup, pickup_post);
    const auto with_post = there.facts().fee;
    CHECK(with_post.total.value == without.total.value + 250);
    CHECK(with_post.lines.back().label == "Versand mit der Post");
    CHECK(with_post.lines.size() == without.lines.size() + 1);
    there.tenant.post_fee = Cents{0};
    CHECK(there.facts().fee.lines.size() == without.lines.size());
}

TEST_CASE("by post: a library that sends nothing offers and charges nothing, whatever the draft says") {
    ByPost there;
    there.tenant.card_by_post = false;
    CHECK(!there.offers_post());
    there.draft.set(FieldId::Pickup, pickup_post);
    const auto problem = check_field(field(FieldId::Pickup), there.draft, there.world(), there.facts());
    CHECK(problem.has_value());
}

TEST_CASE("by post: the only way is no question; with one branch there is a choice") {
    ByPost there;
    there.tenant.branches.clear();
    CHECK(there.facts().pickup == pickup_post);
    CHECK(!there.asks());
    there.tenant.branches.push_back({.key = "mitte", .name = "Mitte", .address = {}});
    CHECK(there.asks());
    there.tenant.card_by_post = false;
    CHECK(there.facts().pickup == "mitte");
    CHECK(!there.asks());
}

TEST_CASE("by post: who has to come in person gets the card there, unless there is no branch") {
    ByPost there;
    there.tenant.consent_below_age = 18, there.tenant.in_person_below_age = 7;
    there.draft.set(FieldId::BirthDate, format_iso({2021, 1, 1}));
    CHECK(there.facts().comes_in_person);
    CHECK(!there.offers_post());
    there.draft.set(FieldId::BirthDate, format_iso({2014, 1, 1}));
    CHECK(there.offers_post());
    there.draft.set(FieldId::BirthDate, format_iso({2021, 1, 1}));
    there.tenant.branches.clear();
    CHECK(there.facts().pickup == pickup_post);
}

TEST_CASE("by post: the browser is told of it, and of no provisional card") {
    ByPost there;
    there.tenant.provisional_card = ProvisionalCard{};
    const auto value = json::parse(write_public_tenant(there.tenant));
    REQUIRE(value);
    CHECK(value->find("card")->find("provisional") == nullptr);
    std::vector<json::Problem> problems;
    const auto read = read_tenant(*value, TenantSource::Browser, problems);
    CHECK(problems.empty());
    CHECK(read.card_by_post);
    CHECK(read.post_fee == Cents{250});
    CHECK(!read.provisional_card);
}

TEST_CASE("provisional card: what a library's file says, and what it need not say") {
    const auto read = [](const char* provisional) {
        auto text = read_text_file(std::string(LESEPASS_SOURCE_DIR) + "/tests/support/tenants/smallest.json");
        text.insert(text.rfind('}'), std::string(",\"card\":{\"post\":true,\"provisional\":") + provisional + "}");
        const auto value = json::parse(text);
        REQUIRE(value);
        std::vector<json::Problem> problems;
        const auto tenant = read_tenant(*value, TenantSource::File, problems);
        for (const auto& problem : problems) FAIL_CHECK(json::describe(problem));
        return *tenant.provisional_card;
    };
    const auto plain = read("{}");
    CHECK(plain.days == 28);
    CHECK(plain.digits == 8);
    CHECK(plain.from == 1);
    CHECK(plain.to == 99'999'999);
    CHECK(plain.check_digit == CheckDigit::None);
    CHECK(!plain.before_payment);
    const auto own = read(R"({"days":14,"prefix":"26","digits":4,"from":100,"to":200,"checkDigit":"luhn","minAge":16,)"
                          R"("beforePayment":true})");
    CHECK(own.days == 14);
    CHECK(own.prefix == "26");
    CHECK(own.digits == 4);
    CHECK(own.from == 100);
    CHECK(own.to == 200);
    CHECK(own.check_digit == CheckDigit::Luhn);
    CHECK(own.min_age == 16);
    CHECK(own.before_payment);
}
