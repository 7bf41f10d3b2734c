// Every question of the definition in the situations of life it is asked in: what happens without an answer, and how
// long an answer may be. A row of the definition that changes is seen in the golden file.
#include <doctest/doctest.h>

#include "demo_libraries.h"
#include "drafts.h"
#include "form/definition.h"
#include "form/validate.h"
#include "golden.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;

namespace {
struct Situation {
    const char* name;
    const char* library;
    Draft draft;
};

std::vector<Situation> situations() {
    const Answers here{{F::Postcode, "12345"}, {F::BirthDate, "29.02.2016"}};
    const auto young = with(a_draft(), here);
    const auto family = with(an_adult(), {{F::CardCategory, "family"}, {F::FamilySize, "6"}});
    return {
        {"adult", "musterstadt", an_adult()},
        {"student", "musterstadt", a_student()},
        {"digital card", "musterstadt", with(an_adult(), {{F::Pickup, "digital"}})},
        {"lives elsewhere", "musterstadt", with(an_adult(), {{F::Postcode, "50667"}})},
        {"postcode of two towns", "musterstadt", with(an_adult(), {{F::Postcode, "42549"}})},
        {"guardian fills in", "musterstadt", with(young, {{F::GuardianWay, "here"}, {F::GuardianSameAddress, "no"}})},
        {"guardian gets a link", "musterstadt", with(young, {{F::GuardianWay, "link"}})},
        {"minor in Köln", "koeln", a_minor_in_koeln()},
        {"institution", "hilden", an_institution_in_hilden()},
        {"family of seven", "siegen", family},
        {"renewal", "siegen", with(an_adult(), {{F::Purpose, "renewal"}})},
        {"replacement", "hagen", with(an_adult(), {{F::Purpose, "replacement"}})},
        {"Soest", "soest", with(a_student(), {{F::Reduction, "pupil"}})},
        {"Hagen, student", "hagen", a_student()},
        {"Bochum, student", "bochum", a_student()},
        {"Aachen, honorary pass", "aachen", with(an_adult(), {{F::Reduction, "honorary-pass"}})},
        {"Gelsenkirchen, student", "gelsenkirchen", a_student()},
        {"Aachen, open library", "aachen",
         with(an_adult(), {{F::OpenLibrary, "yes"}, {F::IdentityKind, "passport-registration"}})}};
}

std::string reason_of(const Field& field, const Draft& draft, const World& world) {
    const auto problem = check_field(field, draft, world, derive_facts(draft, world));
    return std::string(problem ? text_key_names[static_cast<std::size_t>(problem->reason)] : "fine");
}

// "empty MissingStreet, 80 letters fine, 81 ErrorTooLong"
std::string row_of_question(const Field& field, Draft draft, const World& world) {
    if (field.kind == FieldKind::Upload) {
        const auto attached = draft.attachments();
        for (const auto& attachment : attached)
            if (attachment.purpose == field.id) draft.detach(attachment.id);
        return "empty " + reason_of(field, draft, world);
    }
    draft.set(field.id, "");
    // Without the answer that asks for it, it may not be asked any more (a guardian's address).
    std::string out = "empty " + reason_of(field, draft, world);
    for (const std::size_t length : {std::size_t{field.max_length}, std::size_t{field.max_length} + 1}) {
        if (field.max_length == 0) continue;
        draft.set(field.id, std::string(length, 'a'));
        out += ", " + std::to_string(length) + " letters " + reason_of(field, draft, world);
    }
    return out;
}
}  // namespace

TEST_CASE("golden: every question where it is asked, unanswered and at its limit") {
    std::string text;
    for (const auto& field : fields) {
        text += std::string(field.wire_name) + "\n";
        std::size_t asked = 0;
        for (const auto& situation : situations()) {
            const auto world = demo_world(situation.library);
            if (!is_asked(field, situation.draft, world, derive_facts(situation.draft, world))) continue;
            ++asked;
            text += std::string("  ") + situation.name + ": " + row_of_question(field, situation.draft, world) + "\n";
        }
        CAPTURE(std::string(field.wire_name));
        CHECK(asked > 0);
    }
    const auto difference = compare_golden("text/questions.txt", text, true);
    CHECK_MESSAGE(difference.empty(), difference);
}
