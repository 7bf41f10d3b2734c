#pragma once
// A Page as bytes, from the core module to the canvas module of the same build (never stored, never sent over a
// network, hence no version). Format: every string = u32 length + bytes; every list = u32 count + items; integers
// little endian; fields in the order of node.h.
#include <string>
#include <string_view>

#include "base/result.h"
#include "page/node.h"

namespace lesepass::page {

std::string encode_page(const Page& page);
// The same without what somebody is typing and without hidden controls: equal bytes, equal looks.
std::string encode_shown(const Page& page);
// Failure "page.wire" for truncated or foreign bytes; nesting deeper than 8 is refused.
Result<Page> decode_page(std::string_view bytes);

}  // namespace lesepass::page
