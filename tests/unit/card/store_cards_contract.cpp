// The contract of the Store about provisional cards.
#include <set>
#include <thread>

#include "store_fixture.h"

using namespace lesepass::server::testing;
using namespace lesepass::server;
using namespace lesepass;

namespace {
CardOffer an_offer(std::int64_t from = 1, std::int64_t to = 999'999, std::string prefix = "MS") {
    return {.rules = {.prefix = std::move(prefix), .digits = 6, .from = from, .to = to},
            .issued_at = noon,
            .valid_until = {2026, 12, 21}};
}

class CardFixture : public StoreFixture {
public:
    Result<SubmitOutcome> submit(unsigned number, const std::optional<CardOffer>& offer,
                                 ApplicationState state = ApplicationState::Submitted) {
        auto record = an_application(number);
        record.state = state;
        return store().submit(record, "x", {}, {}, {}, offer);
    }
    std::string number_of(unsigned number) {
        const auto card = store().find_card(application_id(number));
        return card ? card->number : card.failure().code;
    }
    int events(unsigned number, std::string_view name) {
        const auto history = store().history_of(application_id(number));
        return static_cast<int>(
            std::count_if(history->begin(), history->end(), [&](const auto& event) { return event.event == name; }));
    }
};
}  // namespace

TEST_CASE_FIXTURE(CardFixture, "store: a card comes with the application, and both survive a restart") {
    REQUIRE(submit(1, an_offer()));
    reopen();
    const auto card = store().find_card(application_id(1));
    REQUIRE(card);
    CHECK(card->tenant == "musterstadt");
    CHECK(card->number == "MS000001");
    CHECK(card->state == CardState::Valid);
    CHECK(card->issued_at == noon);
    CHECK(card->valid_until == Date{2026, 12, 21});
    CHECK(events(1, "card-issued") == 1);
    REQUIRE(submit(2, {}));
    CHECK(number_of(2) == "store.missing");
    CHECK(number_of(77) == "store.missing");
}

TEST_CASE_FIXTURE(CardFixture, "store: a replayed or refused submission takes no number") {
    REQUIRE(submit(1, an_offer()));
    CHECK(submit(1, an_offer())->kind == SubmitOutcome::Kind::Replayed);
    auto other = an_application(1);
    other.content_hash = sha256_hex("other");
    CHECK(store().submit(other, "x", {}, {}, {}, an_offer())->kind == SubmitOutcome::Kind::HashConflict);
    auto broken = an_application(9);
    CHECK(!store().submit(broken, "x", {attachment_id(5)}, {}, {}, an_offer()));
    REQUIRE(submit(2, an_offer()));
    CHECK(number_of(2) == "MS000002");
}

TEST_CASE_FIXTURE(CardFixture, "store: many at once get different numbers, without a gap") {
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < 8; ++t)
        threads.emplace_back([this, t] {
            for (unsigned i = 0; i < 25; ++i) CHECK(submit(1 + t * 25 + i, an_offer()));
        });
    for (auto& thread : threads) thread.join();
    reopen();
    std::set<std::string> numbers;
    for (unsigned i = 1; i <= 200; ++i) numbers.insert(number_of(i));
    CHECK(numbers.size() == 200);
    CHECK(*numbers.begin() == "MS000001");
    CHECK(*numbers.rbegin() == "MS000200");
}

TEST_CASE("store: when the numbers are used up, applications go on without, and somebody is told each time") {
    const TemporaryFolder folder;
    std::vector<std::string> told;
    sqlite::StoreOptions options;
    options.data_dir = folder.path(), options.now = noon;
    options.on_cards_used_up = [&](const std::string& tenant) { told.push_back(tenant); };
    auto opened = SqliteStore::open(options);
    REQUIRE(opened);
    auto& store = **opened;
    for (unsigned i = 1; i <= 4; ++i) REQUIRE(store.submit(an_application(i), "x", {}, {}, {}, an_offer(998, 999)));
    CHECK(store.find_card(application_id(1))->number == "MS000998");
    CHECK(store.find_card(application_id(2))->number == "MS000999");
    for (const unsigned i : {3u, 4u}) {
        CHECK(store.find_application(application_id(i))->state == ApplicationState::Submitted);
        CHECK(!store.find_card(application_id(i)));
        CHECK(store.history_of(application_id(i))->back().event == "card-not-issued");
    }
    CHECK(told == std::vector<std::string>{"musterstadt", "musterstadt"});
    // The library gets a new range: it goes on there.
    REQUIRE(store.submit(an_application(5), "x", {}, {}, {}, an_offer(2000, 2999)));
    CHECK(store.find_card(application_id(5))->number == "MS002000");
}

TEST_CASE_FIXTURE(CardFixture, "store: no number comes back, whatever the library's file says later") {
    REQUIRE(submit(1, an_offer(500, 999)));
    REQUIRE(submit(2, an_offer(1, 999)));
    CHECK(number_of(2) == "MS000501");
    // Another prefix counts for itself; where the whole number would be the same, the next one is taken.
    REQUIRE(submit(3, an_offer(1, 999, "MS0")));
    CHECK(number_of(3) == "MS0000001");
    auto shorter = an_offer(502, 999, "MS000");
    shorter.rules.digits = 3;
    REQUIRE(submit(4, shorter));
    CHECK(number_of(4) == "MS000502");
    REQUIRE(submit(5, an_offer(1, 999)));
    CHECK(number_of(5) == "MS000503");
}

TEST_CASE_FIXTURE(CardFixture, "store: two libraries count for themselves") {
    REQUIRE(submit(1, an_offer()));
    auto other = an_application(2);
    other.tenant = "hagen";
    REQUIRE(store().submit(other, "x", {}, {}, {}, an_offer()));
    CHECK(number_of(2) == number_of(1));
}

TEST_CASE_FIXTURE(CardFixture, "store: a payment and a consent bring the card in their own transaction, once") {
    REQUIRE(submit(1, {}, ApplicationState::AwaitingPayment));
    auto payment = a_payment(1, 1);
    REQUIRE(store().add_payment(payment, a_payment_event("created", PaymentState::Created, PaymentState::Created)));
    payment.state = PaymentState::Paid;
    const auto paid = a_payment_event("confirmed", PaymentState::Created, PaymentState::Paid);
    const Store::ApplicationStep step{.from = ApplicationState::AwaitingPayment,
                                      .to = ApplicationState::Submitted,
                                      .event = an_event("payment-confirmed"),
                                      .card = an_offer()};
    auto wrong = step;
    wrong.from = ApplicationState::InReview;
    CHECK(code_of(store().record_payment(payment, PaymentState::Created, paid, wrong)) == "store.conflict");
    CHECK(number_of(1) == "store.missing");
    REQUIRE(store().record_payment(payment, PaymentState::Created, paid, step));
    CHECK(number_of(1) == "MS000001");
    // A second payment of the same application: the card stays the one it is.
    auto second = a_payment(2, 1);
    second.state = PaymentState::DuplicatePaid;
    REQUIRE(
        store().add_payment(a_payment(2, 1), a_payment_event("created", PaymentState::Created, PaymentState::Created)));
    auto again = step;
    again.from = again.to = ApplicationState::Submitted;
    REQUIRE(store().record_payment(
        second, PaymentState::Created,
        a_payment_event("confirmed-again", PaymentState::Created, PaymentState::DuplicatePaid), again));
    CHECK(number_of(1) == "MS000001");
    CHECK(events(1, "card-issued") == 1);
    REQUIRE(submit(2, an_offer()));
    CHECK(number_of(2) == "MS000002");
}

TEST_CASE_FIXTURE(CardFixture, "store: the card follows the decision, with a row in the history") {
    for (const unsigned i : {1u, 2u}) REQUIRE(submit(i, an_offer(), ApplicationState::InReview));
    REQUIRE(store().transition(application_id(1), ApplicationState::InReview, ApplicationState::Approved,
                               an_event("approved", "erika"), "", {}, "B-4711"));
    REQUIRE(store().transition(application_id(2), ApplicationState::InReview, ApplicationState::Rejected,
                               an_event("rejected", "erika"), "nein", {}));
    const auto replaced = store().find_card(application_id(1));
    CHECK(replaced->state == CardState::Replaced);
    CHECK(replaced->final_number == "B-4711");
    CHECK(store().find_card(application_id(2))->state == CardState::Revoked);
    CHECK(events(1, "card-replaced") == 1);
    CHECK(events(2, "card-revoked") == 1);
    CHECK(store().history_of(application_id(2))->back().actor == "erika");
}

TEST_CASE_FIXTURE(CardFixture, "store: a case worker revokes once; a later decision changes nothing about it") {
    REQUIRE(submit(1, an_offer(), ApplicationState::InReview));
    auto event = an_event("card-revoked", "erika");
    event.detail = "verloren";
    REQUIRE(store().revoke_card(application_id(1), event));
    CHECK(store().find_card(application_id(1))->state == CardState::Revoked);
    CHECK(store().find_card(application_id(1))->reason == "verloren");
    CHECK(code_of(store().revoke_card(application_id(1), event)) == "store.conflict");
    CHECK(code_of(store().revoke_card(application_id(2), event)) == "store.missing");
    CHECK(events(1, "card-revoked") == 1);
    REQUIRE(store().transition(application_id(1), ApplicationState::InReview, ApplicationState::Approved,
                               an_event("approved"), "", {}, "B-1"));
    CHECK(store().find_card(application_id(1))->state == CardState::Revoked);
    CHECK(events(1, "card-replaced") == 0);
}
