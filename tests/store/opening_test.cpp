#include "store/world.hpp"

#include <SQLiteCpp/Database.h>
#include <catch2/catch.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace weir;
using namespace weir::test;
using Catch::Matchers::Contains;

namespace {

std::string message_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const store::Error& error) {
        return error.what();
    }
    return "no error";
}

/// A closed store with one item.
std::filesystem::path stored(const World& world) {
    return world.path();
}

/// A process of a user who may write nothing. It is born before a store has threads, since a fork
/// takes only one of them along, and waits until it is told to work.
class Nobody {
public:
    explicit Nobody(const std::function<bool()>& work) {
        REQUIRE(::pipe(signal_.data()) == 0);
        child_ = ::fork();
        REQUIRE(child_ >= 0);
        if (child_ > 0) return;
        ::close(signal_[1]);
        char go = 0;
        bool well = ::read(signal_[0], &go, 1) == 1;
        constexpr unsigned nobody = 65534;
        well = well && ::setgid(nobody) == 0 && ::setuid(nobody) == 0;
        try {
            well = well && work();
        } catch (const std::exception&) {
            well = false;
        }
        ::_exit(well ? 0 : 1);
    }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;
    ~Nobody() {
        if (child_ > 0) (void)works();
    }

    /// True when the work returned true.
    bool works() {
        int status = 1;
        const bool told = ::write(signal_[1], "x", 1) == 1;
        ::close(signal_[0]);
        ::close(signal_[1]);
        ::waitpid(child_, &status, 0);
        child_ = 0;
        return told && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private:
    std::array<int, 2> signal_{};
    pid_t child_ = 0;
};

}  // namespace

TEST_CASE("without a store, reading says what to do", "[store]") {
    const TempDir folder;
    const auto path = folder.path() / "weir.db";
    const auto message = message_of([&] { (void)store::Reader(path); });
    CHECK(message == "there is no store at " + path.string() + ": run weir fetch first");
    CHECK_FALSE(std::filesystem::exists(path));
    std::ofstream(path).close();
    CHECK_THAT(message_of([&] { (void)store::Reader(path); }), Contains("there is no store"));
}

TEST_CASE("opening makes the folders above a store", "[store]") {
    const TempDir folder;
    const auto path = folder.path() / "a" / "b" / "weir.db";
    CHECK(store::Store::open(path)->path() == path);
    CHECK(store::Reader(path).figures().items == 0);
}

TEST_CASE("what is no store of ours is refused, and not a byte of it changes", "[store]") {
    World world;
    world.poll({entry("a", "A")});
    world.close();
    const auto path = stored(world);
    std::string expected;
    SECTION("a newer schema") {
        SQLite::Database(path.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 9");
        expected = path.string() +
                   ": its schema is version 9, this weir knows up to 1: use the newer weir";
    }
    SECTION("another application's database") {
        SQLite::Database(path.string(), SQLite::OPEN_READWRITE).exec("PRAGMA application_id = 7");
        expected = path.string() + ": it is another application's database";
    }
    SECTION("a text") {
        world.folder().write("weir.db", std::string(500, 'x'));
        expected = path.string() + ": it is no weir store";
    }
    SECTION("a short file") {
        world.folder().write("weir.db", "SQLite format 3");
        expected = path.string() + ": it is no weir store";
    }
    SECTION("a file that was cut short") {
        std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
        expected = path.string() + ": it is damaged (shorter than it says)";
    }
    SECTION("pages full of rubbish") {
        auto bytes = read_file(path);
        for (std::size_t at = 4096 * 3; at < bytes.size(); ++at)
            bytes[at] = static_cast<char>(at * 7 + 1);
        world.folder().write("weir.db", bytes);
        expected = path.string() + ": it is damaged";
    }
    // SQLite may leave an empty log beside the file; the next reader would only be told of those.
    const auto before = read_file(path);
    const auto message = message_of([&] { (void)store::Store::open(path); });
    CHECK(message.substr(0, expected.size()) == expected);
    CHECK(message.find('\n') == std::string::npos);
    CHECK(read_file(path) == before);
}

TEST_CASE("a store of schema version 1 opens, and all that was in it is there", "[store]") {
    // Written by the first release's schema; see tests/store/data/README.md.
    const TempDir folder;
    const auto path = folder.path() / "weir.db";
    {
        SQLite::Database db(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        db.exec(read_file(WEIR_TESTS_DIR "/store/data/v1.sql"));
    }
    auto store = store::Store::open(path);
    store->finish_index();
    auto reader = store->reader();
    const auto items = reader.select({});
    REQUIRE(items.size() == 2);
    CHECK(items[0].entry.title == "A tale");
    CHECK(items[0].sources.size() == 2);
    CHECK(items[0].starred);
    CHECK(items[1].entry.title == "Edited");
    CHECK(reader.revisions(items[1].id).size() == 1);
    CHECK(reader.select(selection("edited")).size() == 1);
    REQUIRE(reader.feed("one"));
    CHECK(reader.feed("one")->validators.etag == "\"v1\"");
    CHECK(store::verify(path).empty());
}

TEST_CASE("one store has one writer, and the second is told who the first is", "[store]") {
    World world;
    CHECK(store::writer_pid(world.path()) == ::getpid());
    const auto message = message_of([&] { (void)store::Store::open(world.path()); });
    CHECK(message == "another weir (pid " + std::to_string(::getpid()) + ") is writing to " +
                         world.path().string());
    world.close();
    CHECK_FALSE(store::writer_pid(world.path()));
    world.reopen();
    CHECK(store::writer_pid(world.path()));
}

TEST_CASE("reading needs no right to write, while a daemon runs and after", "[store]") {
    if (::geteuid() != 0) return;  // Only root can become somebody else.
    const TempDir folder;
    const auto path = folder.path() / "weir.db";
    ::chmod(folder.path().c_str(), 0755);
    const auto reads = [&] {
        store::Reader reader(path);
        return reader.select({}).size() == 1 && store::verify(path).empty();
    };
    Nobody meanwhile(reads);
    Nobody afterwards(reads);
    Nobody writing([&] { return store::Store::open(path) != nullptr; });

    auto store = store::Store::open(path);
    const auto feed = store->sync({subscription("one")}, noon)[0];
    store->apply_now(document(feed, {entry("a", "A")}));
    CHECK(meanwhile.works());
    store.reset();
    CHECK(afterwards.works());
    CHECK_FALSE(writing.works());
}

TEST_CASE("a reader sees each poll as soon as it was applied", "[store]") {
    World world;
    auto reader = world.reader();
    for (int i = 1; i <= 5; ++i) {
        world.poll({entry(std::to_string(i), "Title")}, noon + i * minute);
        CHECK(reader.select({}).size() == static_cast<std::size_t>(i));
    }
}

TEST_CASE("a backup is a whole store, made while the store is in use", "[store]") {
    World world;
    world.poll({entry("b", "B"), entry("a", "A")});
    const auto copy = world.folder().path() / "copy.db";
    store::backup(world.path(), copy);
    world.poll({entry("c", "C")}, noon + hour);
    CHECK(store::Reader(copy).select({}).size() == 2);
    CHECK(store::verify(copy).empty());
    CHECK(store::Store::open(copy) != nullptr);

    store::backup(world.path(), copy);
    CHECK(store::Reader(copy).select({}).size() == 3);
    CHECK_FALSE(std::filesystem::exists(world.folder().path() / "copy.db.part"));
    CHECK_THAT(message_of([&] { store::backup(world.path(), world.path()); }),
               Contains("its own backup"));
    CHECK_THAT(message_of([&] { store::backup(world.folder().path() / "none", copy); }),
               Contains("there is no store"));
    CHECK_THAT(message_of([&] { store::backup(world.path(), "/nowhere/copy.db"); }),
               Contains("cannot be opened"));
}

TEST_CASE("verify names what is wrong", "[store]") {
    struct Row {
        const char* damage;
        const char* problem;
    };
    const std::vector<Row> rows{
        {"DELETE FROM content WHERE item_id = 1", "item 1 has no content"},
        {"UPDATE content SET body = x'0102' WHERE item_id = 2", "the content of item 2"},
        {"UPDATE item SET is_lead = 0 WHERE id = 1", "item 1 stands in no story"},
        {"UPDATE item SET story_id = 1, is_lead = 1", "story 1 is not led by exactly one item"},
        {"UPDATE item SET indexed = 0 WHERE id = 1", "full-text index holds a removed item, 1"},
        {"UPDATE item SET feed_id = 9 WHERE id = 1", "points to a missing row of feed"},
        {"INSERT INTO item_fts (item_fts, rowid, title, author, text) VALUES ('delete', 1, 'wrong',"
         " '', 'words')",
         "full-text index"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.damage);
        World world;
        world.poll({entry("b", "B"), entry("a", "A")});
        world.store().finish_index();
        world.close();
        CHECK(store::verify(world.path()).empty());
        SQLite::Database(world.path().string(), SQLite::OPEN_READWRITE).exec(row.damage);
        const auto problems = store::verify(world.path());
        REQUIRE_FALSE(problems.empty());
        CHECK_THAT(problems[0], Contains(row.problem));
    }
}
