// Every sentence of ports/store.h about attachments, applications and case workers. Payments and outbox have files of
// their own.
#include <thread>

#include "store_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;
using Kind = SubmitOutcome::Kind;

TEST_CASE_FIXTURE(StoreFixture, "store: a submitted application is found with everything it was given") {
    auto record = an_application(1);
    record.decision_reason = "";
    record.state = ApplicationState::AwaitingPayment;
    REQUIRE(store().submit(record, "erika", {}, {an_intent("a")}));
    reopen();
    const auto found = store().find_application(record.id);
    REQUIRE(found);
    CHECK(found->tenant == record.tenant);
    CHECK(found->receipt_number == record.receipt_number);
    CHECK(found->status_token == record.status_token);
    CHECK(found->content_hash == record.content_hash);
    CHECK(found->json == record.json);
    CHECK(found->language == "de");
    CHECK(found->fee == Cents{1600});
    CHECK(found->fee_json == "[]");
    CHECK(found->state == ApplicationState::AwaitingPayment);
    CHECK(found->received_at == record.received_at);
    CHECK(found->updated_at == record.updated_at);
    CHECK(store().find_by_status_token(record.status_token)->id == record.id);
    const auto history = store().history_of(record.id);
    REQUIRE(history->size() == 1);
    CHECK(history->front().event == "received");
    CHECK(history->front().actor == "applicant");
    REQUIRE(store().outbox_of(record.id)->size() == 1);
}

TEST_CASE_FIXTURE(StoreFixture, "store: what nobody stored is missing") {
    CHECK(code_of(store().find_application(application_id(9))) == "store.missing");
    CHECK(code_of(store().find_by_status_token(id_of<StatusToken>(9))) == "store.missing");
    CHECK(code_of(store().find_attachment(attachment_id(9))) == "store.missing");
    CHECK(code_of(store().find_payment(payment_id(9))) == "store.missing");
    CHECK(code_of(store().find_case_worker("nobody")) == "store.missing");
    CHECK(code_of(store().find_session("nothing", noon)) == "store.missing");
    CHECK(store().attachments_of(application_id(9))->empty());
    CHECK(store().history_of(application_id(9))->empty());
    CHECK(store().payments_of(application_id(9))->empty());
    CHECK(store().outbox_of(application_id(9))->empty());
}

TEST_CASE_FIXTURE(StoreFixture, "store: a second submit with the same id and hash returns the first receipt") {
    given_application(1, ApplicationState::Submitted, {"mailbox"});
    auto again = an_application(1);
    again.receipt_number = "MU-9999";
    again.status_token = id_of<StatusToken>(77, "status");
    again.received_at = noon.plus_seconds(9999);
    const auto outcome = store().submit(again, "other", {}, {an_intent("another key")});
    REQUIRE(outcome);
    CHECK(outcome->kind == Kind::Replayed);
    CHECK(outcome->record.receipt_number == "MU-1001");
    CHECK(outcome->record.status_token == an_application(1).status_token);
    CHECK(store().outbox_of(again.id)->size() == 1);
    CHECK(store().history_of(again.id)->size() == 1);
    CHECK(code_of(store().find_by_status_token(again.status_token)) == "store.missing");
}

TEST_CASE_FIXTURE(StoreFixture, "store: the same id with another hash, or in another library, is a conflict") {
    given_application(1);
    auto other = an_application(1);
    other.content_hash = sha256_hex("something else");
    CHECK(store().submit(other, "", {}, {an_intent("x")})->kind == Kind::HashConflict);
    auto elsewhere = an_application(1);
    elsewhere.tenant = "beispielhausen";
    CHECK(store().submit(elsewhere, "", {}, {an_intent("y")})->kind == Kind::HashConflict);
    CHECK(store().find_application(other.id)->content_hash == an_application(1).content_hash);
    CHECK(store().outbox_of(other.id)->empty());
}

TEST_CASE_FIXTURE(StoreFixture, "store: a receipt number is given once, and nothing of the second remains") {
    given_application(1);
    auto second = an_application(2);
    second.receipt_number = an_application(1).receipt_number;
    const auto outcome = store().submit(second, "", {}, {an_intent("x")});
    REQUIRE_FALSE(outcome);
    CHECK(outcome.failure().code == "store.conflict");
    CHECK(outcome.failure().detail == "receipt_number");
    CHECK(code_of(store().find_application(second.id)) == "store.missing");
    CHECK(store().outbox_figures()->pending == 0);
    second.receipt_number = "MU-2222";
    CHECK(store().submit(second, "", {}, {an_intent("x")})->kind == Kind::Created);
}

TEST_CASE_FIXTURE(StoreFixture, "store: of many threads that submit the same id exactly one creates it") {
    constexpr int threads = 32;
    std::atomic<int> created{0}, replayed{0}, other{0};
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
        all.emplace_back([&, i] {
            auto record = an_application(1);
            record.receipt_number = "MU-" + std::to_string(5000 + i);
            const auto outcome = store().submit(record, "", {}, {an_intent("the one mail")});
            if (!outcome) return void(++other);
            (outcome->kind == Kind::Created ? created : outcome->kind == Kind::Replayed ? replayed : other)++;
        });
    for (auto& thread : all) thread.join();
    CHECK(created == 1);
    CHECK(replayed == threads - 1);
    CHECK(other == 0);
    CHECK(store().outbox_of(application_id(1))->size() == 1);
    CHECK(store().history_of(application_id(1))->size() == 1);
}

TEST_CASE_FIXTURE(StoreFixture, "store: an application takes its attachments along") {
    for (unsigned i : {1u, 2u, 3u}) REQUIRE(store().add_attachment(an_attachment(i, 1)));
    CHECK(store().attachments_of(application_id(1))->size() == 3);
    REQUIRE(store().submit(an_application(1), "", {attachment_id(1), attachment_id(3)}, {}));
    const auto attached = store().attachments_of(application_id(1));
    REQUIRE(attached->size() == 2);
    CHECK((*attached)[0].id == attachment_id(1));
    CHECK((*attached)[1].id == attachment_id(3));
    const auto found = store().find_attachment(attachment_id(1));
    const auto given = an_attachment(1, 1);
    CHECK(found->application == given.application);
    CHECK(found->purpose == given.purpose);
    CHECK(found->file_name == given.file_name);
    CHECK(found->media_type == given.media_type);
    CHECK(found->size_bytes == given.size_bytes);
    CHECK(found->sha256_hex == given.sha256_hex);
    CHECK(found->created_at == given.created_at);
}

TEST_CASE_FIXTURE(StoreFixture,
                  "store: attachments that are unknown or somebody else's are refused, nothing is stored") {
    auto of_other_library = an_attachment(5, 1);
    of_other_library.tenant = "beispielhausen";
    REQUIRE(store().add_attachment(an_attachment(1, 1)));
    REQUIRE(store().add_attachment(an_attachment(2, 2)));
    REQUIRE(store().add_attachment(of_other_library));
    for (unsigned wrong : {2u, 5u, 99u}) {
        const auto outcome =
            store().submit(an_application(1), "", {attachment_id(1), attachment_id(wrong)}, {an_intent("mail")});
        CHECK(code_of(outcome) == "store.conflict");
        CHECK(code_of(store().find_application(application_id(1))) == "store.missing");
        CHECK(store().outbox_figures()->pending == 0);
        CHECK(store().orphaned_attachments(noon.plus_seconds(100), 10)->size() == 3);
    }
}

TEST_CASE_FIXTURE(StoreFixture, "store: an attachment can be added twice, but not with other content or too late") {
    REQUIRE(store().add_attachment(an_attachment(1, 1)));
    CHECK(store().add_attachment(an_attachment(1, 1)));
    auto other_bytes = an_attachment(1, 1);
    other_bytes.sha256_hex = sha256_hex("other bytes");
    CHECK(code_of(store().add_attachment(other_bytes)) == "store.conflict");
    auto other_draft = an_attachment(1, 2);
    CHECK(code_of(store().add_attachment(other_draft)) == "store.conflict");
    REQUIRE(store().submit(an_application(1), "", {attachment_id(1)}, {}));
    CHECK(store().add_attachment(an_attachment(1, 1)));  // a repeated request whose answer was lost
    CHECK(code_of(store().add_attachment(an_attachment(2, 1))) == "store.conflict");
}

TEST_CASE_FIXTURE(StoreFixture, "store: an attachment can be removed until it has been submitted") {
    REQUIRE(store().add_attachment(an_attachment(1, 1)));
    REQUIRE(store().add_attachment(an_attachment(2, 1)));
    CHECK(store().remove_attachment(attachment_id(1)));
    CHECK(store().remove_attachment(attachment_id(1)));
    CHECK(code_of(store().find_attachment(attachment_id(1))) == "store.missing");
    REQUIRE(store().submit(an_application(1), "", {attachment_id(2)}, {}));
    CHECK(code_of(store().remove_attachment(attachment_id(2))) == "store.conflict");
    CHECK(store().find_attachment(attachment_id(2)));
}

TEST_CASE_FIXTURE(StoreFixture, "store: orphans are old attachments that no submitted application has, oldest first") {
    for (unsigned i : {1u, 2u, 3u, 4u, 5u}) REQUIRE(store().add_attachment(an_attachment(i, i == 2 ? 1 : 7)));
    REQUIRE(store().submit(an_application(1), "", {attachment_id(2)}, {}));
    const auto orphans = store().orphaned_attachments(noon.plus_seconds(5), 10);  // 5 is not older
    REQUIRE(orphans->size() == 3);
    CHECK((*orphans)[0].id == attachment_id(1));
    CHECK((*orphans)[1].id == attachment_id(3));
    CHECK((*orphans)[2].id == attachment_id(4));
    CHECK(store().orphaned_attachments(noon.plus_seconds(5), 2)->size() == 2);
    CHECK(store().orphaned_attachments(noon, 10)->empty());
}

TEST_CASE_FIXTURE(StoreFixture, "store: a transition moves state, history and intents together") {
    given_application(1);
    REQUIRE(store().transition(application_id(1), ApplicationState::Submitted, ApplicationState::InReview,
                               an_event("opened", "schmidt"), "", {}));
    CHECK(state_of(1) == ApplicationState::InReview);
    REQUIRE(store().transition(application_id(1), ApplicationState::InReview, ApplicationState::Rejected,
                               an_event("reject", "schmidt"), "Nachweis fehlt", {an_intent("decision", "applicant")}));
    const auto found = store().find_application(application_id(1));
    CHECK(found->state == ApplicationState::Rejected);
    CHECK(found->decision_reason == "Nachweis fehlt");
    CHECK(found->updated_at == noon.plus_seconds(500));
    const auto history = store().history_of(application_id(1));
    REQUIRE(history->size() == 3);
    CHECK((*history)[2].event == "reject");
    CHECK((*history)[2].actor == "schmidt");
    CHECK(store().outbox_of(application_id(1))->size() == 1);
    // A later step without a reason keeps the decision's.
    REQUIRE(store().transition(application_id(1), ApplicationState::Rejected, ApplicationState::Rejected,
                               an_event("opened"), "", {}));
    CHECK(store().find_application(application_id(1))->decision_reason == "Nachweis fehlt");
}

TEST_CASE_FIXTURE(StoreFixture, "store: a transition from a state the application is not in changes nothing") {
    given_application(1);
    for (auto from : {ApplicationState::AwaitingPayment, ApplicationState::Delivered, ApplicationState::InReview,
                      ApplicationState::Approved, ApplicationState::Rejected})
        CHECK(code_of(store().transition(application_id(1), from, ApplicationState::Approved, an_event("approve"), "x",
                                         {an_intent("mail")})) == "store.conflict");
    CHECK(code_of(store().transition(application_id(2), ApplicationState::Submitted, ApplicationState::InReview,
                                     an_event("opened"), "", {})) == "store.missing");
    CHECK(state_of(1) == ApplicationState::Submitted);
    CHECK(store().find_application(application_id(1))->decision_reason.empty());
    CHECK(store().history_of(application_id(1))->size() == 1);
    CHECK(store().outbox_figures()->pending == 0);
}

TEST_CASE_FIXTURE(StoreFixture, "store: of two case workers who decide at once one wins") {
    given_application(1);
    REQUIRE(store().transition(application_id(1), ApplicationState::Submitted, ApplicationState::InReview,
                               an_event("opened"), "", {}));
    std::atomic<int> won{0}, lost{0};
    std::vector<std::thread> all;
    for (auto to : {ApplicationState::Approved, ApplicationState::Rejected, ApplicationState::Approved})
        all.emplace_back([&, to] {
            const auto status = store().transition(application_id(1), ApplicationState::InReview, to,
                                                   an_event("decide"), "", {an_intent("decision")});
            (code_of(status) == "ok" ? won : lost)++;
        });
    for (auto& thread : all) thread.join();
    CHECK(won == 1);
    CHECK(lost == 2);
    CHECK(store().history_of(application_id(1))->size() == 3);
}

TEST_CASE_FIXTURE(StoreFixture, "store: the list shows one library's applications, newest first, in pages") {
    for (unsigned i : {1u, 2u, 3u, 4u, 5u}) given_application(i);
    auto elsewhere = an_application(6);
    elsewhere.tenant = "beispielhausen";
    REQUIRE(store().submit(elsewhere, "", {}, {}));
    const auto list = store().list_applications({.tenant = "musterstadt", .limit = 2, .offset = 1});
    REQUIRE(list->size() == 2);
    CHECK((*list)[0].id == application_id(4));
    CHECK((*list)[1].id == application_id(3));
    CHECK(*store().count_applications({.tenant = "musterstadt", .limit = 2, .offset = 1}) == 5);
    CHECK(*store().count_applications({.tenant = "beispielhausen"}) == 1);
    CHECK(*store().count_applications({.tenant = ""}) == 0);
    CHECK(store().list_applications({.tenant = "nowhere"})->empty());
    CHECK(store().list_applications({.tenant = "musterstadt", .limit = 0, .offset = -5})->size() == 1);
}

TEST_CASE_FIXTURE(StoreFixture, "store: the list can be limited to a state") {
    for (unsigned i : {1u, 2u, 3u}) given_application(i);
    REQUIRE(store().transition(application_id(2), ApplicationState::Submitted, ApplicationState::InReview,
                               an_event("opened"), "", {}));
    const ApplicationFilter in_review{.tenant = "musterstadt", .state = ApplicationState::InReview};
    REQUIRE(store().list_applications(in_review)->size() == 1);
    CHECK(store().list_applications(in_review)->front().id == application_id(2));
    CHECK(*store().count_applications({.tenant = "musterstadt", .state = ApplicationState::Submitted}) == 2);
    CHECK(*store().count_applications({.tenant = "musterstadt", .state = ApplicationState::Approved}) == 0);
}

TEST_CASE_FIXTURE(StoreFixture, "store: the list can be limited to several states, one state wins over them") {
    using enum ApplicationState;
    unsigned number = 0;
    for (auto state : {AwaitingConsent, AwaitingPayment, Submitted, Delivered, InReview, Approved, Rejected})
        given_application(++number, state);
    const auto count = [&](std::optional<ApplicationState> state, std::vector<ApplicationState> states) {
        return *store().count_applications({.tenant = "musterstadt", .state = state, .states = std::move(states)});
    };
    CHECK(count({}, {}) == 7);
    CHECK(count({}, {AwaitingConsent}) == 1);
    CHECK(count({}, {Submitted, Delivered, InReview}) == 3);
    CHECK(count({}, {Submitted, Submitted}) == 1);
    CHECK(count(Approved, {Submitted, Delivered}) == 1);
    const auto list = store().list_applications({.tenant = "musterstadt", .states = {Approved, Rejected}});
    REQUIRE(list->size() == 2);
    CHECK((*list)[0].state == Rejected);
    CHECK((*list)[1].state == Approved);
}

TEST_CASE_FIXTURE(StoreFixture, "store: search finds people however they are typed") {
    struct Person {
        unsigned number;
        const char* search_text;
    };
    for (const Person& person : {Person{1, "müller-lüdenscheidt erika"}, Person{2, "Nguyễn Văn"}, Person{3, "o'brien"},
                                 Person{4, "Groß Łukasz"}, Person{5, "Őszi 100% _x_"}, Person{6, "ЩЕРБАК"}})
        REQUIRE(store().submit(an_application(person.number), person.search_text, {}, {}));
    struct Row {
        const char* text;
        std::vector<unsigned> found;
    };
    const Row rows[] = {
        {"Müller", {1}},       {"MÜLLER", {1}},     {"muller", {1}},     {"erika müller", {1}},
        {"nguyen", {2}},       {"O'BRIEN", {3}},    {"gross", {4}},      {"lukasz", {4}},
        {"oszi", {5}},         {"щербак", {6}},     {"MU-1003", {3}},    {"mu1003", {3}},
        {"  erika  ", {1}},    {"erika brien", {}}, {"erica", {}},       {"%", {5}},
        {"_x_", {5}},          {"mü_ler", {}},      {"' OR 1=1 --", {}}, {"MU-10033", {}},
        {"mu\u0308ller", {1}}, {"\xff", {}},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        const ApplicationFilter filter{.tenant = "musterstadt", .text = row.text};
        const auto list = store().list_applications(filter);
        REQUIRE(list);
        REQUIRE(list->size() == row.found.size());
        CHECK(*store().count_applications(filter) == static_cast<int>(row.found.size()));
        if (!row.found.empty()) CHECK(list->front().id == application_id(row.found.front()));
        CHECK(store().list_applications({.tenant = "other", .text = row.text})->empty());
    }
}

TEST_CASE_FIXTURE(StoreFixture, "store: a case worker is stored once and can be changed") {
    REQUIRE(store().upsert_case_worker({"schmidt", "musterstadt", "A. Schmidt", "hash 1"}));
    REQUIRE(store().upsert_case_worker({"schmidt", "beispielhausen", "Anna Schmidt", "hash 1"}));
    const auto found = store().find_case_worker("schmidt");
    CHECK(found->tenant == "beispielhausen");
    CHECK(found->display_name == "Anna Schmidt");
    CHECK(found->password_hash == "hash 1");
    CHECK(code_of(store().find_case_worker("Schmidt")) == "store.missing");
}

TEST_CASE_FIXTURE(StoreFixture, "store: a session ends by time, by sign-out and by a new password") {
    REQUIRE(store().upsert_case_worker({"schmidt", "musterstadt", "A. Schmidt", "hash 1"}));
    for (const char* token : {"t1", "t2", "t3"})
        REQUIRE(store().add_session({token, "schmidt", "csrf", noon.plus_seconds(60)}));
    CHECK(store().find_session("t1", noon)->user_name == "schmidt");
    CHECK(store().find_session("t1", noon)->csrf_token == "csrf");
    CHECK(store().find_session("t1", noon.plus_seconds(59)));
    CHECK(code_of(store().find_session("t1", noon.plus_seconds(60))) == "store.missing");
    CHECK(store().remove_session("t1"));
    CHECK(store().remove_session("t1"));
    CHECK(code_of(store().find_session("t1", noon)) == "store.missing");
    REQUIRE(store().upsert_case_worker({"schmidt", "musterstadt", "Anna Schmidt", "hash 1"}));
    CHECK(store().find_session("t2", noon));
    REQUIRE(store().upsert_case_worker({"schmidt", "musterstadt", "Anna Schmidt", "hash 2"}));
    CHECK(code_of(store().find_session("t2", noon)) == "store.missing");
    CHECK(code_of(store().add_session({"t4", "nobody", "csrf", noon})) == "store.missing");
}

TEST_CASE_FIXTURE(StoreFixture, "store: a secret keeps its first value, also after a restart") {
    CHECK(*store().secret("draft-key", "first") == "first");
    CHECK(*store().secret("draft-key", "second") == "first");
    CHECK(*store().secret("other", "third") == "third");
    reopen();
    CHECK(*store().secret("draft-key", "fourth") == "first");
}
