#include <sodium.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "application/rules_version.h"
#include "cli/tenant_commands.h"
#include "composition.h"
#include "version.h"

namespace {
using lesepass::server::Config;

int complain(const lesepass::Failure& failure) {
    std::cerr << "lesepass: " << failure.detail << " (" << failure.code << ")\n";
    return 1;
}

void add_store_options(CLI::App& command, Config& config) {
    command.add_option("--data", config.data_dir, "Folder of the database and the proofs")
        ->required()
        ->envname("LESEPASS_DATA");
    command.add_option("--tenants", config.tenants_dir, "Folder of the libraries' JSON files")
        ->required()
        ->envname("LESEPASS_TENANTS");
}

void add_serve_options(CLI::App& command, Config& config) {
    add_store_options(command, config);
    command.add_option("--site", config.site_dir, "Folder of the built site")->required()->envname("LESEPASS_SITE");
    command.add_option("--address", config.address, "Address to listen on")
        ->capture_default_str()
        ->envname("LESEPASS_ADDRESS");
    command.add_option("--port", config.port, "Port to listen on")
        ->capture_default_str()
        ->check(CLI::Range(0, 65535))
        ->envname("LESEPASS_PORT");
    command
        .add_option("--public-url", config.public_url,
                    "How citizens reach this server (default: http://localhost:PORT)")
        ->envname("LESEPASS_PUBLIC_URL");
    command.add_option("--host", config.hosts, "Further names this server answers for");
    command.add_option("--trusted-proxy", config.trusted_proxy,
                       "Address of the reverse proxy whose X-Forwarded-For counts");
    command
        .add_option("--smtp", config.smtp_url,
                    "smtp://host:port or smtps://host:port (default: mails become .eml files)")
        ->envname("LESEPASS_SMTP");
    command.add_option("--smtp-user", config.smtp_user, "User name at the mail server")->envname("LESEPASS_SMTP_USER");
    command.add_option("--smtp-password", config.smtp_password, "Better set in the environment")
        ->envname("LESEPASS_SMTP_PASSWORD");
    command.add_option("--mail-from", config.mail_from, "Sender of all mails")->envname("LESEPASS_MAIL_FROM");
    command.add_option("--pmpayment-base", config.pmpayment_base, "pmPayment platform, without a slash at the end")
        ->envname("LESEPASS_PMPAYMENT_BASE");
    command.add_option("--pmpayment-salt", config.pmpayment_salt, "Better set in the environment")
        ->envname("LESEPASS_PMPAYMENT_SALT");
    command.add_option("--embed-origin", config.embed_origins,
                       "Origin that may frame every library's form, besides the lists in the tenant files");
    command.add_option("--workers", config.workers, "Worker threads")->capture_default_str()->check(CLI::Range(1, 256));
    command.add_flag("--demo", config.demo,
                     "Creates a case worker LIBRARY with password demo-LIBRARY for each library");
}

void complete(Config& config) {
    if (config.public_url.empty()) config.public_url = "http://localhost:" + std::to_string(config.port);
    if (config.public_url.back() == '/') config.public_url.pop_back();
    if (config.mail_from.empty()) config.mail_from = "noreply@" + lesepass::server::host_of_url(config.public_url);
}

int serve(Config config) {
    complete(config);
    // Blocked before the first thread starts, so that only sigwait below ever sees them.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    auto built = lesepass::server::Composition::build(config);
    if (!built) return complain(built.failure());
    (*built)->start();
    std::cout << "lesepass " << lesepass::server::product_version << " listens on " << config.address << ":"
              << (*built)->port() << ", " << config.public_url << std::endl;
    int received = SIGHUP;
    while (sigwait(&signals, &received) == 0 && received == SIGHUP) (*built)->look_at_tenants();
    std::cout << "lesepass: stopping" << std::endl;
    (*built)->stop();
    return 0;
}

int add_case_worker(const Config& config, const std::string& library, const std::string& user) {
    std::string password;
    std::cerr << "Password (at least 10 characters): ";
    if (!std::getline(std::cin, password)) return complain({"cli.password", "no password on standard input"});
    const auto done = lesepass::server::add_case_worker(config, library, user, password);
    if (!done) return complain(done.failure());
    std::cout << "case worker " << user << " can sign in for " << library << "\n";
    return 0;
}
}  // namespace

int main(int argc, char** argv) {
    if (sodium_init() < 0) return complain({"crypto", "libsodium can not be initialised"});
    CLI::App app{"Lesepass: online application for a library card"};
    const auto rules = std::string(lesepass::build_rules_version());
    app.set_version_flag("--version", std::string(lesepass::server::product_version) + " (rules " + rules + ")");
    app.require_subcommand(1);
    Config config;
    auto* serve_command = app.add_subcommand("serve", "Runs the server");
    add_serve_options(*serve_command, config);
    lesepass::server::TenantCommands tenant_commands;
    lesepass::server::add_tenant_commands(app, tenant_commands);
    auto* worker_command = app.add_subcommand("caseworker", "Case workers' accounts")->require_subcommand(1);
    auto* add_command =
        worker_command->add_subcommand("add", "Creates an account or sets its password (read from standard input)");
    std::string library, user;
    add_store_options(*add_command, config);
    add_command->add_option("--library", library, "Key of the library")->required();
    add_command->add_option("--user", user, "User name")->required();
    CLI11_PARSE(app, argc, argv);
    if (*serve_command) return serve(config);
    if (*tenant_commands.tenant) return lesepass::server::run_tenant_command(tenant_commands);
    return add_case_worker(config, library, user);
}
