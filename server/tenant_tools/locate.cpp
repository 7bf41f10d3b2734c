#include "tenant_tools/locate.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"

namespace lesepass::server {

namespace {
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           c == '.' || c == '-' || c == '+' || static_cast<unsigned char>(c) >= 0x80;
}

// Walks over JSON text; the first slip stops it.
class Walker {
public:
    explicit Walker(std::string_view text) : text_(text) {}

    std::optional<SyntaxSlip> check() {
        if (text_.substr(0, 3) == "\xEF\xBB\xBF") return SyntaxSlip{Slip::ByteOrderMark, {0, 3}, {}};
        if (!is_valid_utf8(text_)) return SyntaxSlip{Slip::NotUtf8, {0, 0}, {}};
        blanks();
        if (!slip_ && at_ >= text_.size()) return SyntaxSlip{Slip::Empty, {0, 0}, {}};
        value();
        blanks();
        if (at_ < text_.size()) fail(Slip::AfterTheEnd, at_, at_ + 1);
        return slip_;
    }

    // Positions in valid text.
    std::size_t at() const { return at_; }
    void go(std::size_t byte) { at_ = byte; }
    void blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
        const auto two = text_.substr(std::min(at_, text_.size()), 2);
        if (two == "//" || two == "/*" || (!two.empty() && two[0] == '#')) fail(Slip::Comment, at_, at_ + 1);
    }
    void value() {
        if (slip_) return;
        if (at_ >= text_.size()) return fail(Slip::NotClosed, text_.size(), text_.size());
        const char c = text_[at_];
        if (c == '{') return container('}', true);
        if (c == '[') return container(']', false);
        if (c == '"') return void(string());
        if (c == '\'') return fail(Slip::SingleQuote, at_, at_ + 1);
        word();
    }
    std::string string() {
        const auto begin = at_++;
        std::string out;
        while (!slip_) {
            if (at_ >= text_.size() || text_[at_] == '\n')
                return fail(Slip::MissingQuote, begin, std::min(at_, text_.size())), out;
            const char c = text_[at_];
            if (c == '"') return ++at_, out;
            if (static_cast<unsigned char>(c) < 0x20) return fail(Slip::ControlCharacter, at_, at_ + 1), out;
            if (c == '\\') {
                if (at_ + 1 >= text_.size() ||
                    std::string_view("\"\\/bfnrtu").find(text_[at_ + 1]) == std::string_view::npos)
                    return fail(Slip::BadEscape, at_, at_ + 2), out;
                out += c, ++at_;
            }
            out += text_[at_++];
        }
        return out;
    }

private:
    void fail(Slip slip, std::size_t from, std::size_t to, std::string name = {}) {
        if (!slip_) slip_ = SyntaxSlip{slip, {from, to}, std::move(name)};
        at_ = text_.size();
    }

    void word() {
        const auto begin = at_;
        while (at_ < text_.size() && is_word(text_[at_])) ++at_;
        const auto found = text_.substr(begin, at_ - begin);
        if (found == "true" || found == "false" || found == "null") return;
        if (found.empty())
            return fail(text_[begin] == '}' || text_[begin] == ']' ? Slip::WrongBracket : Slip::BadWord, begin,
                        begin + 1);
        const bool digits = found.find_first_of("0123456789") != std::string_view::npos &&
                            found.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
        if (!digits) return fail(Slip::BadWord, begin, at_);
        if (!is_number(found)) fail(Slip::BadNumber, begin, at_);
    }
    static bool is_number(std::string_view text) {
        std::size_t i = text[0] == '-' ? 1 : 0;
        const auto digits = [&] {
            const auto from = i;
            while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
            return i - from;
        };
        const bool zero = i < text.size() && text[i] == '0';
        const auto whole = digits();
        if (whole == 0 || (zero && whole > 1)) return false;
        if (i < text.size() && text[i] == '.' && (++i, digits() == 0)) return false;
        if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
            if (++i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
            if (digits() == 0) return false;
        }
        return i == text.size();
    }

    void name(std::set<std::string>& names) {
        const auto begin = at_;
        const char c = text_[at_];
        if (c == '\'') return fail(Slip::SingleQuote, at_, at_ + 1);
        if (c != '"') {
            while (at_ < text_.size() && is_word(text_[at_])) ++at_;
            return at_ == begin ? fail(Slip::WrongBracket, begin, begin + 1)
                                : fail(Slip::NameWithoutQuotes, begin, at_);
        }
        auto found = string();
        if (slip_) return;
        if (!names.insert(found).second) return fail(Slip::DuplicateName, begin, at_, std::move(found));
        blanks();
        if (at_ >= text_.size() || text_[at_] != ':') return fail(Slip::MissingColon, begin, at_);
        ++at_;
        blanks();
    }

    void container(char close, bool named) {
        const auto begin = at_++;
        std::set<std::string> names;
        if (++depth_ > 64) return fail(Slip::NotClosed, begin, begin + 1);
        for (bool first = true;; first = false) {
            blanks();
            if (slip_) return;
            if (at_ >= text_.size()) return fail(Slip::NotClosed, begin, begin + 1);
            if (text_[at_] == close) break;
            if (!first && !comma(close)) return;
            if (named) name(names);
            value();
            if (slip_) return;
        }
        ++at_, --depth_;
    }
    // Between two parts; stops at the next part.
    bool comma(char close) {
        const auto begin = at_;
        if (text_[at_] != ',') {
            const bool bracket = text_[at_] == '}' || text_[at_] == ']';
            return fail(bracket ? Slip::WrongBracket : Slip::MissingComma, begin, begin + 1), false;
        }
        ++at_;
        blanks();
        if (!slip_ && at_ < text_.size() && (text_[at_] == close || text_[at_] == ','))
            return fail(Slip::TrailingComma, begin, begin + 1), false;
        return !slip_;
    }

    std::string_view text_;
    std::size_t at_ = 0, depth_ = 0;
    std::optional<SyntaxSlip> slip_;
};

// The member of the object at `from` whose name begins `path` (".name..."), and what of the path follows it.
std::optional<std::pair<Place, std::size_t>> find_member(std::string_view text, std::size_t from,
                                                         std::string_view path) {
    Walker walker(text);
    std::optional<std::pair<Place, std::size_t>> best;
    walker.go(from + 1);
    for (walker.blanks(); walker.at() < text.size() && text[walker.at()] != '}'; walker.blanks()) {
        if (text[walker.at()] == ',') {
            walker.go(walker.at() + 1);
            continue;
        }
        Place place{{walker.at(), 0}, {}};
        const auto name = "." + walker.string();
        place.name.to = walker.at();
        walker.blanks(), walker.go(walker.at() + 1), walker.blanks();
        place.value.from = walker.at();
        walker.value();
        place.value.to = walker.at();
        // Names may hold dots ("contact.telephone"): the longest that fits.
        const bool ends = path.size() == name.size() || path[std::min(name.size(), path.size() - 1)] == '.' ||
                          path[std::min(name.size(), path.size() - 1)] == '[';
        if (path.substr(0, name.size()) == name && ends && (!best || best->second < name.size()))
            best = {place, name.size()};
    }
    return best;
}

std::optional<Span> find_item(std::string_view text, std::size_t from, std::size_t index) {
    Walker walker(text);
    walker.go(from + 1);
    for (walker.blanks(); walker.at() < text.size() && text[walker.at()] != ']'; walker.blanks()) {
        if (text[walker.at()] == ',') {
            walker.go(walker.at() + 1);
            continue;
        }
        const auto begin = walker.at();
        walker.value();
        if (index-- == 0) return Span{begin, walker.at()};
    }
    return std::nullopt;
}
}  // namespace

std::optional<Place> locate(std::string_view text, std::string_view path) {
    Walker walker(text);
    walker.blanks();
    const auto begin = walker.at();
    walker.value();
    Place place{{begin, walker.at()}, {begin, walker.at()}};
    path.remove_prefix(std::min<std::size_t>(1, path.size()));
    while (!path.empty()) {
        const char kind = place.value.from < text.size() ? text[place.value.from] : '\0';
        if (path[0] == '[' && kind == '[') {
            const auto end = path.find(']');
            std::size_t index = 0;
            for (const char c : path.substr(1, end - 1)) index = index * 10 + static_cast<std::size_t>(c - '0');
            const auto item = find_item(text, place.value.from, index);
            if (!item) return std::nullopt;
            place = {*item, *item};
            path.remove_prefix(end + 1);
        } else if (path[0] == '.' && kind == '{') {
            const auto member = find_member(text, place.value.from, path);
            if (!member) return std::nullopt;
            place = member->first;
            path.remove_prefix(member->second);
        } else {
            return std::nullopt;
        }
    }
    return place;
}

std::optional<SyntaxSlip> find_slip(std::string_view text) { return Walker(text).check(); }

LineColumn line_column(std::string_view text, std::size_t byte) {
    const auto before = text.substr(0, std::min(byte, text.size()));
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const auto start = before.rfind('\n');
    return {line, count_code_points(start == std::string_view::npos ? before : before.substr(start + 1)) + 1};
}

std::string_view line_at(std::string_view text, std::size_t byte) {
    const auto before = text.substr(0, std::min(byte, text.size())).rfind('\n');
    const auto from = before == std::string_view::npos ? 0 : before + 1;
    auto line = text.substr(from, text.find('\n', from) - from);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

}  // namespace lesepass::server
