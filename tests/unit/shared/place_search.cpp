// Names and lines as people type them, and what the finder makes of them.
#include <doctest/doctest.h>

#include <algorithm>

#include "demo_libraries.h"
#include "places/known_places.h"
#include "responsibility/place_names.h"
#include "responsibility/search.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
std::vector<std::string> names_of(std::string_view typed, std::size_t most = max_search_hits) {
    std::vector<std::string> out;
    for (auto& place : find_by_name(demo_directory(), typed, most)) out.emplace_back(place.name);
    return out;
}
std::string first_name(std::string_view typed) {
    const auto names = names_of(typed);
    return names.empty() ? "(none)" : names.front();
}
std::string parsed(std::string_view line) {
    const auto out = parse_search(line);
    return out.postcode + "|" + out.town;
}
SearchResult ask(std::string line, std::string postcode = {}, std::string ags = {}) {
    return search(demo_directory(), {.line = std::move(line), .postcode = std::move(postcode), .ags = std::move(ags)});
}
std::string told(const SearchResult& result) {
    std::string out;
    for (const auto& found : result.found) {
        out += (out.empty() ? "" : "; ") + std::string(found.place.name) + ":";
        for (const auto* library : found.libraries) out += " " + library->tenant;
    }
    return out;
}
}  // namespace

TEST_CASE("names are the same however they are written") {
    for (const auto* name : {"Mülheim an der Ruhr", "MÜLHEIM AN DER RUHR", "Muelheim an der Ruhr",
                             "mülheim  an-der  ruhr", "Mu\xCC\x88lheim an der Ruhr"})
        CHECK_MESSAGE(fold_name(name) == "muelheim an der ruhr", name);
    for (const auto* name : {"Sankt Augustin", "St. Augustin", "St.Augustin", "ST AUGUSTIN"})
        CHECK_MESSAGE(fold_name(name) == "sankt augustin", name);
    CHECK(fold_name("Schloß Holte-Stukenbrock") == fold_name("SCHLOSS HOLTE STUKENBROCK"));
    CHECK(fold_name("Schlo\xE1\xBA\x9E") == "schloss");
    CHECK(fold_name("Fröndenberg/Ruhr") == "froendenberg ruhr");
    CHECK(fold_name("Stadtlohn") == "stadtlohn");
    CHECK(fold_name("") == "");
    CHECK(fold_name(" -./ ") == "");
    CHECK(fold_name("\xFF\xFE") == "");
    CHECK(fold_name("09AZaz") == "09azaz");
}

TEST_CASE("how well a name fits") {
    CHECK(match_names("hilden", "hilden") == NameMatch::Exact);
    CHECK(match_names("monheim", "monheim am rhein") == NameMatch::Beginning);
    CHECK(match_names("monh", "monheim am rhein") == NameMatch::Prefix);
    CHECK(match_names("salzuf", "bad salzuflen") == NameMatch::Word);
    CHECK(match_names("am rh", "monheim am rhein") == NameMatch::Word);
    CHECK(match_names("eim", "monheim am rhein") == NameMatch::None);
    CHECK(match_names("hildene", "hilden") == NameMatch::None);
    CHECK(match_names("", "hilden") == NameMatch::None);
    CHECK(means_place("Monheim", "Monheim am Rhein"));
    CHECK(!means_place("Mon", "Monheim am Rhein"));
    CHECK(!means_place("Rhein", "Monheim am Rhein"));
}

TEST_CASE("a name that several begin with means none of them") {
    const auto& places = server::known_places();
    CHECK(places.named("Halle")->name == "Halle (Westf.)");
    CHECK(places.named("Hennef")->ags == "05382020");
    CHECK(!places.named("Bad"));
    CHECK(!places.named("Hild"));
    CHECK(!places.named(""));
}

TEST_CASE("the search knows every municipality by its name, the best fit first") {
    const auto& places = server::known_places();
    for (std::size_t i = 0; i < places.size(); ++i)
        CHECK_MESSAGE(names_of(places.at(i).name) == std::vector{std::string(places.at(i).name)}, places.at(i).name);
    CHECK(first_name("koeln") == "Köln");
    CHECK(first_name("St. Augustin") == "Sankt Augustin");
    CHECK(first_name("salzuflen") == "Bad Salzuflen");
    CHECK(first_name("Musterstadt") == "Musterstadt");  // only its library's file knows it
    CHECK(names_of("Bad").size() == max_search_hits);
    CHECK(names_of("Bad", 3) == std::vector<std::string>{"Bad Berleburg", "Bad Driburg", "Bad Honnef"});
    CHECK(names_of("Mün") == std::vector<std::string>{"Münster", "Bad Münstereifel"});
    CHECK(names_of("xyz").empty());
    CHECK(names_of("").empty());
}

TEST_CASE("lines as people type them") {
    CHECK(parsed("40721") == "40721|");
    CHECK(parsed("Hilden") == "|Hilden");
    CHECK(parsed("40721 Hilden") == "40721|Hilden");
    CHECK(parsed("D-40721 Hilden") == "40721|Hilden");
    CHECK(parsed("Musterstraße 5, 40721 Hilden") == "40721|Hilden");
    CHECK(parsed("Musterstraße 5 40721 Hilden, Deutschland") == "40721|Hilden");
    CHECK(parsed("12345, 40721 Hilden") == "40721|Hilden");
    CHECK(parsed("Musterstraße 5, Hilden") == "|Hilden");
    CHECK(parsed("Musterstraße 5 Hilden") == "|Hilden");
    CHECK(parsed("Musterstraße 5a Bad Honnef") == "|Bad Honnef");
    CHECK(parsed("Musterstraße 5 a Bad Honnef") == "|Bad Honnef");
    CHECK(parsed("Musterstraße 5") == "|");
    CHECK(parsed("407211 Hilden") == "|Hilden");
    CHECK(parsed("  ") == "|");
    CHECK(parsed(",,;") == "|");
    CHECK(parsed(std::string(100'000, '4')) == "|");
    CHECK(parsed("\xFF\xFE 40721 \xC3").substr(0, 6) == "40721|");
}

TEST_CASE("from the line to the library") {
    CHECK(ask("").outcome == SearchOutcome::Nothing);
    CHECK(ask("   ").outcome == SearchOutcome::Nothing);
    CHECK(told(ask("40723")) == "Hilden: hilden");
    CHECK(told(ask("Hilden")) == "Hilden: hilden");
    CHECK(told(ask("Am Markt Hilden")) == "Hilden: hilden");
    CHECK(told(ask("40721")) == "Düsseldorf:; Hilden: hilden");
    CHECK(told(ask("Musterstraße 5, 40721 Hilden")) == "Hilden: hilden");
    CHECK(told(ask("40721 Duesseldorf")) == "Düsseldorf:");
    CHECK(told(ask("40721 Köln")) == "Düsseldorf:; Hilden: hilden");  // a slip: the person says which
    CHECK(told(ask("", "40721", "05158016")) == "Hilden: hilden");
    CHECK(told(ask("", "40721", "05315000")) == "Düsseldorf:; Hilden: hilden");
    CHECK(told(ask("", "", "05315000")) == "Köln: koeln");
    CHECK(told(ask("12345")) == "Musterstadt: musterstadt");
    CHECK(ask("40721").postcode == "40721");
    CHECK(ask("10115").outcome == SearchOutcome::UnknownPostcode);
    CHECK(ask("", "1234").outcome == SearchOutcome::UnknownPostcode);
    CHECK(ask("Berlin").outcome == SearchOutcome::UnknownName);
    CHECK(ask("Musterstraße 5").outcome == SearchOutcome::UnknownName);
    CHECK(ask("", "", "11000000").outcome == SearchOutcome::UnknownAgs);
}
