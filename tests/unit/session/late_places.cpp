// The list of places comes late, or never: the form goes on, and nothing is lost.
#include "session_fixture.h"

using namespace lesepass;
using namespace lesepass::test;
using F = FieldId;
using S = StepId;

namespace {
form::Draft in_velbert() { return with(an_adult(), {{F::Postcode, "42549"}, {F::Town, "Langenberg"}}); }
bool shows(const wasm::Session& session, std::string_view id) {
    for (const auto& node : session.page().body)
        if (node.id == id) return true;
    return false;
}
std::string responsibility_of(const wasm::Session& session) {
    for (const auto& node : session.page().body)
        if (node.id == "responsibility") return node.value;
    return {};
}
std::string text(Text key) { return std::string(catalog_of(Language::De)[key]); }
}  // namespace

TEST_CASE("the list is asked for once, when the address is") {
    auto session = an_early_session("musterstadt", S::Start, {});
    CHECK(has(press(session, "next"), "places"));
    CHECK(!has(type(session, F::Postcode, "42549"), "places"));
    CHECK(!has(press(session, "next"), "places"));
    auto later = an_early_session("musterstadt", S::Address, {});
    CHECK(has(type(later, F::Street, "M"), "places"));
    auto loaded = a_session("musterstadt", S::Start, {});
    CHECK(!has(press(loaded, "next"), "places"));
}

TEST_CASE("with the list comes the question it is needed for") {
    auto session = an_early_session("musterstadt", S::Address, in_velbert());
    CHECK(responsibility_of(session) == text(Text::PlacesLoading));
    CHECK(!shows(session, "f-address-municipality"));
    CHECK(session.use_places(server::places_bin()));
    CHECK(has(send(session, "places", {"loaded"}), "render"));
    CHECK(shows(session, "f-address-municipality"));
    CHECK(responsibility_of(session).empty());
    press(session, "next");
    CHECK(session.step() == S::Address);
    CHECK(error_at(session, F::Municipality) == text(Text::MissingMunicipality));
    type(session, F::Municipality, "05158032");
    CHECK(error_at(session, F::Municipality).empty());
    CHECK(responsibility_of(session).find("42549 Velbert") != std::string::npos);
}

TEST_CASE("nobody waits for it, and what it asks is asked as soon as it is there") {
    auto session = an_early_session("musterstadt", S::Address, in_velbert());
    press(session, "next");
    CHECK(session.step() == S::Person);
    CHECK(session.use_places(server::places_bin()));
    CHECK(has(send(session, "places", {"loaded"}), "render"));
    CHECK(session.step() == S::Person);
    press(session, "next");
    CHECK(session.step() == S::Address);
    CHECK(error_at(session, F::Municipality) == text(Text::MissingMunicipality));
    CHECK(has_summary(session));
}

TEST_CASE("out of reach it is asked for again with the next button, not with every key") {
    auto session = an_early_session("musterstadt", S::Address, {});
    CHECK(has(type(session, F::Street, "M"), "places"));
    CHECK(!has(send(session, "places", {"missing"}), "places"));
    CHECK(!has(type(session, F::Street, "Ma"), "places"));
    CHECK(has(press(session, "next"), "places"));
    CHECK(!has(press(session, "next"), "places"));
}

TEST_CASE("bytes that are no list change nothing") {
    auto session = an_early_session("musterstadt", S::Address, in_velbert());
    CHECK(!session.use_places("LPPI"));
    CHECK(!session.use_places({}));
    CHECK(responsibility_of(session) == text(Text::PlacesLoading));
    CHECK(session.use_places(server::places_bin()));
    CHECK(!session.use_places("LPPI"));
    CHECK(shows(session, "f-address-municipality"));
}

TEST_CASE("what only the server could ask is asked there, with the whole draft") {
    auto session = an_early_session("musterstadt", S::Summary, in_velbert());
    const auto sent = press(session, "submit");
    REQUIRE(has(sent, "submit"));
    const auto body = R"({"errors":[{"field":"address.municipality","message":"?"}]})";
    const auto effects = send(session, "submitted", {"422", body});
    REQUIRE(has(effects, "post"));
    const auto& post = *find_effect(effects, "post");
    CHECK(post.arguments.at(0) == "/musterstadt/");
    const auto fields = json::parse(post.arguments.at(1));
    REQUIRE(fields);
    CHECK(fields->find("action")->string == "submit");
    CHECK(fields->find("step")->string == "address");
    const auto carried = json::parse(fields->find("carried")->string);
    REQUIRE(carried);
    CHECK(carried->find("answers")->find("consent.terms")->string == "yes");
    CHECK(carried->find("answers")->find("address.postcode")->string == "42549");
}
