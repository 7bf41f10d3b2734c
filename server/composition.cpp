#include "composition.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "adapters/files/file_blob_store.h"
#include "adapters/mail/eml_mailer.h"
#include "adapters/mail/smtp_mailer.h"
#include "adapters/pmpayment/provider.h"
#include "adapters/sqlite/sqlite_store.h"
#include "adapters/system/sodium_random.h"
#include "adapters/system/system_clock.h"
#include "adapters/tenant_files/tenant_files.h"
#include "adapters/tenant_files/tenant_watch.h"
#include "http/server.h"
#include "http/static_assets.h"
#include "inbox/routes.h"
#include "outbox/worker.h"
#include "payment/payment_service.h"
#include "payment/payment_worker.h"
#include "routes/metrics_routes.h"
#include "routes/routes.h"
#include "usecases/draft_seal.h"
#include "usecases/guardian_consent.h"
#include "usecases/keep_attachment.h"
#include "usecases/mails.h"
#include "usecases/manage_case_workers.h"
#include "usecases/provisional_cards.h"
#include "version.h"

namespace lesepass::server {

namespace {
constexpr std::int64_t orphan_lifetime_ms = draft_lifetime_ms;

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), size);
    return bytes;
}

std::int64_t steady_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines) out += (out.empty() ? "" : "\n") + line;
    return out;
}

Result<std::unique_ptr<Mailer>> make_mailer(const Config& config, const Clock& clock) {
    const std::string domain = config.mail_from.substr(config.mail_from.find('@') + 1);
    if (config.smtp_url.empty()) {
        auto eml = EmlMailer::open({.folder = config.data_dir + "/mail", .message_domain = domain}, clock);
        if (!eml) return eml.failure();
        return std::unique_ptr<Mailer>(std::move(*eml));
    }
    const auto address = parse_smtp_url(config.smtp_url);
    if (!address) return address.failure();
    SmtpOptions options{.host = address->host,
                        .port = address->port,
                        .user = config.smtp_user,
                        .password = config.smtp_password,
                        .message_domain = domain};
    const bool local = address->host == "127.0.0.1" || address->host == "localhost";
    options.security = address->tls ? SmtpSecurity::Tls : local ? SmtpSecurity::None : SmtpSecurity::StartTls;
    auto smtp = SmtpMailer::open(options, clock);
    if (!smtp) return smtp.failure();
    return std::unique_ptr<Mailer>(std::move(*smtp));
}

// Deletes expired proofs, reminds guardians and ends requests for their consent, once a minute.
class Sweeper {
public:
    explicit Sweeper(App& app) : thread_([this, &app] { run(app); }) {}
    ~Sweeper() {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

private:
    void run(App& app) {
        std::unique_lock lock(mutex_);
        while (!changed_.wait_for(lock, std::chrono::minutes(1), [&] { return stopping_; })) {
            lock.unlock();
            sweep_orphans(app, orphan_lifetime_ms);
            follow_up_consents(app);
            lock.lock();
        }
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};
}  // namespace

// In order of construction; destroyed the other way round.
class Composition::Parts {
public:
    Config config;
    SystemClock clock;
    SodiumRandom random;
    LibraryShelf libraries;
    TenantWatch::Traces tenant_traces;  // of the files as they were read
    std::unique_ptr<SqliteStore> store;
    std::unique_ptr<FileBlobStore> blobs;
    std::unique_ptr<Mailer> mailer;
    std::unique_ptr<DraftSeal> seal;
    // By the merchant's AGS and procedure: a changed tenant file finds or makes another one, none is ever replaced.
    std::map<std::pair<std::string, std::string>, std::unique_ptr<pmpayment::Provider>> providers;
    std::mutex providers_mutex;
    std::unique_ptr<PaymentService> payments;
    std::unique_ptr<App> app;
    std::unique_ptr<MailDelivery> mail_delivery;
    std::unique_ptr<OutboxWorker> outbox;
    std::unique_ptr<http::StaticAssets> assets;
    std::unique_ptr<RouteContext> context;
    RequestMetrics metrics;
    http::Router router;
    std::unique_ptr<http::Server> server;
    std::unique_ptr<PaymentWorker> payment_worker;
    std::unique_ptr<Sweeper> sweeper;
    std::unique_ptr<TenantWatch> tenant_watch;

    Status open_stores();
    pmpayment::Provider* provider_of(const std::string& library);
    void make_services();
    void make_routes();
    Status make_server();
    Status seed_demo();
    void take_libraries(Libraries next);
    void write_figures(std::string& out) const;
};

Status Composition::Parts::open_stores() {
    std::error_code error;
    std::filesystem::create_directories(config.data_dir, error);
    const auto no_numbers_left = [](const std::string& tenant) {
        spdlog::warn("library {}: no numbers left for provisional cards (card.provisional in its file)", tenant);
    };
    auto opened =
        SqliteStore::open({.data_dir = config.data_dir, .now = clock.now(), .on_cards_used_up = no_numbers_left});
    if (!opened) return opened.failure();
    store = std::move(*opened);
    auto files = FileBlobStore::open(config.data_dir + "/attachments");
    if (!files) return files.failure();
    blobs = std::move(*files);
    auto made = make_mailer(config, clock);
    if (!made) return made.failure();
    mailer = std::move(*made);
    const auto key = store->secret("draft-seal", random_bytes(crypto_secretbox_KEYBYTES));
    if (!key) return key.failure();
    seal = std::make_unique<DraftSeal>(*key);
    tenant_traces = TenantWatch::traces_of(config.tenants_dir);
    auto loaded = load_tenant_files(config.tenants_dir);
    if (!loaded.mistakes.empty()) return Failure{"config.tenants", joined(loaded.mistakes)};
    libraries.replace(std::move(loaded.libraries), steady_ms());
    auto site = http::StaticAssets::load(config.site_dir);
    if (!site) return site.failure();
    assets = std::make_unique<http::StaticAssets>(std::move(*site));
    return Done{};
}

// nullptr: no online payment here.
pmpayment::Provider* Composition::Parts::provider_of(const std::string& library) {
    const Tenant* tenant = libraries->find(library);
    if (config.pmpayment_base.empty() || tenant == nullptr || tenant->payment_ags.empty()) return nullptr;
    std::lock_guard lock(providers_mutex);
    auto& provider = providers[{tenant->payment_ags, tenant->payment_procedure}];
    if (!provider)
        provider = std::make_unique<pmpayment::Provider>(pmpayment::Config{.base_url = config.pmpayment_base,
                                                                           .ags = tenant->payment_ags,
                                                                           .procedure = tenant->payment_procedure,
                                                                           .salt = config.pmpayment_salt});
    return provider.get();
}

void Composition::Parts::make_services() {
    const auto platform = [this](const std::string& tenant) -> std::optional<PaymentPlatform> {
        pmpayment::Provider* provider = provider_of(tenant);
        if (provider == nullptr) return std::nullopt;
        return PaymentPlatform{.key = pmpayment::provider_key, .provider = provider, .notifications = provider};
    };
    const auto on_paid = [this](const ApplicationRecord& record, const PaymentRecord&) {
        return intents_on_paid(*app, record);
    };
    const auto card_on_paid = [this](const ApplicationRecord& record) { return card_offer_on_paid(*app, record); };
    payments = std::make_unique<PaymentService>(PaymentDependencies{.store = *store,
                                                                    .clock = clock,
                                                                    .random = random,
                                                                    .public_url = config.public_url,
                                                                    .platform = platform,
                                                                    .on_paid = on_paid,
                                                                    .card_on_paid = card_on_paid});
    app = std::make_unique<App>(App{.store = *store,
                                    .blobs = *blobs,
                                    .clock = clock,
                                    .random = random,
                                    .libraries = libraries,
                                    .payments = *payments,
                                    .seal = *seal,
                                    .public_url = config.public_url,
                                    .mail_from = config.mail_from,
                                    .wake_outbox = [this] { outbox->notify(); }});
    mail_delivery = std::make_unique<MailDelivery>(*mailer);
    // Kind and code only: no address, no name, no subject.
    const auto log_attempt = [](const OutboxEntry& entry, const Status& result) {
        if (result)
            spdlog::info("outbox {} \"{}\" delivered", entry.id, entry.intent.title);
        else
            spdlog::warn("outbox {} \"{}\" attempt {}: {}", entry.id, entry.intent.title, entry.attempts,
                         result.failure().code);
    };
    outbox = std::make_unique<OutboxWorker>(*store, clock, OutboxWorker::Handlers{{"mail", mail_delivery.get()}},
                                            OutboxWorkerOptions{.on_attempt = log_attempt});
}

void Composition::Parts::make_routes() {
    context = std::make_unique<RouteContext>(
        RouteContext{.app = *app,
                     .asset_url = [this](std::string_view name) { return assets->url_of(name); },
                     .extra_embed_origins = config.embed_origins,
                     .version = product_version});
    const auto asset = [this](const http::Request& request) { return assets->serve(request); };
    router.add(http::Method::Get, "/assets/{file}", asset);
    for (const auto& path : assets->fixed_paths()) router.add(http::Method::Get, path, asset);
    add_health_routes(router, *context);
    add_metrics_route(router, metrics, [this](std::string& out) { write_figures(out); });
    add_api_routes(router, *context);
    add_status_routes(router, *context);
    add_consent_routes(router, *context);
    add_inbox_routes(router, *context);
    add_accessibility_routes(router, *context);
    add_saved_routes(router, *context);
    add_finder_routes(router, *context);
    add_form_routes(router, *context);
}

Status Composition::Parts::make_server() {
    http::ServerOptions options{.address = config.address,
                                .port = config.port,
                                .workers = static_cast<std::size_t>(config.workers),
                                .hosts = config.hosts,
                                .trusted_proxy = config.trusted_proxy};
    options.hosts.push_back(host_of_url(config.public_url));
    if (config.address == "127.0.0.1" || config.address == "::1")
        options.hosts.insert(options.hosts.end(), {"localhost", "127.0.0.1", "[::1]"});
    server = std::make_unique<http::Server>(options, router);
    server->on_request([this](const http::RequestSummary& summary) {
        metrics.count(summary);
        if (!summary.fault.empty()) spdlog::error("{} {}: {}", summary.method, summary.route, summary.fault);
    });
    return server->listen();
}

Status Composition::Parts::seed_demo() {
    if (!config.demo) return Done{};
    for (const auto& [key, tenant] : libraries->by_key) {
        if (store->find_case_worker(key)) continue;
        const CaseWorkerAccount account{
            .library = key, .user_name = key, .display_name = "Demo " + tenant.name, .password = "demo-" + key};
        if (auto done = put_case_worker(*store, *libraries, account); !done) return done;
    }
    return Done{};
}

void Composition::Parts::take_libraries(Libraries next) {
    libraries.replace(std::move(next), steady_ms());
    if (auto seeded = seed_demo(); !seeded) spdlog::error("demo accounts: {}", seeded.failure().code);
}

void Composition::Parts::write_figures(std::string& out) const {
    const auto figures = store->figures();
    write_metric(out, "lesepass_store_commits_total", "counter", "Database transactions.",
                 static_cast<double>(figures.writer.commits));
    write_metric(out, "lesepass_store_writes_total", "counter", "Writes committed or refused in them.",
                 static_cast<double>(figures.writer.writes));
    write_metric(out, "lesepass_store_queue", "gauge", "Writes waiting now.",
                 static_cast<double>(figures.writer.queue_length));
    if (const auto mails = store->outbox_figures()) {
        write_metric(out, "lesepass_outbox_pending", "gauge", "Deliveries waiting.", mails->pending);
        write_metric(out, "lesepass_outbox_dead", "gauge", "Deliveries given up; a person must look.", mails->dead);
        const double age =
            mails->oldest_pending ? static_cast<double>(clock.now().value - mails->oldest_pending->value) / 1000 : 0;
        write_metric(out, "lesepass_outbox_oldest_seconds", "gauge", "Age of the oldest waiting delivery.", age);
    }
    write_metric(out, "lesepass_libraries", "gauge", "Libraries served now.",
                 static_cast<double>(libraries->by_key.size()));
    write_metric(out, "lesepass_tenant_file_mistakes", "gauge", "In changed tenant files, which are not used yet.",
                 tenant_watch ? tenant_watch->mistakes() : 0);
    const auto gate = server->figures();
    write_metric(out, "lesepass_connections", "gauge", "Open connections.", static_cast<double>(gate.connections));
    write_metric(out, "lesepass_connections_timed_out_total", "counter", "Closed because they were too slow.",
                 static_cast<double>(gate.timed_out));
}

Composition::Composition(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Composition::~Composition() { stop(); }

Result<std::unique_ptr<Composition>> Composition::build(const Config& config) {
    auto parts = std::make_unique<Parts>();
    parts->config = config;
    if (auto opened = parts->open_stores(); !opened) return opened.failure();
    parts->make_services();
    if (auto seeded = parts->seed_demo(); !seeded) return seeded.failure();
    parts->make_routes();
    if (auto listening = parts->make_server(); !listening) return listening.failure();
    return std::unique_ptr<Composition>(new Composition(std::move(parts)));
}

int Composition::port() const { return parts_->server->port(); }

void Composition::start() {
    parts_->outbox->start();
    parts_->payment_worker = std::make_unique<PaymentWorker>(
        *parts_->payments, PaymentWorkerOptions{.log = [](const std::string& line) { spdlog::info("{}", line); }});
    parts_->sweeper = std::make_unique<Sweeper>(*parts_->app);
    parts_->tenant_watch = std::make_unique<TenantWatch>(
        TenantWatchOptions{.folder = parts_->config.tenants_dir,
                           .loaded = parts_->tenant_traces,
                           .take = [this](Libraries next) { parts_->take_libraries(std::move(next)); },
                           .told = [](const std::string& line) { spdlog::info("{}", line); },
                           .warned = [](const std::string& line) { spdlog::warn("{}", line); }});
    parts_->server->start();
}

void Composition::stop() {
    if (!parts_) return;
    parts_->tenant_watch.reset();
    parts_->server->stop();
    parts_->sweeper.reset();
    parts_->payment_worker.reset();
    parts_->outbox->stop();
    parts_.reset();
}

void Composition::look_at_tenants() { parts_->tenant_watch->look(); }

Status add_case_worker(const Config& config, const std::string& library, const std::string& user,
                       const std::string& password) {
    auto loaded = load_tenant_files(config.tenants_dir);
    if (!loaded.mistakes.empty()) return Failure{"config.tenants", joined(loaded.mistakes)};
    SodiumRandom random;
    const SystemClock clock;
    auto store = SqliteStore::open({.data_dir = config.data_dir, .now = clock.now(), .tenancy = sqlite::Tenancy::Tool});
    if (!store) return store.failure();
    return put_case_worker(**store, loaded.libraries,
                           {.library = library, .user_name = user, .display_name = user, .password = password});
}

}  // namespace lesepass::server
