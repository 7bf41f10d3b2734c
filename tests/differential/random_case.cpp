#include "random_case.h"

#include <algorithm>

#include "demo_libraries.h"
#include "drafts.h"
#include "form/flow.h"
#include "form/rows.h"

namespace lesepass::test {

namespace {
using form::Field;
using form::FieldId;
using form::FieldKind;
using form::StepId;

const std::vector<Date> eventful_days{{2026, 11, 23}, {2027, 2, 28}, {2028, 2, 29}, {2027, 3, 1},
                                      {2026, 12, 31}, {2027, 1, 1},  {2100, 2, 28}};

const std::vector<std::string> hostile{"",
                                       " ",
                                       "\t \n",
                                       "x",
                                       "<script>alert(1)</script>",
                                       "\"'&<>",
                                       "' OR 1=1 --",
                                       "../../etc/passwd",
                                       "{0}",
                                       "null",
                                       "-1",
                                       "0",
                                       "00000",
                                       "e\xCC\x81",
                                       "\xC3\xA9",
                                       "\xE1\xBB\x85",
                                       "\xF0\x9F\x98\x80",
                                       "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
                                       "\xD8\xB9\xD9\x84\xD9\x8A",
                                       "\xD0\x86\xD0\xB2\xD0\xB0\xD0\xBD",
                                       "\xE7\x8E\x8B",
                                       "\xD9\xA1\xD9\xA2\xD9\xA3\xD9\xA4\xD9\xA5",
                                       "\xE2\x80\xAE"
                                       "abc",
                                       "a\xE2\x80\x8B"
                                       "b",
                                       "\xC2\xA0x\xC2\xA0",
                                       "\xEF\xBB\xBFx",
                                       "\xEF\xBF\xBD",
                                       "a\xC2\xAD"
                                       "b",
                                       std::string("a\0b", 3),
                                       "line\r\nbreak",
                                       "\x7F"};
const std::vector<std::string> broken_bytes{"\xFF\xFE",         "a\xC3", "\xED\xA0\x80", "\xC0\xAF",
                                            "\xF5\x80\x80\x80", "\x80x"};
const std::vector<std::string> names{"Aoife",
                                     "X",
                                     "O\xE2\x80\x99"
                                     "Brien-M\xC3\xBCller",
                                     "Nguy\xE1\xBB\x85n",
                                     "von der Heide",
                                     "\xC3\x98",
                                     "Jean-Fran\xC3\xA7ois",
                                     "Anna Maria",
                                     "Dr. Erika",
                                     "Anna1",
                                     "-",
                                     "."};
const std::vector<std::string> lines{
    "Stra\xC3\x9F"
    "e des 17. Juni",
    "Am Wall",
    "C4",
    "Hilden",
    "-",
    "1",
    "K\xC3\xB6ln",
    "a<b"};
const std::vector<std::string> house_numbers{"135 a", "1", "12-14", "7 1/2", "a", "12345678901 a", "0", "1\xC2\xBD"};
const std::vector<std::string> mails{"aoife@example.org",
                                     "a@b.de",
                                     "a@@b.de",
                                     "a@b",
                                     "a b@c.de",
                                     "a.@b.de",
                                     "@b.de",
                                     "a@b.de.",
                                     "a@-b.de",
                                     "a@b.1",
                                     std::string(64, 'a') + "@b.de",
                                     std::string(65, 'a') + "@b.de",
                                     "\xC3\xBC@b.de"};
const std::vector<std::string> telephones{
    "0209 1234567", "+49 (0)209/12-34", "12345", "1234", "123456789012345", "1234567890123456", "02a9", "+", "12+345"};
const std::vector<std::string> postcodes{"10115",  "01001",   "01000",   "99998",     "99999", "1234",
                                         "123456", "D-12345", "d-40721", "1 2 3 4 5", "O1234"};

// Of two municipalities each; of one without a library in the demo.
const std::vector<std::string> shared_postcodes{"40721", "42549", "42551", "51467", "58239", "33154", "40472"};
const std::vector<std::string> towns{"Hilden", "Duesseldorf", "ESSEN", "K\xC3\xB6ln", "Velbert", "Hagen", "Salzkotten"};
const std::vector<std::string> nobodys_postcodes{"32049", "44135", "59067"};

// All ages at which a library's rules change.
std::vector<int> edges_of(const Tenant& tenant) {
    std::vector<int> edges{
        0, 1, 18, 125, 126, 35, tenant.minimum_age, tenant.consent_below_age, tenant.in_person_below_age};
    for (const auto& row : tenant.fees.by_age) edges.push_back(row.min_age), edges.push_back(row.below_age);
    for (const auto& row : tenant.fees.reductions) edges.push_back(row.min_age), edges.push_back(row.below_age);
    if (tenant.open_library) edges.push_back(tenant.open_library->min_age);
    return edges;
}

int days_in(int year, int month) {
    int day = 31;
    while (!is_valid({year, month, day})) --day;
    return day;
}

// A few days off.
Date shifted(Date date, int days) {
    for (; days > 0; --days) {
        if (++date.day <= days_in(date.year, date.month)) continue;
        date.day = 1;
        if (++date.month > 12) date.month = 1, ++date.year;
    }
    for (; days < 0; ++days) {
        if (--date.day >= 1) continue;
        if (--date.month < 1) date.month = 12, --date.year;
        date.day = days_in(date.year, date.month);
    }
    return date;
}

class Maker {
public:
    Maker(Dice& dice, RandomCase& out) : dice_(dice), out_(out), tenant_(demo_library(out.library)) {
        form::each_row(tenant_, [&](const Field& field) { rows_.push_back(field); });
    }

    // Answers what is asked, step by step, as the rules lead; each answer right, on an edge, hostile, or missing.
    void fill() {
        carelessness_ = dice_.one_of(std::vector<std::size_t>{0, 0, 1, 3, 12});
        const auto world = demo_world(out_.library, out_.language, out_.today);
        form::each_row(tenant_, [&](const Field& field) {
            const auto facts = form::derive_facts(out_.draft, world);
            const bool asked = form::is_asked(field, out_.draft, world, facts);
            // An answer to what is not asked (any more) must not matter either.
            if (!asked && !dice_.one_in(20)) return;
            if (field.kind == FieldKind::Upload)
                attach(field);
            else
                out_.draft.set(field, answer(field, world, facts));
        });
        while (dice_.one_in(3)) change_one(world);
        if (dice_.one_in(10)) out_.changes.push_back({std::string(any_text().wire_name), dice_.one_of(broken_bytes)});
    }

private:
    const Field& any_text() {
        const Field* field = nullptr;
        do field = &dice_.one_of(rows_);
        while (field->kind == FieldKind::Upload);
        return *field;
    }

    // Somebody goes back and changes an early answer: what depends on it stays as it was.
    void change_one(const form::World& world) {
        const Field& field = any_text();
        out_.draft.set(field, answer(field, world, form::derive_facts(out_.draft, world)));
    }

    std::string answer(const Field& field, const form::World& world, const form::Facts& facts) {
        const bool careless = dice_.below(40) < carelessness_;
        if (careless && dice_.one_in(3)) return {};
        if (careless && dice_.one_in(2)) return dice_.one_of(hostile);
        if (careless && dice_.one_in(6)) return long_text(field);
        switch (field.kind) {
            case FieldKind::PersonName: return pick(names, careless);
            case FieldKind::Line:
                if (field.id == FieldId::Town && dice_.one_in(2)) return dice_.one_of(towns);
                return pick(lines, careless);
            case FieldKind::HouseNumber: return pick(house_numbers, careless);
            case FieldKind::Email: return pick(mails, careless);
            case FieldKind::Number: return pick(telephones, careless);
            case FieldKind::Telephone: return pick(telephones, careless);
            case FieldKind::Postcode: return postcode(careless);
            case FieldKind::Date: return date(careless);
            case FieldKind::Confirmation: return careless ? "no" : dice_.one_in(4) && !required(field) ? "" : "yes";
            case FieldKind::Choice: return choice(field, world, facts, careless);
            case FieldKind::Upload: return {};
        }
        return {};
    }

    static bool required(const Field& field) { return field.required_if == form::Condition::Always; }

    // The first entries of each list are right.
    std::string pick(const std::vector<std::string>& list, bool careless) {
        return careless ? dice_.one_of(list) : list[dice_.below(2)];
    }

    // At the limit of the field, one below, one above, and at the limit of the draft.
    std::string long_text(const Field& field) {
        const std::size_t limit = dice_.one_in(8) ? form::max_answer_code_points : field.max_length;
        const std::size_t count = limit + dice_.below(3);
        std::string text;
        for (std::size_t i = 1; i < count; ++i) text += dice_.one_in(2) ? "a" : "\xC3\xA4";
        return text;
    }

    std::string postcode(bool careless) {
        if (careless) return dice_.one_of(postcodes);
        if (dice_.one_in(8)) return "10115";
        if (dice_.one_in(5)) return dice_.one_of(shared_postcodes);
        if (dice_.one_in(12)) return dice_.one_of(nobodys_postcodes);
        const auto& home = dice_.one_in(5) ? demo_library(dice_.one_of(demo_library_keys)) : tenant_;
        return dice_.one_of(demo_postcodes(home.key));
    }

    std::string date(bool careless) {
        if (careless && dice_.one_in(2))
            return dice_.one_of(std::vector<std::string>{"31.2.2000", "29.02.2015", "29.02.2016", "1.1.90",
                                                         "2000-13-01", "01.01.1899", "24121990", "0.1.2000", "1/2/1990",
                                                         "99.99.9999"});
        const int age = dice_.one_in(2) ? dice_.one_of(edges_of(tenant_)) : static_cast<int>(dice_.below(100));
        Date born = out_.today;
        born.year -= age;
        if (!is_valid(born)) born = {born.year, 3, 1};
        // The birthday is today, was yesterday, is tomorrow, or far from it.
        born = shifted(
            born, dice_.one_in(4) ? static_cast<int>(dice_.below(400)) - 200 : static_cast<int>(dice_.below(3)) - 1);
        if (dice_.one_in(12)) born = {born.year - born.year % 4, 2, 29};
        if (!is_valid(born)) born = {2000, 2, 29};
        return dice_.one_in(2) ? format_de(born) : format_iso(born);
    }

    std::string choice(const Field& field, const form::World& world, const form::Facts& facts, bool careless) {
        if (careless && dice_.one_in(2)) {
            const auto& other = demo_library(dice_.one_of(demo_library_keys));
            if (field.id == FieldId::Reduction && !other.fees.reductions.empty())
                return dice_.one_of(other.fees.reductions).key;
            return dice_.one_of(
                std::vector<std::string>{"digital", "none", "online", "family", "7", "responsible:koeln"});
        }
        const auto options = form::options_of(field.id, world, facts);
        if (options.empty()) return {};
        // Going elsewhere ends this form: rarely.
        const bool stay = field.id == FieldId::LibraryChoice && !dice_.one_in(3);
        return stay ? options.back().value : dice_.one_of(options).value;
    }

    void attach(const Field& field) {
        const bool careless = dice_.below(40) < carelessness_;
        const std::size_t count = careless ? dice_.below(5) : 1 + dice_.below(2);
        for (std::size_t i = 0; i < count; ++i) {
            const auto number = static_cast<int>(field.id) * 8 + static_cast<int>(i);
            const bool odd = dice_.one_in(6);
            static_cast<void>(out_.draft.attach(a_proof(field.id, number, odd ? "\xD8\xB5<b>.pdf" : "ausweis.jpg")));
        }
    }

    Dice& dice_;
    RandomCase& out_;
    const Tenant& tenant_;
    std::vector<Field> rows_;       // the definition's and the library's own
    std::size_t carelessness_ = 0;  // of 40 answers so many are not right
};
}  // namespace

RandomCase random_case(std::uint64_t seed, std::uint64_t number, std::optional<Date> today) {
    Dice dice(seed * 0x2545F4914F6CDD1Du + number);
    RandomCase out;
    out.library = dice.one_of(demo_library_keys);
    out.language = dice.one_in(2) ? Language::De : all_languages[dice.below(std::size(all_languages))];
    const Date chosen = dice.one_of(eventful_days);
    out.today = today.value_or(chosen);
    for (std::size_t i = 0; i < out.draft.application.bytes.size(); ++i)
        out.draft.application.bytes[i] = static_cast<std::uint8_t>(dice.next());
    Maker(dice, out).fill();
    // The end, one of the steps this person has, and any step at all.
    const auto world = demo_world(out.library, out.language, out.today);
    const auto mine = form::steps_of(out.draft, world, form::derive_facts(out.draft, world));
    out.steps = {StepId::Summary, dice.one_of(mine), dice.one_of(form::steps).id};
    return out;
}

}  // namespace lesepass::test
