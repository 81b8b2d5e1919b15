#include "store/world.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <set>

using namespace weir;
using namespace weir::test;

namespace {

/// What a store should hold, in the simplest words: per feed the items by id.
struct Expected {
    struct Item {
        std::string text;
        Instant first_seen{};
        Instant changed{};
        std::size_t revisions = 0;
        bool starred = false;
        bool gone = false;
    };
    std::map<std::string, Item> items;
    std::set<std::string> present;
};

std::string title_of(std::size_t feed, int number) {
    return "f" + std::to_string(feed) + "n" + std::to_string(number);
}

class History {
public:
    explicit History(unsigned seed) : random_(seed), world_(feeds()), expected_(feed_count) {}

    void run() {
        for (int step = 0; step < steps; ++step) {
            now_ += minute * (1 + below(20));
            switch (below(30)) {
                case 0:
                    star();
                    break;
                case 1:
                    prune();
                    break;
                case 2:
                    world_.reopen();
                    break;
                case 3:
                    world_.store().finish_index();
                    break;
                default:
                    poll();
                    break;
            }
        }
        compare();
    }

private:
    static constexpr std::size_t feed_count = 25;
    static constexpr int steps = 300;  // A dozen for each feed.

    static std::vector<Subscription> feeds() {
        std::vector<Subscription> feeds;
        for (std::size_t i = 0; i < feed_count; ++i) {
            feeds.push_back(subscription("feed" + std::to_string(i)));
            feeds.back().dedup = Dedup::id;
            feeds.back().keep = day;
        }
        return feeds;
    }

    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

    /// A document with a random choice of few ids, so that they come, change, go and come again.
    void poll() {
        const auto feed = static_cast<std::size_t>(below(feed_count));
        auto& expected = expected_[feed];
        std::vector<Entry> entries;
        std::set<std::string> present;
        std::size_t fresh = 0;
        std::size_t changed = 0;
        for (int number = 0; number < 8; ++number) {
            if (below(2) == 0) continue;
            const auto title = title_of(feed, number);
            const auto text = "text " + std::to_string(below(3)) + " of " + title;
            entries.push_back(entry(title, title, text));
            present.insert(title);
            auto [found, is_new] = expected.items.try_emplace(title);
            auto& item = found->second;
            if (is_new) {
                item = {text, now_, now_, 0, false, false};
                ++fresh;
            } else if (!item.gone && item.text != text) {
                item.text = text;
                item.changed = now_;
                ++item.revisions;
                ++changed;
            }
        }
        expected.present = present;
        const auto applied = world_.poll(std::move(entries), now_, feed);
        CHECK(applied.fresh == fresh);
        CHECK(applied.changed == changed);
    }

    void star() {
        const auto items = world_.items();
        if (items.empty()) return;
        const auto& item = items[static_cast<std::size_t>(below(static_cast<int>(items.size())))];
        const bool on = below(2) == 0;
        world_.store().mark_now({item.id}, on ? store::Mark::star : store::Mark::unstar);
        const auto feed = std::stoul(item.feed_name.substr(4));
        expected_[feed].items.at(item.entry.id).starred = on;
    }

    void prune() {
        std::size_t pruned = 0;
        for (auto& feed : expected_) {
            for (auto& [id, item] : feed.items) {
                if (item.gone || item.starred || feed.present.count(id) != 0) continue;
                if (item.first_seen >= now_ - day) continue;
                item.gone = true;
                ++pruned;
            }
        }
        CHECK(world_.store().prune_now(now_).items == pruned);
    }

    void compare() {
        auto reader = world_.reader();
        std::size_t left = 0;
        std::map<std::string, store::StoredItem> stored;
        store::Selection all;
        all.limit = 100'000;
        for (auto& item : reader.select(all)) stored.emplace(item.entry.id, item);
        for (const auto& feed : expected_) {
            for (const auto& [id, item] : feed.items) {
                CAPTURE(id);
                const auto found = stored.find(id);
                REQUIRE((found == stored.end()) == item.gone);
                if (item.gone) continue;
                ++left;
                CHECK(found->second.text == item.text);
                CHECK(found->second.first_seen == item.first_seen);
                CHECK(found->second.changed == item.changed);
                CHECK(found->second.starred == item.starred);
                CHECK(reader.revisions(found->second.id).size() == item.revisions);
            }
        }
        CHECK(stored.size() == left);
        world_.store().finish_index();
        auto with_word = selection("text");
        with_word.limit = all.limit;
        CHECK(reader.select(with_word).size() == left);
        CHECK(store::verify(world_.path()) == std::vector<std::string>{});
    }

    std::mt19937 random_;
    World world_;
    std::vector<Expected> expected_;
    Instant now_ = noon;
};

}  // namespace

TEST_CASE("random histories end as a simple model of them does", "[store]") {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        CAPTURE(seed);
        History(seed).run();
    }
}
