#pragma once
// Lets a reader describe itself: while a Description listens, ObjectReader asks no value, but tells what it would
// accept and calls the readers of all parts once. So a schema made from it can not differ from what is read. Native
// only: the browser's module is built without LESEPASS_DESCRIBES and has none of it.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lesepass::json {

class Description {
public:
    virtual ~Description() = default;

    struct Accepts {
        std::string_view type;  // "string", "integer", "boolean", "object", "array", "texts"; "local", "prices"
        bool required = false;
        std::int64_t min = 0, max = 0;              // of a number, or of a text's length (code points)
        std::int64_t items = 0;                     // at most, of a list
        std::vector<std::string_view> values = {};  // of an enumeration
        std::int64_t fallback = -1;                 // of a number, flag or position in values; -1: none
    };
    // An object's reader begins: every object once in each run, list items as "$.list[]".
    virtual void object(const std::string& path) = 0;
    virtual void member(const std::string& path, std::string_view name, const Accepts& accepts) = 0;
    // What ObjectReader::has answers, so that two runs see both sides of each choice.
    virtual bool has() const = 0;
};

#ifdef LESEPASS_DESCRIBES
inline thread_local Description* description = nullptr;
// A mistake says what was expected and what was found. The browser's JSON comes from our server, which has read every
// file with all checks: its module says where a mistake is, and leaves out the words and the checks of meaning.
inline constexpr bool explains = true;
#else
inline constexpr bool explains = false;
#endif

}  // namespace lesepass::json
