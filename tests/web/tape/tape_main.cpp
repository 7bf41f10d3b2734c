// Plays journeys through the natively built core and records every call with its answer; replay.mjs plays the same
// calls through core.wasm and compares byte for byte.
//   core_tape <tenants folder> <journeys folder> <tape>
//
// A journey: lines "name | argument | ...", an event each. "# library: key" and "# step: key" in its head choose the
// start. The tape: records of u32 length + message {function, argument, "0" or "1", result}; "instance" starts afresh.
#include <filesystem>
#include <iostream>
#include <map>

#include "base/utf8.h"
#include "door.h"
#include "form/definition.h"
#include "live_state.h"
#include "message.h"
#include "places/known_places.h"
#include "text/languages.h"

namespace {
using namespace lesepass;
using wasm::Answer;

class Tape {
public:
    explicit Tape(const std::string& path) : file_(path, std::ios::binary) {}

    void instance() {
        door_ = wasm::Door{};
        write("instance", {}, {});
    }
    void call(const std::string& function, const std::string& argument) {
        write(function, argument, play(function, argument));
    }
    void event(const std::vector<std::string>& strings) {
        call("lp_dispatch", wasm::encode_message(strings));
        call("lp_page_html", {});
        call("lp_page_wire", {});
    }
    int records = 0;
    bool good() const { return file_.good(); }

private:
    Answer play(const std::string& function, const std::string& argument) {
        if (function == "lp_catalog") return door_.use_catalog(argument);
        if (function == "lp_places") return door_.use_places(argument);
        if (function == "lp_create") return door_.create(argument);
        if (function == "lp_dispatch") return door_.dispatch(argument);
        return function == "lp_page_html" ? door_.page_html() : door_.page_wire();
    }
    void write(const std::string& function, const std::string& argument, const Answer& answer) {
        const auto record = wasm::encode_message({function, argument, std::to_string(answer.ok), answer.result});
        for (int shift = 0; shift < 32; shift += 8) file_.put(static_cast<char>((record.size() >> shift) & 0xFF));
        file_ << record;
        ++records;
    }

    std::ofstream file_;
    wasm::Door door_;
};

struct Libraries {
    std::map<std::string, Tenant> by_key;
    Directory directory;
    std::string places{server::places_bin()};
};

Libraries read_libraries(const std::string& folder) {
    Libraries out;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        auto tenant = test::read_tenant_file(entry.path().string());
        out.by_key.emplace(tenant.key, std::move(tenant));
    }
    for (const auto& [key, tenant] : out.by_key) out.directory.entries.push_back(entry_of(tenant));
    return out;
}

void start(Tape& tape, const Libraries& libraries, const std::string& library, const test::LiveState& state) {
    tape.instance();
    tape.call("lp_page_html", {});
    tape.call("lp_create", "{}");
    tape.call("lp_catalog", "LPC1");
    tape.call("lp_catalog", encode_catalog(catalog_of(*parse_language(state.language))));
    tape.call("lp_places", libraries.places);
    tape.call("lp_create", test::live_state(libraries.by_key.at(library), libraries.directory, state));
    tape.call("lp_places", "LPPI");
    tape.call("lp_page_html", {});
    tape.call("lp_page_wire", {});
}

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> out;
    for (std::size_t from = 0;;) {
        const auto to = line.find('|', from);
        out.emplace_back(trim(std::string_view(line).substr(from, to == std::string::npos ? to : to - from)));
        if (to == std::string::npos) return out;
        from = to + 1;
    }
}

void record_journey(Tape& tape, const Libraries& libraries, const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string library = "musterstadt";
    test::LiveState state;
    bool started = false;
    for (std::string line; std::getline(file, line);) {
        const auto value_of = [&](std::string_view key) {
            return std::string(trim(std::string_view(line).substr(key.size())));
        };
        if (line.rfind("# library:", 0) == 0)
            library = value_of("# library:");
        else if (line.rfind("# step:", 0) == 0)
            state.step = value_of("# step:");
        if (line.empty() || line[0] == '#') continue;
        if (!started) start(tape, libraries, library, state);
        started = true;
        const auto event = split(line);
        if (event.front() == "language") tape.call("lp_catalog", encode_catalog(catalog_of(*parse_language(event[1]))));
        if (event.front() == "places") tape.call("lp_places", libraries.places);
        tape.event(event);
    }
}

// xorshift32: the same sequence on every machine.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : state_(seed) {}
    std::uint32_t below(std::size_t limit) {
        state_ ^= state_ << 13, state_ ^= state_ >> 17, state_ ^= state_ << 5;
        return state_ % static_cast<std::uint32_t>(limit);
    }
    template <class List>
    const auto& one_of(const List& list) {
        return list[below(list.size())];
    }

private:
    std::uint32_t state_;
};

const std::vector<std::string> values{"",
                                      " ",
                                      "person",
                                      "institution",
                                      "yes",
                                      "O'Brien",
                                      "Müller-Lüdenscheidt",
                                      "Nguyễn",
                                      "X",
                                      "Straße des 17. Juni",
                                      "135 a",
                                      "12345",
                                      "40721",
                                      "50667",
                                      "42549",
                                      "05158032",
                                      "99999",
                                      "1234",
                                      "Musterstadt",
                                      "29.02.2004",
                                      "29.02.2005",
                                      "1.1.1906",
                                      "24.11.2026",
                                      "01.01.2015",
                                      "a@b.de",
                                      "a@@b",
                                      "0209 123456",
                                      "digital",
                                      "zentral",
                                      "student",
                                      "none",
                                      "online",
                                      "counter",
                                      "this",
                                      "other",
                                      "\xF0\x9F\x98\x80",
                                      "e\xCC\x81\xC3\x9F",
                                      "<script>&\"'",
                                      "\xFF\xFE",
                                      std::string(10'240, 'a'),
                                      "\xE2\x80\xAE"
                                      "abc"};
const std::vector<std::string> actions{"next",       "next",         "next",         "back",    "submit",    "stay",
                                       "goto:start", "goto:summary", "goto:contact", "lang:en", "remove:00", "?"};
const std::vector<std::string> bodies{"",
                                      "{}",
                                      "{\"statusUrl\":\"/status/x\"}",
                                      "{\"errors\":[{\"field\":\"address.street\",\"message\":\"<b>\"}]}",
                                      "{\"errors\":1e999}",
                                      "[1.5,-0.0,1e308]",
                                      "{\"a\":\"\\ud800\"}",
                                      "\xFF"};

std::vector<std::string> random_event(Dice& dice) {
    const std::string name(dice.one_of(form::fields).wire_name);
    switch (dice.below(10)) {
        case 0: return {"blur", name};
        case 1: return {"press", dice.one_of(actions)};
        case 2:
            return {"file", name, "Ausweis.jpg", std::to_string(dice.below(20'000'000)),
                    dice.below(2) == 0 ? "ffd8ffe0" : "zz"};
        case 3: return {"stored", name, dice.one_of(bodies)};
        case 4: return {"refused", name, dice.one_of(values)};
        case 5: return {"submitted", dice.below(2) == 0 ? "422" : "200", dice.one_of(bodies)};
        case 6: return {"progress", name, std::to_string(dice.below(5) * 25)};
        default: return {"change", name, dice.one_of(values)};
    }
}

void record_dice(Tape& tape, const Libraries& libraries) {
    std::uint32_t seed = 1;
    for (const auto& [key, tenant] : libraries.by_key) {
        for (const auto& step : form::steps) {
            start(tape, libraries, key, {.step = std::string(step.key)});
            Dice dice(++seed * 2654435761u);
            if (seed % 2 == 0) tape.call("lp_places", libraries.places), tape.event({"places", "loaded"});
            for (int i = 0; i < 60; ++i) tape.event(random_event(dice));
        }
    }
}
}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return std::cerr << "usage: core_tape <tenants> <journeys> <tape>\n", 2;
    const auto libraries = read_libraries(argv[1]);
    Tape tape(argv[3]);
    for (const auto& entry : std::filesystem::directory_iterator(argv[2]))
        record_journey(tape, libraries, entry.path());
    record_dice(tape, libraries);
    std::cout << tape.records << " calls recorded\n";
    return tape.good() && libraries.by_key.size() >= 3 ? 0 : 1;
}
