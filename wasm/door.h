#pragma once
// What stands behind each function of bridge.h, without the memory: bytes in, bytes out. One door holds one session.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "session.h"

namespace lesepass::wasm {

// A call's argument is at most as large as a state document may be, plus the envelope of a message.
inline constexpr std::uint32_t max_argument_bytes = 5 * 1024 * 1024;

struct Answer {
    std::uint32_t ok = 0;  // 1, or 0 with a machine-readable reason as result
    std::string result = {};
    bool operator==(const Answer&) const = default;
};

class Door {
public:
    Answer use_catalog(std::string_view bytes);
    Answer create(std::string_view state_json);
    Answer use_places(std::string_view bytes);
    Answer dispatch(std::string_view message);
    Answer page_html() const;
    Answer page_wire() const;

private:
    std::optional<Catalog> catalog_;
    std::optional<Session> session_;
};

}  // namespace lesepass::wasm
