#pragma once

#include "base/instant.hpp"
#include "identity/identity.hpp"
#include "model/entry.hpp"
#include "store/store.hpp"
#include "store/test_disk.hpp"
#include "support/run.hpp"
#include "support/temp_dir.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace weir::test {

inline constexpr Seconds minute{60};
inline constexpr Seconds hour{3600};
inline constexpr Seconds day{86400};

/// 24 November 2026, 12:00.
inline constexpr Instant noon{Seconds{1'795'521'600}};

/// An entry with an id, a link made from it, a title and plain text.
inline Entry entry(const std::string& id, const std::string& title, const std::string& text = {}) {
    Entry made;
    made.id = id;
    made.id_given = true;
    made.url = "https://example.org/" + id;
    made.title = title;
    made.content_text = text.empty() ? "The text of " + title + "." : text;
    return made;
}

inline std::vector<store::Arrival> arrivals(std::vector<Entry> entries) {
    std::vector<store::Arrival> made;
    for (auto& prepared : identity::prepare(std::move(entries)))
        made.push_back({std::move(prepared), {}});
    return made;
}

/// A poll that brought a document with these entries, the newest first as documents have them.
inline store::PollRecord document(FeedId feed, std::vector<Entry> entries, Instant at = noon) {
    store::PollRecord record;
    record.feed = feed;
    record.outcome = store::PollRecord::Outcome::changed;
    record.at = at;
    record.http_status = 200;
    record.arrivals = arrivals(std::move(entries));
    return record;
}

inline Subscription subscription(const std::string& name) {
    Subscription made;
    made.name = name;
    made.url = "https://" + name + ".example/feed";
    return made;
}

/// A store in a folder of its own that follows some feeds.
class World {
public:
    explicit World(std::vector<Subscription> feeds = {subscription("one")},
                   store::Options options = {})
        : options_(options), feeds_(std::move(feeds)) {
        reopen();
    }

    void reopen() {
        store_.reset();
        store_ = store::Store::open(path(), options_);
        ids_ = store_->sync(feeds_, noon);
    }
    void close() { store_.reset(); }
    void follow(std::vector<Subscription> feeds) {
        feeds_ = std::move(feeds);
        ids_ = store_->sync(feeds_, noon);
    }

    store::Applied poll(std::vector<Entry> entries, Instant at = noon, std::size_t feed = 0) {
        return store_->apply_now(document(id(feed), std::move(entries), at));
    }

    [[nodiscard]] std::vector<store::StoredItem> items(store::Selection selection = {}) {
        return reader().select(selection);
    }
    [[nodiscard]] std::vector<std::string> titles(store::Selection selection = {}) {
        std::vector<std::string> titles;
        for (const auto& item : items(std::move(selection))) titles.push_back(item.entry.title);
        return titles;
    }
    [[nodiscard]] store::Reader reader() const { return store::Reader(path()); }

    /// Outlives the store, as whatever the store answers to has to.
    [[nodiscard]] boost::asio::io_context& context() { return context_; }
    template <class T>
    T run(boost::asio::awaitable<T> work) {
        return test::run(context_, std::move(work));
    }

    [[nodiscard]] store::Store& store() { return *store_; }
    [[nodiscard]] FeedId id(std::size_t feed) const { return ids_.at(feed); }
    [[nodiscard]] const TempDir& folder() const { return folder_; }
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "weir.db"; }

private:
    boost::asio::io_context context_;
    TempDir folder_;
    store::Options options_;
    std::vector<Subscription> feeds_;
    std::unique_ptr<store::Store> store_;
    std::vector<FeedId> ids_;
};

/// What `query` finds in a store whose index has caught up.
inline store::Selection selection(const std::string& query, Instant now = noon) {
    store::Selection made;
    auto parsed = query::parse(query, now);
    if (!parsed) throw std::invalid_argument(parsed.error().message);
    made.query = std::move(*parsed);
    return made;
}

using Titles = std::vector<std::string>;

}  // namespace weir::test
