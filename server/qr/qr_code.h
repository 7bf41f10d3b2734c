#pragma once
// QR codes (ISO/IEC 18004, error correction M) as modules, and as a picture that a page can hold.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/node.h"

namespace lesepass::server {

inline constexpr int qr_quiet_zone = 4;  // modules, demanded by the standard on every side

struct QrCode {
    int size = 0;            // modules per side, without the quiet zone
    std::vector<bool> dark;  // row by row

    bool is_dark(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)]; }
};

// nullopt: too long (above 2,331 bytes).
std::optional<QrCode> make_qr_code(std::string_view content);

// SVG with its quiet zone, without any style.
std::string qr_svg(const QrCode& code);

// A square Picture with `caption`, which has to say what is in it. `value` is the content, for faces that draw the code
// themselves (paper). A content that is too long gives the caption alone.
page::Node qr_picture(std::string id, std::string content, std::string caption);

}  // namespace lesepass::server
