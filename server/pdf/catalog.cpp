#include "pdf/catalog.h"

#include <charconv>
#include <optional>

namespace lesepass::server::pdf {

namespace {
Failure unexpected(const char* what) { return {"pdf.failed", std::string("no ") + what + " in the file"}; }

// The number behind the last `name` of the file.
std::optional<std::size_t> last_number(std::string_view file, std::string_view name) {
    const auto at = file.rfind(name);
    if (at == std::string_view::npos) return std::nullopt;
    auto text = file.substr(at + name.size());
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r'))
        text.remove_prefix(1);
    std::size_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc()) return std::nullopt;
    return value;
}

std::string padded(std::size_t number) {
    const auto digits = std::to_string(number);
    return std::string(10 - std::min<std::size_t>(digits.size(), 10), '0') + digits;
}
}  // namespace

Status add_language(std::string& file, std::string_view language) {
    const auto root = last_number(file, "/Root "), size = last_number(file, "/Size "),
               info = last_number(file, "/Info ");
    const auto table = last_number(file, "startxref");
    if (!root || !size || !info || !table) return unexpected("trailer");
    const std::string head = std::to_string(*root) + " 0 obj\n<<";
    const auto begin = file.rfind("\n" + head);
    const auto end = file.find("endobj", begin == std::string::npos ? file.size() : begin);
    if (begin == std::string::npos || end == std::string::npos) return unexpected("catalogue");
    if (file.compare(*table, 4, "xref") != 0) return unexpected("cross-reference table");

    const std::string rest = file.substr(begin + 1 + head.size(), end - begin - 1 - head.size());
    const std::size_t place = file.size();
    const bool marked = rest.find("/MarkInfo") != std::string::npos;
    file += head + " /Lang (" + std::string(language) + ")\n   /ViewerPreferences << /DisplayDocTitle true >>\n  " +
            (marked ? "" : " /MarkInfo << /Marked true >>\n  ") + rest + "endobj\n";
    const std::size_t update = file.size();
    file += "xref\n" + std::to_string(*root) + " 1\n" + padded(place) + " 00000 n \n";
    file += "trailer\n<< /Size " + std::to_string(*size) + "\n   /Root " + std::to_string(*root) + " 0 R\n   /Info " +
            std::to_string(*info) + " 0 R\n   /Prev " + std::to_string(*table) + "\n>>\nstartxref\n" +
            std::to_string(update) + "\n%%EOF\n";
    return Done{};
}

}  // namespace lesepass::server::pdf
