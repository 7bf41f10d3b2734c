#include <doctest/doctest.h>

#include <random>

#include "demo_libraries.h"
#include "drafts.h"
#include "examples.h"
#include "page/build_page.h"
#include "page/html.h"
#include "page/plain_text.h"
#include "page/wire.h"

using namespace lesepass;
using namespace lesepass::test;
using form::FieldId;

TEST_CASE("HTML escapes what could be markup and leaves the rest") {
    CHECK(page::escape_html("<script>alert(\"1\" & '2')</script>") ==
          "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
    CHECK(page::escape_html("O’Brien ä € 𝄞") == "O’Brien ä € 𝄞");
    CHECK(page::escape_html("").empty());
}

namespace {
// Replaces every text of a page by a string that would show up as markup, an attribute or a script.
constexpr std::string_view hostile = "\"><script>x</script><img src=x onerror='y'>&";

void poison(page::Node& node) {
    for (auto* text : {&node.text, &node.value, &node.hint, &node.error, &node.href, &node.action, &node.action_text,
                       &node.name, &node.id})
        if (!text->empty()) *text = std::string(hostile);
    for (auto& child : node.children) poison(child);
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t hits = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; at += part.size()) ++hits;
    return hits;
}

// Tags of a document, attribute values taken out: what a browser would take for structure.
std::string structure_of(std::string_view html) {
    std::string out;
    bool in_tag = false, in_value = false;
    for (const char c : html) {
        if (in_value) {
            if (c == '"') in_value = false;
            continue;
        }
        if (c == '<') in_tag = true;
        if (!in_tag) continue;
        if (c == '"') in_value = true;
        out.push_back(c);
        if (c == '>') in_tag = false;
    }
    return out;
}
}  // namespace

TEST_CASE("no text of any example page can become markup") {
    for (auto& example : examples(Language::De)) {
        CAPTURE(example.name);
        auto page = example.page;
        for (auto& node : page.body) poison(node);
        for (auto& node : page.footer) poison(node);
        for (auto* text : {&page.title, &page.library_name, &page.form_action, &page.form_target, &page.step,
                           &page.skip_text, &page.footer_label, &page.language_label, &page.language})
            if (!text->empty()) *text = std::string(hostile);
        for (auto& hidden : page.hidden) hidden = {std::string(hostile), std::string(hostile)};
        for (auto& choice : page.languages) choice.code = choice.tag = choice.name = std::string(hostile);
        page::DocumentShell shell{.stylesheets = {std::string(hostile)},
                                  .scripts = {},
                                  .data = {{"x", std::string(hostile)}},
                                  .state_json = {},
                                  .face_switch_url = std::string(hostile),
                                  .face_switch_text = std::string(hostile)};
        const auto html = page::document_html(page, shell);
        CHECK(count(html, "<script") == 0);
        CHECK(count(html, "<img src") == 0);  // our own pictures start with their alt text
        const auto structure = structure_of(html);
        CHECK(structure.find("onerror") == std::string::npos);
        CHECK(structure.find("script") == std::string::npos);
    }
}

TEST_CASE("hostile answers stay text on every step") {
    for (const auto& step : form::steps) {
        auto draft = a_draft();
        for (const auto& field : form::fields)
            if (field.kind != form::FieldKind::Upload) draft.set(field.id, hostile);
        draft.attach(a_proof(FieldId::IdentityProof, 1, "\"><script>.jpg"));
        for (const auto& birth_date : {"29.02.2016", "1.1.1980"}) {
            draft.set(FieldId::BirthDate, birth_date);
            const auto world = demo_world("koeln");
            const auto facts = form::derive_facts(draft, world);
            const auto problems = form::check_draft(draft, world, facts);
            const auto page = page::build_page(
                {.draft = draft, .world = world, .step = step.id, .problems = problems, .form_action = "/koeln/"});
            const auto html = page::document_html(page, {});
            CHECK(count(html, "<script") == 0);
            CHECK(count(html, "<img src") == 0);  // our own pictures start with their alt text
        }
    }
}

TEST_CASE("every example page survives the wire to the canvas") {
    for (const auto language : all_languages)
        for (const auto& example : examples(language)) {
            const auto back = page::decode_page(page::encode_page(example.page));
            REQUIRE(back.ok());
            CHECK_MESSAGE(*back == example.page, example.name);
        }
}

TEST_CASE("bytes that are no page are refused, wherever they end") {
    const auto bytes = page::encode_page(examples(Language::De).front().page);
    std::size_t accepted = 0;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const std::string cut = bytes.substr(0, size);
        accepted += page::decode_page(cut).ok();
    }
    CHECK(accepted == 0);
    CHECK(!page::decode_page(bytes + "x").ok());
}

TEST_CASE("random and damaged bytes never crash the reader") {
    std::mt19937 random(7);
    const auto bytes = page::encode_page(examples(Language::De).back().page);
    std::size_t accepted = 0;
    for (int i = 0; i < 2000; ++i) {
        std::string damaged = bytes;
        for (int k = 0; k < 3; ++k) damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        const auto page = page::decode_page(damaged);
        if (page.ok()) ++accepted, static_cast<void>(page::main_html(*page));
        std::string noise(random() % 200, '\0');
        for (char& c : noise) c = static_cast<char>(random() % 256);
        static_cast<void>(page::decode_page(noise).ok());
    }
    CHECK(accepted < 2000);
}

TEST_CASE("nesting beyond the wire's limit is refused") {
    page::Page page;
    page.body.emplace_back();
    auto* node = &page.body.front();
    for (int depth = 0; depth < 30; ++depth) node = &node->children.emplace_back();
    CHECK(!page::decode_page(page::encode_page(page)).ok());
}

TEST_CASE("the progress counts the steps after the start page") {
    const auto text_of = [](std::string_view library, form::StepId step, const form::Draft& draft) -> std::string {
        const auto world = demo_world(library);
        const std::vector<form::FieldProblem> none;
        const auto page =
            page::build_page({.draft = draft, .world = world, .step = step, .problems = none, .form_action = "/"});
        for (const auto& node : page.body)
            if (node.kind == page::NodeKind::Progress) return node.text;
        return "";
    };
    CHECK(text_of("musterstadt", form::StepId::Start, a_draft()).empty());
    CHECK(text_of("musterstadt", form::StepId::Address, an_adult()) == "Schritt 1 von 6: Ihre Adresse");
    CHECK(text_of("musterstadt", form::StepId::Summary, an_adult()) == "Schritt 6 von 6: Angaben prüfen und absenden");
    // A step that is not this person's (the birth date has changed since) still counts to at most the last one.
    CHECK(text_of("musterstadt", form::StepId::Guardian, an_adult()) ==
          "Schritt 3 von 6: Einwilligung einer erziehungsberechtigten Person");
}

TEST_CASE("where no library takes the address there is nothing to choose and no way on") {
    Tenant strict = demo_library("musterstadt");
    strict.accepts_outsiders = false;
    const form::World world{strict, demo_directory(), demo_world("musterstadt").catalog, example_day};
    const auto draft = with(an_adult(), {{FieldId::Postcode, "10115"}});
    const std::vector<form::FieldProblem> none;
    const auto page = page::build_page(
        {.draft = draft, .world = world, .step = form::StepId::Library, .problems = none, .form_action = "/"});
    std::size_t buttons = 0;
    for (const auto& node : page.body) {
        CHECK(node.kind != page::NodeKind::Choice);
        if (node.kind != page::NodeKind::Button) continue;
        ++buttons;
        CHECK((node.action == "back" || node.action == "take"));
    }
    CHECK(buttons == 2);
}

TEST_CASE("text of rows: questions need no colon, sentences lose their full stop") {
    const auto text = page::plain_text({page::summary_row("Straße", "Weg 1"), page::summary_row("Ermäßigung?", "Nein"),
                                        page::summary_row("Alles stimmt.", "Ja")});
    CHECK(text == "Straße: Weg 1\nErmäßigung? Nein\nAlles stimmt: Ja\n");
}
