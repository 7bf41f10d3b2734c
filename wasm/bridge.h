#pragma once
// The only door between web/ and the core module. Everything else in C++ is invisible to TypeScript.
//
// Strings cross as UTF-8 bytes in the module's memory. A *message* is a list of strings: u32 count, then per string u32
// length + bytes (little endian). web/ writes messages into memory it got from lp_buffer; results are read from
// lp_result/lp_result_size and are valid until the next call.
//
// Order of calls: lp_catalog (once per language) -> lp_create -> lp_dispatch*; lp_places once, when an effect asks.
// One session per module instance; wiping a session = dropping the instance.
#include <cstdint>

extern "C" {

// Memory of `size` bytes for the next call's argument, owned by the module, valid until that call. Null above 5 MiB.
// A call that takes `size` reads at most that many bytes of it.
std::uint8_t* lp_buffer(std::uint32_t size);
// Result of the last call.
const std::uint8_t* lp_result();
std::uint32_t lp_result_size();

// Texts of one language: bytes of catalog.<lang>.bin. Returns 1, or 0 if they belong to another build.
std::uint32_t lp_catalog(std::uint32_t size);
// Starts a session from the state JSON of the document (application id, today, answers, tenant). Returns 1, or 0 with a
// machine-readable reason as result.
std::uint32_t lp_create(std::uint32_t size);
// The municipalities and their postcodes: bytes of places.bin. Returns 1, or 0 if they are none or before lp_create.
std::uint32_t lp_places(std::uint32_t size);
// One event message; the result is a message of effects (see wasm/events.h for both lists). Returns 1, or 0 for a
// message that is not an event ("event", "message") or too early ("order: ..."): then nothing happened.
std::uint32_t lp_dispatch(std::uint32_t size);
// The present page as HTML: a message of its language (BCP 47) and direction ("ltr", "rtl"), then for each element that
// changes with the page its id and what stands inside it (page/html.h, live_parts). Returns 0 before lp_create.
std::uint32_t lp_page_html();
// The present page as bytes for the canvas module (page/wire.h). Returns 0 before lp_create.
std::uint32_t lp_page_wire();
}
