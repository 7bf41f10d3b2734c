#include "examples.h"

#include "demo_libraries.h"
#include "drafts.h"
#include "form/fee.h"
#include "page/build_page.h"

namespace lesepass::test {

namespace {
using namespace form;
using F = FieldId;
using S = StepId;

// Adds example pages of the form in one language.
struct Maker {
    Language language;
    std::vector<Example>& out;

    void page(std::string name, std::string_view library, S step, const Draft& draft,
              std::vector<FieldProblem> problems = {}) {
        const auto world = demo_world(library, language);
        page::PageRequest request{.draft = draft,
                                  .world = world,
                                  .step = step,
                                  .problems = problems,
                                  .form_action = "/" + std::string(library) + "/",
                                  .hidden = {{"step", std::string(form::step(step).key)}}};
        out.push_back({std::move(name), page::build_page(request)});
    }
    // The same with all mistakes of the step shown.
    void mistakes(std::string name, std::string_view library, S step, const Draft& draft) {
        const auto world = demo_world(library, language);
        page(std::move(name), library, step, draft, check_step(step, draft, world, derive_facts(draft, world)));
    }
};

void add_start(Maker& m) {
    m.page("start", "musterstadt", S::Start, a_draft());
    m.page("start-koeln", "koeln", S::Start, a_draft());
    m.page("start-institutions", "hilden", S::Start, a_draft());
    m.mistakes("start-institutions-missing", "hilden", S::Start, a_draft());
}

void add_address(Maker& m) {
    m.page("address", "musterstadt", S::Address, a_draft());
    m.page("address-filled", "musterstadt", S::Address, an_adult());
    m.mistakes("address-missing", "musterstadt", S::Address, a_draft());
    const auto wrong =
        with(an_adult(), {{F::Street, "<b>Weg</b>"}, {F::HouseNumber, "a 12"}, {F::Postcode, "1234"}, {F::Town, "🏠"}});
    m.mistakes("address-wrong", "musterstadt", S::Address, wrong);
    m.mistakes("address-too-long", "musterstadt", S::Address, with(an_adult(), {{F::Street, std::string(81, 'a')}}));
    const auto between = with(an_adult(), {{F::Postcode, "42549"}, {F::Town, "Bonsfeld"}});
    m.mistakes("address-shared", "musterstadt", S::Address, between);
    m.page("address-shared-named", "musterstadt", S::Address, with(between, {{F::Town, "Velbert"}}));
    m.page("address-town-hint", "musterstadt", S::Address,
           with(an_adult(), {{F::Postcode, "40721"}, {F::Town, "Köln"}}));
    m.page("address-other-library", "musterstadt", S::Address,
           with(an_adult(), {{F::Postcode, "50667"}, {F::Town, "Köln"}}));
}

void add_library(Maker& m) {
    const auto from_koeln = with(an_adult(), {{F::Postcode, "50667"}, {F::Town, "Köln"}});
    m.page("library-other", "musterstadt", S::Library, from_koeln);
    m.mistakes("library-missing", "musterstadt", S::Library, from_koeln);
    m.page("library-nobody", "musterstadt", S::Library,
           with(an_adult(), {{F::Postcode, "32049"}, {F::Town, "Herford"}}));
    m.page("library-outside", "musterstadt", S::Library,
           with(an_adult(), {{F::Postcode, "10115"}, {F::Town, "Berlin"}}));
}

void add_people(Maker& m) {
    const auto lives_here = with(a_draft(), {{F::Postcode, "12345"}});
    m.page("person", "musterstadt", S::Person, lives_here);
    m.page("person-filled", "musterstadt", S::Person, an_adult());
    m.mistakes("person-missing", "musterstadt", S::Person, lives_here);
    m.mistakes("person-wrong", "musterstadt", S::Person,
               with(an_adult(), {{F::GivenName, "X Æ A-12"}, {F::FamilyName, "🦄"}, {F::BirthDate, "31.02.1990"}}));
    m.mistakes("person-not-born", "musterstadt", S::Person, with(an_adult(), {{F::BirthDate, "24.11.2026"}}));
    m.page("institution", "hilden", S::Institution,
           with(a_draft(), {{F::ApplicantKind, "institution"}, {F::Postcode, "40723"}}));
    m.page("institution-filled", "hilden", S::Institution, an_institution_in_hilden());
    m.mistakes("institution-missing", "hilden", S::Institution, with(a_draft(), {{F::ApplicantKind, "institution"}}));
    const auto child = with(a_draft(), {{F::Postcode, "50667"}, {F::BirthDate, "29.02.2016"}});
    m.page("guardian", "koeln", S::Guardian, child);
    m.page("guardian-filled", "koeln", S::Guardian, a_minor_in_koeln());
    m.mistakes("guardian-missing", "koeln", S::Guardian, child);
    m.page("guardian-in-person", "koeln", S::Guardian, with(child, {{F::BirthDate, "29.02.2020"}}));
    const auto young = with(a_draft(), {{F::Postcode, "12345"}, {F::BirthDate, "29.02.2016"}});
    m.page("guardian-way", "musterstadt", S::Guardian, young);
    m.mistakes("guardian-link-missing", "musterstadt", S::Guardian, with(young, {{F::GuardianWay, "link"}}));
    m.mistakes("guardian-elsewhere-missing", "musterstadt", S::Guardian,
               with(young, {{F::GuardianWay, "here"}, {F::GuardianSameAddress, "no"}}));
}

void add_contact_and_card(Maker& m) {
    m.page("contact", "musterstadt", S::Contact, with(an_adult(), {{F::Email, ""}}));
    m.page("contact-filled", "musterstadt", S::Contact, a_student());
    m.mistakes("contact-digital-missing", "musterstadt", S::Contact,
               with(an_adult(), {{F::Email, ""}, {F::Pickup, "digital"}}));
    m.mistakes("contact-wrong", "musterstadt", S::Contact,
               with(an_adult(), {{F::Email, "aoife@example"}, {F::Telephone, "12"}}));
    m.page("card", "musterstadt", S::Card, with(an_adult(), {{F::Reduction, ""}, {F::Pickup, ""}}));
    m.page("card-reduced", "musterstadt", S::Card, a_student());
    m.page("card-free-for-minors", "musterstadt", S::Card, with(an_adult(), {{F::BirthDate, "29.02.2016"}}));
    m.mistakes("card-missing", "musterstadt", S::Card, with(an_adult(), {{F::Reduction, ""}, {F::Pickup, ""}}));
    const auto in_koeln = with(an_adult(), {{F::Postcode, "50667"}, {F::Pickup, ""}});
    m.page("card-payment-choice", "koeln", S::Card, in_koeln);
    m.page("card-payment-at-counter", "koeln", S::Card,
           with(in_koeln, {{F::PaymentMethod, "at-counter"}, {F::Pickup, "kalk"}, {F::Term, "permanent"}}));
}

void add_card_kinds(Maker& m) {
    const auto in_siegen = with(an_adult(), {{F::Postcode, "57072"}, {F::Town, "Siegen"}});
    m.page("start-renewal", "siegen", S::Start, in_siegen);
    m.page("card-renewal", "siegen", S::Card, with(in_siegen, {{F::Purpose, "renewal"}}));
    m.page("card-replacement", "hagen", S::Card, with(an_adult(), {{F::Purpose, "replacement"}}));
    m.page("card-one-visit", "soest", S::Card, with(an_adult(), {{F::Term, "once"}}));
    m.page("card-open-library", "aachen", S::Card, with(an_adult(), {{F::OpenLibrary, "yes"}}));
    const auto family = with(in_siegen, {{F::CardCategory, "family"}});
    m.page("family", "siegen", S::Family, family);
    const auto two = with(family, {{F::FamilySize, "2"},
                                   {F::Member1Name, "Emma O’Brien"},
                                   {F::Member1BirthDate, "1.2.2004"},
                                   {F::Member2BirthDate, "29.02.2004"}});
    m.mistakes("family-wrong", "siegen", S::Family, two);
}

void add_proofs_and_summary(Maker& m) {
    const auto nothing_yet = with(an_adult(), {{F::Reduction, "student"}});
    auto without_files = nothing_yet;
    without_files.detach(a_proof(F::IdentityProof, 1).id);
    m.page("proofs", "musterstadt", S::Proofs, without_files);
    m.page("proofs-uploaded", "musterstadt", S::Proofs,
           with_proof(a_student(), a_proof(F::IdentityProof, 3, "Rückseite.jpg")));
    m.mistakes("proofs-missing", "musterstadt", S::Proofs, without_files);
    m.page("proofs-two-documents", "aachen", S::Proofs, with(an_adult(), {{F::IdentityKind, "passport-registration"}}));
    m.page("proofs-guardian", "koeln", S::Proofs, a_minor_in_koeln());
    const auto undeclared = [](const Draft& draft) {
        return with(draft, {{F::TermsAccepted, ""}, {F::TruthDeclared, ""}});
    };
    m.page("summary-adult", "musterstadt", S::Summary, undeclared(an_adult()));
    m.page("summary-student", "musterstadt", S::Summary, a_student());
    m.page("summary-minor", "koeln", S::Summary, undeclared(a_minor_in_koeln()));
    m.page("summary-institution", "hilden", S::Summary, undeclared(an_institution_in_hilden()));
    m.page("summary-nothing-to-choose", "hilden", S::Summary, undeclared(with(an_adult(), {{F::Postcode, "40723"}})));
    m.mistakes("summary-missing", "musterstadt", S::Summary, undeclared(an_adult()));
}

// What a case worker and a mail show of an application.
void add_record(Maker& m) {
    const auto world = demo_world("musterstadt", m.language);
    const auto draft = a_student();
    auto page = page::library_page(world.tenant, world.catalog);
    page.title = "Lesepass";
    page.body.push_back(page::heading(1, "7KQ2-93XF-4TB"));
    for (auto& node : page::answer_nodes(draft, world, page::SummaryMode::ReadOnly))
        page.body.push_back(std::move(node));
    page.body.push_back(page::fee_node(derive_facts(draft, world).fee, world.catalog));
    m.out.push_back({"record", std::move(page)});
}
}  // namespace

std::vector<Example> examples(Language language) {
    std::vector<Example> out;
    Maker maker{language, out};
    add_start(maker);
    add_address(maker);
    add_library(maker);
    add_people(maker);
    add_contact_and_card(maker);
    add_card_kinds(maker);
    add_proofs_and_summary(maker);
    add_record(maker);
    for (auto& example : node_examples(language)) out.push_back(std::move(example));
    return out;
}

}  // namespace lesepass::test
