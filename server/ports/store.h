#pragma once
// Everything the server remembers, behind one interface. Contract for implementers (checked by
// tests/unit/store/store_contract.cpp, which every adapter passes):
//   * A call that returns success has its effect on stable storage: it survives kill -9 and a power cut.
//   * Each call is one transaction: all of it happens or nothing.
//   * Thread-safe. Calls block; writes of several threads are committed together.
//   * Failure codes: "store.missing" (no such row), "store.conflict" (state does not allow it), "store.busy" (queue
//     full or shutting down: answer 503), "store.io" (disk full, corruption).
//   * Who calls with a state transition passes the state it believes in; if the row has moved on: "store.conflict".
#include <optional>
#include <string>
#include <vector>

#include "application/lifecycle.h"
#include "base/date.h"
#include "base/ids.h"
#include "base/money.h"
#include "base/result.h"
#include "card/provisional_card.h"
#include "payment/payment_state.h"
#include "ports/consent.h"

namespace lesepass::server {

struct AttachmentRecord {
    AttachmentId id;
    ApplicationId application;  // the draft's id; the application may not exist yet
    std::string tenant;         // tenant key
    std::string purpose;        // wire name of the upload field
    std::string file_name;      // as the applicant called it, cleaned, for display only
    std::string media_type;     // as sniffed
    std::int64_t size_bytes = 0;
    std::string sha256_hex;
    UtcMillis created_at;
};

// What has to leave the house. Written in the transaction that causes it; delivered by the outbox worker.
struct OutboxIntent {
    // Persistent: "mail" (payload = mail as JSON).
    std::string kind;
    std::string idempotency_key;  // unique; writing a second intent with the same key changes nothing
    std::string payload;
    // "mailbox" if success of this one means the library has been told (lifecycle event NotificationDelivered).
    std::string purpose;
    std::string title;  // for the case worker, in German, no personal data
};

struct OutboxEntry {
    std::int64_t id = 0;
    ApplicationId application;
    std::string tenant;
    OutboxIntent intent;
    int attempts = 0;
    UtcMillis created_at;
    UtcMillis next_attempt_at;
    std::optional<UtcMillis> delivered_at;
    std::optional<UtcMillis> dead_at;  // given up; a person must look
    std::string last_error;
};

struct PaymentRecord {
    PaymentId id;
    ApplicationId application;
    std::string tenant;
    std::string provider;   // adapter key: "pmpayment"
    std::string reference;  // human reference given to the provider
    Cents amount;
    PaymentState state = PaymentState::Created;
    std::string provider_transaction;
    std::string redirect_url;
    std::string method;
    UtcMillis created_at;
    UtcMillis updated_at;
    UtcMillis next_query_at;  // reconcile job: ask the provider not before
    int queries = 0;
};

// Append-only.
struct PaymentEventRecord {
    std::int64_t id = 0;
    PaymentId payment;
    UtcMillis at;
    std::string source;  // "initiate" | "callback" | "return" | "poll" | "staff"
    std::string event;
    PaymentState from = PaymentState::Created;
    PaymentState to = PaymentState::Created;
    std::string detail;
};

struct ApplicationRecord {
    ApplicationId id;
    std::string tenant;
    std::string receipt_number;
    StatusToken status_token;
    std::string content_hash;  // hexadecimal SHA-256 of `json`
    std::string json;          // the application exactly as accepted (shared/application codec)
    std::string language;
    Cents fee;             // as the server computed it
    std::string fee_json;  // lines of the fee, as shown to the applicant
    ApplicationState state = ApplicationState::Submitted;
    UtcMillis received_at;
    UtcMillis updated_at;
    std::string decision_reason;  // for the applicant, set with Rejected (or a note with Approved)
};

struct ApplicationEventRecord {  // append-only history
    UtcMillis at;
    std::string actor;  // "applicant", "system", or the case worker's user name
    std::string event;  // lifecycle event or "received"
    std::string detail{};
};

struct SubmitOutcome {
    enum class Kind { Created, Replayed, HashConflict } kind = Kind::Created;
    ApplicationRecord record;  // the stored one (first receipt on Replayed; unspecified on HashConflict)
};

struct ApplicationFilter {
    std::string tenant;  // required
    std::optional<ApplicationState> state{};
    // Words that must all occur in the receipt number or the search text; capitals and accents do not matter.
    std::string text{};  // empty: all
    int limit = 50;      // 1..200
    int offset = 0;
    std::vector<ApplicationState> states{};  // without `state`: any of these; empty: all
};

struct CaseWorkerRecord {
    std::string user_name;  // unique, lower case
    std::string tenant;
    std::string display_name;
    std::string password_hash;  // libsodium crypto_pwhash_str (Argon2id)
};

struct SessionRecord {
    std::string token_hash;  // hexadecimal SHA-256 of the cookie's token: a stolen database opens no session
    std::string user_name;
    std::string csrf_token;
    UtcMillis expires_at;
};

class Store {
public:
    virtual ~Store() = default;

    // --- attachments ---------------------------------------------------------------------------------------------
    // "store.conflict" if the application has been submitted already, or the id is taken by another content. The same
    // record again is success.
    virtual Status add_attachment(const AttachmentRecord& record) = 0;
    virtual Result<AttachmentRecord> find_attachment(AttachmentId id) const = 0;
    // Of a draft: all it has uploaded so far. Of an application: those that were submitted with it. Oldest first.
    virtual Result<std::vector<AttachmentRecord>> attachments_of(ApplicationId id) const = 0;
    // Only while no application has been submitted with it, else "store.conflict". Removing what is not there is
    // success.
    virtual Status remove_attachment(AttachmentId id) = 0;
    // Attachments older than `before` that no submitted application has. At most `limit`, oldest first.
    virtual Result<std::vector<AttachmentRecord>> orphaned_attachments(UtcMillis before, int limit) const = 0;

    // --- applications --------------------------------------------------------------------------------------------
    // Idempotent by record.id: the first call stores the record, its history row "received" and the intents; a later
    // one with the same content_hash returns the first record; with another hash HashConflict. `search_text`:
    // lower-case text the inbox may search. `attachments`: ids that become part of the application; one that is unknown
    // or belongs to another draft or tenant: "store.conflict", nothing stored. A receipt number that another
    // application has: "store.conflict" with detail "receipt_number" (make another and try again). `consent`: stored
    // with it, for applications of minors. `card`: a number is taken for it, see find_card.
    virtual Result<SubmitOutcome> submit(const ApplicationRecord& record, const std::string& search_text,
                                         const std::vector<AttachmentId>& attachments,
                                         const std::vector<OutboxIntent>& intents,
                                         const std::optional<ConsentRecord>& consent = {},
                                         const std::optional<CardOffer>& card = {}) = 0;
    virtual Result<ApplicationRecord> find_application(ApplicationId id) const = 0;
    virtual Result<ApplicationRecord> find_by_status_token(StatusToken token) const = 0;
    virtual Result<std::vector<ApplicationRecord>> list_applications(const ApplicationFilter& filter) const = 0;
    virtual Result<int> count_applications(const ApplicationFilter& filter) const = 0;
    // One lifecycle step: state, history row and intents together. `from` must be the stored state. A provisional card
    // follows by its own table (card/provisional_card.h) with a history row of its own, here and in every other step of
    // an application; `final_number` is that of the library card that replaces it.
    virtual Status transition(ApplicationId id, ApplicationState from, ApplicationState to,
                              const ApplicationEventRecord& event, const std::string& decision_reason,
                              const std::vector<OutboxIntent>& intents, const std::string& final_number = {}) = 0;
    virtual Result<std::vector<ApplicationEventRecord>> history_of(ApplicationId id) const = 0;

    // --- provisional cards ---------------------------------------------------------------------------------------
    // Where a call takes a CardOffer, the application gets a number in the same transaction: the next one of the
    // offer's range, never one that was given before, and never a second one for the same application. When the range
    // is used up, the call succeeds without a card and the history says so ("card-not-issued").
    virtual Result<CardRecord> find_card(ApplicationId id) const = 0;
    // By a case worker: event.detail is the reason. "store.conflict" if it has ended already.
    virtual Status revoke_card(ApplicationId id, const ApplicationEventRecord& event) = 0;

    // --- guardian's consent --------------------------------------------------------------------------------------
    virtual Result<ConsentRecord> find_consent(ApplicationId id) const = 0;
    virtual Result<ConsentRecord> find_consent_by_token(ConsentToken token) const = 0;
    // Open, the application waits for it, and there is something to do: reminder or expiry. Oldest first.
    virtual Result<std::vector<ConsentRecord>> consents_due(UtcMillis now, int limit) const = 0;
    // Asks again: address, token, times and the number of mails become those of `record`; with history row and intents.
    // "store.conflict" unless it is open, its application waits, and exactly record.mails - 1 mails went before (two
    // askers at once send one mail).
    virtual Status ask_for_consent(const ConsentRecord& record, const ApplicationEventRecord& event,
                                   const std::vector<OutboxIntent>& intents) = 0;
    // The one decision: state, answers, words and reason of `record`; the application's step; `files` (uploaded for
    // record.upload) become the application's. "store.conflict" unless it is open under that token and the application
    // is in `from`; with detail "attachment" if a file is not there.
    struct ConsentDecision {
        ConsentRecord record;
        ApplicationState from, to;
        ApplicationEventRecord event;
        std::string decision_reason;
        std::vector<AttachmentId> files;
        std::vector<OutboxIntent> intents;
        std::optional<CardOffer> card{};
    };
    virtual Status decide_consent(const ConsentDecision& decision) = 0;

    // --- payments ------------------------------------------------------------------------------------------------
    // Stores the payment with its first event. The application must exist.
    virtual Status add_payment(const PaymentRecord& record, const PaymentEventRecord& event) = 0;
    virtual Result<PaymentRecord> find_payment(PaymentId id) const = 0;
    virtual Result<std::vector<PaymentRecord>> payments_of(ApplicationId id) const = 0;
    virtual Result<std::vector<PaymentEventRecord>> payment_events_of(PaymentId id) const = 0;
    // Replaces the payment row (its stored state must be `from`), appends the event, and, if given, moves the
    // application and writes the intents: all in one transaction. What it is for (application, provider, reference,
    // amount) stays as it was. "store.conflict" also if another payment of the application is Paid already, or another
    // payment of the tenant and provider has the same provider_transaction (empty: none).
    struct ApplicationStep {
        ApplicationState from, to;
        ApplicationEventRecord event;
        std::vector<OutboxIntent> intents{};
        std::optional<CardOffer> card{};
    };
    virtual Status record_payment(const PaymentRecord& record, PaymentState from, const PaymentEventRecord& event,
                                  const std::optional<ApplicationStep>& step) = 0;
    // Payments that is_pollable() allows, with next_query_at <= now, oldest first.
    virtual Result<std::vector<PaymentRecord>> payments_to_query(UtcMillis now, int limit) const = 0;
    // Only the schedule (next_query_at, queries) changes; no event.
    virtual Status reschedule_payment(PaymentId id, UtcMillis next_query_at, int queries) = 0;

    // A letter of the tenant that belongs to no application: one intent, by its key at most once. Its entry has the
    // zero id as application, and no effect on any.
    virtual Status add_letter(const std::string& tenant, const OutboxIntent& intent, UtcMillis now) = 0;

    // --- outbox --------------------------------------------------------------------------------------------------
    // Takes up to `limit` due entries for `lease_ms`: they are not handed out again before the lease ends (a crashed
    // worker loses nothing). attempts is counted up by the claim.
    virtual Result<std::vector<OutboxEntry>> claim_outbox(UtcMillis now, std::int64_t lease_ms, int limit) = 0;
    // Delivered. The store applies the effect's event to the state it finds, by the lifecycle table and in the same
    // transaction; an event that this state does not know changes nothing, the delivery stays delivered. Completing
    // twice (a lease that ended too early) is success and has no second effect.
    struct DeliveryEffect {
        ApplicationEvent event;
        ApplicationEventRecord history;
    };
    virtual Status complete_outbox(std::int64_t id, UtcMillis now, const std::optional<DeliveryEffect>& effect) = 0;
    // The attempt failed: due again at `next_attempt_at`, or (give_up) never again without a person. "store.conflict"
    // if the entry has been delivered or given up meanwhile.
    virtual Status fail_outbox(std::int64_t id, UtcMillis next_attempt_at, const std::string& error, bool give_up,
                               UtcMillis now) = 0;
    virtual Result<std::vector<OutboxEntry>> outbox_of(ApplicationId id) const = 0;
    // Of one library: given up, or failed at the last attempt. At most `limit`, given up first, newest first.
    virtual Result<std::vector<OutboxEntry>> failing_outbox(const std::string& tenant, int limit) const = 0;
    // "Try again now" by a case worker: due at once, also after giving up (then attempts count from 0 again).
    // "store.conflict" if it has been delivered.
    virtual Status retry_outbox(std::int64_t id, UtcMillis now) = 0;
    struct OutboxFigures {
        int pending = 0, dead = 0;
        std::optional<UtcMillis> oldest_pending;
    };
    virtual Result<OutboxFigures> outbox_figures() const = 0;

    // --- case workers --------------------------------------------------------------------------------------------
    virtual Status upsert_case_worker(const CaseWorkerRecord& record) = 0;
    virtual Result<CaseWorkerRecord> find_case_worker(const std::string& user_name) const = 0;
    virtual Status add_session(const SessionRecord& record) = 0;
    virtual Result<SessionRecord> find_session(const std::string& token_hash, UtcMillis now) const = 0;
    virtual Status remove_session(const std::string& token_hash) = 0;

    // --- operation -----------------------------------------------------------------------------------------------
    // A real write that is committed: readiness probe.
    virtual Status probe() = 0;
    // Secret named `name`: the stored one, or `fresh` (stored now) if there is none.
    virtual Result<std::string> secret(const std::string& name, const std::string& fresh) = 0;
};

}  // namespace lesepass::server
