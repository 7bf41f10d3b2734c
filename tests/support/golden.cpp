#include "golden.h"

#include <cstdlib>
#include <fstream>
#include <vector>

#include "demo_libraries.h"

namespace lesepass::test {

namespace {
constexpr std::size_t shown_lines = 12;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end + (text[end] == '\n' ? 0 : 1)));
        text.remove_prefix(end + 1);
    }
    return lines;
}

void append(std::string& out, char mark, const std::vector<std::string_view>& lines, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to && i < from + shown_lines; ++i) {
        out += mark;
        out += std::string(" ").append(lines[i]) + "\n";
    }
    if (to > from + shown_lines) out += "  ... " + std::to_string(to - from - shown_lines) + " more\n";
}

// The block between the first and the last differing line: enough to see what changed; `./dev golden` shows all of it.
std::string difference(const std::string& path, std::string_view expected, std::string_view actual) {
    const auto old_lines = lines_of(expected), new_lines = lines_of(actual);
    std::size_t first = 0, old_end = old_lines.size(), new_end = new_lines.size();
    while (first < old_end && first < new_end && old_lines[first] == new_lines[first]) ++first;
    while (old_end > first && new_end > first && old_lines[old_end - 1] == new_lines[new_end - 1]) --old_end, --new_end;
    std::string out = "tests/golden/" + path + ", line " + std::to_string(first + 1) + ":\n";
    append(out, '-', old_lines, first, old_end);
    append(out, '+', new_lines, first, new_end);
    return out + "accept with: ./dev golden --accept\n";
}
}  // namespace

bool accepts_golden() {
    const char* mode = std::getenv("LESEPASS_GOLDEN");
    return mode != nullptr && std::string_view(mode) == "accept";
}

std::string compare_golden(const std::string& path, std::string_view actual, bool healthy) {
    const std::string file_name = std::string(LESEPASS_SOURCE_DIR) + "/tests/golden/" + path;
    const std::string expected = read_text_file(file_name);
    if (expected == actual) return {};
    if (!accepts_golden()) return difference(path, expected, actual);
    if (!healthy) return "not accepted, the run that made it failed: tests/golden/" + path + "\n";
    std::ofstream(file_name, std::ios::binary) << actual;
    return {};
}

}  // namespace lesepass::test
