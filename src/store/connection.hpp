#pragma once

#include "base/instant.hpp"

#include <SQLiteCpp/Database.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace weir::store {

/// Bytes that are no text, for a BLOB column.
struct Blob {
    std::string_view bytes;
};

/// One prepared statement. On SQLite's C interface, since SQLiteCpp copies every text that it binds
/// or reads and the poll path binds many. Throws SQLite::Exception.
class Statement {
public:
    Statement(sqlite3* db, std::string_view sql, bool kept);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // What is bound is not copied: it must live until the statement has been stepped to its end.
    void bind(int at, std::int64_t value);
    void bind(int at, double value);
    void bind(int at, std::string_view text);
    void bind(int at, Blob blob);
    void bind(int at, std::nullopt_t);

    /// True when there is a row.
    bool step();
    void reset() noexcept;

    [[nodiscard]] bool null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    /// Valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string_view blob(int column) const;

private:
    void check(int code) const;

    sqlite3* db_;
    sqlite3_stmt* statement_ = nullptr;
};

/// One connection with its prepared statements. One thread at a time. Throws SQLite::Exception.
class Connection {
public:
    enum class Mode { read, write };
    Connection(const std::filesystem::path& path, Mode mode);

    /// Runs statements that return nothing of interest.
    void exec(const std::string& sql);
    [[nodiscard]] std::int64_t integer(const std::string& sql);
    [[nodiscard]] sqlite3* handle() const { return db_.getHandle(); }
    [[nodiscard]] SQLite::Database& database() { return db_; }
    [[nodiscard]] bool in_transaction() const;
    /// Ends a transaction without keeping it, if SQLite has not done so by itself (as it does when
    /// the disk is full).
    void roll_back() noexcept;
    [[nodiscard]] std::size_t changes() const;
    [[nodiscard]] std::int64_t total_changes() const;

    /// `sql` must be a literal: it is the key under which the statement is kept.
    [[nodiscard]] std::unique_ptr<Statement> take(std::string_view sql);
    void give_back(std::string_view sql, std::unique_ptr<Statement> statement) noexcept;

private:
    SQLite::Database db_;
    std::unordered_map<std::string_view, std::unique_ptr<Statement>> statements_;
};

/// The rows of one run of a kept statement, which goes back to its connection at the end of scope.
class Rows {
public:
    /// Texts and blobs among `values` are not copied and must outlive the rows.
    template <class... Values>
    Rows(Connection& db, std::string_view sql, const Values&... values)
        : db_(&db), sql_(sql), statement_(db.take(sql)) {
        bind_all(values...);
    }
    /// A statement that is not kept: its text was made for this one run.
    struct Once {
        const std::string& sql;
    };
    template <class... Values>
    Rows(Connection& db, Once once, const Values&... values)
        : statement_(std::make_unique<Statement>(db.handle(), once.sql, false)) {
        bind_all(values...);
    }
    ~Rows();
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    /// Binds the parameter after those bound so far.
    template <class Value>
    void bind(const Value& value) {
        bind_at(++bound_, value);
    }

    bool next() { return statement_->step(); }
    [[nodiscard]] bool null(int column) const { return statement_->null(column); }
    [[nodiscard]] std::int64_t integer(int column) const { return statement_->integer(column); }
    [[nodiscard]] bool flag(int column) const { return statement_->integer(column) != 0; }
    [[nodiscard]] std::string_view text(int column) const { return statement_->text(column); }
    [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
    [[nodiscard]] std::string_view blob(int column) const { return statement_->blob(column); }
    [[nodiscard]] Instant instant(int column) const { return Instant{Seconds{integer(column)}}; }
    [[nodiscard]] std::optional<Instant> optional_instant(int column) const {
        return null(column) ? std::nullopt : std::optional{instant(column)};
    }

private:
    template <class... Values>
    void bind_all(const Values&... values) {
        (bind(values), ...);
    }
    template <std::integral Value>
    void bind_at(int at, const Value& value) {
        statement_->bind(at, static_cast<std::int64_t>(value));
    }
    void bind_at(int at, std::string_view value) { statement_->bind(at, value); }
    void bind_at(int at, const std::string& value) {
        statement_->bind(at, std::string_view(value));
    }
    void bind_at(int at, const char* value) { statement_->bind(at, std::string_view(value)); }
    void bind_at(int at, Blob value) { statement_->bind(at, value); }
    void bind_at(int at, double value) { statement_->bind(at, value); }
    void bind_at(int at, Instant value) {
        statement_->bind(at, static_cast<std::int64_t>(value.time_since_epoch().count()));
    }
    void bind_at(int at, std::nullopt_t) { statement_->bind(at, std::nullopt); }
    template <class Value>
    void bind_at(int at, const std::optional<Value>& value) {
        if (value) {
            bind_at(at, *value);
        } else {
            statement_->bind(at, std::nullopt);
        }
    }

    Connection* db_ = nullptr;
    std::string_view sql_;
    std::unique_ptr<Statement> statement_;
    int bound_ = 0;
};

/// Runs a kept statement to its end; returns how many rows it changed.
template <class... Values>
std::size_t run(Connection& db, std::string_view sql, const Values&... values) {
    Rows rows(db, sql, values...);
    while (rows.next()) {
    }
    return db.changes();
}

/// One transaction that writes, rolled back when it is left by an exception.
class Transaction {
public:
    explicit Transaction(Connection& db) : db_(db) { run(db_, "BEGIN IMMEDIATE"); }
    ~Transaction() { db_.roll_back(); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() { run(db_, "COMMIT"); }

private:
    Connection& db_;
};

}  // namespace weir::store
