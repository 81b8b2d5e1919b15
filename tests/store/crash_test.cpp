#include "store/world.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace weir;
using namespace weir::test;

namespace {

/// The document of round `number`: three entries slide by one each round.
std::vector<Entry> round_of(int number) {
    std::vector<Entry> entries;
    for (int i = number + 2; i >= number; --i)
        entries.push_back(entry(std::to_string(i), "Title " + std::to_string(i)));
    return entries;
}

/// Polls without end and writes each round's number to `acknowledge` once the store has it.
[[noreturn]] void poll_for_ever(const std::filesystem::path& path, int first, int acknowledge) {
    auto store = store::Store::open(path);
    const auto feed = store->sync({subscription("one")}, noon)[0];
    for (int number = first;; ++number) {
        auto record = document(feed, round_of(number), noon + number * minute);
        record.body_hash = std::to_string(number);
        store->apply_now(std::move(record));
        if (::write(acknowledge, &number, sizeof number) != sizeof number) ::_exit(1);
    }
}

/// Starts such a process, kills it after `life`, returns the last round that it acknowledged.
int die_at(const std::filesystem::path& path, int first, std::chrono::microseconds life) {
    std::array<int, 2> channel{};
    REQUIRE(::pipe(channel.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(channel[0]);
        try {
            poll_for_ever(path, first, channel[1]);
        } catch (...) {
            ::_exit(1);
        }
    }
    ::close(channel[1]);
    int last = first - 1;
    // From its first word on, so that slow machines are killed in the middle of work, too.
    bool running = ::read(channel[0], &last, sizeof last) == sizeof last;
    REQUIRE(running);
    const auto end = std::chrono::steady_clock::now() + life;
    while (running && std::chrono::steady_clock::now() < end)
        running = ::read(channel[0], &last, sizeof last) == sizeof last;
    ::kill(child, SIGKILL);
    int number = 0;
    while (::read(channel[0], &number, sizeof number) == sizeof number) last = number;
    ::close(channel[0]);
    ::waitpid(child, nullptr, 0);
    return last;
}

}  // namespace

TEST_CASE("whatever was acknowledged survives kill -9, each item once", "[store]") {
    const TempDir folder;
    const auto path = folder.path() / "weir.db";
    std::mt19937 random(20261124);
    int next = 0;
    for (int death = 0; death < 30; ++death) {
        const std::chrono::microseconds life(random() % 12'000);
        const int last = die_at(path, next, life);
        REQUIRE(last >= next);

        store::Reader reader(path);
        const auto problems = store::verify(path);
        CHECK(problems == std::vector<std::string>{});
        store::Selection all;
        all.limit = 1'000'000;
        all.stories = false;
        all.with_content = false;
        std::map<std::string, int> times;
        for (const auto& item : reader.select(all)) ++times[item.entry.id];
        for (const auto& [id, count] : times) CHECK(count == 1);
        for (int i = 0; i <= last + 2; ++i) CHECK(times.count(std::to_string(i)) == 1);
        // At most the round in flight is there beyond what was acknowledged, and its validators
        // with it: both or neither.
        const auto hash = std::stoi(reader.feed("one")->body_hash);
        CHECK((hash == last || hash == last + 1));
        CHECK(times.size() == static_cast<std::size_t>(hash + 3));
        next = last + 1;
    }

    auto store = store::Store::open(path);
    store->finish_index();
    auto reader = store->reader();
    CHECK(reader.figures().unindexed == 0);
    CHECK(reader.select(selection("title:0")).size() == 1);
    CHECK(store::verify(path).empty());
}
