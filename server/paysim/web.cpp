#include "paysim/web.h"

#include <httplib.h>
#include <sodium.h>

#include <chrono>

#include "paysim/notifier.h"
#include "paysim/pages.h"

namespace lesepass::paysim {
namespace {

UtcMillis now() {
    using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
    return UtcMillis{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::string make_id() {
    unsigned char bytes[16];
    randombytes_buf(bytes, sizeof bytes);
    return encode_hex(bytes, sizeof bytes);
}

server::pmpayment::Fields fields_of(const httplib::Request& request) {
    server::pmpayment::Fields fields;
    for (const auto& [name, value] : request.params) fields.emplace(name, value);
    return fields;
}

std::string value_of(const httplib::Request& request, const char* name) {
    return request.has_param(name) ? request.get_param_value(name) : std::string();
}

Behaviour behaviour_of(const httplib::Request& request, const Behaviour& preset) {
    return {
        .outcome = find_choice(outcomes, value_of(request, "outcome")).value_or(preset.outcome),
        .notice = find_choice(notices, value_of(request, "notice")).value_or(preset.notice),
        .status_reply = find_choice(replies, value_of(request, "status_reply")).value_or(preset.status_reply),
    };
}

void send_html(httplib::Response& response, const std::string& html) {
    response.set_content(html, "text/html; charset=utf-8");
    // Real platforms refuse frames as well: paying has to leave the frame.
    response.set_header("Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'");
    response.set_header("Referrer-Policy", "no-referrer");
    response.set_header("Cache-Control", "no-store");
}

void redirect(httplib::Response& response, const std::string& url) {
    response.status = 303;
    response.set_header("Location", url);
}

class HttplibWeb : public Web {
public:
    HttplibWeb(WebOptions options, std::function<std::string()> ids)
        : options_(std::move(options)), ids_(std::move(ids)) {}

    bool open() {
        port_ = options_.port;
        // cpp-httplib's own choice is SO_REUSEPORT: then a second simulator would silently share the port.
        http_.set_socket_options([](socket_t socket) {
            const int yes = 1;
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
        if (port_ == 0) {
            port_ = http_.bind_to_any_port(options_.host);
        } else if (!http_.bind_to_port(options_.host, port_)) {
            return false;
        }
        if (port_ <= 0) return false;
        if (options_.simulator.base_url.empty())
            options_.simulator.base_url = "http://" + options_.host + ":" + std::to_string(port_);
        simulator_ = std::make_unique<Simulator>(options_.simulator, ids_);
        add_platform_routes();
        add_page_routes();
        return true;
    }

    int port() const override { return port_; }
    Simulator& simulator() override { return *simulator_; }
    void serve() override { http_.listen_after_bind(); }
    void stop() override {
        stopping_ = true;
        http_.stop();
    }

private:
    void send(const Answer& answer, httplib::Response& response) const {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(answer.delay_ms);
        while (!stopping_ && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        response.status = answer.status;
        response.set_content(answer.body, answer.content_type);
    }

    void add_platform_routes() {
        http_.Post("/payment/secure", [this](const httplib::Request& request, httplib::Response& response) {
            send(simulator_->order(fields_of(request), now()), response);
        });
        http_.Get("/payment/status/:ags/:txid", [this](const httplib::Request& request, httplib::Response& response) {
            const auto& path = request.path_params;
            send(simulator_->status(path.at("ags"), path.at("txid"), now()), response);
        });
        http_.Get("/healthz", [](const httplib::Request&, httplib::Response& response) {
            response.set_content("ok\n", "text/plain");
        });
    }

    void add_page_routes() {
        http_.Get("/payment/page", [this](const httplib::Request& request, httplib::Response& response) {
            const auto transaction = simulator_->find(value_of(request, "txid"));
            response.status = transaction ? 200 : 404;
            send_html(response, transaction ? payer_page(*transaction, simulator_->preset()) : unknown_page());
        });
        http_.Post("/payment/page", [this](const httplib::Request& request, httplib::Response& response) {
            const auto behaviour = behaviour_of(request, simulator_->preset());
            const auto choice = simulator_->choose(value_of(request, "txid"), behaviour, now());
            if (!choice) {
                response.status = 404;
                return send_html(response, unknown_page());
            }
            for (const auto& call : choice->before_return) notifier_.send_now(call);
            for (const auto& call : choice->later) notifier_.send_later(call);
            redirect(response, choice->return_url);
        });
        http_.Get("/", [this](const httplib::Request&, httplib::Response& response) {
            send_html(response, overview_page(*simulator_, options_.simulator.paid_later_ms, now()));
        });
        http_.Post("/preset", [this](const httplib::Request& request, httplib::Response& response) {
            simulator_->set_preset(behaviour_of(request, simulator_->preset()));
            simulator_->set_order_reply(
                find_choice(order_replies, value_of(request, "order_reply")).value_or(simulator_->order_reply()));
            redirect(response, "/");
        });
        http_.Get("/paysim.css", [](const httplib::Request&, httplib::Response& response) {
            response.set_content(stylesheet(), "text/css; charset=utf-8");
        });
    }

    WebOptions options_;
    std::function<std::string()> ids_;
    int port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::unique_ptr<Simulator> simulator_;
    Notifier notifier_;
    httplib::Server http_;
};

}  // namespace

std::unique_ptr<Web> Web::open(WebOptions options) {
    if (sodium_init() < 0) return nullptr;
    auto web = std::make_unique<HttplibWeb>(std::move(options), make_id);
    if (!web->open()) return nullptr;
    return web;
}

}  // namespace lesepass::paysim
