#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "demo_libraries.h"
#include "examples.h"
#include "form/definition.h"
#include "golden.h"
#include "page/html.h"
#include "page/plain_text.h"
#include "page_words.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
void collect_kinds(const std::vector<page::Node>& nodes, std::set<page::NodeKind>& kinds) {
    for (const auto& node : nodes) {
        kinds.insert(node.kind);
        collect_kinds(node.children, kinds);
    }
}

void collect_ids(const std::vector<page::Node>& nodes, std::vector<std::string>& ids) {
    for (const auto& node : nodes) {
        if (!node.id.empty()) ids.push_back(node.id);
        collect_ids(node.children, ids);
    }
}

// What must hold before a page may become an expectation.
bool is_healthy(const page::Page& page) {
    std::vector<std::string> ids;
    collect_ids(page.body, ids);
    const bool unique = std::set<std::string>(ids.begin(), ids.end()).size() == ids.size();
    int titles = 0;
    for (const auto& node : page.body) titles += node.kind == page::NodeKind::Heading && node.level == 1;
    return unique && titles == 1 && !page.title.empty();
}
}  // namespace

// Where the words of a language stand: German as the whole page, which shows what a translation can not change.
std::string page_file(const Example& example, Language language) {
    const bool whole = language == Language::De;
    return (whole ? "page/" : "words/") + example.name + "." + std::string(code_of(language)) +
           (whole ? ".html" : ".txt");
}

void check_golden(const std::string& file, const std::string& actual, bool healthy) {
    const auto difference = compare_golden(file, actual, healthy);
    CHECK_MESSAGE(difference.empty(), difference);
}

// From right to left the markup differs as well: isolated values, directions of fields, German parts.
bool is_right_to_left_golden(const Example& example, Language language) {
    return info(language).right_to_left &&
           (example.name == "start-koeln" || example.name == "address-wrong" || example.name == "card" ||
            example.name == "guardian" || example.name == "proofs-uploaded" || example.name == "summary-student");
}

TEST_CASE("golden: every example page looks as it was last accepted, in every language") {
    for (const auto language : all_languages) {
        for (const auto& example : examples(language)) {
            CAPTURE(example.name);
            const bool healthy = is_healthy(example.page);
            CHECK(healthy);
            const bool whole = language == Language::De;
            check_golden(page_file(example, language),
                         whole ? page::document_html(example.page, {}) : page_words(example.page), healthy);
            if (is_right_to_left_golden(example, language))
                check_golden("page/" + example.name + "." + std::string(code_of(language)) + ".html",
                             page::document_html(example.page, {}), healthy);
        }
    }
}

TEST_CASE("languages: a page is made of the same parts in each, only the words differ") {
    const auto german = examples(Language::De);
    for (const auto language : all_languages) {
        const auto others = examples(language);
        REQUIRE(others.size() == german.size());
        for (std::size_t i = 0; i < others.size(); ++i) {
            CAPTURE(german[i].name);
            CAPTURE(std::string(code_of(language)));
            CHECK(page_shape(others[i].page) == page_shape(german[i].page));
            CHECK(others[i].page.language == tag_of(language));
        }
    }
}

TEST_CASE("faces: the live page puts exactly the plain page's parts into its elements") {
    for (const auto language : all_languages) {
        for (const auto& example : examples(language)) {
            CAPTURE(example.name);
            const auto document = page::document_html(example.page, {});
            for (const auto& part : page::live_parts(example.page)) {
                CAPTURE(part.id);
                const auto element = document.find(" id=\"" + part.id + "\"");
                REQUIRE(element != std::string::npos);
                auto inside = document.find('>', element) + 1;
                if (document[inside] == '\n') ++inside;
                CHECK(document.compare(inside, part.html.size(), part.html) == 0);
                CHECK(document.compare(inside + part.html.size(), 2, "</") == 0);
            }
        }
    }
}

TEST_CASE("examples: every step of the form, as one comes to it and with mistakes") {
    std::set<std::string> shown, wrong;
    for (const auto& example : examples(Language::De)) {
        shown.insert(example.page.step);
        for (const auto& node : example.page.body)
            if (node.kind == page::NodeKind::ErrorSummary) wrong.insert(example.page.step);
    }
    for (const auto& step : form::steps) {
        CAPTURE(std::string(step.key));
        CHECK(shown.contains(std::string(step.key)));
        CHECK(wrong.contains(std::string(step.key)));
    }
}

TEST_CASE("golden: answers and fee as text, for mails and terminals") {
    for (const auto language : all_languages) {
        for (const auto& example : examples(language)) {
            const bool wanted =
                example.name == "record" || example.name == "nodes-reading" || example.name == "summary-minor";
            if (!wanted) continue;
            const auto file = "text/" + example.name + "." + std::string(code_of(language)) + ".txt";
            const auto text = page::plain_text(example.page.body);
            CHECK_MESSAGE(compare_golden(file, text, is_healthy(example.page)).empty(),
                          compare_golden(file, text, false));
        }
    }
}

TEST_CASE("examples: every kind of node occurs, names are unique") {
    std::set<page::NodeKind> kinds;
    std::set<std::string> names;
    const auto all = examples(Language::De);
    for (const auto& example : all) {
        collect_kinds(example.page.body, kinds);
        names.insert(example.name);
    }
    CHECK(kinds.size() == page::node_kind_count);
    CHECK(names.size() == all.size());
}

TEST_CASE("golden: no file is left of an example that is gone") {
    std::set<std::string> known{"text/characters.txt", "text/questions.txt"};
    for (const auto language : all_languages)
        for (const auto& example : examples(language)) {
            const auto name = example.name + "." + std::string(code_of(language));
            known.insert(page_file(example, language)), known.insert("text/" + name + ".txt");
            if (is_right_to_left_golden(example, language)) known.insert("page/" + name + ".html");
        }
    for (const std::string folder : {"page/", "words/", "text/"})
        for (const auto& file :
             std::filesystem::directory_iterator(std::string(LESEPASS_SOURCE_DIR) + "/tests/golden/" + folder))
            CHECK_MESSAGE(known.contains(folder + file.path().filename().string()), file.path().string());
}

TEST_CASE("golden: what differs is shown, and a failed run is never accepted") {
    const auto shown = compare_golden("page/no-such-file.html", "one\ntwo\n", false);
    CHECK(shown.find(accepts_golden() ? "not accepted" : "+ one\n+ two\n") != std::string::npos);
    CHECK(read_text_file(std::string(LESEPASS_SOURCE_DIR) + "/tests/golden/page/no-such-file.html").empty());
}
