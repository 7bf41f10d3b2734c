#pragma once
// A store in a folder of its own, and applications to put into it.
#include <doctest/doctest.h>
#include <unistd.h>
#include <algorithm>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "adapters/sqlite/sqlite_store.h"
#include "base/sha256.h"

namespace lesepass::server::testing {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "lesepass-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

// Different for every number, the same in every run.
template <class AnyId>
AnyId id_of(unsigned number, std::string_view kind = "application") {
    const auto digest = sha256(std::string(kind) + std::to_string(number));
    AnyId id;
    std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

inline ApplicationId application_id(unsigned number) { return id_of<ApplicationId>(number); }
inline AttachmentId attachment_id(unsigned number) { return id_of<AttachmentId>(number, "attachment"); }
inline PaymentId payment_id(unsigned number) { return id_of<PaymentId>(number, "payment"); }

inline constexpr UtcMillis noon{1'795'435'200'000};

inline ApplicationRecord an_application(unsigned number) {
    ApplicationRecord record;
    record.id = application_id(number);
    record.tenant = "musterstadt";
    record.receipt_number = "MU-" + std::to_string(1000 + number);
    record.status_token = id_of<StatusToken>(number, "status");
    record.json = R"({"applicant":{"familyName":"Müller-Lüdenscheidt"},"number":)" + std::to_string(number) + "}";
    record.content_hash = sha256_hex(record.json);
    record.language = "de";
    record.fee = Cents{1600};
    record.fee_json = "[]";
    record.received_at = noon.plus_seconds(number);
    record.updated_at = record.received_at;
    return record;
}

inline OutboxIntent an_intent(const std::string& key, const std::string& purpose = "mailbox") {
    return {.kind = "mail", .idempotency_key = key, .payload = "{}", .purpose = purpose, .title = "Eingang melden"};
}

inline AttachmentRecord an_attachment(unsigned number, unsigned application) {
    AttachmentRecord record;
    record.id = attachment_id(number);
    record.application = application_id(application);
    record.tenant = "musterstadt";
    record.purpose = "identity";
    record.file_name = "Ausweis Vorderseite.jpg";
    record.media_type = "image/jpeg";
    record.size_bytes = 250'000;
    record.sha256_hex = sha256_hex(std::to_string(number));
    record.created_at = noon.plus_seconds(number);
    return record;
}

inline PaymentRecord a_payment(unsigned number, unsigned application) {
    PaymentRecord record;
    record.id = payment_id(number);
    record.application = application_id(application);
    record.tenant = "musterstadt";
    record.provider = "pmpayment";
    record.reference = "LP MU-" + std::to_string(number);
    record.amount = Cents{1600};
    record.created_at = noon.plus_seconds(number);
    record.updated_at = record.created_at;
    record.next_query_at = noon.plus_seconds(60);
    return record;
}

inline PaymentEventRecord a_payment_event(const std::string& event, PaymentState from, PaymentState to) {
    PaymentEventRecord record;
    record.at = noon;
    record.source = "poll";
    record.event = event;
    record.from = from;
    record.to = to;
    return record;
}

inline ApplicationEventRecord an_event(const std::string& event, const std::string& actor = "system") {
    return {.at = noon.plus_seconds(500), .actor = actor, .event = event, .detail = {}};
}

class StoreFixture {
public:
    StoreFixture() { reopen(); }

    // Closes and opens again, as a restart does.
    void reopen() {
        store_.reset();
        sqlite::StoreOptions options;
        options.data_dir = folder.path();
        options.now = noon;
        auto opened = SqliteStore::open(options);
        INFO((opened ? std::string() : opened.failure().detail));
        REQUIRE(opened);
        store_ = std::move(*opened);
    }
    void close() { store_.reset(); }
    SqliteStore& sqlite() { return *store_; }
    Store& store() { return *store_; }

    // Stores application `number`; its intents get the keys "<number>-<purpose>".
    void given_application(unsigned number, ApplicationState state = ApplicationState::Submitted,
                           const std::vector<std::string>& purposes = {}) {
        auto record = an_application(number);
        record.state = state;
        std::vector<OutboxIntent> intents;
        for (const auto& purpose : purposes)
            intents.push_back(an_intent(std::to_string(number) + "-" + purpose, purpose));
        auto outcome = store().submit(record, "Müller-Lüdenscheidt Erika", {}, intents);
        REQUIRE(outcome);
        REQUIRE(outcome->kind == SubmitOutcome::Kind::Created);
    }
    ApplicationState state_of(unsigned number) { return store().find_application(application_id(number))->state; }

    TemporaryFolder folder;

private:
    std::unique_ptr<SqliteStore> store_;
};

template <class T>
std::string code_of(const Result<T>& result) {
    return result ? "ok" : result.failure().code;
}

}  // namespace lesepass::server::testing
