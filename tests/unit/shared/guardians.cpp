// Which questions a minor's application has, by age, library and who fills in.
#include <doctest/doctest.h>

#include <tuple>

#include "demo_libraries.h"
#include "drafts.h"
#include "form/definition.h"
#include "form/validate.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;

namespace {
struct Rules {
    int consent_below = 18, in_person_below = 0;
    bool second_signer = true, address = false, identity = false;
};

std::vector<std::string_view> asked(const Rules& rules, std::string_view born, const Answers& answers) {
    Tenant tenant = demo_library("musterstadt");
    tenant.consent_below_age = rules.consent_below, tenant.in_person_below_age = rules.in_person_below;
    tenant.second_signer = rules.second_signer, tenant.guardian_address = rules.address;
    tenant.guardian_identity = rules.identity;
    const World world{tenant, demo_directory(), demo_world("musterstadt").catalog, {2026, 11, 23}};
    const auto draft = with(with(an_adult(), {{F::BirthDate, born}}), answers);
    std::vector<std::string_view> out;
    for (const auto& f : fields)
        if ((f.step == StepId::Guardian || f.id == F::GuardianProof) &&
            is_asked(f, draft, world, derive_facts(draft, world)))
            out.push_back(f.wire_name);
    return out;
}
using Names = std::vector<std::string_view>;
}  // namespace

TEST_CASE("a guardian is asked below the library's age, a birthday today counts") {
    const Answers here{{F::GuardianWay, "here"}};
    for (const auto& [age, birthday, day_before] :
         {std::tuple{14, "23.11.2012", "24.11.2012"}, std::tuple{16, "23.11.2010", "24.11.2010"},
          std::tuple{18, "23.11.2008", "24.11.2008"}}) {
        CHECK(asked({.consent_below = age}, birthday, here).empty());
        CHECK(!asked({.consent_below = age}, day_before, here).empty());
    }
    CHECK(asked({.consent_below = 0}, "01.01.2020", here).empty());
    CHECK(asked({}, "24.11.2026", here).empty());  // not born: the date is wrong, nothing follows from it
    CHECK(asked({}, "x", here).empty());
}

TEST_CASE("who fills in decides what is asked now and what the guardian is asked later") {
    const auto* child = "01.01.2014";
    const Rules all{.address = true, .identity = true};
    CHECK(asked({}, child, {}) == Names{"guardian.way", "guardian.givenName", "guardian.familyName"});
    CHECK(asked(all, child, {{F::GuardianWay, "link"}}) ==
          Names{"guardian.way", "guardian.givenName", "guardian.familyName", "guardian.email"});
    CHECK(asked(all, child, {{F::GuardianWay, "here"}}) == Names{"guardian.way", "guardian.givenName",
                                                                 "guardian.familyName", "guardian.sameAddress",
                                                                 "guardian.consent", "proof.guardianIdentity"});
    CHECK(asked(all, child, {{F::GuardianWay, "here"}, {F::GuardianSameAddress, "no"}}) ==
          Names{"guardian.way", "guardian.givenName", "guardian.familyName", "guardian.sameAddress", "guardian.street",
                "guardian.houseNumber", "guardian.postcode", "guardian.town", "guardian.consent",
                "proof.guardianIdentity"});
    CHECK(asked(all, child, {{F::GuardianWay, "here"}, {F::GuardianSameAddress, "yes"}}).size() == 6);
    CHECK(asked(all, "01.01.1990", {{F::GuardianWay, "link"}}).empty());
}

TEST_CASE("a library without links, and the youngest, have the guardian fill in; old answers do not count") {
    const Names at_once{"guardian.givenName", "guardian.familyName", "guardian.consent"};
    for (const char* way : {"", "here", "link", "x"}) {
        CHECK(asked({.second_signer = false}, "01.01.2014", {{F::GuardianWay, way}}) == at_once);
        CHECK(asked({.in_person_below = 7}, "24.11.2019", {{F::GuardianWay, way}}) == at_once);
    }
    CHECK(asked({.in_person_below = 7}, "23.11.2019", {}).front() == "guardian.way");  // seven today
    // An address that was typed before the library stopped asking, or before the answer was "yes", is not asked.
    CHECK(asked({.second_signer = false}, "01.01.2014", {{F::GuardianSameAddress, "no"}}) == at_once);
}
