#include "qr/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace lesepass::server {

namespace {
constexpr std::uint16_t shown_pixels = 180;

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

// In a data: URL only these have to be written otherwise (the SVG uses single quotes).
std::string escape_for_url(std::string_view svg) {
    std::string out;
    for (const char c : svg) {
        switch (c) {
            case '<': out += "%3C"; break;
            case '>': out += "%3E"; break;
            case '#': out += "%23"; break;
            case ' ': out += "%20"; break;
            default: out.push_back(c);
        }
    }
    return out;
}
}  // namespace

std::optional<QrCode> make_qr_code(std::string_view content) {
    const std::unique_ptr<QRcode, FreeCode> made(QRcode_encodeData(
        static_cast<int>(content.size()), reinterpret_cast<const unsigned char*>(content.data()), 0, QR_ECLEVEL_M));
    if (!made) return std::nullopt;
    QrCode out{.size = made->width, .dark = {}};
    const auto modules = static_cast<std::size_t>(out.size) * static_cast<std::size_t>(out.size);
    out.dark.reserve(modules);
    for (std::size_t i = 0; i < modules; ++i) out.dark.push_back((made->data[i] & 1U) != 0);
    return out;
}

std::string qr_svg(const QrCode& code) {
    const auto number = [](int n) { return std::to_string(n); };
    const std::string side = number(code.size + 2 * qr_quiet_zone);
    std::string out = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + side + " " + side +
                      "' shape-rendering='crispEdges'><path fill='#fff' d='M0 0h" + side + "v" + side + "H0z'/>" +
                      "<path fill='#000' d='";
    for (int y = 0; y < code.size; ++y)
        for (int x = 0; x < code.size; ++x) {
            if (!code.is_dark(x, y)) continue;
            const int start = x;
            while (x < code.size && code.is_dark(x, y)) ++x;
            out += "M" + number(start + qr_quiet_zone) + " " + number(y + qr_quiet_zone) + "h" + number(x - start) +
                   "v1h-" + number(x - start) + "z";
        }
    return out + "'/></svg>";
}

page::Node qr_picture(std::string id, std::string content, std::string caption) {
    page::Node node;
    node.id = std::move(id), node.text = std::move(caption);
    const auto code = make_qr_code(content);
    if (!code) return node;
    node.kind = page::NodeKind::Picture;
    node.href = "data:image/svg+xml," + escape_for_url(qr_svg(*code));
    node.number = shown_pixels, node.total = shown_pixels;
    node.value = std::move(content);
    return node;
}

}  // namespace lesepass::server
