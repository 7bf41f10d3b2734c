#pragma once
#include <string>
#include <vector>

#include "page/node.h"

namespace lesepass::page {

// Nodes as text for mails and terminals: headings underlined, rows as "term: value", lines end in "\n".
std::string plain_text(const std::vector<Node>& nodes);

}  // namespace lesepass::page
