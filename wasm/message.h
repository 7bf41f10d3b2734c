#pragma once
// Lists of strings as bytes, the only thing that crosses the bridge: u32 count, then per string u32 length + bytes
// (little endian). Never stored, never sent over a network.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lesepass::wasm {

std::string encode_message(const std::vector<std::string>& strings);
// nullopt: truncated, longer than it says, or more than 64 strings (no event has that many).
std::optional<std::vector<std::string>> decode_message(std::string_view bytes);

}  // namespace lesepass::wasm
