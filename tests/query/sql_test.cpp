#include "query/query.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <random>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using namespace std::chrono_literals;
using weir::Entry;
using weir::Instant;
using weir::query::matches;
using weir::query::parse;
using weir::query::Query;
using weir::query::Subject;

namespace {

const Instant now{1'700'000'000s};

struct Feed {
    std::int64_t id;
    std::string name;
    std::string title;
    std::vector<std::string> tags;
};

struct Item {
    std::int64_t id = 0;
    const Feed* feed = nullptr;
    Entry entry;
    std::string text;
    std::vector<std::string> tags;  ///< By rules.
    Instant date{};
    bool read = false;
    bool starred = false;
};

using Random = std::mt19937;

template <class List>
const auto& one_of(Random& random, const List& list) {
    return list[random() % std::size(list)];
}

// Words that meet each other: cases, accents, punctuation, scripts, beginnings of others.
constexpr std::string_view vocabulary[] = {
    "linux",   "Linux", "kernel",     "kern",     "Café",  "cafe",        "e-mail",  "mail",
    "c++",     "C",     "2026",       "20",       "日本",  "日本語",      "本",      "Straße",
    "STRASSE", "don't", "Ёлка",       "елка",     "ไทย",   "ไท",          "한국어",  "한",
    "हिन्दी",   "हन",    "co\u00ADop", "coop",     "ΛΌΓΟΣ", "λόγος",       "foo.bar", "foo",
    "bar",     "OR",    "x",          "İstanbul", "naïve", "nai\u0308ve", "🎉",       "½",
};

std::string some_words(Random& random, std::size_t most) {
    static constexpr std::string_view separators[] = {" ",  " ",  " ", ", ", "-",
                                                      ". ", "\n", "/", ""};
    std::string out;
    for (std::size_t left = random() % (most + 1); left > 0; --left) {
        out += one_of(random, vocabulary);
        out += one_of(random, separators);
    }
    return out;
}

class World {
public:
    explicit World(Random& random) {
        for (int i = 1; i <= 60; ++i) items.push_back(make_item(random, i));
        fill();
    }

    [[nodiscard]] std::set<std::int64_t> by_sql(const Query& query, bool rank_join) const {
        const auto sql = to_sql(query);
        std::string statement = "SELECT i.id FROM item AS i JOIN feed AS f ON f.id = i.feed_id ";
        if (rank_join) statement += "JOIN item_fts ON item_fts.rowid = i.id ";
        statement += "WHERE " + sql.where;
        if (rank_join) statement += " AND item_fts MATCH ? ORDER BY bm25(item_fts)";
        SQLite::Statement select(db, statement);
        int index = 0;
        for (const auto& value : sql.values) {
            std::visit([&](const auto& v) { select.bind(++index, v); }, value);
        }
        if (rank_join) select.bind(++index, sql.fts);
        std::set<std::int64_t> found;
        while (select.executeStep()) found.insert(select.getColumn(0).getInt64());
        return found;
    }

    [[nodiscard]] std::set<std::int64_t> by_matching(const Query& query) const {
        std::set<std::int64_t> found;
        for (const Item& item : items) {
            std::vector<std::string> tags = item.feed->tags;
            tags.insert(tags.end(), item.tags.begin(), item.tags.end());
            const Subject subject{.entry = &item.entry,
                                  .text = item.text,
                                  .feed_name = item.feed->name,
                                  .feed_title = item.feed->title,
                                  .feed_url = {},
                                  .tags = &tags,
                                  .date = item.date,
                                  .read = item.read,
                                  .starred = item.starred,
                                  .id = item.id};
            if (matches(query, subject)) found.insert(item.id);
        }
        return found;
    }

    const std::vector<Feed> feeds = {
        {1, "heise", "heise online", {"News", "tech"}},
        {2, "ars", "Ars Technica: All", {"tech", "Ünïx"}},
        {3, "heimat", "Ärger (täglich)", {}},
        {4, "日本", "日本 ニュース", {"open source"}},
    };
    std::vector<Item> items;
    mutable SQLite::Database db{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};

private:
    Item make_item(Random& random, std::int64_t id) {
        static constexpr std::string_view sites[] = {"https://example.org/a",
                                                     "https://www.example.org/b",
                                                     "http://news.example.org/",
                                                     "https://notexample.org:8443/x",
                                                     "https://bücher.example/",
                                                     "mailto:x@example.org",
                                                     ""};
        static constexpr std::string_view languages[] = {"", "en", "en-GB", "EN_us", "de", "eng"};
        static constexpr std::string_view tags[] = {"ads", "Ads", "tech", "te", "c++", "naïve"};
        Item item;
        item.id = id;
        item.feed = &one_of(random, feeds);
        item.entry.title = some_words(random, 5);
        item.entry.url = one_of(random, sites);
        item.entry.language = one_of(random, languages);
        for (std::size_t left = random() % 3; left > 0; --left) {
            item.entry.authors.push_back({.name = some_words(random, 2)});
        }
        if (random() % 3 == 0) item.entry.enclosures.push_back({.url = "https://example.org/e"});
        item.text = some_words(random, 40);
        for (std::size_t left = random() % 3; left > 0; --left) {
            item.tags.emplace_back(one_of(random, tags));
        }
        item.date = now - std::chrono::hours(random() % 240);
        item.read = random() % 2 == 0;
        item.starred = random() % 4 == 0;
        return item;
    }

    void fill() {
        db.exec(
            "CREATE TABLE feed(id INTEGER PRIMARY KEY, name TEXT, title TEXT, url TEXT, site TEXT,"
            " tags TEXT);"
            "CREATE TABLE item(id INTEGER PRIMARY KEY, feed_id INTEGER, title TEXT, author TEXT,"
            " url TEXT, site TEXT, language TEXT, date INTEGER, first_seen INTEGER, is_read "
            "INTEGER,"
            " is_starred INTEGER, has_enclosure INTEGER, item_tags TEXT, story_id INTEGER);"
            "CREATE VIRTUAL TABLE item_fts USING fts5(title, author, text, content='',"
            " tokenize='unicode61 remove_diacritics 2');");
        for (const Feed& feed : feeds) {
            SQLite::Statement insert(db, "INSERT INTO feed VALUES (?, ?, ?, '', '', ?)");
            insert.bind(1, feed.id);
            insert.bind(2, feed.name);
            insert.bind(3, feed.title);
            insert.bind(4, weir::query::tag_list(feed.tags));
            insert.exec();
        }
        for (const Item& item : items) insert(item);
    }

    void insert(const Item& item) {
        const std::string author = weir::query::author_line(item.entry);
        SQLite::Statement row(db,
                              "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, 0)");
        row.bind(1, item.id);
        row.bind(2, item.feed->id);
        row.bind(3, item.entry.title);
        row.bind(4, author);
        row.bind(5, item.entry.url);
        row.bind(6, weir::query::site_of(item.entry.url));
        row.bind(7, item.entry.language);
        row.bind(8, static_cast<std::int64_t>(item.date.time_since_epoch().count()));
        row.bind(9, item.read ? 1 : 0);
        row.bind(10, item.starred ? 1 : 0);
        row.bind(11, item.entry.enclosures.empty() ? 0 : 1);
        row.bind(12, weir::query::tag_list(item.tags));
        row.exec();
        SQLite::Statement words(
            db, "INSERT INTO item_fts(rowid, title, author, text) VALUES (?, ?, ?, ?)");
        words.bind(1, item.id);
        words.bind(2, weir::query::index_text(item.entry.title));
        words.bind(3, weir::query::index_text(author));
        words.bind(4, weir::query::index_text(item.text));
        words.exec();
    }
};

std::string quoted(Random& random, std::size_t most) {
    std::string words = some_words(random, most);
    for (char& c : words) {
        if (c == '"') c = ' ';
    }
    return '"' + words + '"';
}

std::string term(Random& random) {
    static constexpr std::string_view columns[] = {"", "", "", "title:", "author:", "text:"};
    static constexpr std::string_view others[] = {
        "tag:tech",
        "tag:te",
        "tag:te*",
        "tag:ADS",
        "tag:unix",
        "tag:\"open source\"",
        "tag:c++",
        "feed:heise",
        "feed:HEI*",
        "feed:ars",
        "feed:technica",
        "feed:\"heise o\"",
        "feed:Ärger",
        "feed:日本",
        "feed:line",
        "site:example.org",
        "site:org",
        "site:www.example.org",
        "site:news.example.org",
        "site:bücher.example",
        "lang:en",
        "lang:en-gb",
        "lang:en_US",
        "lang:e",
        "is:read",
        "is:unread",
        "is:starred",
        "has:enclosure",
        "since:3d",
        "before:5d",
        "since:2023-11-10",
        "before:2023-11-12T12:00:00Z",
        "id:7",
    };
    if (random() % 3 == 0) return std::string(one_of(random, others));
    std::string out(one_of(random, columns));
    out += random() % 4 == 0 ? quoted(random, 3) : std::string(one_of(random, vocabulary));
    if (random() % 5 == 0) out += '*';
    return out;
}

std::string any_query(Random& random, int depth) {
    std::string out;
    for (std::size_t left = 1 + random() % 3; left > 0; --left) {
        if (!out.empty()) out += random() % 3 == 0 ? " OR " : " ";
        if (random() % 4 == 0) out += '-';
        out += depth > 0 && random() % 3 == 0 ? '(' + any_query(random, depth - 1) + ')'
                                              : term(random);
    }
    return out;
}

}  // namespace

TEST_CASE("SQL finds the items that match", "[query]") {
    Random random(20261124);  // Always the same queries.
    std::size_t telling = 0;
    for (int round = 0; round < 4; ++round) {
        const World world(random);
        for (int asked = 0; asked < 500;) {
            const std::string text = any_query(random, 3);
            const auto query = parse(text, now);
            if (!query) continue;  // "🎉" and the like.
            ++asked;
            const auto expected = world.by_matching(*query);
            const auto found = world.by_sql(*query, false);
            if (found != expected) {
                CAPTURE(text, to_sql(*query).where, to_sql(*query).fts);
                REQUIRE(found == expected);
            }
            if (!expected.empty() && expected.size() < world.items.size()) ++telling;
            if (to_sql(*query).fts_finds_all) REQUIRE(world.by_sql(*query, true) == expected);
        }
    }
    CHECK(telling > 1000);
}

TEST_CASE("a query at every limit is one that SQLite takes", "[query]") {
    Random random(1);
    const World world(random);
    std::vector<std::string> texts;
    std::string flat;
    std::string fields;
    std::string groups;
    for (int i = 0; i < 500; ++i) {
        flat += i % 2 == 0 ? "a " : "-b ";
        fields += i % 2 == 0 ? "-id:1 " : "tag:a ";
        groups += i % 2 == 0 ? "OR x " : "-y ";
    }
    texts.push_back(flat);
    texts.push_back(fields);
    texts.push_back(groups.substr(3));
    for (const std::string_view step :
         {"a (", "a OR (", "-(", "a OR -(is:read ", "is:read OR a -("}) {
        std::string nested;
        for (int i = 0; i < 10; ++i) nested += step;
        texts.push_back(nested + "b" + std::string(10, ')'));
    }
    for (const auto& text : texts) {
        CAPTURE(text);
        const auto query = parse(text, now);
        REQUIRE(query);
        CHECK(world.by_sql(*query, false) == world.by_matching(*query));
    }
}

TEST_CASE("words that stand together are one look-up in the index", "[query]") {
    const std::string in = "i.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)";
    const std::string not_in = "i.id NOT IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)";
    const std::vector<std::tuple<std::string, std::string, std::string, std::string, bool>> rows = {
        {"linux", in, "\"linux\"", "\"linux\"", true},
        {"lin* kernel", in, "(\"lin\" * AND \"kernel\")", "(\"lin\" * AND \"kernel\")", true},
        {"title:a (b OR \"c d\") -e", in, "(({title} : \"a\" AND (\"b\" OR \"c d\")) NOT \"e\")",
         "({title} : \"a\" AND (\"b\" OR \"c d\"))", true},
        {"a is:read b -c", "(" + in + " AND i.is_read = ?)", "(\"a\" AND \"b\") NOT \"c\"",
         "(\"a\" AND \"b\")", true},
        {"-a", not_in, "\"a\"", "", false},
        {"-a -b", "(" + not_in + ")", "(\"a\" OR \"b\")", "", false},
        {"a OR is:read OR b", "(" + in + " OR i.is_read = ?)", "(\"a\" OR \"b\")",
         "(\"a\" OR \"b\")", false},
        {"is:read", "i.is_read = ?", "", "", false},
    };
    for (const auto& [text, where, first, fts, finds_all] : rows) {
        CAPTURE(text);
        const auto sql = to_sql(*parse(text, now));
        CHECK(sql.where == where);
        CHECK(sql.fts == fts);
        CHECK(sql.fts_finds_all == finds_all);
        REQUIRE(sql.values.size() ==
                (where.find("is_read") != std::string::npos ? 1u : 0u) + (first.empty() ? 0u : 1u));
        if (!first.empty()) CHECK(std::get<std::string>(sql.values.front()) == first);
    }
}

TEST_CASE("the store's columns are made as queries compare them", "[query]") {
    CHECK(weir::query::index_text("The 日本語, e-mail!") == "the 日 本 語 e mail");
    CHECK(weir::query::index_text("...").empty());
    CHECK(weir::query::tag_list({}).empty());
    CHECK(weir::query::tag_list({"News", "Ünix"}) == "\x1fnews\x1funix\x1f");
    CHECK(weir::query::site_of("https://WWW.Example.org:8443/x") == "example.org");
    CHECK(weir::query::site_of("mailto:a@example.org").empty());
    Entry entry;
    CHECK(weir::query::author_line(entry).empty());
    entry.authors = {{.name = "Anna"}, {.url = "https://example.org/"}, {.name = "Bob"}};
    CHECK(weir::query::author_line(entry) == "Anna, Bob");
}
