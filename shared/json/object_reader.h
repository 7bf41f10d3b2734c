#pragma once
// Reads one JSON object into typed fields and explains every mistake with its path, what was expected and what was
// found. Used for hostile input and for configuration alike.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "json/describe.h"
#include "json/value.h"

namespace lesepass::json {

struct Problem {
    std::string path;      // "$.fees.reductions[2].cents"
    std::string expected;  // "a whole number from 0 to 100000"
    std::string found;     // "text "sixteen""
};
std::string describe(const Problem& problem);

// What was expected or found, in parts that are put together only where somebody reads them.
struct Word {
    std::string_view text;
    std::int64_t number = 0;  // if there is no text

    Word(const char* words) : text(words) {}
    Word(std::string_view words) : text(words) {}
    Word(const std::string& words) : text(words) {}
    Word(std::int64_t value) : number(value) {}
    Word(std::size_t value) : number(static_cast<std::int64_t>(value)) {}
    Word(int value) : number(value) {}
};
using Words = std::initializer_list<Word>;
std::string join(Words words);

enum class Need { Required, Optional };

class ObjectReader {
public:
    // `problems` outlives the reader. A value that is not an object is a problem of its own.
    ObjectReader(const Value& value, std::string path, std::vector<Problem>& problems);

    // Missing optional members give "" / fallback / nullptr. max_length in code points.
    std::string text(std::string_view name, Need need, std::size_t max_length = 200);
    std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max, std::int64_t fallback);
    std::int64_t required_integer(std::string_view name, std::int64_t min, std::int64_t max);
    bool flag(std::string_view name, bool fallback);
    // Index into `allowed`; a missing member gives `fallback`.
    std::size_t one_of(std::string_view name, std::initializer_list<std::string_view> allowed, std::size_t fallback);
    void object(std::string_view name, Need need, FunctionRef<void(ObjectReader&)> read);
    void list(std::string_view name, Need need, std::size_t max_items,
              FunctionRef<void(const Value&, const std::string& path)> each);
    std::vector<std::string> texts(std::string_view name, Need need, std::size_t max_items, std::size_t max_length);

    bool has(std::string_view name) const;
    const Value* raw(std::string_view name);
    void complain(std::string_view name, Words expected, Words found) {
        if constexpr (explains)
            problems_.push_back({path_ + "." + std::string(name), join(expected), join(found)});
        else
            complain(name);
    }
    // One word each.
    template <class Expected, class Found>
    void complain(std::string_view name, const Expected& expected, const Found& found) {
        complain(name, Words{expected}, Words{found});
    }
    void complain(std::string_view name);  // where only
#ifdef LESEPASS_DESCRIBES
    // A value read in a way of its own (json_parts.cpp) describes itself by name. False: nobody listens.
    bool tell(std::string_view name, std::string_view type, Need need) const {
        if (description == nullptr) return false;
        return description->member(path_, name, {.type = type, .required = need == Need::Required}), true;
    }
#else
    static constexpr bool tell(std::string_view, std::string_view, Need) { return false; }
#endif
    const std::string& path() const { return path_; }
    std::vector<Problem>& problems() { return problems_; }

    // Every member nobody asked for is a problem (a typo in an optional name must not be silent).
    void refuse_unknown();

private:
    const Value* member(std::string_view name, Need need, Value::Kind kind, Words expected);
    void refuse(std::string_view name, Words expected, const Value& found);

    const Value& value_;
    std::string path_;
    std::vector<Problem>& problems_;
    std::vector<std::string_view> known_;  // the names' owners outlive the reader
};

}  // namespace lesepass::json
