#pragma once
// The Store on SQLite: write-ahead log, synced at every commit, one writing thread, several readers.
// The methods stand in one file per group of the port: attachments.cpp, applications.cpp, consents.cpp, cards.cpp,
// payments.cpp, outbox.cpp, case_workers.cpp; opening, closing and figures in sqlite_store.cpp.
#include <memory>
#include <type_traits>

#include "adapters/sqlite/connection.h"
#include "adapters/sqlite/group_writer.h"
#include "adapters/sqlite/lock_file.h"
#include "adapters/sqlite/read_pool.h"
#include "adapters/sqlite/store_options.h"
#include "ports/store.h"

namespace lesepass::server {

class SqliteStore : public Store {
public:
    // Failure codes: "store.locked" (another server has this folder), "store.newer", "store.migration",
    // "store.foreign", "store.io"; the detail is a sentence for the operator.
    static Result<std::unique_ptr<SqliteStore>> open(const sqlite::StoreOptions& options);
    // Finishes queued writes, then closes; the log is folded into the database.
    ~SqliteStore() override;

    // Writes answer "store.busy" from now on; what is queued is finished. Reads go on.
    void stop_writing() { writer_->stop(); }
    sqlite::StoreFigures figures() const;

    Status add_attachment(const AttachmentRecord& record) override;
    Result<AttachmentRecord> find_attachment(AttachmentId id) const override;
    Result<std::vector<AttachmentRecord>> attachments_of(ApplicationId id) const override;
    Status remove_attachment(AttachmentId id) override;
    Result<std::vector<AttachmentRecord>> orphaned_attachments(UtcMillis before, int limit) const override;

    Result<SubmitOutcome> submit(const ApplicationRecord& record, const std::string& search_text,
                                 const std::vector<AttachmentId>& attachments, const std::vector<OutboxIntent>& intents,
                                 const std::optional<ConsentRecord>& consent = {},
                                 const std::optional<CardOffer>& card = {}) override;
    Result<ApplicationRecord> find_application(ApplicationId id) const override;
    Result<ApplicationRecord> find_by_status_token(StatusToken token) const override;
    Result<std::vector<ApplicationRecord>> list_applications(const ApplicationFilter& filter) const override;
    Result<int> count_applications(const ApplicationFilter& filter) const override;
    Status transition(ApplicationId id, ApplicationState from, ApplicationState to, const ApplicationEventRecord& event,
                      const std::string& decision_reason, const std::vector<OutboxIntent>& intents,
                      const std::string& final_number = {}) override;
    Result<std::vector<ApplicationEventRecord>> history_of(ApplicationId id) const override;

    Result<CardRecord> find_card(ApplicationId id) const override;
    Status revoke_card(ApplicationId id, const ApplicationEventRecord& event) override;

    Result<ConsentRecord> find_consent(ApplicationId id) const override;
    Result<ConsentRecord> find_consent_by_token(ConsentToken token) const override;
    Result<std::vector<ConsentRecord>> consents_due(UtcMillis now, int limit) const override;
    Status ask_for_consent(const ConsentRecord& record, const ApplicationEventRecord& event,
                           const std::vector<OutboxIntent>& intents) override;
    Status decide_consent(const ConsentDecision& decision) override;

    Status add_payment(const PaymentRecord& record, const PaymentEventRecord& event) override;
    Result<PaymentRecord> find_payment(PaymentId id) const override;
    Result<std::vector<PaymentRecord>> payments_of(ApplicationId id) const override;
    Result<std::vector<PaymentEventRecord>> payment_events_of(PaymentId id) const override;
    Status record_payment(const PaymentRecord& record, PaymentState from, const PaymentEventRecord& event,
                          const std::optional<ApplicationStep>& step) override;
    Result<std::vector<PaymentRecord>> payments_to_query(UtcMillis now, int limit) const override;
    Status reschedule_payment(PaymentId id, UtcMillis next_query_at, int queries) override;

    Status add_letter(const std::string& tenant, const OutboxIntent& intent, UtcMillis now) override;
    Result<std::vector<OutboxEntry>> claim_outbox(UtcMillis now, std::int64_t lease_ms, int limit) override;
    Status complete_outbox(std::int64_t id, UtcMillis now, const std::optional<DeliveryEffect>& effect) override;
    Status fail_outbox(std::int64_t id, UtcMillis next_attempt_at, const std::string& error, bool give_up,
                       UtcMillis now) override;
    Result<std::vector<OutboxEntry>> outbox_of(ApplicationId id) const override;
    Result<std::vector<OutboxEntry>> failing_outbox(const std::string& tenant, int limit) const override;
    Status retry_outbox(std::int64_t id, UtcMillis now) override;
    Result<OutboxFigures> outbox_figures() const override;

    Status upsert_case_worker(const CaseWorkerRecord& record) override;
    Result<CaseWorkerRecord> find_case_worker(const std::string& user_name) const override;
    Status add_session(const SessionRecord& record) override;
    Result<SessionRecord> find_session(const std::string& token_hash, UtcMillis now) const override;
    Status remove_session(const std::string& token_hash) override;

    Status probe() override;
    Result<std::string> secret(const std::string& name, const std::string& fresh) override;

private:
    struct Parts {
        sqlite::LockFile lock;
        std::vector<sqlite::Connection> readers;
        sqlite::Connection writer;
        sqlite::Connection checkpointer;
    };
    static Result<Parts> open_parts(const sqlite::StoreOptions& options);
    SqliteStore(Parts parts, const sqlite::StoreOptions& options);

    // `work`: Result<T>(Connection&) or Status(Connection&).
    template <class F>
    auto read(F&& work) const -> std::invoke_result_t<F, sqlite::Connection&> {
        try {
            auto lease = readers_.take();
            return work(lease.connection());
        } catch (const sqlite::SqlError& error) {
            return sqlite::to_failure(error);
        }
    }
    Status write(const sqlite::Work& work) const { return writer_->run(work); }
    // Inside a write.
    void offer_card(sqlite::Connection& db, ApplicationId id, const std::optional<CardOffer>& card) const;

    // In order of construction; destroyed the other way round: readers first, so that the last connection to close
    // folds the log into the database.
    sqlite::LockFile lock_;
    std::function<void(const std::string&)> on_cards_used_up_;
    std::unique_ptr<sqlite::Checkpointer> checkpointer_;
    std::unique_ptr<sqlite::GroupWriter> writer_;
    mutable sqlite::ReadPool readers_;
};

}  // namespace lesepass::server
