// From an address to the municipality and the libraries that serve it.
#include <doctest/doctest.h>

#include <set>

#include "application/application_json.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "form/flow.h"
#include "form/place.h"
#include "json/value.h"
#include "page_words.h"
#include "places/known_places.h"
#include "responsibility/directory_json.h"
#include "responsibility/encode_places.h"
#include "tenant/tenant_json.h"

using namespace lesepass;
using namespace lesepass::form;
using namespace lesepass::test;
using F = FieldId;
using R = Responsibility;

namespace {
DirectoryEntry an_entry(std::string key, std::vector<std::string> serves, std::vector<std::string> postcodes = {}) {
    return {.tenant = key,
            .library = "Bibliothek " + key,
            .address = "Markt 1",
            .serves = std::move(serves),
            .place = "Ort von " + key,
            .postcodes = std::move(postcodes)};
}
Directory with_places(std::vector<DirectoryEntry> entries) {
    return {.entries = std::move(entries), .places = server::known_places()};
}

struct Answered {
    Facts facts;
    std::vector<FieldProblem> problems;
    std::vector<Option> libraries;
};
// At the library of Musterstadt.
Answered at(const Directory& directory, const Answers& answers, std::string_view library = "musterstadt") {
    const World world{demo_library(library), directory, demo_world(library).catalog, example_day};
    const auto draft = with(an_adult(), answers);
    auto facts = derive_facts(draft, world);
    auto problems = check_step(StepId::Address, draft, world, facts);
    auto libraries = options_of(F::LibraryChoice, world, facts);
    return {std::move(facts), std::move(problems), std::move(libraries)};
}
std::string name_of(const std::optional<Place>& place) { return place ? std::string(place->name) : "(none)"; }
Text reason_of(const Answered& answered) {
    return answered.problems.empty() ? Text::None : answered.problems.front().reason;
}
}  // namespace

TEST_CASE("one postcode, one municipality: nobody is asked") {
    const auto answered = at(demo_directory(), {{F::Postcode, "40723"}, {F::Town, "Hilden"}});
    CHECK(name_of(answered.facts.municipality) == "Hilden");
    CHECK(answered.facts.responsibility == R::OtherLibrary);
    CHECK(answered.facts.responsible->tenant == "hilden");
    CHECK(answered.problems.empty());
    CHECK(at(demo_directory(), {{F::Postcode, "40723"}}, "hilden").facts.responsibility == R::ThisLibrary);
}

TEST_CASE("a postcode of two municipalities: the town's name answers, a choice goes before it") {
    const auto& all = demo_directory();
    const auto asked = at(all, {{F::Postcode, "42549"}, {F::Town, "Langenberg"}});
    CHECK(asked.facts.municipalities.size() == 2);
    CHECK(asked.facts.responsibility == R::Unknown);
    CHECK(!asked.facts.places_missing);
    CHECK(reason_of(asked) == Text::MissingMunicipality);
    CHECK(name_of(at(all, {{F::Postcode, "42549"}, {F::Town, "VELBERT"}}).facts.municipality) == "Velbert");
    CHECK(name_of(at(all, {{F::Postcode, "42549"}, {F::Town, "VELBERT"}, {F::Municipality, "05113000"}})
                      .facts.municipality) == "Essen");
    // Left over from another postcode.
    const auto stale = at(all, {{F::Postcode, "42549"}, {F::Town, "x"}, {F::Municipality, "05158016"}});
    CHECK(reason_of(stale) == Text::ErrorChoice);
    CHECK(!stale.facts.municipality);
    CHECK(at(all, {{F::Postcode, "42549"}, {F::Town, "Essen"}, {F::Municipality, "05158016"}}).problems.empty());
    CHECK(at(all, {{F::Postcode, "40721"}, {F::Municipality, "05158016"}}, "hilden").facts.responsibility ==
          R::ThisLibrary);
    CHECK(at(all, {{F::Postcode, "40721"}, {F::Municipality, "05111000"}}, "hilden").facts.responsibility ==
          R::NobodyHere);
}

TEST_CASE("all 14 shared postcodes are asked about") {
    std::set<std::string> shared;
    const auto& places = server::known_places();
    for (std::size_t i = 0; i < places.size(); ++i)
        for (const auto& code : places.postcodes_of(places.at(i).ags))
            if (at(demo_directory(), {{F::Postcode, code}, {F::Town, "-x-"}}).facts.municipalities.size() > 1)
                shared.insert(code);
    CHECK(shared.size() == 14);
}

TEST_CASE("none, one and several libraries") {
    const auto directory =
        with_places({an_entry("velbert", {"05158032"}), an_entry("verband", {"05158028", "05158032"}),
                     an_entry("haan", {"05158008", "05158016"})});
    CHECK(at(directory, {{F::Postcode, "32049"}}).facts.responsibility == R::NobodyHere);
    CHECK(at(directory, {{F::Postcode, "32049"}}).libraries.size() == 1);  // here
    const auto neighbour = at(directory, {{F::Postcode, "40723"}});
    CHECK(neighbour.facts.responsible->tenant == "haan");
    CHECK(neighbour.libraries.front().value == "responsible");
    CHECK(neighbour.libraries.front().hint.find("Markt 1") == std::string::npos);
    const auto several = at(directory, {{F::Postcode, "42551"}, {F::Municipality, "05158032"}});
    REQUIRE(several.libraries.size() == 3);
    CHECK(several.libraries[0].value == "responsible:velbert");
    CHECK(several.libraries[1].value == "responsible:verband");
    CHECK(several.libraries[1].hint.find("Markt 1. ") == 0);
    CHECK(at(directory, {{F::Postcode, "10115"}}).facts.responsibility == R::OutsideArea);
    CHECK(at(directory, {{F::Postcode, "1234"}}).facts.responsibility == R::Unknown);
}

TEST_CASE("whoever is at one of several libraries stays there") {
    auto directory = demo_directory();
    directory.entries.insert(directory.entries.begin(), an_entry("verband", {"05158028", "05158016"}));
    CHECK(at(directory, {{F::Postcode, "40723"}}, "hilden").facts.responsibility == R::ThisLibrary);
    const auto draft = with(an_adult(), {{F::Postcode, "40723"}, {F::LibraryChoice, "responsible:verband"}});
    const World world{demo_library("musterstadt"), directory, demo_world("musterstadt").catalog, example_day};
    const auto* there = chosen_elsewhere(draft, derive_facts(draft, world));
    REQUIRE(there != nullptr);
    CHECK(there->tenant == "verband");
    const auto old = with(draft, {{F::LibraryChoice, "responsible"}});  // chosen when there was one: asked again
    CHECK(chosen_elsewhere(old, derive_facts(old, world)) == nullptr);
}

TEST_CASE("a library may serve a part of its municipality, and one that the list does not know") {
    const auto directory =
        with_places({an_entry("west", {"05315000"}, {"50667"}), an_entry("neu", {"05999009"}, {"99990"}),
                     an_entry("luecke", {"05158016", "05158008"}, {"40721", "40789"})});
    CHECK(at(directory, {{F::Postcode, "50667"}}).facts.responsible->tenant == "west");
    CHECK(at(directory, {{F::Postcode, "50668"}}).facts.responsibility == R::NobodyHere);
    CHECK(name_of(at(directory, {{F::Postcode, "99990"}}).facts.municipality) == "Ort von neu");
    // 40789 is Monheim's; that library says it is its own, too: then the person says which.
    const auto both = at(directory, {{F::Postcode, "40789"}, {F::Town, "x"}}).facts.municipalities;
    REQUIRE(both.size() == 2);
    CHECK(both[0].ags == "05158026");
    CHECK(both[1] == Place{"05158016", "Ort von luecke"});
    CHECK(at(directory, {{F::Postcode, "42781"}}).facts.responsible->tenant == "luecke");  // Haan, further municipality
    CHECK(libraries_of(directory, "05315000").size() == 1);
    CHECK(name_of(find_municipality(directory, "05999009")) == "Ort von neu");
    CHECK(name_of(find_municipality(directory, "05999008")) == "(none)");
    CHECK(name_of(find_municipality(directory, "05158016")) == "Hilden");
}

TEST_CASE("without the list of places the form goes on") {
    Directory directory{.entries = demo_directory().entries};
    const auto unknown = at(directory, {{F::Postcode, "40721"}});
    CHECK(unknown.facts.places_missing);
    CHECK(unknown.facts.responsibility == R::Unknown);
    CHECK(unknown.problems.empty());
    CHECK(!at(directory, {{F::Postcode, "12345"}}).facts.places_missing);  // the library's own file knows
    CHECK(!at(directory, {{F::Postcode, "x"}}).facts.places_missing);
}

TEST_CASE("a town that is another municipality's name is a hint") {
    const auto hint = [](std::string_view postcode, std::string_view town) {
        const auto world = demo_world("musterstadt");
        const auto draft = with(an_adult(), {{F::Postcode, postcode}, {F::Town, town}});
        return name_of(contradicting_town(draft, world, derive_facts(draft, world)));
    };
    CHECK(hint("40723", "Köln") == "Köln");
    CHECK(hint("40723", "Hilden") == "(none)");
    CHECK(hint("40721", "Düsseldorf") == "(none)");
    CHECK(hint("40721", "Essen") == "Essen");
    CHECK(hint("40597", "Benrath") == "(none)");  // a district
    CHECK(hint("10115", "Köln") == "(none)");     // the postcode is told about anyway
    CHECK(hint("1234", "Köln") == "(none)");
    CHECK(hint("40723", "") == "(none)");
}

TEST_CASE("every postcode of every municipality leads to its library when all take part") {
    const auto table = read_text_file(std::string(LESEPASS_SOURCE_DIR) + "/shared/responsibility/data/nrw_places.csv");
    const auto rows = read_place_table(table);
    REQUIRE(rows.ok());
    Directory directory = with_places({});
    for (std::size_t i = 0; i < directory.places.size(); ++i) {
        const auto place = directory.places.at(i);
        directory.entries.push_back(an_entry("g" + std::string(place.ags), {std::string(place.ags)}));
    }
    REQUIRE(directory.entries.size() == 396);
    for (const auto& row : *rows) {
        const auto facts = at(directory, {{F::Postcode, row.postcode}, {F::Municipality, row.ags}}).facts;
        REQUIRE_MESSAGE(facts.municipality, row.postcode);
        CHECK_MESSAGE((*facts.municipality == Place{row.ags, row.name}), row.postcode);
        REQUIRE(facts.responsible != nullptr);
        CHECK_MESSAGE(facts.responsible->tenant == "g" + row.ags, row.postcode);
    }
    // What every page of the form carries if the whole country takes part.
    CHECK(write_directory(directory).size() < 32'000);
}

TEST_CASE("the application says where it belongs, outside of its hash") {
    const auto world = demo_world("hilden");
    const auto draft = with(an_adult(), {{F::Postcode, "40721"}, {F::Town, "Hilden"}});
    auto application = make_application(draft, world);
    REQUIRE(application.municipality);
    CHECK(*application.municipality == Application::Municipality{"05158016", "Hilden"});
    CHECK(application.draft.answer(F::Municipality) == "05158016");
    const auto text = encode_application(application);
    CHECK(text.find(R"("municipality":{"ags":"05158016","name":"Hilden"}})") != std::string::npos);
    const auto value = json::parse(text);
    REQUIRE(value);
    const auto decoded = decode_application(*value);
    REQUIRE(decoded.problems.empty());
    CHECK(decoded.application.municipality == application.municipality);
    const auto hash = content_hash(application);
    application.municipality.reset();
    CHECK(content_hash(application) == hash);
    CHECK(encode_application(application).find("\"municipality\"") == std::string::npos);
    // Elsewhere nobody was asked.
    CHECK(make_application(with(draft, {{F::Postcode, "40723"}}), world).draft.answer(F::Municipality).empty());
}

TEST_CASE("the directory in the browser names addresses only where somebody chooses") {
    const auto directory =
        with_places({an_entry("velbert", {"05158032"}), an_entry("verband", {"05158028", "05158032"}),
                     an_entry("haan", {"05158008"}), an_entry("neu", {"05999009"}, {"99990"})});
    const auto text = write_directory(directory);
    CHECK(
        text.find(
            R"({"key":"verband","name":"Bibliothek verband","serves":["05158028","05158032"],"address":"Markt 1"})") !=
        std::string::npos);
    CHECK(text.find(R"({"key":"haan","name":"Bibliothek haan","serves":["05158008"]})") != std::string::npos);
    CHECK(text.find(R"("place":"Ort von neu","postcodes":["99990"])") != std::string::npos);
    std::vector<json::Problem> problems;
    const auto value = json::parse(text);
    REQUIRE(value);
    CHECK(write_directory({.entries = read_directory(*value, problems)}) == text);
    CHECK(problems.empty());
    const auto nobody = json::parse(R"([{"key":"a","name":"b","serves":[]}])");
    CHECK(read_directory(*nobody, problems).empty());
    CHECK(problems.size() == 1);
}

TEST_CASE("further municipalities stand in the library's file, each once and not its own") {
    const auto refused = [](std::string_view serves) {
        auto text = read_text_file(std::string(LESEPASS_SOURCE_DIR) + "/server/demo/tenants/hilden.json");
        text.insert(text.find("\"isil\""), "\"serves\": " + std::string(serves) + ", ");
        const auto value = json::parse(text);
        REQUIRE(value);
        std::vector<json::Problem> problems;
        const auto tenant = read_tenant(*value, TenantSource::File, problems);
        return problems.empty() ? std::to_string(entry_of(tenant).serves.size()) : json::describe(problems.front());
    };
    CHECK(refused("[]") == "1");
    CHECK(refused(R"(["05158004","05158008"])") == "3");
    CHECK(refused(R"(["05158004","05158004"])").find("$.serves: expected each municipality once") == 0);
    CHECK(refused(R"(["05158016"])").find("$.serves: expected each municipality once") == 0);
    CHECK(refused(R"(["0515800"])").find("$.serves: expected municipality keys of 8 digits") == 0);
    CHECK(refused(R"([5158004])").find("$.serves[0]") == 0);
    CHECK(refused(R"("05158004")").find("$.serves") == 0);
}
