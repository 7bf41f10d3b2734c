// The adapter and the simulator, over HTTP: what one writes the other reads. Then whole payments with every
// misbehaviour.
#include "paysim/web.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <thread>

#include "adapters/http_client/http_client.h"
#include "adapters/pmpayment/provider.h"
#include "payment_fixture.h"

using namespace lesepass;
using namespace lesepass::paysim;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

// A simulator on a port of its own, for the length of a test.
class RunningSimulator {
public:
    RunningSimulator() {
        WebOptions options;
        options.simulator.salt = "geheim";
        options.simulator.ags = {"05999000"};
        options.simulator.paid_later_ms = 0;
        options.simulator.late_notice_ms = 0;
        web = Web::open(options);
        REQUIRE(web);
        thread_ = std::thread([this] { web->serve(); });
    }
    ~RunningSimulator() {
        // serve() may not have begun to listen yet.
        while (!HttpClient().get(url() + "/healthz")) std::this_thread::yield();
        web->stop();
        thread_.join();
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(web->port()); }
    pmpayment::Config config() const {
        return {.base_url = url(), .ags = "05999000", .procedure = "bibliothek", .salt = "geheim"};
    }

    std::unique_ptr<Web> web;

private:
    std::thread thread_;
};

PaymentOrder an_order() {
    return {.payment = {},
            .reference = "BA MU-1001",
            .amount = Cents{1600},
            .return_url = "https://lesepass.example/r",
            .notify_url = "http://127.0.0.1:1/n"};
}

}  // namespace

TEST_CASE("the simulator refuses an order whose hash, merchant or amount is wrong") {
    RunningSimulator simulator;
    struct Row {
        const char* why;
        void (*spoil)(pmpayment::Config&);
        const char* code;
    };
    const Row rows[] = {
        {"as agreed", [](pmpayment::Config&) {}, "ok"},
        {"wrong salt", [](pmpayment::Config& c) { c.salt = "geraten"; }, "payment.refused"},
        {"no salt", [](pmpayment::Config& c) { c.salt = ""; }, "payment.refused"},
        {"unknown merchant", [](pmpayment::Config& c) { c.ags = "05315000"; }, "payment.refused"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        auto config = simulator.config();
        row.spoil(config);
        CHECK(code_of(pmpayment::Provider(config).initiate(an_order())) == row.code);
    }
    auto fields = *pmpayment::encode_order(simulator.config(), an_order());
    fields["amount"] = "1";
    const auto tampered = HttpClient().post_form(simulator.url() + "/payment/secure", fields);
    REQUIRE(tampered);
    CHECK(tampered->status == 400);
}

TEST_CASE("what the payer chooses is what the status says") {
    RunningSimulator simulator;
    pmpayment::Provider provider(simulator.config());
    struct Row {
        const char* outcome;
        ProviderVerdict verdict;
    };
    const Row rows[] = {{"success", ProviderVerdict::Paid},     {"failure", ProviderVerdict::Failed},
                        {"cancel", ProviderVerdict::Cancelled}, {"delay", ProviderVerdict::Paid},
                        {"open", ProviderVerdict::Pending},     {"nonsense", ProviderVerdict::Pending}};
    for (const Row& row : rows) {
        CAPTURE(row.outcome);
        const auto redirect = provider.initiate(an_order());
        REQUIRE(redirect);
        const std::string transaction = redirect->provider_transaction;
        REQUIRE_FALSE(transaction.empty());
        CHECK(provider.query(an_order(), transaction)->verdict == ProviderVerdict::Pending);
        const auto page = HttpClient().get(redirect->url);
        REQUIRE(page);
        CHECK(page->body.find("16,00") != std::string::npos);
        const auto answer = HttpClient().post_form(
            simulator.url() + "/payment/page", {{"txid", transaction}, {"outcome", row.outcome}, {"notice", "lost"}});
        REQUIRE(answer);
        CHECK(answer->status == 303);
        const auto status = provider.query(an_order(), transaction);
        REQUIRE(status);
        CHECK(status->verdict == row.verdict);
        CHECK(status->amount == Cents{1600});
        CHECK(status->reference == "BA MU-1001");
    }
    CHECK(code_of(provider.query(an_order(), "unknown")) == "payment.refused");
}

TEST_CASE("each wrong answer of the simulator is one the service does not believe") {
    RunningSimulator simulator;
    for (const auto& reply : replies) {
        if (reply.choice == Reply::Slow) continue;  // the scripted peer is silent for the test's own, short time
        CAPTURE(reply.name);
        PaymentFixture f;
        pmpayment::Provider provider(simulator.config());
        f.service = std::make_unique<PaymentService>(PaymentDependencies{
            .store = f.store(),
            .clock = f.clock,
            .random = f.random,
            .public_url = "https://lesepass.example",
            .platform =
                [&](const std::string&) {
                    return PaymentPlatform{"pmpayment", &provider, &provider};
                },
            .on_paid = [](const ApplicationRecord&, const PaymentRecord&) { return std::vector<OutboxIntent>{}; },
        });
        const PaymentId id = f.started();
        const std::string transaction = f.payment(id).provider_transaction;
        const UtcMillis now = f.clock.now();
        REQUIRE(simulator.web->simulator().choose(transaction, {Outcome::Paid, Notice::Lost, reply.choice}, now));
        REQUIRE(f.service->returned(id, {{"txid", transaction}}));
        const bool believed = reply.choice == Reply::Normal;
        CHECK(f.payment_state(id) == (believed ? PaymentState::Paid : PaymentState::Redirected));
        REQUIRE(simulator.web->simulator().choose(transaction, {Outcome::Paid, Notice::Lost, Reply::Normal}, now));
        f.clock.advance_minutes(61);
        f.poll();
        CHECK(f.payment_state(id) == PaymentState::Paid);
    }
}

TEST_CASE("notifications: none, one, five, or one more with a forged transaction") {
    std::string last_id;
    Simulator simulator({.salt = "geheim", .ags = {}, .base_url = "http://x"}, [&] { return last_id += "A"; });
    auto fields =
        pmpayment::encode_order({.base_url = "http://x", .ags = "1", .procedure = "p", .salt = "geheim"}, an_order());
    REQUIRE(fields);
    REQUIRE(simulator.order(*fields, noon).status == 200);
    struct Row {
        Notice notice;
        std::size_t before, later;
    };
    for (const Row& row : {Row{Notice::Lost, 0, 0}, Row{Notice::Normal, 0, 1}, Row{Notice::BeforeReturn, 1, 0},
                           Row{Notice::AfterReturn, 0, 1}, Row{Notice::Repeated, 0, 5}, Row{Notice::Forged, 0, 2}}) {
        const auto choice = simulator.choose("A", {Outcome::Paid, row.notice, Reply::Normal}, noon);
        REQUIRE(choice);
        CAPTURE(label_of(notices, row.notice));
        CHECK(choice->before_return.size() == row.before);
        CHECK(choice->later.size() == row.later);
        CHECK(choice->return_url == "https://lesepass.example/r?txid=A");
    }
    CHECK_FALSE(simulator.choose("B", {}, noon));
}
