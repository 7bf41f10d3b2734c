#include "tenant/fee_schedule_json.h"

#include <algorithm>

#include "tenant/json_parts.h"

namespace lesepass {

namespace {
using json::Need;
using json::ObjectReader;
using json::Value;
using Row = FunctionRef<void(ObjectReader&)>;

Cents read_cents(ObjectReader& reader, std::string_view name) {
    return Cents{reader.required_integer(name, 0, max_fee_cents)};
}
Cents optional_cents(ObjectReader& reader, std::string_view name, Cents fallback) {
    return Cents{reader.integer(name, 0, max_fee_cents, fallback.value)};
}

// "cents": 1600, or by term {"year": 3000, "half-year": 1600}. A single number with several terms must be 0: free is
// free.
Prices read_prices(ObjectReader& reader, std::string_view name, const FeeSchedule& fees) {
    Prices prices;
    if (reader.tell(name, "prices", Need::Required)) return prices;
    const auto* raw = reader.raw(name);
    if (raw == nullptr || raw->kind != Value::Kind::Object) {
        const Cents same = read_cents(reader, name);
        if (json::explains && fees.terms.size() > 1 && same.value != 0)
            reader.complain(name, {"a price for each term, such as {\"", fees.terms.front().key, "\": 1600}"},
                            {"one price for all"});
        prices.by_term.assign(std::max<std::size_t>(fees.terms.size(), 1), same);
        return prices;
    }
    if (fees.terms.empty()) {
        reader.complain(name, {"a whole number of cents, or \"terms\" above"}, {"prices by term"});
        return prices;
    }
    reader.object(name, Need::Required, [&](ObjectReader& inner) {
        for (const auto& term : fees.terms) {
            const bool sold = inner.has(term.key);
            prices.by_term.push_back(sold ? std::optional(read_cents(inner, term.key)) : std::nullopt);
        }
    });
    return prices;
}

// "percent": 50 of the standard price; only in files, a browser is told cents. Half a cent is a mistake of the file,
// not something to round.
Prices read_share(ObjectReader& reader, const FeeSchedule& fees) {
    const auto percent = reader.required_integer("percent", 0, 100);
    Prices prices;
    for (const auto& standard : fees.standard.by_term) {
        if (standard && standard->value * percent % 100 != 0)
            reader.complain("percent", {"a share that gives whole cents of the standard price"}, {percent});
        prices.by_term.push_back(standard ? std::optional(Cents{standard->value * percent / 100}) : std::nullopt);
    }
    return prices;
}

void read_terms(ObjectReader& reader, FeeSchedule& fees) {
    reader.list("terms", Need::Optional, 8, [&](const Value& item, const std::string& path) {
        ObjectReader row(item, path, reader.problems());
        Term term{.key = read_key(row), .label = read_local(row, "label", Need::Required)};
        row.refuse_unknown();
        const auto same = [&](const Term& other) { return other.key == term.key; };
        if (json::explains && std::any_of(fees.terms.begin(), fees.terms.end(), same))
            row.complain("key", {"a key no other term has"}, {"\"", term.key, "\""});
        fees.terms.push_back(std::move(term));
    });
}

void check_ages(ObjectReader& row, const AgeFee& fee, const FeeSchedule& fees) {
    if (fee.min_age >= fee.below_age) row.complain("belowAge", {"an age above minAge"}, {fee.below_age});
    if (fee.min_age == 0 && fee.below_age == 200) row.complain("belowAge", {"belowAge, minAge or both"}, {"neither"});
    for (const auto& other : fees.by_age)
        if (fee.min_age < other.below_age && other.min_age < fee.below_age)
            row.complain("minAge", {"ages that no other row has"}, {fee.min_age});
}

void read_ages(ObjectReader& reader, FeeSchedule& fees) {
    reader.list("byAge", Need::Optional, 10, [&](const Value& item, const std::string& path) {
        ObjectReader row(item, path, reader.problems());
        AgeFee fee;
        fee.min_age = static_cast<int>(row.integer("minAge", 0, 150, 0));
        fee.below_age = static_cast<int>(row.integer("belowAge", 1, 150, 200));
        fee.prices = read_prices(row, "cents", fees);
        row.refuse_unknown();
        if (json::explains) check_ages(row, fee, fees);
        fees.by_age.push_back(std::move(fee));
    });
}

void read_reductions(ObjectReader& reader, FeeSchedule& fees) {
    reader.list("reductions", Need::Optional, 30, [&](const Value& item, const std::string& path) {
        ObjectReader row(item, path, reader.problems());
        Reduction reduction;
        reduction.key = read_key(row);
        reduction.label = read_local(row, "label", Need::Required);
        reduction.prices =
            json::explains && row.has("percent") ? read_share(row, fees) : read_prices(row, "cents", fees);
        reduction.proof = read_local(row, "proof", Need::Optional);
        reduction.min_age = static_cast<int>(row.integer("minAge", 0, 150, 0));
        reduction.below_age = static_cast<int>(row.integer("belowAge", 1, 200, 200));
        row.refuse_unknown();
        if (json::explains && reduction.key == "none")
            row.complain("key", {"another key (\"none\" is taken)"}, {"\"none\""});
        const auto same = [&](const Reduction& other) { return other.key == reduction.key; };
        if (json::explains && std::any_of(fees.reductions.begin(), fees.reductions.end(), same))
            row.complain("key", {"a key no other reduction has"}, {"\"", reduction.key, "\""});
        fees.reductions.push_back(std::move(reduction));
    });
}

void read_shared_cards(ObjectReader& reader, FeeSchedule& fees) {
    reader.object("family", Need::Optional, [&](ObjectReader& inner) {
        FamilyCard family;
        family.prices = read_prices(inner, "cents", fees);
        family.max_adults = static_cast<int>(inner.integer("maxAdults", 1, 7, family.max_adults));
        family.max_members = static_cast<int>(inner.integer("maxMembers", 1, max_family_members, max_family_members));
        fees.family = std::move(family);
    });
    reader.object("partner", Need::Optional, [&](ObjectReader& r) { fees.partner = read_prices(r, "cents", fees); });
    reader.object("digital", Need::Optional, [&](ObjectReader& r) { fees.digital = read_prices(r, "cents", fees); });
}

void write_prices(json::Writer& w, const Prices& prices, const FeeSchedule& fees, std::string_view name = "cents") {
    if (fees.terms.empty()) return void(w.member_integer(name, prices.at(0).value_or(Cents{0}).value));
    w.key(name).begin_object();
    for (std::size_t i = 0; i < fees.terms.size(); ++i)
        if (const auto price = prices.at(i)) w.member_integer(fees.terms[i].key, price->value);
    w.end_object();
}

void write_terms(json::Writer& w, const FeeSchedule& fees) {
    if (fees.terms.empty()) return;
    w.key("terms").begin_array();
    for (const auto& term : fees.terms) {
        w.begin_object().member("key", term.key);
        write_local(w, "label", term.label);
        w.end_object();
    }
    w.end_array();
}

void write_rows(json::Writer& w, const FeeSchedule& fees) {
    w.key("byAge").begin_array();
    for (const auto& row : fees.by_age) {
        w.begin_object().member_integer("minAge", row.min_age);
        if (row.below_age < 200) w.member_integer("belowAge", row.below_age);
        write_prices(w, row.prices, fees);
        w.end_object();
    }
    w.end_array().key("reductions").begin_array();
    for (const auto& row : fees.reductions) {
        w.begin_object().member("key", row.key);
        write_local(w, "label", row.label);
        write_prices(w, row.prices, fees);
        write_local(w, "proof", row.proof);
        w.member_integer("minAge", row.min_age).member_integer("belowAge", row.below_age).end_object();
    }
    w.end_array();
}
}  // namespace

void read_fees(ObjectReader& reader, FeeSchedule& fees) {
    fees.word = read_local(reader, "word", Need::Optional);
    if (fees.word.empty())
        fees.word.words = {"Jahresgebühr", "Jahres·gebühr", "Annual fee",
                           "Yıllık ücret", "Річна плата",   "الرسم السنوي"};
    read_terms(reader, fees);
    fees.standard = read_prices(reader, "standardCents", fees);
    read_ages(reader, fees);
    read_reductions(reader, fees);
    read_shared_cards(reader, fees);
    fees.issue = optional_cents(reader, "issueCents", Cents{0});
    fees.issue_minor = optional_cents(reader, "issueMinorCents", fees.issue);
    fees.deposit = optional_cents(reader, "depositCents", Cents{0});
    if (reader.has("replacementCents")) fees.replacement = read_cents(reader, "replacementCents");
    fees.renewals = reader.flag("renewals", false);
}

void write_fees(json::Writer& w, const FeeSchedule& fees) {
    w.key("fees").begin_object();
    write_local(w, "word", fees.word);
    write_terms(w, fees);
    write_prices(w, fees.standard, fees, "standardCents");
    write_rows(w, fees);
    if (fees.family) {
        w.key("family").begin_object();
        write_prices(w, fees.family->prices, fees);
        w.member_integer("maxAdults", fees.family->max_adults);
        w.member_integer("maxMembers", fees.family->max_members).end_object();
    }
    if (fees.partner) w.key("partner").begin_object(), write_prices(w, *fees.partner, fees), w.end_object();
    if (fees.digital) w.key("digital").begin_object(), write_prices(w, *fees.digital, fees), w.end_object();
    w.member_integer("issueCents", fees.issue.value).member_integer("issueMinorCents", fees.issue_minor.value);
    w.member_integer("depositCents", fees.deposit.value);
    if (fees.replacement) w.member_integer("replacementCents", fees.replacement->value);
    w.member_boolean("renewals", fees.renewals).end_object();
}

}  // namespace lesepass
