// Durable submissions per second of the SQLite store: grouped commits against a transaction each, alternating in one
// run, same store code, same disk.
//
//   store_bench [threads] [submissions per round] [rounds] [folder]
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sqlite/sqlite_store.h"
#include "adapters/system/sodium_random.h"
#include "base/sha256.h"

using namespace lesepass;
using namespace lesepass::server;
using SteadyClock = std::chrono::steady_clock;

namespace {

struct Settings {
    unsigned threads, submissions, rounds;
    std::string folder;
};

struct Round {
    double per_second = 0, p50_ms = 0, p99_ms = 0, slowest_ms = 0;
    sqlite::StoreFigures figures;
};

ApplicationRecord an_application(SodiumRandom& random) {
    ApplicationRecord record;
    record.id.bytes = random.bytes16();
    record.tenant = "musterstadt";
    record.receipt_number = ApplicationId{random.bytes16()}.text();
    record.status_token.bytes = random.bytes16();
    record.json = "{\"filler\":\"" + std::string(2'900, 'x') + "\"}";
    record.content_hash = sha256_hex(record.json);
    record.language = "de";
    record.fee_json = "[]";
    return record;
}

std::vector<OutboxIntent> two_mails(const ApplicationRecord& record) {
    const auto mail = [&](const char* purpose) {
        return OutboxIntent{.kind = "mail",
                            .idempotency_key = purpose + record.id.text(),
                            .payload = std::string(600, 'x'),
                            .purpose = purpose,
                            .title = "Eingang melden"};
    };
    return {mail("mailbox"), mail("applicant")};
}

double milliseconds(SteadyClock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

void submit_all(Store& store, std::atomic<int>& left, std::vector<double>& times) {
    SodiumRandom random;
    while (left-- > 0) {
        const auto record = an_application(random);
        const auto intents = two_mails(record);
        const auto start = SteadyClock::now();
        if (!store.submit(record, "erika mustermann", {}, intents)) std::abort();
        times.push_back(milliseconds(SteadyClock::now() - start));
    }
}

Round run(const Settings& settings, std::size_t batch) {
    std::filesystem::remove_all(settings.folder);
    sqlite::StoreOptions options;
    options.data_dir = settings.folder;
    options.writer.batch = batch;
    auto store = SqliteStore::open(options);
    if (!store) std::abort();
    std::vector<std::vector<double>> times(settings.threads);
    std::vector<std::thread> all;
    std::atomic<int> left{static_cast<int>(settings.submissions)};
    const auto start = SteadyClock::now();
    for (auto& own : times) all.emplace_back([&] { submit_all(**store, left, own); });
    for (auto& thread : all) thread.join();
    const double seconds = milliseconds(SteadyClock::now() - start) / 1000;
    std::vector<double> sorted;
    for (const auto& own : times) sorted.insert(sorted.end(), own.begin(), own.end());
    std::sort(sorted.begin(), sorted.end());
    return {.per_second = static_cast<double>(sorted.size()) / seconds,
            .p50_ms = sorted[sorted.size() / 2],
            .p99_ms = sorted[sorted.size() * 99 / 100],
            .slowest_ms = sorted.back(),
            .figures = (*store)->figures()};
}

void print(const char* name, const Round& round) {
    const auto& writer = round.figures.writer;
    std::printf("%-12s %8.0f/s  p50 %6.2f ms  p99 %6.2f ms  max %7.2f ms  %.1f per commit  checkpoints %llu+%llu\n",
                name, round.per_second, round.p50_ms, round.p99_ms, round.slowest_ms,
                static_cast<double>(writer.writes) / static_cast<double>(writer.commits),
                static_cast<unsigned long long>(round.figures.checkpoint.checkpoints),
                static_cast<unsigned long long>(round.figures.checkpoint.helped));
    std::fflush(stdout);
}

unsigned number_or(int argc, char** argv, int index, unsigned fallback) {
    return argc > index ? static_cast<unsigned>(std::atoi(argv[index])) : fallback;
}

}  // namespace

int main(int argc, char** argv) {
    const Settings settings{
        .threads = number_or(argc, argv, 1, 64),
        .submissions = number_or(argc, argv, 2, 10'000),
        .rounds = number_or(argc, argv, 3, 3),
        .folder = argc > 4 ? argv[4] : (std::filesystem::temp_directory_path() / "lesepass-store-bench").string()};
    std::vector<double> ratios;
    for (unsigned i = 0; i < settings.rounds; ++i) {
        const Round grouped = run(settings, 256);
        const Round single = run(settings, 1);
        print("grouped", grouped);
        print("one each", single);
        ratios.push_back(grouped.per_second / single.per_second);
    }
    std::sort(ratios.begin(), ratios.end());
    std::printf("grouped / one each: %.2f (median of %u)\n", ratios[ratios.size() / 2], settings.rounds);
    std::filesystem::remove_all(settings.folder);
}
