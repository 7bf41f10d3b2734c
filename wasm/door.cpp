#include "door.h"

#include "message.h"
#include "page/html.h"
#include "page/wire.h"

namespace lesepass::wasm {

namespace {
std::vector<std::string> flatten(std::vector<Effect>&& effects) {
    std::vector<std::string> out;
    for (auto& effect : effects) {
        out.push_back(std::move(effect.name));
        for (auto& text : effect.arguments) out.push_back(std::move(text));
    }
    return out;
}
}  // namespace

Answer Door::use_catalog(std::string_view bytes) {
    auto catalog = decode_catalog(bytes);
    if (!catalog) return {0, "catalog"};
    if (session_) session_->use_catalog(*catalog);
    catalog_ = std::move(catalog);
    return {1};
}

Answer Door::create(std::string_view state_json) {
    if (!catalog_) return {0, "order: lp_catalog first"};
    if (session_) return {0, "order: one session an instance"};
    auto session = Session::create(state_json, *catalog_);
    if (!session) return {0, session.failure().code + ": " + session.failure().detail};
    session_.emplace(std::move(session.value()));
    return {1};
}

Answer Door::use_places(std::string_view bytes) {
    if (!session_) return {0, "order: lp_create first"};
    if (!session_->use_places(bytes)) return {0, "places"};
    return {1};
}

Answer Door::dispatch(std::string_view message) {
    if (!session_) return {0, "order: lp_create first"};
    auto strings = decode_message(message);
    if (!strings || strings->empty()) return {0, "message"};
    Event event{.name = std::move(strings->front()), .arguments = {}};
    strings->erase(strings->begin());
    event.arguments = std::move(*strings);
    auto effects = session_->dispatch(event);
    if (!effects) return {0, "event"};
    return {1, encode_message(flatten(std::move(*effects)))};
}

Answer Door::page_html() const {
    if (!session_) return {0, "order: lp_create first"};
    const auto& page = session_->page();
    std::vector<std::string> out{page.language, std::string(page::direction_of(page))};
    for (auto& part : page::live_parts(page)) {
        out.push_back(std::move(part.id));
        out.push_back(std::move(part.html));
    }
    return {1, encode_message(out)};
}

Answer Door::page_wire() const {
    if (!session_) return {0, "order: lp_create first"};
    return {1, page::encode_page(session_->page())};
}

}  // namespace lesepass::wasm
