// What storing and finding cost: items through prepare, apply and the full-text index beside bare
// inserts of the same rows, then the newest hundred and searches with their percentiles.
//
//     bench_store [ITEMS [FOLDER]]
#include "store/store.hpp"

#include "identity/identity.hpp"
#include "query/query.hpp"
#include "support/run.hpp"
#include "support/temp_dir.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace {

using namespace weir;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t entries_a_feed = 20;
constexpr std::size_t words_an_entry = 420;  // About 2.8 KB of HTML.
constexpr std::size_t vocabulary = 60'000;
constexpr Instant start{Seconds{1'795'000'000}};

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// Prints what its scope took.
class Measure {
public:
    Measure(std::string what, std::size_t items) : what_(std::move(what)), items_(items) {}
    ~Measure() {
        const auto cpu = cpu_seconds() - cpu_;
        const std::chrono::duration<double> wall = SteadyClock::now() - wall_;
        fmt::print("{:<42} {:7.2f} s cpu {:7.2f} s wall {:9.0f} items/s of cpu\n", what_, cpu,
                   wall.count(), static_cast<double>(items_) / cpu);
    }
    Measure(const Measure&) = delete;
    Measure& operator=(const Measure&) = delete;

private:
    std::string what_;
    std::size_t items_;
    double cpu_ = cpu_seconds();
    SteadyClock::time_point wall_ = SteadyClock::now();
};

/// Words of a language that does not exist, as frequent as words are (Zipf).
class Prose {
public:
    explicit Prose(unsigned seed) : random_(seed) {}

    static std::string word(std::size_t rank) {
        std::string word;
        for (auto rest = rank + 1; rest > 0; rest /= 60) {
            word += "bdfgklmnprstvzch"[rest % 15];
            word += "aeiou"[rest / 15 % 5];
        }
        return word;
    }
    std::string next() {
        const auto uniform = std::uniform_real_distribution<double>(0, 1)(random_);
        return word(static_cast<std::size_t>(std::pow(static_cast<double>(vocabulary), uniform)));
    }
    std::string text(std::size_t words) {
        std::string text;
        for (std::size_t i = 0; i < words; ++i) {
            if (i > 0) text += i % 14 == 0 ? ". " : " ";
            text += next();
        }
        return text;
    }

private:
    std::mt19937 random_;
};

std::vector<Entry> entries_of(std::size_t feed) {
    Prose prose(static_cast<unsigned>(feed));
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < entries_a_feed; ++i) {
        Entry entry;
        entry.id = fmt::format("https://site{}.example/archive/{}", feed, i);
        entry.id_given = true;
        entry.url = entry.id;
        entry.title = prose.text(8);
        entry.content_html = "<p>" + prose.text(words_an_entry / 2) + "</p>\n<p>" +
                             prose.text(words_an_entry / 2) + "</p>";
        entry.published =
            start - Seconds{static_cast<Seconds::rep>((feed * 7919 + i * 3600) % 8'000'000)};
        entries.push_back(std::move(entry));
    }
    return entries;
}

store::PollRecord record_of(FeedId feed, std::size_t number, Instant at) {
    store::PollRecord record;
    record.feed = feed;
    record.outcome = store::PollRecord::Outcome::changed;
    record.at = at;
    for (auto& prepared : identity::prepare(entries_of(number)))
        record.arrivals.push_back({std::move(prepared), {}});
    return record;
}

std::vector<FeedId> follow(store::Store& store, std::size_t feeds) {
    std::vector<Subscription> subscriptions(feeds);
    for (std::size_t i = 0; i < feeds; ++i) {
        subscriptions[i].name = fmt::format("feed{}", i);
        subscriptions[i].url = fmt::format("https://site{}.example/feed", i);
    }
    return store.sync(subscriptions, start);
}

/// The calling thread's own.
double thread_cpu_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// As the engine does it: 64 polls in flight. What this thread spends on making the records is not
/// counted.
void apply_all(store::Store& store, const std::vector<FeedId>& ids, Instant at, const char* what) {
    constexpr std::size_t in_flight = 64;
    const auto before = cpu_seconds();
    double making = 0;
    for (std::size_t first = 0; first < ids.size(); first += in_flight) {
        const auto last = std::min(first + in_flight, ids.size());
        const auto making_since = thread_cpu_seconds();
        std::vector<store::PollRecord> records;
        for (auto i = first; i < last; ++i) records.push_back(record_of(ids[i], i, at));
        making += thread_cpu_seconds() - making_since;
        boost::asio::io_context context;
        for (auto& record : records) {
            boost::asio::co_spawn(context, store.apply(std::move(record)),
                                  [](std::exception_ptr error, const store::Applied&) {
                                      if (error) std::rethrow_exception(error);
                                  });
        }
        context.run();
    }
    const auto cpu = cpu_seconds() - before - making;
    const auto items = static_cast<double>(ids.size() * entries_a_feed);
    fmt::print("{:<42} {:7.2f} s cpu {:24.0f} items/s of cpu\n", what, cpu, items / cpu);
}

/// The floor: the same rows in bare SQLite, 64 feeds a transaction, with and without an index.
void bare_inserts(const std::string& path, std::size_t feeds) {
    SQLite::Database db(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
        "CREATE TABLE row (id INTEGER PRIMARY KEY, guid TEXT UNIQUE, title TEXT, html TEXT);"
        "CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '',"
        "tokenize = 'unicode61 remove_diacritics 2')");
    std::vector<std::vector<Entry>> all;
    for (std::size_t feed = 0; feed < feeds; ++feed) all.push_back(entries_of(feed));
    const auto insert_all = [&](const char* what, const char* sql, bool words) {
        const Measure measure(what, feeds * entries_a_feed);
        SQLite::Statement insert(db, sql);
        std::int64_t id = 0;
        for (std::size_t first = 0; first < feeds; first += 64) {
            SQLite::Transaction transaction(db);
            for (auto feed = first; feed < std::min(first + 64, feeds); ++feed) {
                for (const auto& entry : all[feed]) {
                    insert.bind(1, ++id);
                    insert.bindNoCopy(2, words ? entry.title : entry.id);
                    insert.bindNoCopy(3, words ? entry.content_html : entry.title);
                    if (!words) insert.bindNoCopy(4, entry.content_html);
                    insert.exec();
                    insert.reset();
                }
            }
            transaction.commit();
        }
    };
    insert_all("bare inserts", "INSERT INTO row VALUES (?, ?, ?, ?)", false);
    insert_all("bare full-text index", "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
               true);
}

template <class Work>
void latency(const char* what, int times, Work work) {
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        const auto before = SteadyClock::now();
        work(i);
        took.push_back(
            std::chrono::duration<double, std::milli>(SteadyClock::now() - before).count());
    }
    std::sort(took.begin(), took.end());
    fmt::print("{:<42} p50 {:8.2f} ms   p99 {:8.2f} ms   worst {:8.2f} ms\n", what,
               took[took.size() / 2], took[took.size() * 99 / 100], took.back());
}

void find(const std::string& path, std::size_t feeds) {
    const auto query = [](const std::string& text) {
        store::Selection selection;
        selection.query = query::parse(text, start).value();
        selection.with_content = false;
        return selection;
    };
    latency("newest 100, a reader opened each time", 50, [&](int) {
        store::Selection newest;
        newest.with_content = false;
        (void)store::Reader(path).select(newest);
    });
    store::Reader reader(path);
    latency("newest 100 with content", 50, [&](int) { (void)reader.select({}); });
    latency("one feed's newest 100", 50, [&](int i) {
        (void)reader.select(query(fmt::format("feed:feed{}", static_cast<std::size_t>(i) % feeds)));
    });
    latency("starred (none), newest 100", 20,
            [&](int) { (void)reader.select(query("is:starred")); });
    latency("unread, newest 100", 50, [&](int) { (void)reader.select(query("is:unread")); });
    latency("the list of feeds", 5, [&](int) { (void)reader.feeds(); });
    latency("figures", 5, [&](int) { (void)reader.figures(); });
    struct Row {
        const char* what;
        std::size_t rank;
        std::size_t step;
    };
    for (const auto& row : {Row{"rare words", 20'000, 97}, Row{"ordinary words", 500, 31},
                            Row{"common words", 20, 2}}) {
        const auto words = [&](int i) {
            return Prose::word(row.rank + static_cast<std::size_t>(i) * row.step);
        };
        latency(fmt::format("{}: newest 100", row.what).c_str(), 30,
                [&](int i) { (void)reader.select(query(words(i))); });
        latency(fmt::format("{}: best 20", row.what).c_str(), 30, [&](int i) {
            auto search = query(words(i));
            search.by_rank = true;
            search.limit = 20;
            (void)store::Reader(path).select(search);
        });
        latency(fmt::format("{}: two of them, best 20", row.what).c_str(), 30, [&](int i) {
            auto search = query(words(i) + " " + words(i + 7));
            search.by_rank = true;
            search.limit = 20;
            (void)store::Reader(path).select(search);
        });
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t items = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 20'000;
    const auto feeds = std::max<std::size_t>(items / entries_a_feed, 1);
    const test::TempDir temporary;
    const std::string folder = argc > 2 ? argv[2] : temporary.path().string();
    if (items <= 50'000) bare_inserts(folder + "/bare.db", feeds);
    const auto path = folder + "/weir.db";
    {
        auto store = store::Store::open(path);
        const auto ids = follow(*store, feeds);
        {
            const Measure measure("prepare", feeds * entries_a_feed);
            for (std::size_t i = 0; i < std::min<std::size_t>(feeds, 1000); ++i)
                (void)identity::prepare(entries_of(i));
        }
        apply_all(*store, ids, start, "apply, new items, with some of the index");
        {
            const Measure measure("the rest of the index", feeds * entries_a_feed);
            store->finish_index();
        }
        apply_all(*store, ids, start + Seconds{3600}, "apply, nothing new");
    }
    fmt::print("{:<42} {:.0f} bytes an item\n", "store",
               static_cast<double>(std::filesystem::file_size(path)) /
                   static_cast<double>(feeds * entries_a_feed));
    find(path, feeds);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    fmt::print("{:<42} {} MB\n", "peak memory", usage.ru_maxrss / 1024);
    return 0;
}
