#pragma once
// The platform without HTTP: orders, what the payer chose, what is answered. Thread-safe; time comes in as an argument.
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/pmpayment/codec.h"
#include "base/date.h"
#include "paysim/behaviour.h"

namespace lesepass::paysim {

struct SimulatorOptions {
    std::string salt;
    std::vector<std::string> ags;  // merchants we know; empty: every one
    std::string base_url;          // "http://127.0.0.1:8082"
    std::int64_t paid_later_ms = 10'000;
    std::int64_t late_notice_ms = 5'000;
};

struct Transaction {
    std::string id;
    std::string ags, procedure, reference, notify_url, return_url;
    std::int64_t cents = 0;
    UtcMillis ordered_at;
    std::optional<Behaviour> chosen;  // nullopt: the payer has not decided
    UtcMillis chosen_at;
};

// A call of the shop's notifyURL that is due.
struct NoticeCall {
    std::string url;
    server::pmpayment::Fields fields;
    std::int64_t delay_ms = 0;
};

struct Answer {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::int64_t delay_ms = 0;
};

class Simulator {
public:
    using Fields = server::pmpayment::Fields;

    // `make_id`: unguessable text of [A-Za-z0-9].
    Simulator(SimulatorOptions options, std::function<std::string()> make_id);

    // POST /payment/secure
    Answer order(const Fields& fields, UtcMillis now);
    // GET /payment/status/{ags}/{transaction}
    Answer status(const std::string& ags, const std::string& id, UtcMillis now) const;

    struct Choice {
        std::string return_url;
        std::vector<NoticeCall> before_return;  // to be made before the browser is sent back
        std::vector<NoticeCall> later;
    };
    // What the payer decided; nullopt: no such transaction. May be decided again (people go back in the browser).
    std::optional<Choice> choose(const std::string& id, const Behaviour& behaviour, UtcMillis now);

    std::optional<Transaction> find(const std::string& id) const;
    std::vector<Transaction> all() const;  // newest first
    // Failed payments of the platform itself, for all orders from now on.
    Reply order_reply() const;
    void set_order_reply(Reply reply);
    Behaviour preset() const;
    void set_preset(const Behaviour& preset);

private:
    std::optional<std::string> problem_of(const Fields& fields) const;
    std::vector<NoticeCall> notices_for(const Transaction& transaction) const;

    SimulatorOptions options_;
    std::function<std::string()> make_id_;
    mutable std::mutex mutex_;
    std::map<std::string, Transaction> transactions_;
    std::vector<std::string> order_;
    Reply order_reply_ = Reply::Normal;
    Behaviour preset_;
};

// The status number of a payment as the platform would tell it at `now`.
std::int64_t status_number(const Transaction& transaction, std::int64_t paid_later_ms, UtcMillis now);

}  // namespace lesepass::paysim
