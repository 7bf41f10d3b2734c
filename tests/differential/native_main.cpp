// The native side of the differential test: makes random drafts, plays them through the natively built core and answers
// with every byte it said. differential.mjs asks, one line a question; answers are u32 length + message
// (wasm/message.h).
//   make <seed> <number> <day or ->    a random draft, played
//   play <case JSON>                   this draft, played (shrinking)
//   places                             the list of places, as the browser gets it
//   catalog <code>                     texts of a language, as the browser gets them
//   languages                          codes
//   rules                              version of the rules of this build
// A played draft: the case as JSON, then for each step: its key, the state document, and per call "0" or "1" and what
// the core answered: lp_create, a lp_dispatch for each change, lp_dispatch of the button, lp_page_html, lp_page_wire.
#include <functional>
#include <iostream>
#include <sstream>

#include "application/application_json.h"
#include "application/rules_version.h"
#include "demo_libraries.h"
#include "door.h"
#include "form/definition.h"
#include "live_state.h"
#include "message.h"
#include "places/known_places.h"
#include "random_case.h"

namespace {
using namespace lesepass;

// What travels as text, so that it can be made smaller and written into a report.
struct Case {
    std::string library, language, application;
    test::LiveState state;
    std::vector<std::string> steps;
    std::vector<std::pair<std::string, std::string>> changes;  // control, hexadecimal bytes
};

std::string hex(const std::string& bytes) {
    return encode_hex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}
std::string unhex(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        out.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
    return out;
}

// The member's value alone: {"answers":{...}} -> {...}.
template <class Write>
std::string member_value(Write write) {
    json::Writer w;
    w.begin_object();
    write(w);
    const auto text = w.end_object().take();
    const auto colon = text.find(':');
    return text.substr(colon + 1, text.size() - colon - 2);
}

Case to_case(const test::RandomCase& made) {
    Case out{.library = made.library,
             .language = std::string(code_of(made.language)),
             .application = made.draft.application.text(),
             .state = {},
             .steps = {},
             .changes = {}};
    out.state.today = format_iso(made.today);
    out.state.answers = member_value([&](json::Writer& w) { write_answers(w, made.draft); });
    out.state.attachments = member_value([&](json::Writer& w) { write_attachments(w, made.draft); });
    for (const auto step : made.steps) out.steps.emplace_back(form::step(step).key);
    for (const auto& [control, bytes] : made.changes) out.changes.push_back({control, hex(bytes)});
    return out;
}

std::string write_value(const json::Value& value) {
    json::Writer w;
    const std::function<void(const json::Value&)> write = [&](const json::Value& v) {
        using Kind = json::Value::Kind;
        if (v.kind == Kind::Object) {
            w.begin_object();
            for (const auto& [name, item] : v.members) w.key(name), write(item);
            w.end_object();
        } else if (v.kind == Kind::Array) {
            w.begin_array();
            for (const auto& item : v.items) write(item);
            w.end_array();
        } else if (v.kind == Kind::Integer) {
            w.integer(v.integer);
        } else {
            w.string(v.string);
        }
    };
    write(value);
    return w.take();
}

Case from_json(const std::string& text) {
    const auto value = json::parse(text);
    const auto member = [&](const char* name) { return value->find(name)->string; };
    Case out{.library = member("library"),
             .language = member("language"),
             .application = member("application"),
             .state = {},
             .steps = {},
             .changes = {}};
    out.state.today = member("today");
    out.state.answers = write_value(*value->find("answers"));
    out.state.attachments = write_value(*value->find("attachments"));
    for (const auto& step : value->find("steps")->items) out.steps.push_back(step.string);
    for (const auto& change : value->find("changes")->items)
        out.changes.push_back({change.items.at(0).string, change.items.at(1).string});
    return out;
}

std::string to_json(const Case& c) {
    json::Writer w;
    w.begin_object().member("library", c.library).member("language", c.language).member("today", c.state.today);
    w.member("application", c.application).key("steps").begin_array();
    for (const auto& step : c.steps) w.string(step);
    w.end_array().key("answers").raw(c.state.answers).key("attachments").raw(c.state.attachments);
    w.key("changes").begin_array();
    for (const auto& [control, bytes] : c.changes) w.begin_array().string(control).string(bytes).end_array();
    w.end_array().end_object();
    return w.take();
}

std::string state_document(const Case& c, const std::string& step) {
    auto state = c.state;
    state.step = step, state.language = c.language, state.application = c.application;
    return test::live_state(test::demo_library(c.library), test::demo_directory(), state);
}

std::vector<std::string> play(const Case& c) {
    std::vector<std::string> out{to_json(c)};
    const auto say = [&](const wasm::Answer& answer) {
        out.push_back(std::to_string(answer.ok));
        out.push_back(answer.result);
    };
    const auto catalog = encode_catalog(catalog_of(*parse_language(c.language)));
    for (const auto& step : c.steps) {
        wasm::Door door;
        static_cast<void>(door.use_catalog(catalog));
        const auto state = state_document(c, step);
        out.push_back(step);
        out.push_back(state);
        say(door.create(state));
        static_cast<void>(door.use_places(server::places_bin()));
        for (const auto& [control, bytes] : c.changes)
            say(door.dispatch(wasm::encode_message({"change", control, unhex(bytes)})));
        say(door.dispatch(wasm::encode_message({"press", step == "summary" ? "submit" : "next"})));
        say(door.page_html());
        say(door.page_wire());
    }
    return out;
}

std::vector<std::string> answer(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    words >> verb;
    if (verb == "make") {
        std::uint64_t seed = 0, number = 0;
        std::string day;
        words >> seed >> number >> day;
        return play(to_case(test::random_case(seed, number, parse_iso_date(day))));
    }
    if (verb == "play") return play(from_json(line.substr(5)));
    if (verb == "catalog") return {encode_catalog(catalog_of(*parse_language(line.substr(8))))};
    if (line == "places") return {std::string(server::places_bin())};
    if (line == "rules") return {std::string(build_rules_version())};
    std::vector<std::string> codes;
    for (const auto language : all_languages) codes.emplace_back(code_of(language));
    return codes;
}
}  // namespace

int main() {
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        const auto message = wasm::encode_message(answer(line));
        for (int shift = 0; shift < 32; shift += 8) std::cout.put(static_cast<char>((message.size() >> shift) & 0xFF));
        std::cout << message << std::flush;
    }
}
