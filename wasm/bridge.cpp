#include "bridge.h"

#include "door.h"

namespace {
using lesepass::wasm::Answer;

// One session per module instance; web/ drops the instance to wipe it.
struct Memory {
    lesepass::wasm::Door door;
    std::string argument;
    std::string result;
};

Memory& memory() {
    static Memory instance;
    return instance;
}

std::string_view argument(std::uint32_t size) { return std::string_view(memory().argument).substr(0, size); }

// The argument may hold personal data and is not needed twice.
std::uint32_t finish(Answer answer) {
    memory().argument.clear();
    memory().result = std::move(answer.result);
    return answer.ok;
}
}  // namespace

extern "C" {

std::uint8_t* lp_buffer(std::uint32_t size) {
    if (size > lesepass::wasm::max_argument_bytes) return nullptr;
    memory().argument.assign(size, '\0');
    return reinterpret_cast<std::uint8_t*>(memory().argument.data());
}

const std::uint8_t* lp_result() { return reinterpret_cast<const std::uint8_t*>(memory().result.data()); }
std::uint32_t lp_result_size() { return static_cast<std::uint32_t>(memory().result.size()); }

std::uint32_t lp_catalog(std::uint32_t size) { return finish(memory().door.use_catalog(argument(size))); }
std::uint32_t lp_create(std::uint32_t size) { return finish(memory().door.create(argument(size))); }
std::uint32_t lp_places(std::uint32_t size) { return finish(memory().door.use_places(argument(size))); }
std::uint32_t lp_dispatch(std::uint32_t size) { return finish(memory().door.dispatch(argument(size))); }
std::uint32_t lp_page_html() { return finish(memory().door.page_html()); }
std::uint32_t lp_page_wire() { return finish(memory().door.page_wire()); }
}
