#include "tenant_tools/check.h"

#include <algorithm>

#include "base/utf8.h"
#include "json/object_reader.h"
#include "tenant/tenant_json.h"
#include "tenant_tools/hints.h"
#include "tenant_tools/shape.h"

namespace lesepass::server {

namespace {
std::string quoted(std::string_view text, Tongue tongue) {
    return tongue == Tongue::De ? "„" + std::string(text) + "“" : "“" + std::string(text) + "”";
}
std::string say(Tongue tongue, std::string_view de, std::string_view en) {
    return std::string(tongue == Tongue::De ? de : en);
}

std::string last_name(std::string_view path, const ShapeObject* parent) {
    // Names of questions hold dots.
    if (parent != nullptr)
        for (const auto& member : parent->members)
            if (path.ends_with("." + member.name)) return member.name;
    return std::string(path.substr(path.rfind('.') + 1));
}

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

// "$.a.b" -> "$.a"; the object in which a problem stands.
std::string parent_path(std::string_view path) {
    for (auto at = path.rfind('.'); at != std::string_view::npos && at > 0; at = path.rfind('.', at - 1))
        if (tenant_shape().object(path.substr(0, at)) != nullptr) return std::string(path.substr(0, at));
    return "$";
}

class Explainer {
public:
    Explainer(std::string_view text, Tongue tongue) : text_(text), tongue_(tongue) {}

    Finding explain(const json::Problem& problem) const {
        if (problem.expected == "no such field") return unknown(problem);
        if (problem.found == "nothing") return missing(problem);
        const auto where = locate(text_, problem.path);
        Finding out{.where = where ? narrowed(where->value, problem.found) : Span{},
                    .path = problem.path,
                    .message = {},
                    .help = {}};
        const auto parent = parent_path(problem.path);
        const auto name = quoted(last_name(problem.path, tenant_shape().object(parent)), tongue_);
        out.message = tongue_ == Tongue::De
                          ? name + " passt so nicht. Erwartet: " + words(problem.expected) +
                                ". Hier steht: " + words(problem.found) + "."
                          : name + " does not fit: expected " + problem.expected + ", found " + problem.found + ".";
        if (const auto* member = tenant_shape().member(problem.path); member != nullptr && !member->values.empty())
            out.help = near(unquoted(problem.found), member->values);
        return with_meaning(std::move(out));
    }

private:
    std::string words(const std::string& english) const {
        if (tongue_ == Tongue::En) return english;
        const auto translated = german(english);
        return translated.empty() ? english : translated;
    }
    static std::string_view unquoted(std::string_view found) {
        const auto from = found.find('"'), to = found.rfind('"');
        return from == std::string_view::npos || to == from ? found : found.substr(from + 1, to - from - 1);
    }
    // In a list the text that is meant.
    Span narrowed(Span value, std::string_view found) const {
        if (text_[value.from] != '[' || found.substr(0, 1) != "\"") return value;
        const auto at = text_.substr(value.from, value.to - value.from).find(found);
        return at == std::string_view::npos ? value : Span{value.from + at, value.from + at + found.size()};
    }
    std::string near(std::string_view written, const std::vector<std::string>& candidates) const {
        const auto best = did_you_mean(written, candidates);
        return best.empty() ? std::string{}
                            : say(tongue_, "Meinten Sie ", "Did you mean ") + quoted(best, tongue_) + "?";
    }
    Finding with_meaning(Finding finding) const {
        const auto* meaning = meaning_of(without_positions(finding.path));
        if (meaning == nullptr) return finding;
        finding.help +=
            (finding.help.empty() ? "" : " ") + std::string(tongue_ == Tongue::De ? meaning->de : meaning->en) + ".";
        return finding;
    }

    Finding unknown(const json::Problem& problem) const {
        const auto where = locate(text_, problem.path);
        Finding out{.where = where ? where->name : Span{}, .path = problem.path, .message = {}, .help = {}};
        const auto* around = tenant_shape().member(problem.path.substr(0, problem.path.rfind('.')));
        const auto name = problem.path.substr(problem.path.rfind('.') + 1);
        if (around != nullptr && around->type == "local") {
            out.message = say(tongue_, "Die Sprache ", "There is no language ") + quoted(name, tongue_) +
                          say(tongue_, " kennt Lesepass nicht.", " in Lesepass.");
            std::vector<std::string> codes;
            for (const auto language : all_languages) codes.emplace_back(code_of(language));
            out.help = say(tongue_, "Möglich sind: ", "Possible: ") + listed(codes) + ".";
            return out;
        }
        if (around != nullptr && around->type == "prices") {
            out.message = say(tongue_, "Die Laufzeit ", "The period ") + quoted(name, tongue_) +
                          say(tongue_, " steht nicht in „terms“.", " is not in “terms”.");
            return out;
        }
        const auto parent = parent_path(problem.path);
        const auto* object = tenant_shape().object(parent);
        const auto written = problem.path.substr(std::min(problem.path.size(), parent.size() + 1));
        out.message = quoted(written, tongue_) + say(tongue_, " gibt es hier nicht.", " does not exist here.");
        std::vector<std::string> names;
        for (const auto& member : object->members) names.push_back(member.name);
        out.help = near(written, names);
        if (out.help.empty()) out.help = say(tongue_, "Möglich sind: ", "Possible: ") + listed(names) + ".";
        return out;
    }

    Finding missing(const json::Problem& problem) const {
        auto at = problem.path;
        std::optional<Place> where;
        while (!(where = locate(text_, at)) && at.size() > 1) at.resize(at.find_last_of(".["));
        Finding out{.where = where ? Span{where->value.from, where->value.from + 1} : Span{},
                    .path = problem.path,
                    .message = {},
                    .help = {}};
        const auto parent = parent_path(problem.path);
        auto name = last_name(problem.path, tenant_shape().object(parent));
        const auto* around = tenant_shape().member(problem.path.substr(0, problem.path.rfind('.')));
        if (name == "de" && around != nullptr && around->type == "local") {
            out.message = say(tongue_, "Der deutsche Text („de“) fehlt.", "The German text (“de”) is missing.");
            out.help = say(tongue_, "Deutsch ist nötig; alle anderen Sprachen fallen darauf zurück.",
                           "German is needed; all other languages fall back to it.");
            return out;
        }
        out.message = quoted(name, tongue_) + say(tongue_, " fehlt. Erwartet: ", " is missing: expected ") +
                      words(problem.expected) + ".";
        return with_meaning(std::move(out));
    }

    std::string_view text_;
    Tongue tongue_;
};

Finding too_much(const Failure& failure, Tongue tongue) {
    return {.where = {},
            .path = "$",
            .message =
                say(tongue, "Die Datei ist zu groß oder zu tief verschachtelt", "The file is too large or too deep") +
                " (" + failure.detail + ").",
            .help = {}};
}
}  // namespace

bool CheckedFile::good() const {
    return std::none_of(findings.begin(), findings.end(), [](const Finding& f) { return f.weight == Weight::Mistake; });
}

std::string_view did_you_mean(std::string_view written, const std::vector<std::string>& candidates) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (std::find(candidates.begin(), candidates.end(), written) != candidates.end()) return {};
    std::string_view best;
    std::size_t least = written.size() / 3 + 2;  // at most so many typos, less one
    for (const auto& candidate : candidates) {
        std::vector<std::size_t> row(candidate.size() + 1);
        for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
        for (std::size_t i = 1; i <= written.size(); ++i) {
            std::size_t diagonal = row[0];
            row[0] = i;
            for (std::size_t j = 1; j < row.size(); ++j) {
                const auto same = lower(written[i - 1]) == lower(candidate[j - 1]);
                const auto next = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (same ? 0u : 1u)});
                diagonal = row[j], row[j] = next;
            }
        }
        if (row.back() < least) least = row.back(), best = candidate;
    }
    return best;
}

CheckedFile check_tenant_text(std::string_view text, Tongue tongue, const Surroundings& around) {
    CheckedFile out;
    if (const auto slip = find_slip(text)) {
        out.findings.push_back(explain_slip(*slip, tongue));
        return out;
    }
    const auto parsed = json::parse(text);
    if (!parsed) return out.findings.push_back(too_much(parsed.failure(), tongue)), out;
    std::vector<json::Problem> problems;
    out.tenant = read_tenant(*parsed, TenantSource::File, problems);
    const Explainer explainer(text, tongue);
    for (const auto& problem : problems) out.findings.push_back(explainer.explain(problem));
    for (auto& hint : hints_for(text, out.tenant, tongue, around)) out.findings.push_back(std::move(hint));
    std::stable_sort(out.findings.begin(), out.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.where.from < b.where.from; });
    return out;
}

std::string show_finding(const Finding& finding, std::string_view file, std::string_view text, Tongue tongue) {
    const auto at = line_column(text, finding.where.from);
    const auto number = std::to_string(at.line);
    const std::string weight =
        finding.weight == Weight::Mistake ? say(tongue, "Fehler", "mistake") : say(tongue, "Hinweis", "note");
    std::string out = std::string(file) + ":" + number + ":" + std::to_string(at.column) + ": " + weight + ": " +
                      finding.message + "\n";
    std::string line(line_at(text, finding.where.from));
    // A file must not steer the terminal; a tab would move the caret.
    const auto steers = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    std::replace_if(line.begin(), line.end(), steers, ' ');
    const auto marked = text.substr(finding.where.from, finding.where.to - finding.where.from);
    const auto length = count_code_points(marked.substr(0, marked.find('\n')));
    out += "  " + number + " | " + line + "\n  " + std::string(number.size(), ' ') + " | " +
           std::string(at.column - 1, ' ') + "^" + std::string(length > 1 ? length - 1 : 0, '~') + "\n";
    if (!finding.help.empty()) out += "  " + finding.help + "\n";
    return out;
}

}  // namespace lesepass::server
