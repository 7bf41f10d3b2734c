#include "seal/seal_bridge.h"

#include <qrencode.h>
#include <sodium.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "seal/random_pool.h"
#include "seal/sealed_draft.h"
#include "seal/words.h"

namespace {
using lesepass::Result;
namespace seal = lesepass::seal;

// Version 26 has 121 modules: at 2 mm a module on a laptop, 0.5 mm on a telephone, cameras still read it.
constexpr int max_qr_version = 26;
constexpr int quiet_zone = 4;

struct Memory {
    std::string argument, result;
};
Memory& memory() {
    static Memory instance;
    return instance;
}

// Takes the argument's parts from the front.
class Parts {
public:
    explicit Parts(std::uint32_t size) : rest_(std::string_view(memory().argument).substr(0, size)) {}

    std::string_view take(std::size_t size) {
        good_ = good_ && size <= rest_.size();
        const auto part = rest_.substr(0, good_ ? size : 0);
        rest_.remove_prefix(part.size());
        return part;
    }
    std::string_view take_counted() {
        std::size_t size = 0;
        const auto head = take(4);
        for (std::size_t i = head.size(); i-- > 0;) size = size * 256 + static_cast<std::uint8_t>(head[i]);
        return take(size);
    }
    std::string_view rest() const { return rest_; }
    bool good() const { return good_; }

private:
    std::string_view rest_;
    bool good_ = true;
};

void wipe(std::string& text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

std::uint32_t finish(Result<std::string> result) {
    wipe(memory().argument);
    wipe(memory().result);
    const bool ok = result.ok();
    memory().result = ok ? std::move(result).value() : result.failure().code;
    return ok ? 1 : 0;
}

const lesepass::Failure too_short{"seal.argument", ""};

template <std::size_t Size>
void copy(std::string_view from, std::array<std::uint8_t, Size>& to) {
    std::copy(from.begin(), from.end(), to.begin());
}

// Dark modules as horizontal runs.
std::string path_of(const QRcode& code) {
    const int width = code.width;
    std::string out = std::to_string(width + 2 * quiet_zone) + " ";
    for (int y = 0; y < width; ++y)
        for (int x = 0; x < width; ++x) {
            const auto dark = [&](int column) { return column < width && (code.data[y * width + column] & 1) != 0; };
            if (!dark(x)) continue;
            const int start = x;
            while (dark(x)) ++x;
            const auto run = std::to_string(x - start);
            out += "M" + std::to_string(start + quiet_zone) + "," + std::to_string(y + quiet_zone);
            out += "h" + run + "v1h-" + run + "z";
        }
    return out;
}
}  // namespace

extern "C" {

std::uint8_t* seal_buffer(std::uint32_t size) {
    if (size > 1024 * 1024) return nullptr;
    // No sodium_init(): it chooses among implementations by processor, and here is one, and seeds sodium_malloc(),
    // which nobody here calls.
    memory().argument.assign(size, '\0');
    return reinterpret_cast<std::uint8_t*>(memory().argument.data());
}
const std::uint8_t* seal_result() { return reinterpret_cast<const std::uint8_t*>(memory().result.data()); }
std::uint32_t seal_result_size() { return static_cast<std::uint32_t>(memory().result.size()); }

std::uint32_t seal_phrase(std::uint32_t size) {
    Parts parts(size);
    seal::PhraseBytes random{};
    copy(parts.take(random.size()), random);
    if (!parts.good()) return finish(too_short);
    return finish(seal::make_phrase(random));
}

std::uint32_t seal_close(std::uint32_t size) {
    Parts parts(size);
    seal::SealRandom random;
    copy(parts.take(random.salt.size()), random.salt);
    copy(parts.take(random.nonce.size()), random.nonce);
    const auto words = parts.take_counted();
    if (!parts.good()) return finish(too_short);
    return finish(seal::seal_draft(parts.rest(), words, random));
}

std::uint32_t seal_open(std::uint32_t size) {
    Parts parts(size);
    const auto words = parts.take_counted();
    if (!parts.good()) return finish(too_short);
    return finish(seal::open_draft(parts.rest(), words));
}

std::uint32_t seal_to_text(std::uint32_t size) { return finish(seal::encode_base32(Parts(size).rest())); }
std::uint32_t seal_from_text(std::uint32_t size) { return finish(seal::decode_base32(Parts(size).rest())); }

std::uint32_t seal_qr(std::uint32_t size) {
    const std::string text(Parts(size).rest());
    QRcode* code = QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1);
    if (code == nullptr) return finish(lesepass::Failure{"seal.size", ""});
    const bool readable = code->version <= max_qr_version;
    auto path = readable ? path_of(*code) : std::string();
    QRcode_free(code);
    if (!readable) return finish(lesepass::Failure{"seal.size", ""});
    return finish(std::move(path));
}

std::uint32_t seal_box(std::uint32_t size) {
    Parts parts(size);
    lesepass::wasm::set_random_pool(parts.take(crypto_box_SEEDBYTES));
    const auto key = parts.take(crypto_box_PUBLICKEYBYTES);
    if (!parts.good()) return finish(too_short);
    const auto content = parts.rest();
    std::string out(content.size() + crypto_box_SEALBYTES, '\0');
    const int failed = crypto_box_seal(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                                       reinterpret_cast<const unsigned char*>(key.data()));
    lesepass::wasm::set_random_pool({});
    if (failed != 0) return finish(lesepass::Failure{"seal.key", ""});
    return finish(std::move(out));
}
}
