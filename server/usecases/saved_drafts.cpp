#include "usecases/saved_drafts.h"

#include <algorithm>
#include <mutex>

#include "seal/sealed_draft.h"
#include "seal/words.h"

namespace lesepass::server {

namespace {
std::mutex& one_derivation() {
    static std::mutex mutex;
    return mutex;
}

template <std::size_t Size>
void fill(Random& random, std::array<std::uint8_t, Size>& out) {
    for (std::size_t at = 0; at < Size;) {
        const auto bytes = random.bytes16();
        const auto count = std::min(bytes.size(), Size - at);
        std::copy_n(bytes.begin(), count, out.begin() + static_cast<std::ptrdiff_t>(at));
        at += count;
    }
}
}  // namespace

std::string new_phrase(Random& random) {
    seal::PhraseBytes bytes{};
    fill(random, bytes);
    return seal::make_phrase(bytes);
}

Result<std::string> seal_file(Random& random, std::string_view content, std::string_view words) {
    seal::SealRandom bytes;
    fill(random, bytes.salt), fill(random, bytes.nonce);
    const std::lock_guard lock(one_derivation());
    return seal::seal_draft(content, words, bytes);
}

Result<SavedDraft> open_file(std::string_view bytes, std::string_view words) {
    const auto content = [&] {
        const std::lock_guard lock(one_derivation());
        return seal::open_draft(bytes, words);
    }();
    if (!content) return content.failure();
    return read_saved_draft(*content);
}

}  // namespace lesepass::server
