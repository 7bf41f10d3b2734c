#include "bridge.h"

#include "message.h"
#include "page/html.h"
#include "page/wire.h"
#include "session.h"

namespace {
using namespace lesepass;

// A call's argument is at most as large as the state document may be, plus the envelope of a message.
constexpr std::uint32_t max_argument_bytes = 5 * 1024 * 1024;

// One session per module instance; web/ drops the instance to wipe it.
struct Door {
    std::string argument;
    std::string result;
    std::optional<Catalog> catalog;
    std::optional<wasm::Session> session;
};

Door& door() {
    static Door instance;
    return instance;
}

std::string_view argument(std::uint32_t size) { return std::string_view(door().argument).substr(0, size); }

std::uint32_t answer(std::uint32_t value, std::string result = {}) {
    door().result = std::move(result);
    return value;
}

// What the argument held may be personal data and is not needed twice.
std::uint32_t done(std::uint32_t value, std::string result = {}) {
    door().argument.clear();
    return answer(value, std::move(result));
}
}  // namespace

extern "C" {

std::uint8_t* lp_buffer(std::uint32_t size) {
    if (size > max_argument_bytes) return nullptr;
    door().argument.assign(size, '\0');
    return reinterpret_cast<std::uint8_t*>(door().argument.data());
}

const std::uint8_t* lp_result() { return reinterpret_cast<const std::uint8_t*>(door().result.data()); }
std::uint32_t lp_result_size() { return static_cast<std::uint32_t>(door().result.size()); }

std::uint32_t lp_catalog(std::uint32_t size) {
    auto catalog = decode_catalog(argument(size));
    if (!catalog) return done(0, "catalog.build");
    if (door().session) door().session->use_catalog(*catalog);
    door().catalog = std::move(catalog);
    return done(1);
}

std::uint32_t lp_create(std::uint32_t size) {
    if (!door().catalog) return done(0, "order: lp_catalog first");
    if (door().session) return done(0, "order: one session an instance");
    auto session = wasm::Session::create(argument(size), *door().catalog);
    if (!session) return done(0, session.failure().code + ": " + session.failure().detail);
    door().session.emplace(std::move(session.value()));
    return done(1);
}

std::uint32_t lp_dispatch(std::uint32_t size) {
    if (!door().session) return done(0, "order: lp_create first");
    auto strings = wasm::decode_message(argument(size));
    if (!strings || strings->empty()) return done(0, "message");
    wasm::Event event{.name = std::move(strings->front()), .arguments = {}};
    event.arguments.assign(std::make_move_iterator(strings->begin() + 1), std::make_move_iterator(strings->end()));
    auto effects = door().session->dispatch(event);
    if (!effects) return done(0, "event");
    std::vector<std::string> out;
    for (auto& effect : *effects) {
        out.push_back(std::move(effect.name));
        for (auto& text : effect.arguments) out.push_back(std::move(text));
    }
    return done(1, wasm::encode_message(out));
}

std::uint32_t lp_page_html() {
    if (!door().session) return answer(0, "order: lp_create first");
    const auto page = door().session->page();
    std::vector<std::string> out{page.language};
    for (auto& part : page::live_parts(page)) {
        out.push_back(std::move(part.id));
        out.push_back(std::move(part.html));
    }
    return answer(1, wasm::encode_message(out));
}

std::uint32_t lp_page_wire() {
    if (!door().session) return answer(0, "order: lp_create first");
    return answer(1, page::encode_page(door().session->page()));
}
}
