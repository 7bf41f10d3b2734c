// Submits applications until it is killed. What it does is written to standard output, a line at a time, before
// ("send <n>") and after ("done <n>") each submit: the pipe survives the writer, so the rig knows what was promised.
//
//   crash_writer <data folder> <first number> <mutant> [numbers to try again...]
//
// The mutants are wrong on purpose, to see that the rig notices: "answer-before-commit" tells "done" first,
// "fresh-id-per-retry" makes a new application out of every repeat. "none" is the product's way.
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sqlite/sqlite_store.h"
#include "adapters/system/sodium_random.h"
#include "adapters/system/system_clock.h"
#include "base/sha256.h"

using namespace lesepass;
using namespace lesepass::server;

namespace {

constexpr int threads = 8;

// One write() of less than PIPE_BUF bytes: whole or not at all.
void tell(const char* what, unsigned number) {
    char line[32];
    const int size = std::snprintf(line, sizeof line, "%s %u\n", what, number);
    if (write(STDOUT_FILENO, line, static_cast<std::size_t>(size)) != size) _exit(3);
}

struct Rig {
    Store& store;
    std::string mutant;
    SystemClock clock;
    SodiumRandom random;
    std::atomic<unsigned> next;
    std::mutex mutex;
    std::deque<unsigned> again;

    unsigned take_number() {
        const std::lock_guard lock(mutex);
        if (again.empty()) return next++;
        const unsigned number = again.front();
        again.pop_front();
        return number;
    }
};

ApplicationRecord application(Rig& rig, unsigned number) {
    const auto digest = sha256("crash rig " + std::to_string(number));
    ApplicationRecord record;
    std::copy_n(digest.begin(), record.id.bytes.size(), record.id.bytes.begin());
    if (rig.mutant == "fresh-id-per-retry") record.id.bytes = rig.random.bytes16();
    record.tenant = "musterstadt";
    record.receipt_number = ApplicationId{rig.random.bytes16()}.text();
    record.status_token.bytes = rig.random.bytes16();
    record.json = "{\"number\":" + std::to_string(number) + ",\"filler\":\"" + std::string(1500, 'x') + "\"}";
    record.content_hash = sha256_hex(record.json);
    record.language = "de";
    record.fee_json = "[]";
    record.received_at = record.updated_at = rig.clock.now();
    return record;
}

void submit(Rig& rig, unsigned number) {
    const auto record = application(rig, number);
    const OutboxIntent intent{.kind = "mail",
                              .idempotency_key = "notification-" + record.id.text(),
                              .payload = "{}",
                              .purpose = "mailbox",
                              .title = "Eingang melden"};
    tell("send", number);
    if (rig.mutant == "answer-before-commit") tell("done", number);
    const auto outcome = rig.store.submit(record, "erika", {}, {intent});
    if (!outcome) return;  // "store.busy" and the like: not promised, the rig tries again
    if (outcome->kind == SubmitOutcome::Kind::HashConflict) _exit(4);
    if (rig.mutant != "answer-before-commit") tell("done", number);
}

void submit_for_ever(Rig& rig, unsigned seed) {
    std::minstd_rand dice(seed);
    while (true) {
        const unsigned number = rig.take_number();
        submit(rig, number);
        if (dice() % 8 == 0) submit(rig, number);  // the answer got lost on its way to the browser
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 2;
    sqlite::StoreOptions options;
    options.data_dir = argv[1];
    options.checkpoint = {.pages = 200, .help_pages = 1'000};
    auto store = SqliteStore::open(options);
    if (!store) {
        std::fprintf(stderr, "crash_writer: %s\n", store.failure().detail.c_str());
        return 1;
    }
    const auto first = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
    Rig rig{.store = **store, .mutant = argv[3], .clock = {}, .random = {}, .next = first, .mutex = {}, .again = {}};
    for (int i = 4; i < argc; ++i) rig.again.push_back(static_cast<unsigned>(std::strtoul(argv[i], nullptr, 10)));
    std::vector<std::thread> all;
    for (unsigned t = 0; t < threads; ++t) all.emplace_back([&rig, first, t] { submit_for_ever(rig, first + t); });
    for (auto& thread : all) thread.join();
}
