// Every sentence of ports/store.h about the outbox.
#include <set>
#include <thread>

#include "store_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

constexpr std::int64_t lease_ms = 60'000;
const UtcMillis later = noon.plus_seconds(1000);  // every application of these tests has arrived

Store::DeliveryEffect told_the_library() {
    return {.event = ApplicationEvent::NotificationDelivered, .history = an_event("notification-delivered")};
}

OutboxEntry claim_one(Store& store, UtcMillis now) {
    auto claimed = store.claim_outbox(now, lease_ms, 1);
    REQUIRE(claimed);
    REQUIRE(claimed->size() == 1);
    return claimed->front();
}

}  // namespace

TEST_CASE_FIXTURE(StoreFixture, "outbox: an intent is handed out with all it was given") {
    auto intent = an_intent("key-1");
    intent.payload = R"({"to":"bücherei@example.org"})";
    REQUIRE(store().submit(an_application(1), "", {}, {intent}));
    const auto entry = claim_one(store(), later);
    CHECK(entry.application == application_id(1));
    CHECK(entry.tenant == "musterstadt");
    CHECK(entry.intent.kind == "mail");
    CHECK(entry.intent.idempotency_key == "key-1");
    CHECK(entry.intent.payload == intent.payload);
    CHECK(entry.intent.purpose == "mailbox");
    CHECK(entry.intent.title == "Eingang melden");
    CHECK(entry.attempts == 1);
    CHECK(entry.created_at == an_application(1).received_at);
    CHECK_FALSE(entry.delivered_at);
    CHECK_FALSE(entry.dead_at);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: a letter belongs to no application, goes out once, and is nobody's history") {
    given_application(1);
    REQUIRE(store().add_letter("musterstadt", an_intent("letter"), noon));
    auto other = an_intent("letter");
    other.payload = "other";
    REQUIRE(store().add_letter("musterstadt", other, noon));
    const auto entry = claim_one(store(), later);
    CHECK(entry.application == ApplicationId{});
    CHECK(entry.tenant == "musterstadt");
    CHECK(entry.intent.payload == "{}");
    REQUIRE(store().complete_outbox(entry.id, later, std::nullopt));
    CHECK(store().claim_outbox(later.plus_ms(2 * lease_ms), lease_ms, 10)->empty());
    CHECK(store().outbox_of(application_id(1))->empty());
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: a second intent with the same key changes nothing") {
    given_application(1);
    given_application(2);
    auto other = an_intent("key");
    other.payload = "other";
    REQUIRE(store().transition(application_id(1), ApplicationState::Submitted, ApplicationState::InReview,
                               an_event("opened"), "", {an_intent("key"), other}));
    REQUIRE(store().transition(application_id(2), ApplicationState::Submitted, ApplicationState::InReview,
                               an_event("opened"), "", {other}));
    CHECK(store().outbox_of(application_id(2))->empty());
    REQUIRE(store().outbox_of(application_id(1))->size() == 1);
    CHECK(store().outbox_of(application_id(1))->front().intent.payload == "{}");
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: a claimed entry is not handed out again before its lease ends") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    const auto first = claim_one(store(), later);
    CHECK(store().claim_outbox(later.plus_ms(lease_ms - 1), lease_ms, 10)->empty());
    const auto second = claim_one(store(), later.plus_ms(lease_ms));
    CHECK(second.id == first.id);
    CHECK(second.attempts == 2);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: after a restart nothing waits for a dead worker's lease") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    claim_one(store(), later);
    reopen();
    CHECK(claim_one(store(), later.plus_ms(1)).attempts == 2);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: due entries come oldest first and at most as many as asked for") {
    for (unsigned i : {3u, 1u, 2u}) given_application(i, ApplicationState::Submitted, {"mailbox"});
    CHECK(store().claim_outbox(noon, lease_ms, 10)->empty());
    const auto claimed = store().claim_outbox(later, lease_ms, 2);
    REQUIRE(claimed->size() == 2);
    CHECK((*claimed)[0].application == application_id(1));
    CHECK((*claimed)[1].application == application_id(2));
    CHECK(store().claim_outbox(later, lease_ms, 10)->size() == 1);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: no entry is handed to two workers") {
    for (unsigned i = 0; i < 100; ++i) given_application(i, ApplicationState::Submitted, {"mailbox"});
    std::mutex mutex;
    std::multiset<std::int64_t> seen;
    std::vector<std::thread> workers;
    for (int w = 0; w < 8; ++w)
        workers.emplace_back([&] {
            while (true) {
                const auto claimed = store().claim_outbox(later, lease_ms, 3);
                if (!claimed || claimed->empty()) return;
                const std::lock_guard lock(mutex);
                for (const auto& entry : *claimed) seen.insert(entry.id);
            }
        });
    for (auto& worker : workers) worker.join();
    CHECK(seen.size() == 100);
    CHECK(std::set<std::int64_t>(seen.begin(), seen.end()).size() == 100);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: delivery is remembered and tells the application") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    const auto entry = claim_one(store(), later);
    REQUIRE(store().complete_outbox(entry.id, later, told_the_library()));
    CHECK(state_of(1) == ApplicationState::Delivered);
    CHECK(store().history_of(application_id(1))->back().event == "notification-delivered");
    CHECK(store().outbox_of(application_id(1))->front().delivered_at == later);
    CHECK(store().claim_outbox(later.plus_seconds(100'000), lease_ms, 10)->empty());
    SUBCASE("completing twice has no second effect") {
        REQUIRE(store().complete_outbox(entry.id, later.plus_seconds(9), told_the_library()));
        CHECK(store().history_of(application_id(1))->size() == 2);
        CHECK(store().outbox_of(application_id(1))->front().delivered_at == later);
    }
    SUBCASE("it can neither fail nor be tried again") {
        CHECK(code_of(store().fail_outbox(entry.id, later, "late answer", false, later)) == "store.conflict");
        CHECK(code_of(store().fail_outbox(entry.id, later, "late answer", true, later)) == "store.conflict");
        CHECK(code_of(store().retry_outbox(entry.id, later)) == "store.conflict");
        CHECK(store().outbox_of(application_id(1))->front().last_error.empty());
    }
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: delivery follows the lifecycle table from the state it finds") {
    struct Row {
        ApplicationState before, after;
    };
    const Row rows[] = {
        {ApplicationState::Submitted, ApplicationState::Delivered},
        {ApplicationState::InReview, ApplicationState::InReview},
        {ApplicationState::Approved, ApplicationState::Approved},
        {ApplicationState::Rejected, ApplicationState::Rejected},
        {ApplicationState::AwaitingPayment, ApplicationState::AwaitingPayment},  // not in the table: no change
        {ApplicationState::Delivered, ApplicationState::Delivered},
    };
    unsigned number = 0;
    for (const auto& row : rows) {
        given_application(++number, row.before, {"mailbox"});
        const auto entry = claim_one(store(), later);
        CHECK(store().complete_outbox(entry.id, later, told_the_library()));
        CHECK(state_of(number) == row.after);
        CHECK(store().outbox_of(application_id(number))->front().delivered_at);
    }
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: a delivery without effect leaves the application alone") {
    given_application(1, ApplicationState::Submitted, {"applicant"});
    REQUIRE(store().complete_outbox(claim_one(store(), later).id, later, std::nullopt));
    CHECK(state_of(1) == ApplicationState::Submitted);
    CHECK(store().history_of(application_id(1))->size() == 1);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: a failed attempt is due again at the given time, with its error") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    const auto entry = claim_one(store(), later);
    REQUIRE(store().fail_outbox(entry.id, later.plus_seconds(30), "451 try later", false, later));
    CHECK(store().claim_outbox(later.plus_seconds(29), lease_ms, 10)->empty());
    const auto again = claim_one(store(), later.plus_seconds(30));
    CHECK(again.attempts == 2);
    CHECK(again.last_error == "451 try later");
    CHECK(state_of(1) == ApplicationState::Submitted);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: what was given up waits for a person, who can try again") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    const auto entry = claim_one(store(), later);
    REQUIRE(store().fail_outbox(entry.id, later, "550 no such mailbox", true, later.plus_seconds(1)));
    const auto dead = store().outbox_of(application_id(1))->front();
    CHECK(dead.dead_at == later.plus_seconds(1));
    CHECK(dead.last_error == "550 no such mailbox");
    CHECK(store().claim_outbox(later.plus_seconds(1'000'000), lease_ms, 10)->empty());
    CHECK(store().outbox_figures()->dead == 1);
    CHECK(code_of(store().fail_outbox(entry.id, later, "again", true, later)) == "store.conflict");

    REQUIRE(store().retry_outbox(entry.id, later.plus_seconds(50)));
    CHECK(store().outbox_figures()->dead == 0);
    const auto retried = claim_one(store(), later.plus_seconds(50));
    CHECK(retried.attempts == 1);
    CHECK_FALSE(retried.dead_at);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: a late success of an entry that was given up counts") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    const auto entry = claim_one(store(), later);
    REQUIRE(store().fail_outbox(entry.id, later, "no answer", true, later));
    REQUIRE(store().complete_outbox(entry.id, later, told_the_library()));
    CHECK_FALSE(store().outbox_of(application_id(1))->front().dead_at);
    CHECK(state_of(1) == ApplicationState::Delivered);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: 'try again now' makes a waiting entry due, but not one that is being sent") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    const auto entry = claim_one(store(), later);
    REQUIRE(store().retry_outbox(entry.id, later));
    CHECK(store().claim_outbox(later.plus_ms(lease_ms - 1), lease_ms, 10)->empty());
    REQUIRE(store().fail_outbox(entry.id, later.plus_seconds(3600), "451", false, later));
    REQUIRE(store().retry_outbox(entry.id, later.plus_seconds(5)));
    CHECK(claim_one(store(), later.plus_seconds(5)).attempts == 2);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: an unknown entry is missing") {
    CHECK(code_of(store().complete_outbox(99, noon, std::nullopt)) == "store.missing");
    CHECK(code_of(store().fail_outbox(99, noon, "", false, noon)) == "store.missing");
    CHECK(code_of(store().fail_outbox(99, noon, "", true, noon)) == "store.missing");
    CHECK(code_of(store().retry_outbox(99, noon)) == "store.missing");
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: the figures tell how much waits and since when") {
    CHECK(store().outbox_figures()->pending == 0);
    CHECK_FALSE(store().outbox_figures()->oldest_pending);
    given_application(2, ApplicationState::Submitted, {"mailbox", "applicant"});
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    CHECK(store().outbox_figures()->pending == 3);
    CHECK(store().outbox_figures()->oldest_pending == an_application(1).received_at);
    const auto entry = claim_one(store(), later);
    CHECK(store().outbox_figures()->pending == 3);
    REQUIRE(store().complete_outbox(entry.id, later, std::nullopt));
    CHECK(store().outbox_figures()->pending == 2);
    CHECK(store().outbox_figures()->oldest_pending == an_application(2).received_at);
}

TEST_CASE_FIXTURE(StoreFixture, "outbox: a library sees what does not get through, what was given up first") {
    for (unsigned i : {1u, 2u, 3u, 4u, 5u}) given_application(i, ApplicationState::Submitted, {"mailbox"});
    auto elsewhere = an_application(6);
    elsewhere.tenant = "beispielhausen";
    REQUIRE(store().submit(elsewhere, "", {}, {an_intent("6")}));
    CHECK(store().failing_outbox("musterstadt", 10)->empty());
    const auto claimed = store().claim_outbox(later, lease_ms, 6);
    REQUIRE(claimed->size() == 6);
    const auto fail = [&](std::size_t at, bool give_up) {
        REQUIRE(store().fail_outbox((*claimed)[at].id, later.plus_seconds(60), "451", give_up, later));
    };
    fail(0, false);
    fail(1, true);
    fail(2, false);
    REQUIRE(store().complete_outbox((*claimed)[2].id, later, std::nullopt));
    fail(3, false);
    fail(5, true);
    const auto failing = store().failing_outbox("musterstadt", 10);
    REQUIRE(failing->size() == 3);
    CHECK((*failing)[0].application == application_id(2));
    CHECK((*failing)[1].application == application_id(4));
    CHECK((*failing)[2].application == application_id(1));
    CHECK(store().failing_outbox("musterstadt", 1)->size() == 1);
    CHECK(store().failing_outbox("nowhere", 10)->empty());
}
