#include <doctest/doctest.h>

#include "base/utf8.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "form/definition.h"
#include "form/fee.h"
#include "page/build_page.h"
#include "page/html.h"
#include "text/languages.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Besides <html>.
int german_parts(const std::string& html) {
    int parts = 0;
    for (std::size_t at = html.find("<body"); (at = html.find(" lang=\"de\" dir=\"ltr\"", at)) != std::string::npos;
         ++at)
        ++parts;
    return parts;
}

std::string html_of(const Tenant& tenant, Language language, form::StepId step, const form::Draft& draft) {
    const form::World world{tenant, demo_directory(), catalog_of(language), example_day};
    const auto page =
        page::build_page({.draft = draft, .world = world, .step = step, .problems = {}, .form_action = "/x/"});
    return page::document_html(page, {});
}
}  // namespace

TEST_CASE("languages: each has its code, tag, own name and direction") {
    struct Row {
        Language language;
        std::string_view code, tag, name;
        bool right_to_left;
    };
    const Row rows[] = {{Language::De, "de", "de", "Deutsch", false},
                        {Language::DeLeicht, "de-leicht", "de-simple", "Leichte Sprache", false},
                        {Language::En, "en", "en", "English", false},
                        {Language::Tr, "tr", "tr", "Türkçe", false},
                        {Language::Uk, "uk", "uk", "Українська", false},
                        {Language::Ar, "ar", "ar", "العربية", true}};
    CHECK(std::size(rows) == all_languages.size());
    for (const auto& row : rows) {
        CHECK(info(row.language).code == row.code);
        CHECK(info(row.language).tag == row.tag);
        CHECK(info(row.language).own_name == row.name);
        CHECK(info(row.language).right_to_left == row.right_to_left);
        CHECK(parse_language(row.code) == row.language);
        CHECK(parse_language(row.tag) == row.language);
    }
    for (const std::string_view code : {"", "DE", "de-", "de-DE", "ru", "simple", "arabic"})
        CHECK(!parse_language(code));
}

TEST_CASE("languages: inserted words are isolated where the text runs from right to left, and only there") {
    for (const auto language : all_languages) {
        const auto text = catalog_of(language).format(Text::ButtonRemoveLabel, {"Foto 1 (neu).jpg"});
        const bool isolated = contains(text, "\u2068Foto 1 (neu).jpg\u2069");
        CHECK(isolated == info(language).right_to_left);
        CHECK(contains(without_isolates(text), "Foto 1 (neu).jpg"));
        CHECK(!contains(without_isolates(text), "\u2068"));
        CHECK(!contains(without_isolates(text), "\u2069"));
    }
}

TEST_CASE("searching changes ASCII letters only: a dotless or dotted Turkish i stays what it is") {
    CHECK(to_lower_ascii("IŞIL Iğdır İzmir ıİ") == "iŞil iğdır İzmir ıİ");
}

TEST_CASE("money: as it is written in each language, always in the digits of the receipt") {
    for (const auto language : all_languages)
        CHECK(form::format_money(Cents{123'450}, language) ==
              (language == Language::En ? "€1,234.50" : "1.234,50\u00a0€"));
}

TEST_CASE("a library's own words: German stands in for every other language, and is called German") {
    LocalText text;
    CHECK(text.empty());
    CHECK(!text.is_foreign(Language::Tr));
    text[Language::De] = "Jahresgebühr";
    for (const auto language : all_languages) CHECK(text.in(language) == "Jahresgebühr");
    for (const auto language : {Language::En, Language::Tr, Language::Uk, Language::Ar})
        CHECK(text.is_foreign(language));
    for (const auto language : {Language::De, Language::DeLeicht}) CHECK(!text.is_foreign(language));
    text[Language::Uk] = "Річна плата";
    CHECK(text.in(Language::Uk) == "Річна плата");
    CHECK(!text.is_foreign(Language::Uk));
    CHECK(text.in(Language::Ar) == "Jahresgebühr");
}

TEST_CASE("pages: German words of a library are marked on a page in another language, translated ones are not") {
    const auto& koeln = demo_library("koeln");  // not translated
    const auto draft = with(an_adult(), {{form::FieldId::Postcode, "50667"}, {form::FieldId::Reduction, ""}});
    const auto& label = koeln.fees.reductions.front().label;
    REQUIRE(label.is_foreign(Language::Ar));
    const auto marked = " lang=\"de\" dir=\"ltr\">" + label.in(Language::De) + "</label>";
    CHECK(contains(html_of(koeln, Language::Ar, form::StepId::Card, draft), marked));
    CHECK(contains(html_of(koeln, Language::Tr, form::StepId::Card, draft), marked));
    CHECK(german_parts(html_of(koeln, Language::Ar, form::StepId::Card, draft)) > 3);
    CHECK(german_parts(html_of(koeln, Language::De, form::StepId::Card, draft)) == 0);
    CHECK(german_parts(html_of(koeln, Language::DeLeicht, form::StepId::Card, draft)) == 0);
    const auto& musterstadt = demo_library("musterstadt");
    for (const auto language : all_languages) {
        const auto html = html_of(musterstadt, language, form::StepId::Card, an_adult());
        CHECK(german_parts(html) == 0);
    }
}

TEST_CASE("pages: the document says language and direction; typed values keep their own direction") {
    for (const auto language : all_languages) {
        const bool right_to_left = info(language).right_to_left;
        const auto html = html_of(demo_library("musterstadt"), language, form::StepId::Contact, a_student());
        CHECK(contains(html, "<html lang=\"" + std::string(tag_of(language)) + "\" dir=\"" +
                                 (right_to_left ? "rtl" : "ltr") + "\">"));
        CHECK(contains(html,
                       "type=\"email\" value=\"aoife@example.org\" autocomplete=\"email\" "
                       "spellcheck=\"false\" dir=\"ltr\"") == right_to_left);
        const auto names = html_of(demo_library("musterstadt"), language, form::StepId::Person, a_student());
        CHECK(contains(names, " dir=\"auto\"") == right_to_left);
        const auto summary = html_of(demo_library("musterstadt"), language, form::StepId::Summary, a_student());
        CHECK(contains(summary, "<bdi>O’Brien-Müller</bdi>") == right_to_left);
        for (const auto& row : language_table) {
            CHECK(contains(html, "lang=\"" + std::string(row.tag) + "\""));
            CHECK(contains(html, ">" + std::string(row.own_name) + "</"));
        }
    }
}
