#include "store/connection.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <utility>

namespace weir::store {
namespace {

// A writer holds the lock for one batch, tens of milliseconds; whoever waits longer than this has
// met a stuck process.
constexpr int busy_limit_milliseconds = 10'000;

int flags_for(Connection::Mode mode) {
    return mode == Connection::Mode::read ? SQLite::OPEN_READONLY
                                          : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
}

}  // namespace

Statement::Statement(sqlite3* db, std::string_view sql, bool kept) : db_(db) {
    check(sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                             kept ? SQLITE_PREPARE_PERSISTENT : 0U, &statement_, nullptr));
}

Statement::~Statement() {
    sqlite3_finalize(statement_);
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) throw SQLite::Exception(db_, code);
}

void Statement::bind(int at, std::int64_t value) {
    check(sqlite3_bind_int64(statement_, at, value));
}

void Statement::bind(int at, double value) {
    check(sqlite3_bind_double(statement_, at, value));
}

void Statement::bind(int at, std::string_view text) {
    // A null pointer would bind NULL; an empty view may hold one.
    const char* data = text.data() != nullptr ? text.data() : "";
    check(sqlite3_bind_text64(statement_, at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind(int at, Blob blob) {
    const char* data = blob.bytes.data() != nullptr ? blob.bytes.data() : "";
    check(sqlite3_bind_blob64(statement_, at, data, blob.bytes.size(), SQLITE_STATIC));
}

void Statement::bind(int at, std::nullopt_t) {
    check(sqlite3_bind_null(statement_, at));
}

bool Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw SQLite::Exception(db_, code);
}

void Statement::reset() noexcept {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

bool Statement::null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(statement_, column);
    if (bytes == nullptr) return {};
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Statement::blob(int column) const {
    const void* bytes = sqlite3_column_blob(statement_, column);
    if (bytes == nullptr) return {};
    return {static_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Connection::Connection(const std::filesystem::path& path, Mode mode)
    : db_(path.string(), flags_for(mode), busy_limit_milliseconds) {
    sqlite3_extended_result_codes(handle(), 1);
}

void Connection::exec(const std::string& sql) {
    db_.exec(sql);
}

std::int64_t Connection::integer(const std::string& sql) {
    Statement statement(handle(), sql, false);
    return statement.step() ? statement.integer(0) : 0;
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(handle()) == 0;
}

void Connection::roll_back() noexcept {
    if (in_transaction()) sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::size_t Connection::changes() const {
    return static_cast<std::size_t>(sqlite3_changes64(handle()));
}

std::int64_t Connection::total_changes() const {
    return sqlite3_total_changes64(handle());
}

std::unique_ptr<Statement> Connection::take(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end() && found->second)
        return std::move(found->second);
    return std::make_unique<Statement>(handle(), sql, true);
}

void Connection::give_back(std::string_view sql, std::unique_ptr<Statement> statement) noexcept {
    statement->reset();
    try {
        auto& place = statements_[sql];
        if (!place) place = std::move(statement);
    } catch (const std::bad_alloc&) {
        // Without memory for the map the statement is prepared again next time.
    }
}

Rows::~Rows() {
    if (db_ != nullptr) db_->give_back(sql_, std::move(statement_));
}

}  // namespace weir::store
