#include <random>

#include "session_fixture.h"

using namespace lesepass;
using namespace lesepass::test;

TEST_CASE("what is no event changes nothing") {
    const std::vector<wasm::Event> events{{"", {}},
                                          {"Change", {"address.street", "x"}},
                                          {"change", {}},
                                          {"change", {"address.street"}},
                                          {"change", {"address.street", "x", "y"}},
                                          {"change", {"no.such.field", "x"}},
                                          {"change", {"proof.identity", "x"}},
                                          {"blur", {"address.street", "x"}},
                                          {"press", {}},
                                          {"press", {"next", "next"}},
                                          {"file", {"address.street", "a", "1", "ff"}},
                                          {"file", {"proof.identity", "a", "1"}},
                                          {"stored", {"address.street", "{}"}},
                                          {"submitted", {"201"}},
                                          {"language", {}},
                                          {"refused", {"contact.email", ""}}};
    for (const auto& event : events) {
        CAPTURE(event.name);
        auto session = a_session("musterstadt", StepId::Address, an_adult());
        const auto before = session.page();
        CHECK(!session.dispatch(event));
        CHECK(session.page() == before);
        CHECK(session.draft() == an_adult());
    }
}

TEST_CASE("unknown actions do nothing") {
    for (const std::string action :
         {"", "Next", "goto:", "goto:nowhere", "remove:", "remove:00", "lang:", "goto:summary; drop", "submit "}) {
        CAPTURE(action);
        auto session = a_session("musterstadt", StepId::Address, a_draft());
        CHECK(press(session, action).empty());
        CHECK(session.step() == StepId::Address);
    }
}

TEST_CASE("jumping ahead ends at the first open step") {
    auto session = a_session("musterstadt", StepId::Address, with(an_adult(), {{FieldId::GivenName, ""}}));
    CHECK(first(press(session, "goto:summary"), "step") == "person");
}

TEST_CASE("a state document with a mistake makes no session and says where") {
    const auto good = state_of("musterstadt", StepId::Address, an_adult());
    const auto replaced = [&](std::string_view from, std::string_view to) {
        std::string text = good;
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        return text.replace(at, from.size(), to);
    };
    struct Row {
        std::string state, code, detail;
    };
    const Row rows[] = {{"", "json.syntax", ""},
                        {"[]", "session.state", "$: expected an object, found list"},
                        {"{}", "session.state", "$.applicationId"},
                        {replaced("00112233", "0011223X"), "session.state", "$.step"},
                        {replaced("2026-11-23", "2026-11-31"), "session.state", "$.step"},
                        {replaced("\"step\":\"address\"", "\"step\":\"nowhere\""), "session.state", "$.step"},
                        {replaced("\"library\":{", "\"library\":{\"more\":1,"), "session.state", "$.more"},
                        {replaced("\"library\":{", "\"lib\":{"), "session.state", "$.library"},
                        {replaced("\"directory\":", "\"directory2\":"), "session.state", "$.directory"},
                        {replaced("address.street", "address.streetX"), "session.state", "$.answers.address.streetX"},
                        {replaced("\"sizeBytes\":", "\"sizeBytes\":-"), "session.state", "$.attachments[0].sizeBytes"},
                        {good + "x", "json.syntax", ""}};
    for (const auto& row : rows) {
        CAPTURE(row.detail);
        const auto session = wasm::Session::create(row.state, catalog_of(Language::De));
        REQUIRE(!session.ok());
        CHECK(session.failure().code == row.code);
        CHECK_MESSAGE(session.failure().detail.substr(0, row.detail.size()) == row.detail, session.failure().detail);
    }
}

namespace {
// Bounded and seeded: the same 20,000 events in every run.
struct Chaos {
    std::mt19937 random{20261123};

    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); }
    template <class T>
    const T& one_of(const std::vector<T>& items) {
        return items[below(items.size())];
    }
    std::string text() {
        static const std::vector<std::string> texts{"",
                                                    "yes",
                                                    "none",
                                                    "student",
                                                    "digital",
                                                    "zentral",
                                                    "online",
                                                    "at-counter",
                                                    "person",
                                                    "institution",
                                                    "responsible",
                                                    "here",
                                                    "31.03.1990",
                                                    "29.02.2020",
                                                    "1.1.2030",
                                                    "12345",
                                                    "50667",
                                                    "10115",
                                                    "aoife@example.org",
                                                    "\xff\xfe",
                                                    std::string("a\0b", 3),
                                                    "🦄",
                                                    "\u202e evil",
                                                    "<script>",
                                                    std::string(10'000, 'x'),
                                                    "201",
                                                    "422",
                                                    "0",
                                                    "ffd8ffe0",
                                                    "5000"};
        return one_of(texts);
    }
    std::string argument() {
        switch (below(4)) {
            case 0: return std::string(form::fields[below(form::field_count)].wire_name);
            case 1: {
                static const std::vector<std::string> actions{
                    "next",      "next",    "next",
                    "back",      "submit",  "goto:summary",
                    "goto:card", "lang:en", "remove:aa000000000000000000000000000001",
                    "stay"};
                return one_of(actions);
            }
            case 2:
                return encode_attachment(a_proof(below(2) == 0 ? FieldId::IdentityProof : FieldId::ReductionProof,
                                                 static_cast<int>(below(6))));
            default: return text();
        }
    }
    wasm::Event event() {
        static const std::vector<std::string> names{"change",    "change",   "change", "blur",    "press",
                                                    "press",     "file",     "stored", "refused", "progress",
                                                    "submitted", "language", "x"};
        static const std::vector<std::size_t> counts{2, 2, 2, 1, 1, 1, 4, 2, 2, 2, 2, 1, 0};
        const auto kind = below(names.size());
        wasm::Event event{names[kind], {}};
        for (std::size_t i = 0; i < counts[kind]; ++i) event.arguments.push_back(argument());
        return event;
    }
};
}  // namespace

TEST_CASE("20,000 random events never break the page") {
    Chaos chaos;
    for (const auto* library : {"musterstadt", "hilden", "koeln", "musterstadt"}) {
        auto session = a_session(library, StepId::Start, a_draft());
        std::size_t submitted = 0;
        for (int i = 0; i < 5000; ++i) {
            const auto effects = session.dispatch(chaos.event());
            if (effects && has(*effects, "submit")) ++submitted;
            const auto page = session.page();
            // Whatever happened: the page has its title, and every problem in the summary leads to a control of this
            // page.
            CHECK(page.step == form::step(session.step()).key);
            for (const auto& node : page.body) {
                if (node.kind != page::NodeKind::ErrorSummary) continue;
                for (const auto& link : node.children) {
                    const auto target = link.href.substr(1);
                    bool found = false;
                    for (const auto& other : page.body)
                        found = found || other.id == target ||
                                (!other.children.empty() && other.children.front().id == target);
                    CHECK_MESSAGE(found, target);
                }
            }
        }
        CHECK(submitted < 5000);
    }
}
