#pragma once
// Looks at the bytes of a request before anybody parses it: is the head complete, is it well formed, how long is the
// body? Refuses everything that two parsers could read differently (request smuggling) or that this server never needs.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lesepass::server::http {

inline constexpr std::size_t max_head_bytes = 16 * 1024;
inline constexpr std::size_t max_header_lines = 100;
inline constexpr std::size_t max_target_bytes = 4096;

struct HeadScan {
    enum class State { Incomplete, Complete, Refused } state = State::Incomplete;
    // Refused: what to answer; the connection is closed afterwards.
    int status = 0;
    const char* code = "";

    std::string_view method, target;  // views into the buffer
    std::size_t head_bytes = 0;       // including the empty line
    std::uint64_t content_length = 0;
    bool expects_continue = false;
    bool keep_alive = false;  // HTTP/1.1 without "Connection: close"
};

// RFC 9112. Refused: 400 (bare CR/LF, other control characters, folded header lines, blanks before the colon, several
// Content-Length or Host lines, HTTP/1.1 without Host, Content-Length together with Transfer-Encoding, Content-Length
// that is no number), 411 (Transfer-Encoding: browsers never send it, so the chunk parser is never reached), 414, 415
// (Content-Encoding on a request: nothing is decompressed), 431, 505.
HeadScan scan_head(std::string_view buffer);

}  // namespace lesepass::server::http
