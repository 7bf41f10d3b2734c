#pragma once
// The published description of tenant files, made from their reader.
#include <string>

namespace lesepass::server {

std::string tenant_schema();          // JSON Schema, draft 2020-12
std::string tenant_settings_table();  // Markdown, for docs/tenant-file.md

// {"a":1} -> one member a line, two blanks deep.
std::string pretty_json(std::string_view compact);

}  // namespace lesepass::server
