#pragma once
// Numbered migrations, part of the program, applied in order and compared by checksum at every start.
#include <vector>

#include "adapters/sqlite/connection.h"

namespace lesepass::server::sqlite {

struct Migration {
    int number;        // 1, 2, 3, ... without gaps
    const char* name;  // file name without extension: "0001_initial"
    const char* sql;
};

const std::vector<Migration>& embedded_migrations();

enum class MissingMigrations {
    Apply,
    Refuse,  // another process is using the database
};

// Brings the database to the newest schema in one transaction. Failure codes: "store.newer" (written by a newer
// program), "store.migration" (an applied migration differs from ours, or is missing and may not be applied),
// "store.foreign" (another program's database), "store.io".
Status migrate(Connection& connection, const std::vector<Migration>& migrations, MissingMigrations missing,
               UtcMillis now);

}  // namespace lesepass::server::sqlite
