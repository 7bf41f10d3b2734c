// One step this side and one step that side of the rules; most rows came out of ./dev test --mutate rules.
#include <doctest/doctest.h>

#include "demo_libraries.h"
#include "drafts.h"
#include "form/definition.h"
#include "form/fee.h"
#include "form/flow.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;
using S = StepId;

namespace {
std::string born_at(int age) { return format_iso({2026 - age, 11, 23}); }

struct Case {
    Tenant tenant;
    Draft draft = a_draft();

    World world() const { return {tenant, demo_directory(), demo_world("musterstadt").catalog, example_day}; }
    Facts facts() const { return derive_facts(draft, world()); }
    std::int64_t cents() const { return facts().fee.total.value; }
    Case say(const Answers& answers) const { return {tenant, with(draft, answers)}; }
    bool asks(F id) const { return is_asked(field(id), draft, world(), facts()); }
    bool holds(Condition condition) const { return form::holds(condition, draft, world(), facts()); }
    Advance press(S step, std::string_view action) const {
        auto copy = draft;
        return advance(copy, step, action, world());
    }
    std::vector<std::string> labels() const {
        std::vector<std::string> out;
        for (const auto& line : facts().fee.lines) out.push_back(line.label);
        return out;
    }
};

Case at(std::string_view library, int age = 40, void (*change)(Tenant&) = nullptr) {
    Case out{demo_library(library), with(a_draft(), {{F::BirthDate, born_at(age)}})};
    if (change != nullptr) change(out.tenant);
    return out;
}
bool starts_with(const std::string& text, std::string_view start) { return text.rfind(start, 0) == 0; }
}  // namespace

TEST_CASE("edges: a shared card is for grown-ups, from the 18th birthday on") {
    CHECK(at("siegen", 18).facts().categories.size() > 1);
    CHECK(at("siegen", 17).facts().categories.size() == 1);
}

TEST_CASE("edges: a family has one to the library's most members") {
    const auto most = static_cast<std::size_t>(demo_library("siegen").fees.family->max_members);
    const auto members = [](const std::string& size) {
        return at("siegen").say({{F::CardCategory, "family"}, {F::FamilySize, size}}).facts().members;
    };
    CHECK(members("1") == 1);
    CHECK(members(std::to_string(most)) == most);
    CHECK(members("0") == 0);
    CHECK(members(std::to_string(most + 1)) == 0);
    CHECK(members("") == 0);
}

TEST_CASE("edges: what is sold for which term is decided term by term") {
    const auto two_terms = [](Tenant& t) {
        t.fees.terms = {{"long", {"Ein Jahr", ""}}, {"short", {"Einmal", ""}}};
        t.fees.by_age.clear(), t.fees.reductions.clear();
        t.fees.standard.by_term = {Cents{10}, std::nullopt};
        t.fees.digital = Prices{{Cents{20}, Cents{30}}};
        t.digital_card = true;
    };
    // The card is cheaper for the first term and not sold for the second, where the digital one is.
    const auto terms = at("musterstadt", 40, two_terms).say({{F::Pickup, "digital"}}).facts().terms;
    CHECK(terms == std::vector<std::size_t>{0, 1});
    const auto same_price = [](Tenant& t) {
        t.fees.terms = {{"long", {"Ein Jahr", ""}}, {"short", {"Einmal", ""}}};
        t.fees.by_age.clear(), t.fees.reductions.clear();
        t.fees.standard.by_term = {Cents{10}, Cents{50}};
        t.fees.digital = Prices{{Cents{10}, Cents{20}}};
        t.digital_card = true;
    };
    CHECK(at("musterstadt", 40, same_price).say({{F::Pickup, "digital"}, {F::Term, "short"}}).cents() == 20);
    const auto options = [&] {
        const auto c = at("musterstadt", 40, same_price).say({{F::Pickup, "digital"}});
        return options_of(F::Term, c.world(), c.facts());
    }();
    REQUIRE(options.size() == 2);
    CHECK(starts_with(options[1].hint, "0,20"));
}

TEST_CASE("edges: a card that is not sold at all costs nothing and asks for no term") {
    const auto nothing_sold = at("musterstadt", 40, [](Tenant& t) {
        t.fees.by_age.clear(), t.fees.reductions.clear();
        t.fees.standard.by_term = {std::nullopt};
    });
    CHECK(nothing_sold.facts().terms == std::vector<std::size_t>{0});
    CHECK(nothing_sold.facts().term == 0);
    CHECK(nothing_sold.cents() == 0);
}

TEST_CASE("edges: with one kind of document nobody chooses, and a second document is asked for") {
    const auto one_kind = at("musterstadt", 40, [](Tenant& t) {
        t.identity_proof = IdentityProof::Upload;
        t.identity_kinds = {IdentityKind::PassportAndRegistration};
    });
    CHECK(one_kind.facts().identity_kind == IdentityKind::PassportAndRegistration);
    CHECK(!one_kind.asks(F::IdentityKind));
    CHECK(one_kind.asks(F::IdentitySecondProof));
}

TEST_CASE("edges: one way to get the card is no question") {
    struct Row {
        bool digital;
        std::size_t branches;
        bool asked;
        const char* pickup;  // without an answer
    };
    for (const auto& row : {Row{true, 0, false, "digital"}, Row{true, 1, true, ""}, Row{true, 2, true, ""},
                            Row{false, 1, false, "first"}, Row{false, 2, true, ""}}) {
        auto c = at("musterstadt");
        c.tenant.digital_card = row.digital, c.tenant.branches.clear();
        const std::vector<Branch> both{{"first", "Erste", ""}, {"second", "Zweite", ""}};
        c.tenant.branches.assign(both.begin(), both.begin() + static_cast<std::ptrdiff_t>(row.branches));
        CAPTURE(row.branches);
        CHECK(c.facts().pickup == row.pickup);
        CHECK(c.asks(F::Pickup) == row.asked);
    }
}

TEST_CASE("edges: one cent is a fee") {
    const auto one_cent = [](Tenant& t) {
        t.payment = PaymentPolicy::Choice;
        t.fees.by_age.clear(), t.fees.reductions.clear();
        t.fees.standard.by_term = {Cents{1}};
        t.fees.issue = Cents{1}, t.fees.deposit = Cents{1};
    };
    const auto c = at("musterstadt", 40, one_cent);
    CHECK(c.cents() == 3);
    CHECK(c.facts().fee.lines.size() == 3);
    CHECK(c.holds(Condition::PaymentToChoose));
    CHECK(c.say({{F::PaymentMethod, "online"}}).facts().pays_online);
    auto only_the_card = c;
    only_the_card.tenant.fees.issue = {}, only_the_card.tenant.fees.deposit = {};
    CHECK(only_the_card.cents() == 1);
    CHECK(only_the_card.holds(Condition::PaymentToChoose));
    auto free = c;
    free.tenant.fees.standard.by_term = {Cents{0}}, free.tenant.fees.issue = {}, free.tenant.fees.deposit = {};
    CHECK(free.facts().fee.lines.size() == 1);
    CHECK(!free.holds(Condition::PaymentToChoose));
}

TEST_CASE("edges: the first line of the fee says which price it is") {
    const auto text = [](Text key, const Tenant& tenant) {
        return demo_world("musterstadt").catalog.format(key, {tenant.fees.word.in(Language::De)});
    };
    const auto siegen = at("siegen");
    CHECK(starts_with(siegen.say({{F::CardCategory, "family"}}).labels().at(0), text(Text::FeeFamily, siegen.tenant)));
    CHECK(starts_with(siegen.labels().at(0), text(Text::FeeStandard, siegen.tenant)));
    auto partner = siegen;
    partner.tenant.fees.partner = Prices{{Cents{2500}}};
    CHECK(
        starts_with(partner.say({{F::CardCategory, "partner"}}).labels().at(0), text(Text::FeePartner, siegen.tenant)));
    auto digital = siegen;
    digital.tenant.fees.digital = Prices{{Cents{1}}}, digital.tenant.digital_card = true;
    CHECK(starts_with(digital.say({{F::Pickup, "digital"}}).labels().at(0), text(Text::FeeDigital, siegen.tenant)));
}

TEST_CASE("edges: an age band is named by the ends it has") {
    const Catalog& text = demo_world("musterstadt").catalog;
    const auto label = [&](int from, int below) {
        AgeFee row;
        row.min_age = from, row.below_age = below;
        return age_label(row, "Entgelt", text);
    };
    CHECK(label(0, 18) == text.format(Text::FeeByAge, {"Entgelt", "18"}));
    CHECK(label(1, 18) == text.format(Text::FeeAgeBand, {"Entgelt", "1", "18"}));
    CHECK(label(65, 199) == text.format(Text::FeeAgeBand, {"Entgelt", "65", "199"}));
    CHECK(label(65, 200) == text.format(Text::FeeFromAge, {"Entgelt", "65"}));
}

TEST_CASE("edges: grown-ups on a family card are counted in the order of the page, whoever has no date yet is none") {
    auto c = at("siegen").say({{F::CardCategory, "family"}, {F::FamilySize, "3"}});
    c.tenant.fees.family->max_adults = 2;
    const auto wrong = [&](const Answers& answers, F id) {
        const auto said = c.say(answers);
        const auto problem = check_field(field(id), said.draft, said.world(), said.facts());
        return problem ? problem->reason : Text::None;
    };
    const Answers unread{
        {F::Member1BirthDate, "x"}, {F::Member2BirthDate, "1.1.1990"}, {F::Member3BirthDate, "1.1.1991"}};
    CHECK(wrong(unread, F::Member1BirthDate) == Text::ErrorDate);
    CHECK(wrong(unread, F::Member2BirthDate) == Text::None);
    CHECK(wrong(unread, F::Member3BirthDate) == Text::ErrorTooManyAdults);
    // Too many grown-ups are no fault of the child behind them.
    const Answers child{
        {F::Member1BirthDate, "1.1.1990"}, {F::Member2BirthDate, "1.1.1991"}, {F::Member3BirthDate, "1.1.2020"}};
    CHECK(wrong(child, F::Member2BirthDate) == Text::ErrorTooManyAdults);
    CHECK(wrong(child, F::Member3BirthDate) == Text::None);
    const auto just = born_at(18), not_yet = born_at(17);
    const Answers future{
        {F::Member1BirthDate, "24.11.2026"}, {F::Member2BirthDate, just}, {F::Member3BirthDate, not_yet}};
    CHECK(wrong(future, F::Member1BirthDate) == Text::ErrorDateFuture);
    CHECK(wrong(future, F::Member2BirthDate) == Text::None);
    CHECK(wrong(future, F::Member3BirthDate) == Text::None);
}

TEST_CASE("edges: a partner's card has nothing to do with the number of grown-ups in a family") {
    auto c = at("siegen").say({{F::CardCategory, "partner"}, {F::Member1BirthDate, born_at(18)}});
    c.tenant.fees.partner = Prices{{Cents{2500}}};
    c.tenant.fees.family->max_adults = 1;
    const auto problem = [&](const Case& x) {
        return check_field(field(F::Member1BirthDate), x.draft, x.world(), x.facts());
    };
    CHECK(!problem(c));
    const auto young = problem(c.say({{F::Member1BirthDate, born_at(17)}}));
    REQUIRE(young);
    CHECK(young->reason == Text::ErrorPartnerTooYoung);
}

TEST_CASE("edges: as many files as allowed are no mistake") {
    Case c{demo_library("musterstadt"), an_adult()};
    for (int number = 2; number < 5; ++number) REQUIRE(c.draft.attach(a_proof(F::IdentityProof, number)));
    CHECK(c.draft.count_attachments(F::IdentityProof) == max_attachments_per_field);
    CHECK(!check_field(field(F::IdentityProof), c.draft, c.world(), c.facts()));
    CHECK(!c.draft.attach(a_proof(F::IdentityProof, 5)));
}

TEST_CASE("edges: the longest answer that is kept") {
    Draft draft;
    draft.set(F::Street, std::string(max_answer_code_points, 'a'));
    CHECK(draft.answer(F::Street).size() == max_answer_code_points);
    draft.set(F::Street, std::string(max_answer_code_points + 1, 'a'));
    CHECK(draft.answer(F::Street).size() == max_answer_code_points);
    std::string wide;
    for (std::size_t i = 0; i <= max_answer_code_points; ++i) wide += "\U0001D11E";
    draft.set(F::Street, wide);
    CHECK(draft.answer(F::Street).size() == 4 * max_answer_code_points);
    // What is cut off before cleaning does not come back.
    draft.set(F::Street, std::string(4 * max_answer_code_points, '\x01') + "abc");
    CHECK(draft.answer(F::Street).empty());
}

TEST_CASE("edges: mistakes on this page are told before an earlier page is opened again") {
    const Case c{demo_library("musterstadt"), with(an_adult(), {{F::Town, ""}, {F::FamilyName, ""}})};
    const auto result = c.press(S::Person, "next");
    CHECK(result.outcome == Outcome::Stay);
    CHECK(result.step == S::Person);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].field == F::FamilyName);
}

TEST_CASE("edges: done leads back to the summary, unless something is open") {
    const Case complete{demo_library("musterstadt"), an_adult()};
    for (const auto step : {S::Start, S::Address, S::Person, S::Contact, S::Card, S::Proofs}) {
        const auto result = complete.press(step, "done");
        CHECK(result.outcome == Outcome::Moved);
        CHECK(result.step == S::Summary);
    }
    const auto open_later = complete.say({{F::Pickup, ""}});
    CHECK(open_later.press(S::Address, "done").step == S::Person);
    const auto open_here = complete.say({{F::Town, ""}});
    CHECK(open_here.press(S::Address, "done").outcome == Outcome::Stay);
    CHECK(open_here.press(S::Address, "done").step == S::Address);
    const auto open_earlier = open_here.press(S::Contact, "done");
    CHECK(open_earlier.outcome == Outcome::Stay);
    CHECK(open_earlier.step == S::Address);
}

TEST_CASE("edges: stay shows the same page again, what is no action does nothing") {
    const Case c{demo_library("musterstadt"), an_adult()};
    CHECK(c.press(S::Contact, "stay").outcome == Outcome::Moved);
    CHECK(c.press(S::Contact, "stay").step == S::Contact);
    for (const char* action :
         {"", "stayx", "nextx", "goto", "goto:", "goto:nowhere", "remove:", "lang:", "lang:xx", "submitx"}) {
        CAPTURE(action);
        CHECK(c.press(S::Contact, action).outcome == Outcome::Unknown);
        CHECK(c.press(S::Contact, action).step == S::Contact);
    }
}

TEST_CASE("edges: saved answers go on where they were, or at the first open page before, with what is wrong there") {
    const Case complete{demo_library("musterstadt"), an_adult()};
    CHECK(resume(S::Contact, complete.draft, complete.world()).step == S::Contact);
    CHECK(resume(S::Contact, complete.draft, complete.world()).problems.empty());
    CHECK(resume(S::Institution, complete.draft, complete.world()).step == S::Summary);  // not one of this person's
    const auto wrong = complete.say({{F::Postcode, "1"}, {F::Town, ""}});
    const auto result = resume(S::Contact, wrong.draft, wrong.world());
    CHECK(result.step == S::Address);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].field == F::Postcode);
}

TEST_CASE("edges: on the way from the summary and back") {
    CHECK(is_changing(S::Summary, "goto:address", S::Address));
    CHECK(is_changing(S::Address, "done", S::Address));
    CHECK(!is_changing(S::Address, "done", S::Summary));
    CHECK(!is_changing(S::Address, "goto:contact", S::Contact));
    CHECK(!is_changing(S::Summary, "back", S::Proofs));
    CHECK(!is_changing(S::Summary, "xgoto:address", S::Address));
    CHECK(!is_changing(S::Address, "next", S::Person));
}
