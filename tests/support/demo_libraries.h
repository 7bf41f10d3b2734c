#pragma once
// The three libraries of server/demo/tenants and a day on which everything happens.
#include <array>
#include <string>
#include <vector>

#include "form/facts.h"
#include "tenant/tenant.h"

namespace lesepass::test {

inline constexpr Date example_day{2026, 11, 23};

std::string read_text_file(const std::string& path);
// By key: "musterstadt", "hilden", "koeln". Read from the real files; a broken file ends the test program with its
// problems.
// Every file of server/demo/tenants.
inline constexpr std::array<std::string_view, 10> demo_library_keys{
    "musterstadt", "hilden", "koeln", "gelsenkirchen", "siegen", "aachen", "bochum", "soest", "hagen", "musterdorf"};

const Tenant& demo_library(std::string_view key);
const Directory& demo_directory();
// Those the library is responsible for.
std::vector<std::string> demo_postcodes(std::string_view key);
form::World demo_world(std::string_view key, Language language = Language::De, Date today = example_day);

}  // namespace lesepass::test
