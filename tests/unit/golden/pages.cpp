#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "demo_libraries.h"
#include "examples.h"
#include "golden.h"
#include "page/html.h"
#include "page/plain_text.h"

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

TEST_CASE("golden: every example page looks as it was last accepted") {
    for (const auto language : all_languages) {
        for (const auto& example : examples(language)) {
            CAPTURE(example.name);
            const bool healthy = is_healthy(example.page);
            CHECK(healthy);
            const auto file = "page/" + example.name + "." + std::string(code_of(language)) + ".html";
            CHECK_MESSAGE(compare_golden(file, page::document_html(example.page, {}), healthy).empty(),
                          compare_golden(file, page::document_html(example.page, {}), false));
        }
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
    std::set<std::string> known;
    for (const auto language : all_languages)
        for (const auto& example : examples(language)) {
            const auto name = example.name + "." + std::string(code_of(language));
            known.insert(name + ".html"), known.insert(name + ".txt");
        }
    for (const std::string folder : {"page", "text"})
        for (const auto& file :
             std::filesystem::directory_iterator(std::string(LESEPASS_SOURCE_DIR) + "/tests/golden/" + folder))
            CHECK_MESSAGE(known.contains(file.path().filename().string()), file.path().string());
}

TEST_CASE("golden: what differs is shown, and a failed run is never accepted") {
    const auto shown = compare_golden("page/no-such-file.html", "one\ntwo\n", false);
    CHECK(shown.find(accepts_golden() ? "not accepted" : "+ one\n+ two\n") != std::string::npos);
    CHECK(read_text_file(std::string(LESEPASS_SOURCE_DIR) + "/tests/golden/page/no-such-file.html").empty());
}
