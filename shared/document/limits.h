#pragma once
#include <cstdint>

namespace lesepass::document {

// One proof. A 12-megapixel phone photo has 4-6 MB.
inline constexpr std::int64_t max_file_bytes = 10 * 1024 * 1024;
inline constexpr int max_file_megabytes = 10;
// How many leading bytes sniff() needs to see.
inline constexpr std::size_t sniff_bytes = 64;

}  // namespace lesepass::document
