#include "adapters/sqlite/connection.h"

#include "adapters/sqlite/search_text.h"

namespace lesepass::server::sqlite {
namespace {

[[noreturn]] void raise(sqlite3* handle, int code) {
    if (handle == nullptr) throw SqlError(code, sqlite3_errstr(code));
    throw SqlError(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
}

std::string operator_hint(const SqlError& error) {
    switch (error.primary()) {
        case SQLITE_FULL: return "the disk is full";
        case SQLITE_READONLY: return "the database is not writable (owner and rights of the data folder?)";
        case SQLITE_CANTOPEN: return "can not open the database (does the data folder exist, are its rights right?)";
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return "the database is damaged; restore the backup";
        default: return "SQLite says";
    }
}

}  // namespace

Failure to_failure(const SqlError& error) {
    if (error.extended() == SQLITE_CONSTRAINT_FOREIGNKEY) return {"store.missing", "no such row to refer to"};
    if (error.primary() == SQLITE_CONSTRAINT) return {"store.conflict", error.what()};
    if (error.primary() == SQLITE_BUSY || error.primary() == SQLITE_LOCKED)
        return {"store.busy", "the database is locked by another program"};
    return {"store.io", operator_hint(error) + ": " + error.what()};
}

Statement::~Statement() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

Statement& Statement::bind(std::string_view text) {
    // A null pointer would bind NULL.
    const char* data = text.data() == nullptr ? "" : text.data();
    check(sqlite3_bind_text64(handle_, next_parameter_++, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(std::int64_t value) {
    check(sqlite3_bind_int64(handle_, next_parameter_++, value));
    return *this;
}

Statement& Statement::bind(const Bytes16& bytes) {
    check(
        sqlite3_bind_blob(handle_, next_parameter_++, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind_null() {
    check(sqlite3_bind_null(handle_, next_parameter_++));
    return *this;
}

bool Statement::step() {
    next_column_ = 0;
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    raise(sqlite3_db_handle(handle_), code);
}

void Statement::run() {
    while (step()) {
    }
}

std::string Statement::text() {
    const int column = next_column_++;
    const auto* data = sqlite3_column_text(handle_, column);
    if (data == nullptr) return {};
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::int64_t Statement::integer() { return sqlite3_column_int64(handle_, next_column_++); }

std::optional<UtcMillis> Statement::optional_time() {
    if (sqlite3_column_type(handle_, next_column_) != SQLITE_NULL) return time();
    ++next_column_;
    return std::nullopt;
}

Bytes16 Statement::bytes16() {
    const int column = next_column_++;
    Bytes16 bytes{};
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
    if (data == nullptr || sqlite3_column_bytes(handle_, column) != 16)
        throw SqlError(SQLITE_CORRUPT, "an id is not 16 bytes long");
    std::copy(data, data + bytes.size(), bytes.begin());
    return bytes;
}

void Statement::check(int code) {
    if (code != SQLITE_OK) raise(sqlite3_db_handle(handle_), code);
}

Connection::Connection(const Options& options) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code =
        sqlite3_open_v2(options.path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
    handle_.reset(handle);
    if (code != SQLITE_OK) raise(handle, code);
    sqlite3_busy_timeout(handle, options.busy_timeout_ms);
    // FULL: the log is synced before each commit returns; that is the store's promise. WAL is set once, by migrate().
    exec(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0; "
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;");
    exec(("PRAGMA cache_size = -" + std::to_string(options.cache_kib)).c_str());
    register_search_function(handle);
}

Statement Connection::prepare(std::string_view sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        sqlite3_stmt* statement = nullptr;
        const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK) raise(handle_.get(), code);
        found = statements_.emplace(sql, statement).first;
    }
    return Statement(found->second.get());
}

void Connection::exec(const char* sql) {
    const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) raise(handle_.get(), code);
}

}  // namespace lesepass::server::sqlite
