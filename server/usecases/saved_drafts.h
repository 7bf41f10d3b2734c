#pragma once
// Answers as a file somebody takes along, made and opened on the server for browsers without script. The live page does
// the same with seal.wasm and sends nothing.
#include <string>
#include <string_view>

#include "application/saved_draft.h"
#include "usecases/app.h"

namespace lesepass::server {

std::string new_phrase(Random& random);
// Failures as seal_draft's.
Result<std::string> seal_file(Random& random, std::string_view content, std::string_view words);
// Failures as open_draft's, and "saved.content". Deriving a key takes 64 MiB and some tenths of a second: one at a
// time.
Result<SavedDraft> open_file(std::string_view bytes, std::string_view words);

}  // namespace lesepass::server
