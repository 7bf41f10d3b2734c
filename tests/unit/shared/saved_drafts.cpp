#include <doctest/doctest.h>

#include "application/saved_draft.h"
#include "demo_libraries.h"
#include "drafts.h"

using namespace lesepass;
using namespace lesepass::test;
using form::FieldId;
using form::StepId;

TEST_CASE("saved answers come back, without id and documents") {
    const auto draft = with_proof(an_adult(), a_proof(FieldId::IdentityProof));
    const auto content = write_saved_draft(draft, StepId::Contact, "de", demo_library("musterstadt"));
    CHECK(content.find("ausweis.jpg") == std::string::npos);
    CHECK(content.find(draft.application.text()) == std::string::npos);
    const auto saved = read_saved_draft(content);
    REQUIRE(saved);
    CHECK(saved->library == "musterstadt");
    CHECK(saved->step == StepId::Contact);
    CHECK(saved->answers.attachments().empty());
    CHECK(load_into(draft, saved->answers) == draft);
}

TEST_CASE("what another version wrote is read as far as it is known, and the rest is named") {
    const auto saved = read_saved_draft(
        R"({"saved":9,"library":"koeln","step":"tomorrow","new":[1],"answers":{"address.street":"Am Wall",)"
        R"("address.planet":"Mars","proof.identity":"x","<b>":"y","address.town":7}})");
    REQUIRE(saved);
    CHECK(saved->step == StepId::Start);
    CHECK(saved->answers.answer(FieldId::Street) == "Am Wall");
    CHECK(saved->unknown_questions ==
          std::vector<std::string>{"address.planet", "proof.identity", "?", "address.town"});
}

TEST_CASE("what is no saved draft is refused") {
    for (const char* content :
         {"", "{", "[]", "null", R"({"library":"x"})", R"({"answers":{}})", R"({"library":7,"answers":{}})",
          R"({"library":"","answers":{}})", R"({"library":"//evil.example","answers":{}})",
          R"({"library":"x","answers":[]})", R"({"library":"x","answers":{"a":"1","a":"2"}})"}) {
        CAPTURE(content);
        CHECK_FALSE(read_saved_draft(content));
    }
}
