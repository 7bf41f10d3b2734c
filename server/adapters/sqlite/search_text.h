#pragma once
// What the inbox search compares. "Müller-Lüdenscheidt", "MÜLLER" and "muller" must find each other, whatever keyboard
// the case worker has, so both sides are folded by the same function.
#include <sqlite3.h>

#include <string>
#include <string_view>

namespace lesepass::server::sqlite {

// Lower case, accents of Latin letters dropped, ß -> ss, Greek and Cyrillic lower case; the rest stays.
// Precondition: none; invalid UTF-8 is returned as it is.
std::string fold_for_search(std::string_view text);

// Every blank-separated word of `folded_words` occurs in `folded_text`.
bool contains_all_words(std::string_view folded_text, std::string_view folded_words);

// SQL: contains_all_words(text, words) -> 0 or 1.
void register_search_function(sqlite3* handle);

}  // namespace lesepass::server::sqlite
