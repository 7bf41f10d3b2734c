#pragma once
// Named example pages: every kind of node in every state, and every step of the form for an adult, a minor with
// guardian and an institution, with and without mistakes. Every suite loops over them (goldens, rectangles, wire, axe).
#include <string>
#include <vector>

#include "page/node.h"
#include "text/catalog.h"

namespace lesepass::test {

struct Example {
    std::string name;  // [a-z-]+, unique; golden files are <name>.<lang>.<ext>
    page::Page page;
};

std::vector<Example> examples(Language language);
// The part of examples() that does not come from the form: node kinds side by side.
std::vector<Example> node_examples(Language language);

}  // namespace lesepass::test
