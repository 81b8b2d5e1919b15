#pragma once

#include "base/instant.hpp"
#include "identity/identity.hpp"
#include "model/feed.hpp"
#include "model/subscription.hpp"
#include "query/query.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

/// The door to SQLite. One writer thread with group commit, many readers over WAL snapshots.
/// Schema: docs/reference/database.md.
namespace weir::store {

/// Our environment failed: disk full, database locked, damaged, newer. `what()` is one line that
/// says what, why and what to do.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What rules decided for an entry, should it be new.
struct RuleEffect {
    bool drop = false;
    std::string drop_rule;  ///< The rule's text, for `weir why`.
    bool star = false;
    bool read = false;
    std::vector<std::string> tags;
};

struct Arrival {
    identity::Prepared prepared;
    RuleEffect effect;
};

/// What a poll did to the store.
struct Applied {
    std::size_t fresh = 0;  ///< New items.
    std::size_t changed = 0;
    std::size_t same = 0;
    std::size_t relinked = 0;    ///< Known items under new ids.
    std::size_t dropped = 0;     ///< By a rule.
    std::size_t duplicates = 0;  ///< Fresh items that joined a story told before.
    std::size_t held = 0;        ///< Withheld: the feed seems to have renamed everything.
    std::vector<ItemId> fresh_ids;
};

/// All that one poll changes; written in one transaction.
struct PollRecord {
    enum class Outcome { changed, unchanged, failed, gone };
    FeedId feed = 0;
    Outcome outcome = Outcome::unchanged;
    Instant at{};
    int http_status = 0;                   ///< 0 when there was no HTTP answer.
    std::string error;                     ///< One sentence; empty when it went well.
    std::string error_kind;                ///< Stable word for logs and metrics.
    std::optional<Validators> validators;  ///< Absent: leave what is stored.
    std::string body_hash;                 ///< Empty: leave.
    std::optional<Feed> about;             ///< Absent: leave.
    std::optional<Format> format;
    std::size_t repairs = 0;        ///< Notices of the document.
    std::vector<Arrival> arrivals;  ///< In document order.
    bool complete = false;          ///< RFC 5005 fh:complete: what is absent was withdrawn.
    bool partial = false;           ///< 226, a push, an archive page: what is absent means nothing.
    /// No poll: entries from an archive page or another reader. What is known of the feed's polls
    /// and of its items stays; only what was never seen is added.
    bool older = false;
    std::string rhythm;                   ///< schedule::to_text; opaque here.
    std::string state;                    ///< "new", "ok", "failing", "gone", "disabled".
    std::optional<std::size_t> failures;  ///< In a row; absent: counted from the outcome.
    Instant next_poll{};
    std::string next_reason;
    std::optional<std::string> moved_to;  ///< Permanent redirect adopted; empty string: forgotten.
    std::uint64_t wire_bytes = 0;
    /// Called on the writer thread inside the transaction, once the entries are in: decides what
    /// depends on how many were new (rhythm, state, next_poll, next_reason). Pure; may be empty.
    std::function<void(PollRecord&, const Applied&)> settle;
};

struct SourceRef {
    ItemId id = 0;
    std::string feed_name;
    std::string feed_title;
    std::string feed_url;
    std::string item_title;
    std::string url;
};

struct StoredItem {
    ItemId id = 0;
    FeedId feed = 0;
    std::string feed_name;
    std::string feed_title;
    std::string feed_url;  ///< As configured.
    std::string feed_home;
    std::string feed_id;      ///< atom:id or "" .
    bool id_repeats = false;  ///< The feed gives other entries the same id.
    Entry entry;              ///< Current version, content included.
    std::string text;         ///< Plain text of the content.
    Instant first_seen{};
    Instant date{};     ///< By which it is sorted: published, else first_seen (decision D9).
    Instant changed{};  ///< Last change of visible content.
    bool read = false;
    bool starred = false;
    std::vector<std::string> tags;  ///< By rules; the feed's tags are in feed_tags.
    std::vector<std::string> feed_tags;
    std::int64_t story = 0;
    std::vector<SourceRef>
        sources;          ///< The whole story, the leading item first; one for a lone item.
    std::string passage;  ///< Search: the matching text, hits between \x02 and \x03.
};

struct Cursor {
    Instant date{};
    ItemId id = 0;
};

struct Selection {
    query::Query query;
    std::size_t limit = 100;
    std::optional<Cursor> before;  ///< Strictly older than this.
    std::optional<Cursor> after;   ///< Strictly newer; then the oldest of those, newest first.
    bool by_rank = false;          ///< Best match first instead of newest first.
    bool stories = true;           ///< A story stands once, by its leading item.
    bool with_content = true;  ///< False: `entry` holds only id, title, url, language, published
                               ///< and the names of the authors; `text` is empty.
};

struct FeedState {
    FeedId id = 0;
    std::string name, url, title, home;
    std::vector<std::string> tags;
    std::string state;
    std::string error;  ///< Empty when all is well.
    std::string error_kind;
    int http_status = 0;
    int failures = 0;
    std::optional<Instant> last_fetch, last_success, next_fetch, last_new;
    std::string next_reason;
    bool subscribed = true;  ///< Stands in the configuration; else only its items are left.
    std::int64_t items = 0;
    std::int64_t unread = 0;
    std::string format;
    std::string icon;
    std::size_t repairs = 0;
    std::string moved_to;
    Validators validators;
    std::string body_hash;
    std::string rhythm;
};

struct Revision {
    Instant at{};
    Entry entry;
};

/// One day of a feed's history, for the status page.
struct PollDay {
    FeedId feed = 0;
    std::int64_t day = 0;  ///< Days since 1970-01-01.
    int polls = 0, fresh = 0, errors = 0;
};

/// A host (registrable domain) that asked for rest.
struct HostRest {
    std::string site;
    Instant until{};
    Seconds delay{0};  ///< Learnt distance between requests; 0: none.
    std::string reason;
};

struct Figures {
    std::int64_t items = 0, stories = 0, feeds = 0, revisions = 0, unindexed = 0;
    std::uint64_t bytes = 0;  ///< Database and log on disk.
};

/// Read-only view; every call is a snapshot of its own. Not shared between threads; open one per
/// thread. Works while a daemon writes and while none runs.
class Reader {
public:
    explicit Reader(const std::filesystem::path& path);
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();
    [[nodiscard]] std::vector<StoredItem> select(const Selection& selection);
    [[nodiscard]] std::optional<StoredItem> item(ItemId id);
    [[nodiscard]] std::vector<Revision> revisions(ItemId id);
    [[nodiscard]] std::vector<FeedState> feeds();
    [[nodiscard]] std::optional<FeedState> feed(const std::string& name_or_url);
    /// The titles of followed feeds that people see, by name.
    [[nodiscard]] std::unordered_map<std::string, std::string> titles();
    [[nodiscard]] std::vector<PollDay> history(std::int64_t since_day);
    [[nodiscard]] std::vector<HostRest> rests();
    [[nodiscard]] Figures figures();
    /// Why lines for an item id, a feed, or a URL: sentences, oldest first.
    [[nodiscard]] std::vector<std::string> why(const std::string& item_feed_or_url);
    [[nodiscard]] std::optional<std::string> note(
        const std::string& key);  ///< Small durable values (WebSub state and the like).
    [[nodiscard]] std::map<std::string, std::string> notes(const std::string& prefix);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Readers for threads that come and go: each lease is one Reader for its holder alone. Any thread.
class ReaderPool {
public:
    explicit ReaderPool(std::filesystem::path path, std::size_t kept = 4);
    ~ReaderPool();

    class Lease {
    public:
        Lease(ReaderPool& pool, std::unique_ptr<Reader> reader);
        Lease(Lease&&) noexcept = default;
        ~Lease();
        Reader* operator->() const { return reader_.get(); }

    private:
        ReaderPool* pool_;
        std::unique_ptr<Reader> reader_;
    };
    [[nodiscard]] Lease lease();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

enum class Mark { read, unread, star, unstar };

struct Pruned {
    std::size_t items = 0;
    std::size_t revisions = 0;
    std::uint64_t bytes_before = 0, bytes_after = 0;
};

/// How writes meet the disk. Whatever was acknowledged survives the death of the process (kill -9).
/// When the power fails, polls of the last seconds may be gone: SQLite's log is not synced after
/// each of them (synchronous=NORMAL). Nothing is missed by that: a feed's validators, body hash and
/// schedule went in the same transaction, so the next poll asks as if the lost one had never been,
/// and gets the same entries. What the network cannot say again (read, stars, notes, the list of
/// feeds) is always synced before it is acknowledged.
struct Options {
    bool full_sync = false;   ///< Sync after every group of polls, too.
    bool defer_index = true;  ///< Full-text indexing in idle moments (poll path stays fast).
};

/// The writer. Opening takes the store's lock: a second writer gets Error. Creates the file and
/// migrates older schemas; refuses newer or damaged ones untouched. All awaitables resume on the
/// caller's executor, which has to outlive the Store, and throw Error; they may be called from any
/// thread.
class Store {
public:
    [[nodiscard]] static std::unique_ptr<Store> open(const std::filesystem::path& path,
                                                     Options options = {});
    ~Store();  ///< Commits what waits, closes, checkpoints.
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Makes the feed table follow the configuration: adds, renames, disables what is no longer
    /// there. Matches by URL. Returns the id of each subscription, in order. Blocking.
    std::vector<FeedId> sync(const std::vector<Subscription>& subscriptions, Instant now);

    boost::asio::awaitable<Applied> apply(PollRecord record);
    boost::asio::awaitable<std::size_t> mark(std::vector<ItemId> items,
                                             Mark mark);  ///< Items found.
    boost::asio::awaitable<Pruned> prune(Instant now);
    boost::asio::awaitable<void> rest(
        HostRest rest);  ///< Past, without delay and reason: forgets it.
    /// A poll that was due waits until `next`, for `reason` (one sentence).
    boost::asio::awaitable<void> postpone(FeedId feed, Instant next, std::string reason);
    boost::asio::awaitable<void> keep_note(std::string key, std::optional<std::string> value);
    boost::asio::awaitable<void> ping();  ///< Returns when the writer has answered: watchdog.
    boost::asio::awaitable<void> replace_content(ItemId item, std::string content_html,
                                                 std::string text,
                                                 std::string canonical_url);  ///< Full text.

    /// Blocking forms for the command line, when no daemon runs.
    Applied apply_now(PollRecord record);
    std::size_t mark_now(std::vector<ItemId> items, Mark mark);
    Pruned prune_now(Instant now);
    void finish_index();  ///< Indexes all that waits.

    [[nodiscard]] Reader reader() const;
    [[nodiscard]] const std::filesystem::path& path() const;

private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// The process that is writing to the store, if any; 0 when it has not said its number yet.
[[nodiscard]] std::optional<int> writer_pid(const std::filesystem::path& path);

/// A consistent copy of a store that may be in use. Throws Error.
void backup(const std::filesystem::path& from, const std::filesystem::path& to);
/// Problems that integrity checks found; empty when all is well. Throws Error when unreadable.
[[nodiscard]] std::vector<std::string> verify(const std::filesystem::path& path);

}  // namespace weir::store
