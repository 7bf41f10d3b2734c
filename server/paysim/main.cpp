// lesepass-paysim: plays pmPayment for tests and demonstrations, with every misbehaviour one can ask for.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <thread>

#include "paysim/web.h"

using namespace lesepass::paysim;

namespace {

// Signals are taken by one thread that waits for them, so that stopping is ordinary code.
sigset_t block_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
}

int run(const WebOptions& options) {
    const sigset_t signals = block_signals();
    const auto web = Web::open(options);
    if (!web) {
        std::fprintf(stderr, "lesepass-paysim: cannot listen on %s:%d (is the port in use?)\n", options.host.c_str(),
                     options.port);
        return 1;
    }
    std::printf("lesepass-paysim: http://%s:%d\n", options.host.c_str(), web->port());
    std::fflush(stdout);
    std::thread stopper([&] {
        int signal = 0;
        sigwait(&signals, &signal);
        web->stop();
    });
    web->serve();
    stopper.join();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    WebOptions options;
    CLI::App app{"Simulates the payment platform pmPayment. No money moves. For tests and demonstrations only."};
    app.add_option("--host", options.host, "address to listen on")->capture_default_str();
    app.add_option("--port", options.port, "port, 0 for any free one")->check(CLI::Range(0, 65535))->required();
    app.add_option("--salt", options.simulator.salt, "key of the order hash, as the shop has it")->required();
    app.add_option("--ags", options.simulator.ags, "accepted merchant, may be given several times (default: all)");
    app.add_option("--base-url", options.simulator.base_url, "public address (default: http://HOST:PORT)");
    app.add_option("--paid-later-ms", options.simulator.paid_later_ms, "how late \"paid later\" is")
        ->check(CLI::Range(0, 3'600'000))
        ->capture_default_str();
    app.add_option("--late-notice-ms", options.simulator.late_notice_ms, "how late a notification after the return is")
        ->check(CLI::Range(0, 3'600'000))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    return run(options);
}
