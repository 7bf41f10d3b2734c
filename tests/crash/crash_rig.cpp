// Starts crash_writer, kills it with SIGKILL at random moments, starts it again with what was not answered, and at last
// opens the database cold: every promised application must be there exactly once, with exactly one outbox entry.
//
//   crash_rig --writer <program> [--seconds <n>] [--kills <n>] [--mutant <name>] [--seed <n>]
//
// With a mutant success means that the rig has noticed it; it ends as soon as it has.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sqlite/sqlite_store.h"

using namespace lesepass::server;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr std::size_t most_retries_at_once = 200;

struct Settings {
    std::string writer;
    int seconds = 8;
    int kills = 20;  // at most
    std::string mutant = "none";
    unsigned seed = 1;
};

struct Book {
    std::set<unsigned> sent, promised;
    unsigned next_number = 1;
    int kills = 0;
    int failed_starts = 0;
};

struct Verdict {
    std::size_t lost = 0, twice = 0, foreign = 0, without_mail = 0, unpromised = 0;
    std::string integrity;
    bool found_fault() const { return lost + twice + foreign + without_mail > 0 || integrity != "ok"; }
};

struct Child {
    pid_t pid;
    int output;
};

Child start_writer(const Settings& settings, const std::string& folder, const Book& book,
                   const std::vector<unsigned>& again) {
    std::vector<std::string> arguments = {settings.writer, folder, std::to_string(book.next_number), settings.mutant};
    for (const unsigned number : again) arguments.push_back(std::to_string(number));
    std::vector<char*> pointers;
    for (auto& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execv(pointers[0], pointers.data());
        _exit(127);
    }
    close(ends[1]);
    return {pid, ends[0]};
}

void note_line(Book& book, const std::string& line) {
    const auto number = static_cast<unsigned>(std::strtoul(line.c_str() + 5, nullptr, 10));
    book.sent.insert(number);
    book.next_number = std::max(book.next_number, number + 1);
    if (line.starts_with("done ")) book.promised.insert(number);
}

void read_to_end(Book& book, int output) {
    std::string rest;
    char bytes[65536];
    for (ssize_t size; (size = read(output, bytes, sizeof bytes)) > 0;) {
        rest.append(bytes, static_cast<std::size_t>(size));
        std::size_t start = 0;
        for (std::size_t end; (end = rest.find('\n', start)) != std::string::npos; start = end + 1)
            note_line(book, rest.substr(start, end - start));
        rest.erase(0, start);
    }
    close(output);
}

void run_and_kill(const Settings& settings, const std::string& folder, Book& book, std::mt19937& random) {
    std::vector<unsigned> again;
    for (const unsigned number : book.sent)
        if (!book.promised.contains(number) && random() % 5 != 0 && again.size() < most_retries_at_once)
            again.push_back(number);  // one in five gives up
    const Child child = start_writer(settings, folder, book, again);
    std::thread killer([&, delay = std::chrono::milliseconds(30 + random() % 370)] {
        std::this_thread::sleep_for(delay);
        kill(child.pid, SIGKILL);
    });
    read_to_end(book, child.output);
    killer.join();
    int status = 0;
    waitpid(child.pid, &status, 0);
    if (WIFSIGNALED(status))
        ++book.kills;
    else
        ++book.failed_starts;
}

struct Stored {
    int applications = 0, mails = 0;
};

int note_row(void* out, int, char** columns, char**) {
    auto& stored =
        (*static_cast<std::map<unsigned, Stored>*>(out))[static_cast<unsigned>(std::strtoul(columns[0], nullptr, 10))];
    ++stored.applications;
    stored.mails += std::atoi(columns[1]);
    return 0;
}

int note_text(void* out, int, char** columns, char**) {
    *static_cast<std::string*>(out) = columns[0];
    return 1;
}

Verdict inspect(const std::string& folder, const Book& book) {
    Verdict verdict;
    sqlite3* db = nullptr;
    std::map<unsigned, Stored> rows;
    sqlite3_open((folder + "/lesepass.db").c_str(), &db);
    sqlite3_exec(db, "PRAGMA integrity_check", &note_text, &verdict.integrity, nullptr);
    sqlite3_exec(db,
                 "SELECT json_extract(json, '$.number'), (SELECT count(*) FROM outbox WHERE application = "
                 "applications.id) FROM applications",
                 &note_row, &rows, nullptr);
    sqlite3_close(db);
    for (const auto& [number, stored] : rows) {
        if (!book.sent.contains(number)) ++verdict.foreign;
        if (!book.promised.contains(number)) ++verdict.unpromised;  // legal: the answer was lost
        if (stored.applications > 1) ++verdict.twice;
        if (stored.mails != stored.applications) ++verdict.without_mail;
    }
    for (const unsigned number : book.promised)
        if (!rows.contains(number)) ++verdict.lost;
    return verdict;
}

void print(const Book& book, const Verdict& verdict) {
    std::printf(
        "kills=%d sent=%zu promised=%zu LOST=%zu TWICE=%zu FOREIGN=%zu WITHOUT_MAIL=%zu unpromised=%zu integrity=%s\n",
        book.kills, book.sent.size(), book.promised.size(), verdict.lost, verdict.twice, verdict.foreign,
        verdict.without_mail, verdict.unpromised, verdict.integrity.c_str());
    std::fflush(stdout);
}

Settings settings_from(int argc, char** argv) {
    Settings out;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i], value = argv[i + 1];
        if (name == "--writer") out.writer = value;
        if (name == "--seconds") out.seconds = std::atoi(value.c_str());
        if (name == "--kills") out.kills = std::atoi(value.c_str());
        if (name == "--mutant") out.mutant = value;
        if (name == "--seed") out.seed = static_cast<unsigned>(std::atoi(value.c_str()));
    }
    return out;
}

Verdict run(const Settings& settings, const std::string& folder, Book& book) {
    std::mt19937 random(settings.seed);
    const auto end = SteadyClock::now() + std::chrono::seconds(settings.seconds);
    const bool mutant = settings.mutant != "none";
    Verdict verdict;
    while (SteadyClock::now() < end && (mutant || book.kills < settings.kills) && book.failed_starts == 0) {
        run_and_kill(settings, folder, book, random);
        if (!mutant) continue;
        verdict = inspect(folder, book);
        if (verdict.found_fault()) return verdict;
    }
    return inspect(folder, book);
}

}  // namespace

int main(int argc, char** argv) {
    const Settings settings = settings_from(argc, argv);
    std::string folder = (std::filesystem::temp_directory_path() / "lesepass-crash-XXXXXX").string();
    if (settings.writer.empty() || mkdtemp(folder.data()) == nullptr) return 2;
    Book book;
    const Verdict verdict = run(settings, folder, book);
    print(book, verdict);
    std::filesystem::remove_all(folder);
    if (book.failed_starts > 0) {
        std::puts("the writer ended by itself: it could not open the database");
        return 1;
    }
    if (settings.mutant != "none") {
        std::puts(verdict.found_fault() ? "the mutant was noticed, as it must be" : "the mutant was NOT noticed");
        return verdict.found_fault() ? 0 : 1;
    }
    if (book.kills < 3 || book.promised.empty()) {
        std::puts("too little happened to say anything");
        return 1;
    }
    return verdict.found_fault() ? 1 : 0;
}
