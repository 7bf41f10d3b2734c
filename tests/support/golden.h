#pragma once
// Golden files: what a program writes, kept beside the tests and read by people in reviews.
#include <string>
#include <string_view>

namespace lesepass::test {

// Compares `actual` with tests/golden/<path>. Empty: equal. Otherwise what differs, the first differing lines marked
// with
// - (expected) and + (present). With LESEPASS_GOLDEN=accept in the environment the file is rewritten instead, unless
// `healthy` is false: a run that failed otherwise must not become the expectation.
std::string compare_golden(const std::string& path, std::string_view actual, bool healthy);
bool accepts_golden();

}  // namespace lesepass::test
