// The "fees" of a tenant file: every limit, one step on each side.
#include <doctest/doctest.h>

#include <optional>

#include "json/value.h"
#include "tenant/fee_schedule_json.h"

using namespace lesepass;

namespace {
struct Read {
    FeeSchedule fees;
    std::vector<json::Problem> problems;

    // First problem as "path: expected"; empty: none.
    std::string problem() const { return problems.empty() ? "" : problems[0].path + ": " + problems[0].expected; }
};

// `members` besides the word, as JSON without the outer brackets.
Read fees_of(const std::string& members) {
    Read out;
    const auto value = json::parse(R"({"fees":{"word":"Jahresentgelt",)" + members + "}}");
    REQUIRE_MESSAGE(value.ok(), members);
    json::ObjectReader reader(*value, "$", out.problems);
    reader.object("fees", json::Need::Required, [&](json::ObjectReader& r) { read_fees(r, out.fees); });
    return out;
}

const std::string one_price = R"("standardCents":1600)";
const std::string two_terms =
    R"("terms":[{"key":"year","label":"Jahr"},{"key":"once","label":"Einmal"}],"standardCents":{"year":2000,"once":500})";
std::string terms_with(const std::string& more) { return two_terms + "," + more; }
std::string price_with(const std::string& more) { return one_price + "," + more; }
void check_same(const FeeSchedule& a, const FeeSchedule& b) {
    const auto prices = [](const std::optional<Prices>& p) {
        return p ? p->by_term : std::vector<std::optional<Cents>>{};
    };
    CHECK(a.word.words == b.word.words);
    REQUIRE(a.terms.size() == b.terms.size());
    for (std::size_t i = 0; i < a.terms.size(); ++i) {
        CHECK(a.terms[i].key == b.terms[i].key);
        CHECK(a.terms[i].label.words == b.terms[i].label.words);
    }
    CHECK(a.standard.by_term == b.standard.by_term);
    REQUIRE(a.by_age.size() == b.by_age.size());
    for (std::size_t i = 0; i < a.by_age.size(); ++i) {
        CHECK(a.by_age[i].min_age == b.by_age[i].min_age);
        CHECK(a.by_age[i].below_age == b.by_age[i].below_age);
        CHECK(a.by_age[i].prices.by_term == b.by_age[i].prices.by_term);
    }
    REQUIRE(a.reductions.size() == b.reductions.size());
    for (std::size_t i = 0; i < a.reductions.size(); ++i) {
        const auto &x = a.reductions[i], &y = b.reductions[i];
        CHECK(x.key == y.key);
        CHECK(x.label.words == y.label.words);
        CHECK(x.proof.words == y.proof.words);
        CHECK(x.min_age == y.min_age);
        CHECK(x.below_age == y.below_age);
        CHECK(x.prices.by_term == y.prices.by_term);
    }
    REQUIRE(a.family.has_value() == b.family.has_value());
    if (a.family) {
        CHECK(a.family->prices.by_term == b.family->prices.by_term);
        CHECK(a.family->max_adults == b.family->max_adults);
        CHECK(a.family->max_members == b.family->max_members);
    }
    CHECK(prices(a.partner) == prices(b.partner));
    CHECK(prices(a.digital) == prices(b.digital));
    CHECK(a.issue == b.issue);
    CHECK(a.issue_minor == b.issue_minor);
    CHECK(a.deposit == b.deposit);
    CHECK(a.replacement == b.replacement);
    CHECK(a.renewals == b.renewals);
}
}  // namespace

TEST_CASE("fee files: what is right and what is not, with the place") {
    struct Row {
        std::string members, problem;
    };
    const std::string cents = "a whole number from 0 to 100000", ages = "a whole number from 0 to 150";
    const Row rows[] = {
        {one_price, ""},
        {R"("standardCents":0)", ""},
        {R"("standardCents":100000)", ""},
        {R"("standardCents":100001)", "$.fees.standardCents: " + cents},
        {R"("standardCents":-1)", "$.fees.standardCents: " + cents},
        {R"("standardCents":{"year":1600})", "$.fees.standardCents: a whole number of cents, or \"terms\" above"},
        {two_terms, ""},
        {R"("terms":[{"key":"year","label":"Jahr"}],"standardCents":1600)", ""},
        {R"("terms":[{"key":"year","label":"Jahr"},{"key":"once","label":"Einmal"}],"standardCents":0)", ""},
        {R"("terms":[{"key":"year","label":"Jahr"},{"key":"once","label":"Einmal"}],"standardCents":1)",
         R"($.fees.standardCents: a price for each term, such as {"year": 1600})"},
        {R"("terms":[{"key":"year","label":"Jahr"},{"key":"year","label":"Noch eins"}],"standardCents":0)",
         "$.fees.terms[1].key: a key no other term has"},
        {R"("terms":[{"key":"year","label":"Jahr","x":1}],"standardCents":0)", "$.fees.terms[0].x: no such field"},
        // Ages.
        {price_with(R"("byAge":[{"belowAge":18,"cents":0}])"), ""},
        {price_with(R"("byAge":[{"minAge":65,"cents":0}])"), ""},
        {price_with(R"("byAge":[{"minAge":0,"belowAge":1,"cents":0},{"minAge":1,"belowAge":2,"cents":5}])"), ""},
        {price_with(R"("byAge":[{"minAge":1,"belowAge":2,"cents":5},{"belowAge":1,"cents":0}])"), ""},
        {price_with(R"("byAge":[{"minAge":150,"cents":0}])"), ""},
        {price_with(R"("byAge":[{"minAge":151,"cents":0}])"), "$.fees.byAge[0].minAge: " + ages},
        {price_with(R"("byAge":[{"minAge":-1,"belowAge":3,"cents":0}])"), "$.fees.byAge[0].minAge: " + ages},
        {price_with(R"("byAge":[{"belowAge":150,"cents":0}])"), ""},
        {price_with(R"("byAge":[{"belowAge":151,"cents":0}])"),
         "$.fees.byAge[0].belowAge: a whole number from 1 to 150"},
        {price_with(R"("byAge":[{"belowAge":0,"cents":0}])"), "$.fees.byAge[0].belowAge: a whole number from 1 to 150"},
        {price_with(R"("byAge":[{"minAge":18,"belowAge":19,"cents":0}])"), ""},
        {price_with(R"("byAge":[{"minAge":18,"belowAge":18,"cents":0}])"),
         "$.fees.byAge[0].belowAge: an age above minAge"},
        {price_with(R"("byAge":[{"cents":0}])"), "$.fees.byAge[0].belowAge: belowAge, minAge or both"},
        {price_with(R"("byAge":[{"minAge":0,"cents":0}])"), "$.fees.byAge[0].belowAge: belowAge, minAge or both"},
        {price_with(R"("byAge":[{"minAge":1,"cents":0}])"), ""},
        {price_with(R"("byAge":[{"belowAge":19,"cents":0},{"minAge":18,"belowAge":20,"cents":0}])"),
         "$.fees.byAge[1].minAge: ages that no other row has"},
        {price_with(R"("byAge":[{"minAge":18,"belowAge":20,"cents":0},{"belowAge":19,"cents":0}])"),
         "$.fees.byAge[1].minAge: ages that no other row has"},
        {price_with(R"("byAge":[{"belowAge":19,"cents":0,"x":0}])"), "$.fees.byAge[0].x: no such field"},
        // Reductions.
        {price_with(R"("reductions":[{"key":"student","label":"Studierende","cents":800}])"), ""},
        {price_with(R"("reductions":[{"key":"none","label":"Keine","cents":800}])"),
         "$.fees.reductions[0].key: another key (\"none\" is taken)"},
        {price_with(R"("reductions":[{"key":"ab","label":"A","cents":8},{"key":"ab","label":"B","cents":9}])"),
         "$.fees.reductions[1].key: a key no other reduction has"},
        {price_with(R"("reductions":[{"key":"ab","label":"A","cents":8},{"key":"bc","label":"B","cents":9}])"), ""},
        {price_with(R"("reductions":[{"key":"ab","label":"A","cents":8,"x":0}])"),
         "$.fees.reductions[0].x: no such field"},
        {price_with(R"("reductions":[{"key":"ab","label":"A","percent":0}])"), ""},
        {price_with(R"("reductions":[{"key":"ab","label":"A","percent":100}])"), ""},
        {price_with(R"("reductions":[{"key":"ab","label":"A","percent":101}])"),
         "$.fees.reductions[0].percent: a whole number from 0 to 100"},
        {price_with(R"("reductions":[{"key":"ab","label":"A","percent":-1}])"),
         "$.fees.reductions[0].percent: a whole number from 0 to 100"},
        {R"("standardCents":1625,"reductions":[{"key":"ab","label":"A","percent":50}])",
         "$.fees.reductions[0].percent: a share that gives whole cents of the standard price"},
        {R"("standardCents":1650,"reductions":[{"key":"ab","label":"A","percent":50}])", ""},
        {price_with(R"("reductions":[{"key":"ab","label":"A","minAge":150,"belowAge":200,"cents":8}])"), ""},
        {price_with(R"("reductions":[{"key":"ab","label":"A","minAge":151,"cents":8}])"),
         "$.fees.reductions[0].minAge: " + ages},
        {price_with(R"("reductions":[{"key":"ab","label":"A","minAge":-1,"cents":8}])"),
         "$.fees.reductions[0].minAge: " + ages},
        {price_with(R"("reductions":[{"key":"ab","label":"A","belowAge":201,"cents":8}])"),
         "$.fees.reductions[0].belowAge: a whole number from 1 to 200"},
        {price_with(R"("reductions":[{"key":"ab","label":"A","belowAge":0,"cents":8}])"),
         "$.fees.reductions[0].belowAge: a whole number from 1 to 200"},
        {price_with(R"("reductions":[{"key":"ab","label":"A","belowAge":1,"cents":8}])"), ""},
        // Cards for several, and what is paid once.
        {price_with(R"("family":{"cents":3000,"maxAdults":1,"maxMembers":1})"), ""},
        {price_with(R"("family":{"cents":3000,"maxAdults":7,"maxMembers":6})"), ""},
        {price_with(R"("family":{"cents":3000,"maxAdults":0})"), "$.fees.family.maxAdults: a whole number from 1 to 7"},
        {price_with(R"("family":{"cents":3000,"maxAdults":8})"), "$.fees.family.maxAdults: a whole number from 1 to 7"},
        {price_with(R"("family":{"cents":3000,"maxMembers":0})"),
         "$.fees.family.maxMembers: a whole number from 1 to 6"},
        {price_with(R"("family":{"cents":3000,"maxMembers":7})"),
         "$.fees.family.maxMembers: a whole number from 1 to 6"},
        {price_with(R"("issueCents":100001)"), "$.fees.issueCents: " + cents},
        {price_with(R"("issueCents":-1)"), "$.fees.issueCents: " + cents},
        {price_with(R"("issueCents":0,"issueMinorCents":100000,"depositCents":100000,"replacementCents":0)"), ""},
        {terms_with(R"("partner":{"cents":{"year":3000}})"), ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.members);
        CHECK(fees_of(row.members).problem() == row.problem);
    }
}

TEST_CASE("fee files: at most so many terms, ages and reductions") {
    const auto list_of = [](const std::string& name, int count, auto item) {
        std::string out = "\"" + name + "\":[";
        for (int i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + item(i);
        return out + "]";
    };
    const auto term = [](int i) { return R"({"key":"term)" + std::to_string(i) + R"(","label":"T"})"; };
    const auto age = [](int i) {
        return R"({"minAge":)" + std::to_string(i) + R"(,"belowAge":)" + std::to_string(i + 1) + R"(,"cents":1})";
    };
    const auto reduction = [](int i) { return R"({"key":"red)" + std::to_string(i) + R"(","label":"R","cents":1})"; };
    CHECK(fees_of(list_of("terms", 8, term) + R"(,"standardCents":0)").problem().empty());
    CHECK(!fees_of(list_of("terms", 9, term) + R"(,"standardCents":0)").problem().empty());
    CHECK(fees_of(price_with(list_of("byAge", 10, age))).problem().empty());
    CHECK(!fees_of(price_with(list_of("byAge", 11, age))).problem().empty());
    CHECK(fees_of(price_with(list_of("reductions", 30, reduction))).problem().empty());
    CHECK(!fees_of(price_with(list_of("reductions", 31, reduction))).problem().empty());
}

TEST_CASE("fee files: what is not said has its usual value") {
    const auto fees = fees_of(price_with(R"("issueCents":300,"family":{"cents":1},"byAge":[{"minAge":65,"cents":1}],)"
                                         R"("reductions":[{"key":"ab","label":"A","cents":8}])"))
                          .fees;
    CHECK(fees.issue_minor == Cents{300});
    CHECK(fees.deposit == Cents{0});
    CHECK(!fees.replacement);
    CHECK(!fees.renewals);
    CHECK(!fees.partner);
    CHECK(!fees.digital);
    REQUIRE(fees.family);
    CHECK(fees.family->max_adults == 2);
    CHECK(fees.family->max_members == 6);
    CHECK(fees.by_age.at(0).below_age == 200);
    CHECK(fees.reductions.at(0).min_age == 0);
    CHECK(fees.reductions.at(0).below_age == 200);
    CHECK(fees_of(one_price).fees.issue == Cents{0});
    CHECK(fees_of(price_with(R"("issueMinorCents":5)")).fees.issue_minor == Cents{5});
    CHECK(fees_of(price_with(R"("replacementCents":0)")).fees.replacement == Cents{0});
    CHECK(fees_of(price_with(R"("byAge":[{"belowAge":3,"cents":1}])")).fees.by_age.at(0).min_age == 0);
}

TEST_CASE("fee files: prices by term, one price for all, shares of the standard price") {
    using Row = std::vector<std::optional<Cents>>;
    CHECK(fees_of(one_price).fees.standard.by_term == Row{Cents{1600}});
    CHECK(fees_of(two_terms).fees.standard.by_term == Row{Cents{2000}, Cents{500}});
    const auto fees = fees_of(R"("terms":[{"key":"year","label":"Jahr"},{"key":"once","label":"Einmal"}],)"
                              R"("standardCents":{"year":2000},"byAge":[{"belowAge":18,"cents":0}],)"
                              R"("reductions":[{"key":"ab","label":"A","percent":25}],"partner":{"cents":{"once":7}})");
    REQUIRE(fees.problem().empty());
    CHECK(fees.fees.standard.by_term == Row{Cents{2000}, std::nullopt});
    CHECK(fees.fees.by_age.at(0).prices.by_term == Row{Cents{0}, Cents{0}});
    CHECK(fees.fees.reductions.at(0).prices.by_term == Row{Cents{500}, std::nullopt});
    REQUIRE(fees.fees.partner);
    CHECK(fees.fees.partner->by_term == Row{std::nullopt, Cents{7}});
    CHECK(!fees.fees.partner->at(0));
    CHECK(!fees.fees.partner->at(2));
}

TEST_CASE("fee files: without terms none are written, and what has no price costs nothing") {
    const auto written = [](const FeeSchedule& fees) {
        json::Writer w;
        w.begin_object();
        write_fees(w, fees);
        return w.end_object().take();
    };
    FeeSchedule empty;
    empty.word[Language::De] = "Entgelt";
    CHECK(written(empty).find("\"terms\"") == std::string::npos);
    CHECK(written(empty).find("\"standardCents\":0") != std::string::npos);
    CHECK(written(fees_of(two_terms).fees).find("\"terms\":[{\"key\":\"year\"") != std::string::npos);
}

TEST_CASE("fee files: what was read is written and read again the same") {
    for (
        const auto& members :
        {one_price, two_terms,
         terms_with(
             R"("byAge":[{"belowAge":18,"cents":0},{"minAge":65,"cents":{"year":1000}}],)"
             R"("reductions":[{"key":"ab","label":{"de":"A","en":"B"},"percent":50,"proof":"Ausweis","minAge":3,"belowAge":7}],)"
             R"("family":{"cents":{"year":1},"maxAdults":3,"maxMembers":4},"partner":{"cents":{"once":2}},)"
             R"("digital":{"cents":0},"issueCents":1,"issueMinorCents":2,"depositCents":3,"replacementCents":4,"renewals":true)")}) {
        const auto first = fees_of(members);
        REQUIRE_MESSAGE(first.problem().empty(), first.problem());
        json::Writer once;
        once.begin_object();
        write_fees(once, first.fees);
        const auto text = once.end_object().take();
        Read second;
        const auto value = json::parse(text);
        REQUIRE(value);
        json::ObjectReader reader(*value, "$", second.problems);
        reader.object("fees", json::Need::Required, [&](json::ObjectReader& r) { read_fees(r, second.fees); });
        CHECK_MESSAGE(second.problem().empty(), second.problem());
        json::Writer again;
        again.begin_object();
        write_fees(again, second.fees);
        CHECK(again.end_object().take() == text);
        check_same(first.fees, second.fees);
    }
}
