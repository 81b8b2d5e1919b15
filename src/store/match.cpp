#include "store/match.hpp"

#include "base/hash.hpp"
#include "store/codec.hpp"
#include "store/connection.hpp"
#include "store/stories.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace weir::store {
namespace {

using Kind = Sighting::Kind;

// Fewer new entries than this are a normal poll, not a feed that renamed everything.
constexpr std::size_t fewest_of_flood = 5;
// How many items of one feed with one link are looked at: a feed that links all its entries to one
// page has thousands, and then the link tells nothing.
constexpr int most_link_candidates = 32;

/// The id with http and https swapped; empty for other ids.
std::string other_scheme(std::string_view id) {
    constexpr std::string_view plain = "http://";
    constexpr std::string_view secure = "https://";
    if (id.starts_with(plain)) return std::string(secure).append(id.substr(plain.size()));
    if (id.starts_with(secure)) return std::string(plain).append(id.substr(secure.size()));
    return {};
}

class Identifier {
public:
    Identifier(Connection& db, FeedId feed, const std::vector<Arrival>& arrivals)
        : db_(db), feed_(feed) {
        sightings_.reserve(arrivals.size());
        for (const auto& arrival : arrivals) {
            Sighting sighting;
            sighting.arrival = &arrival;
            sighting.keys = keys_of(arrival.prepared);
            if (sighting.keys.link != 0) ++entries_with_link_[sighting.keys.link];
            sightings_.push_back(std::move(sighting));
        }
    }

    std::vector<Sighting> run(const std::vector<ItemId>& present) {
        // Exact keys first, for all: an item that is in the document under its own id is no
        // candidate for another entry.
        for (auto& one : sightings_) match_key(one, one.keys.key, Kind::known);
        for_unmatched([&](Sighting& one) { match_other_scheme(one); });
        for_unmatched([&](Sighting& one) { match_link(one); });
        for_unmatched([&](Sighting& one) { match_tombstone(one); });
        calm_flood(present);
        return std::move(sightings_);
    }

private:
    template <class Step>
    void for_unmatched(Step step) {
        for (auto& one : sightings_) {
            if (one.kind == Kind::fresh) step(one);
        }
    }

    void claim(Sighting& one, KnownItem item, Kind kind, std::string_view why) {
        claimed_.insert(item.id);
        one.item = std::move(item);
        one.kind = kind;
        one.why = why;
    }

    void match_key(Sighting& one, std::int64_t key, Kind kind) {
        Rows rows(db_,
                  "SELECT id, guid, content_hash, link_key, title_key, enclosure_key, published "
                  "FROM item WHERE feed_id = ? AND key = ?",
                  feed_, key);
        if (!rows.next() || claimed_.count(rows.integer(0)) != 0) return;
        claim(one, read_known(rows), kind, "its id moved between http and https");
    }

    void match_other_scheme(Sighting& one) {
        const auto key = other_scheme(one.arrival->prepared.key);
        if (!key.empty()) match_key(one, as_key(hash64(key)), Kind::relinked);
    }

    /// The link names this entry alone: no other entry of the document has it, and it is no home.
    [[nodiscard]] bool link_is_its_own(const Sighting& one) const {
        if (one.keys.link == 0 || !names_a_page(one.arrival->prepared.canonical)) return false;
        const auto found = entries_with_link_.find(one.keys.link);
        return found != entries_with_link_.end() && found->second == 1;
    }

    static bool may_be(const Sighting& one, const KnownItem& item) {
        const auto& entry = one.arrival->prepared.entry;
        // The same notes with another recording are another episode.
        if (one.keys.enclosure != 0 && item.enclosure_key != 0 &&
            one.keys.enclosure != item.enclosure_key)
            return false;
        const bool contradicts = entry.id_given && !item.guid.empty() && entry.id != item.guid &&
                                 other_scheme(entry.id) != item.guid;
        // Changelogs: one page, a new id and a new title for each release.
        return !contradicts || one.keys.title == item.title_key;
    }

    void match_link(Sighting& one) {
        if (!link_is_its_own(one)) return;
        Rows rows(db_,
                  "SELECT id, guid, content_hash, link_key, title_key, enclosure_key, published "
                  "FROM item WHERE link_key = ? AND link_key <> 0 AND feed_id = ? "
                  "ORDER BY id DESC LIMIT ?",
                  one.keys.link, feed_, most_link_candidates);
        while (rows.next()) {
            if (claimed_.count(rows.integer(0)) != 0) continue;
            auto item = read_known(rows);
            if (!may_be(one, item)) continue;
            claim(one, std::move(item), Kind::relinked, "another id, but the same link");
            return;
        }
    }

    void match_tombstone(Sighting& one) {
        Rows rows(db_, "SELECT 1 FROM tombstone WHERE feed_id = ? AND key = ?", feed_,
                  one.keys.key);
        if (rows.next()) one.kind = Kind::buried;
    }

    /// Items of the last document that this one does not hold under their ids.
    std::vector<KnownItem> missing_of(const std::vector<ItemId>& present) {
        std::vector<KnownItem> missing;
        for (const auto id : present) {
            if (claimed_.count(id) != 0) continue;
            Rows rows(db_,
                      "SELECT id, guid, content_hash, link_key, title_key, enclosure_key, "
                      "published FROM item WHERE id = ? AND feed_id = ?",
                      id, feed_);
            if (rows.next()) missing.push_back(read_known(rows));
        }
        return missing;
    }

    /// A feed that gives all its entries new ids (a moved site, a new generator) must not flood its
    /// readers: where most of the last document seems to come again under new ids, each entry that
    /// resembles exactly one missing item is that item. One that resembles several is held back if
    /// it says word for word what one of them says; what says something new always comes in.
    void calm_flood(const std::vector<ItemId>& present) {
        std::vector<Sighting*> fresh;
        for_unmatched([&](Sighting& one) { fresh.push_back(&one); });
        if (fresh.size() < fewest_of_flood || present.empty()) return;
        const auto missing = missing_of(present);
        const auto alike = resemblances(fresh, missing);
        const auto resembling = static_cast<std::size_t>(std::count_if(
            alike.begin(), alike.end(), [](const auto& found) { return !found.empty(); }));
        if (resembling * 2 <= present.size()) return;
        std::unordered_map<std::size_t, std::size_t> wanted;
        for (const auto& found : alike) {
            for (const auto at : found) ++wanted[at];
        }
        for (std::size_t i = 0; i < fresh.size(); ++i) {
            auto& one = *fresh[i];
            const auto says_the_same = [&](std::size_t at) {
                return missing[at].content_hash == one.keys.content;
            };
            if (alike[i].size() == 1 && wanted[alike[i].front()] == 1) {
                claim(one, missing[alike[i].front()], Kind::relinked,
                      "its feed gave new ids to most of its entries");
            } else if (std::any_of(alike[i].begin(), alike[i].end(), says_the_same)) {
                one.kind = Kind::held;
            }
        }
    }

    /// For each fresh entry the positions of the missing items that it resembles by its own link,
    /// by title and date, or by content that no other has.
    std::vector<std::vector<std::size_t>> resemblances(
        const std::vector<Sighting*>& fresh, const std::vector<KnownItem>& missing) const {
        using Index = std::unordered_multimap<std::int64_t, std::size_t>;
        Index by_link;
        Index by_title;
        Index by_content;
        for (std::size_t at = 0; at < missing.size(); ++at) {
            const auto& item = missing[at];
            if (item.link_key != 0) by_link.emplace(item.link_key, at);
            if (item.title_key != 0 && item.published)
                by_title.emplace(title_and_date(item.title_key, *item.published), at);
            by_content.emplace(item.content_hash, at);
        }
        std::unordered_map<std::int64_t, std::size_t> fresh_with_content;
        for (const auto* one : fresh) ++fresh_with_content[one->keys.content];

        std::vector<std::vector<std::size_t>> alike(fresh.size());
        for (std::size_t i = 0; i < fresh.size(); ++i) {
            const auto& keys = fresh[i]->keys;
            const auto published = fresh[i]->arrival->prepared.entry.published;
            auto& found = alike[i];
            if (link_is_its_own(*fresh[i])) collect(by_link, keys.link, found);
            if (keys.title != 0 && published)
                collect(by_title, title_and_date(keys.title, *published), found);
            if (fresh_with_content[keys.content] == 1 && by_content.count(keys.content) == 1)
                collect(by_content, keys.content, found);
            std::sort(found.begin(), found.end());
            found.erase(std::unique(found.begin(), found.end()), found.end());
        }
        return alike;
    }

    static std::int64_t title_and_date(std::int64_t title, Instant published) {
        return title ^ published.time_since_epoch().count();
    }

    /// A handful tells "ambiguous" as well as thousands; that bounds the work on hostile feeds.
    static void collect(const std::unordered_multimap<std::int64_t, std::size_t>& index,
                        std::int64_t key, std::vector<std::size_t>& found) {
        constexpr int most = 8;
        auto [from, to] = index.equal_range(key);
        for (int taken = 0; from != to && taken < most; ++from, ++taken)
            found.push_back(from->second);
    }

    Connection& db_;
    FeedId feed_;
    std::vector<Sighting> sightings_;
    std::unordered_set<ItemId> claimed_;
    std::unordered_map<std::int64_t, std::size_t> entries_with_link_;
};

}  // namespace

std::vector<Sighting> identify(Connection& db, FeedId feed, const std::vector<Arrival>& arrivals,
                               const std::vector<ItemId>& present) {
    return Identifier(db, feed, arrivals).run(present);
}

}  // namespace weir::store
