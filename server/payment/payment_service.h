#pragma once
// The use cases of paying online.
//
//   start         the applicant wants to pay        -> where to send the browser
//   notification  the platform calls                -> stored as a hint, the worker is woken, nothing is decided
//   returned      the browser comes back            -> one bounded question, then what we know
//   poll_due      the worker's round                -> asks about everything that is due
//   ask_now, record_staff_event                     -> a case worker acts
//
// Whoever learns something goes through one function, which asks the table (payment_state.h) and writes payment, event,
// application and outgoing messages in one transaction. If the rows have moved meanwhile, it reads them again and
// decides again. So a callback and a return at the same time, twice, in either order, or only one of them, end alike.
// Decision record: docs/decisions/0005-callback-is-a-hint.md.
//
// All functions are thread-safe. Failure codes beside those of Store: "payment.not-due" (nothing to pay),
// "payment.already-paid", "payment.configuration" (the library has no such platform), and those of PaymentProvider.
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "payment/ask_trace.h"
#include "ports/clock.h"
#include "ports/payment_provider.h"
#include "ports/random.h"
#include "ports/store.h"

namespace lesepass::server {

struct PaymentPlatform {
    std::string key;                                    // "pmpayment"
    PaymentProvider* provider = nullptr;                // not null
    const NotificationParser* notifications = nullptr;  // null: this platform never calls
};

struct PaymentDependencies {
    Store& store;
    const Clock& clock;
    Random& random;
    std::string public_url;  // "https://lesepass.example", without a slash at the end
    // The platform a library uses today; nullopt: none.
    std::function<std::optional<PaymentPlatform>(const std::string& tenant)> platform;
    // What has to leave the house once this application is paid. The record carries the state it will have. Must be
    // pure: it is called again when rows have moved; the intents' idempotency keys must not change between calls.
    std::function<std::vector<OutboxIntent>(const ApplicationRecord&, const PaymentRecord&)> on_paid;
    // The provisional card that it gets with that. Pure as well.
    std::function<std::optional<CardOffer>(const ApplicationRecord&)> card_on_paid = [](const auto&) {
        return std::nullopt;
    };
};

struct StartedPayment {
    PaymentId payment;
    std::string redirect_url;
};

struct PaymentView {
    PaymentRecord payment;
    ApplicationRecord application;
};

struct PollReport {
    int asked = 0;
    int unanswered = 0;
    bool more = false;  // the batch was full
};

class PaymentService {
public:
    using Fields = std::map<std::string, std::string>;

    explicit PaymentService(PaymentDependencies dependencies);
    PaymentService(const PaymentService&) = delete;
    PaymentService& operator=(const PaymentService&) = delete;

    // Called from any thread after something has become due.
    void set_wake(std::function<void()> wake);

    // A second click or tab within reuse_ms gets the same address. An older open attempt is asked about first, so that
    // nobody pays twice because a message was lost.
    Result<StartedPayment> start(ApplicationId application);

    // Success also for payments we do not know (erased, or a stranger's guess): the platform has nothing to repeat.
    // A failure is the store's: answer 503, and the platform tries again.
    Status notification(PaymentId payment, const Fields& fields);

    // `fields`: the query or form of the returning browser; only a transaction number is taken from it.
    Result<PaymentView> returned(PaymentId payment, const Fields& fields);

    // One batch. `is_stopping` is looked at between two questions: what is left stays due.
    Result<PollReport> poll_due(const std::function<bool()>& is_stopping = [] { return false; });

    // Asks at once. The failure is the platform's, for the case worker to read.
    Result<PaymentRecord> ask_now(PaymentId payment, const std::string& user);
    // RefundOrdered, RefundDone, ChargebackReported. "store.conflict" if the payment's state does not allow it.
    Status record_staff_event(PaymentId payment, PaymentEvent event, const std::string& user, const std::string& note);

    static constexpr std::int64_t reuse_ms = 15 * 60 * 1000;
    static constexpr std::int64_t ask_interval_ms = 2'000;  // per payment; a flood of hints is no flood of questions
    static constexpr int poll_batch = 50;
    static constexpr int return_questions = 4;  // at the same time; more leave it to the worker

private:
    struct Source {
        std::string_view name;  // "initiate", "callback", "return", "poll", "staff"
        std::string_view user = {};
    };
    using Transaction = Result<std::string>;

    // payment_start.cpp
    Result<StartedPayment> start_new(const ApplicationRecord& application, const PaymentPlatform& platform,
                                     int attempt);
    Result<StartedPayment> store_first_answer(PaymentRecord record, const Result<PaymentRedirect>& answer);
    Status ask_about_open_attempt(const std::vector<PaymentRecord>& attempts);

    // payment_hints.cpp
    Transaction transaction_in(const PaymentRecord& record, const Fields& fields) const;
    Status take_hint(const PaymentRecord& seen, const Source& source, const Transaction& transaction);
    Status try_hint(PaymentRecord record, const Source& source, const std::string& transaction);
    Status add_warning(const PaymentRecord& record, const Source& source, const std::string& warning);

    // payment_asking.cpp
    Status ask(const PaymentRecord& record, const Source& source);
    Status apply_answer(const PaymentRecord& asked, const ProviderStatus& answer, const Source& source);
    Status try_apply(PaymentId id, const ProviderStatus& answer, const Source& source);
    Status record_transition(const PaymentRecord& before, PaymentEvent event, const ProviderStatus& answer,
                             const Source& source);
    Store::ApplicationStep application_step(const ApplicationRecord& application, const PaymentRecord& after) const;
    Status reschedule(const PaymentRecord& before, bool answered);

    std::optional<PaymentPlatform> platform_of(const PaymentRecord& record) const;
    PaymentOrder order_of(const PaymentRecord& record) const;
    PaymentEventRecord event_row(const PaymentRecord& record, const Source& source, std::string_view event) const;
    std::mutex& row_lock(ApplicationId id) { return row_locks_[id.bytes[0] % row_locks_.size()]; }

    PaymentDependencies d_;
    std::mutex wake_mutex_;
    std::function<void()> wake_ = [] {};
    // Read, decide, write of one application's payments happens one after the other within this process; across
    // processes the store's conflict does it. Starting has a lock of its own, because it waits for the platform.
    std::array<std::mutex, 64> row_locks_;
    std::array<std::mutex, 64> start_locks_;
    AskTrace asked_;
    std::counting_semaphore<return_questions> return_slots_{return_questions};
};

}  // namespace lesepass::server
