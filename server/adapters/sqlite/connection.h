#pragma once
// A thin layer over the sqlite3 C API. Inside this adapter errors are exceptions (SqlError); none leaves it: reads and
// writes of the store turn them into a Failure at their edge.
#include <sqlite3.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.h"
#include "base/ids.h"
#include "base/result.h"

namespace lesepass::server::sqlite {

class SqlError : public std::runtime_error {
public:
    SqlError(int extended_code, const std::string& message) : std::runtime_error(message), code_(extended_code) {}
    int primary() const { return code_ & 0xff; }
    int extended() const { return code_; }

private:
    int code_;
};

// "store.busy", "store.conflict", "store.missing" (foreign key) or "store.io" with a hint for the operator.
Failure to_failure(const SqlError& error);

// One execution of a cached statement; reset when it goes out of scope. Parameters are bound in the order written.
// Bound text is not copied: it must live until the last step().
class Statement {
public:
    explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(std::string_view text);
    Statement& bind(const std::string& text) { return bind(std::string_view(text)); }
    Statement& bind(std::string&&) = delete;
    Statement& bind(std::int64_t value);
    Statement& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(UtcMillis value) { return bind(value.value); }
    Statement& bind(const std::optional<UtcMillis>& value) { return value ? bind(value->value) : bind_null(); }
    Statement& bind(const Bytes16& bytes);
    template <class Tag>
    Statement& bind(const Id<Tag>& id) {
        return bind(id.bytes);
    }
    Statement& bind_null();

    bool step();  // true: there is a row
    void run();   // until done, rows are ignored

    // Columns of the current row, from left to right.
    std::string text();
    std::int64_t integer();
    int small() { return static_cast<int>(integer()); }
    UtcMillis time() { return UtcMillis{integer()}; }
    std::optional<UtcMillis> optional_time();
    Bytes16 bytes16();

private:
    void check(int code);
    sqlite3_stmt* handle_;
    int next_parameter_ = 1;
    int next_column_ = 0;
};

class Connection {
public:
    struct Options {
        std::string path;
        std::string vfs{};  // empty: the system's
        int busy_timeout_ms = 5000;
        int cache_kib = 2048;
    };
    explicit Connection(const Options& options);  // throws SqlError
    Connection(Connection&&) noexcept = default;
    Connection& operator=(Connection&&) noexcept = default;

    // `sql` is a string literal: the cache keeps its address.
    Statement prepare(std::string_view sql);
    void exec(const char* sql);
    int changes() const { return sqlite3_changes(handle_.get()); }
    std::int64_t last_insert_id() const { return sqlite3_last_insert_rowid(handle_.get()); }
    bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    sqlite3* handle() const { return handle_.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
    // Destroyed before the connection.
    std::unordered_map<std::string_view, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

}  // namespace lesepass::server::sqlite
