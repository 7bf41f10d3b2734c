// What an earlier version stored is there after a migration, and still hangs together.
#include "adapters/sqlite/connection.h"
#include "adapters/sqlite/migrate.h"
#include "store_fixture.h"

using namespace lesepass::server::testing;
using namespace lesepass::server::sqlite;
using namespace lesepass;

TEST_CASE("migrations: applications of the first schema keep their rows, histories and rules") {
    const TemporaryFolder folder;
    Connection db({.path = folder.path() + "/db"});
    const auto& all = embedded_migrations();
    REQUIRE(migrate(db, {all.front()}, MissingMigrations::Apply, noon));
    for (const char* sql :
         {"INSERT INTO applications VALUES (randomblob(16), 'musterstadt', 'A', randomblob(16), 'h', '{}', 'de', 0, "
          "'[]', 'submitted', 1, 2, '', 'erika')",
          "INSERT INTO applications SELECT randomblob(16), tenant, 'B', randomblob(16), content_hash, json, language, "
          "0, '[]', 'rejected', 1, 2, 'no', 'ø' FROM applications",
          "INSERT INTO application_events (application, at, actor, event, detail) SELECT id, 1, 'a', 'received', '' "
          "FROM applications",
          "INSERT INTO outbox (application, tenant, kind, idempotency_key, payload, purpose, title, created_at, "
          "next_attempt_at) SELECT id, tenant, 'mail', receipt_number, '{}', '', '', 1, 1 FROM applications"})
        db.exec(sql);
    REQUIRE(migrate(db, all, MissingMigrations::Apply, noon));
    const auto count = [&](const char* sql) {
        auto query = db.prepare(sql);
        return query.step() ? query.small() : -1;
    };
    CHECK(count("SELECT count(*) FROM applications") == 2);
    CHECK(count("SELECT count(*) FROM applications WHERE receipt_number = 'B' AND search_text = 'ø' AND "
                "decision_reason = 'no' AND state = 'rejected'") == 1);
    CHECK(count("SELECT count(*) FROM application_events e JOIN applications a ON a.id = e.application") == 2);
    CHECK(count("SELECT count(*) FROM outbox o JOIN applications a ON a.id = o.application") == 2);
    CHECK(count("SELECT count(*) FROM provisional_cards") == 0);
    CHECK(count("SELECT count(*) FROM pragma_foreign_key_check") == 0);
    CHECK_THROWS(db.exec("UPDATE application_events SET actor = 'x'"));
    CHECK_THROWS(db.exec("UPDATE applications SET state = 'unheard-of'"));
    CHECK_THROWS(db.exec("DELETE FROM applications"));
    CHECK_NOTHROW(db.exec("UPDATE applications SET state = 'awaiting-consent'"));
}
