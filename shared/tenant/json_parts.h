#pragma once
// What several parts of a tenant file have in common.
#include <string>
#include <string_view>

#include "json/object_reader.h"
#include "json/writer.h"
#include "tenant/local_text.h"

namespace lesepass {

inline constexpr std::int64_t max_fee_cents = 100'000;  // 1,000 euro: above it is a typo (FACTS: 0-30 euro a year)

bool is_key(std::string_view text);  // [a-z][a-z0-9-]{1,39}
std::string read_key(json::ObjectReader& reader);
// {"de": ..., "en": ..., "ar": ...}, or a text alone: German.
LocalText read_local(json::ObjectReader& reader, std::string_view name, json::Need need);
void write_local(json::Writer& writer, std::string_view name, const LocalText& text);

}  // namespace lesepass
