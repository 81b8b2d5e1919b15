#pragma once

#include "model/entry.hpp"
#include "model/feed.hpp"
#include "parse/notices.hpp"
#include "parse/written.hpp"

#include <climits>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

/// A feed while it is read. Several elements may tell the same thing (title, dc:title,
/// media:title); each is offered with a rank, and the best one stays.
namespace weir::parse {

/// The value of lowest rank; among equals the first.
template <class T>
class Ranked {
public:
    /// Whether a value of that rank would be taken: then it is worth making it.
    [[nodiscard]] bool wants(int rank) const { return rank < rank_; }
    void offer(int rank, T value) {
        if (!wants(rank)) return;
        value_ = std::move(value);
        rank_ = rank;
    }
    [[nodiscard]] bool given() const { return rank_ != INT_MAX; }
    [[nodiscard]] T& value() { return value_; }

private:
    T value_{};
    int rank_ = INT_MAX;
};

/// Text of which only a non-empty one counts.
class RankedText : public Ranked<std::string> {
public:
    void offer(int rank, std::string value) {
        if (!value.empty()) Ranked::offer(rank, std::move(value));
    }
};

/// Authors: those who are named as such stand together; of the substitutes only the best kind.
struct AuthorsDraft {
    std::vector<Person> named;
    Ranked<std::vector<Person>> substitutes;

    void add(std::vector<Person> people);
    void offer(int rank, std::vector<Person> people);
    [[nodiscard]] std::vector<Person> take();
};

/// What feeds and entries have in common.
struct CommonDraft {
    RankedText title;
    RankedText image;
    RankedText copyright;
    RankedText language;
    RankedText url;
    Ranked<Instant> published;
    Ranked<Instant> updated;
    AuthorsDraft authors;
    std::vector<Person> contributors;
    std::vector<std::string> tags;
    std::unordered_set<std::string> known_tags;
    Itunes itunes;
    Podcast podcast;

    /// A tag once, in the order of first appearance.
    void add_tag(std::string tag);
    /// Each part between commas.
    void add_tags(std::string_view list);
};

struct EntryDraft : CommonDraft {
    Entry entry;  ///< What only one element can give.
    RankedText id;
    Ranked<Written> full;      ///< The whole text: content:encoded, atom:content, ...
    Ranked<Written> brief;     ///< description, atom:summary, ...
    RankedText enclosure_url;  ///< feedburner:origEnclosureLink.
    std::vector<Person> source_authors;
    std::optional<double> latitude;  ///< W3C Basic Geo gives them one by one.
    std::optional<double> longitude;
    std::string place;   ///< georss:featureName.
    Media media_of_all;  ///< Media RSS elements of the entry itself: about all its contents.
};

struct FeedDraft : CommonDraft {
    Feed feed;
    RankedText description;
    RankedText icon;
    RankedText feed_url;
    Ranked<Person> publisher;
    Ranked<Generator> generator;
    std::optional<double> update_period;     ///< sy:updatePeriod, minutes.
    std::optional<double> update_frequency;  ///< sy:updateFrequency, times per period.
};

/// Turns drafts into what is handed out, in document order; keeps what concerns all entries: which
/// ids were seen, and how many entries there are.
class Finisher {
public:
    Finisher(NoticeList& notices, Format format) : notices_(notices), format_(format) {}

    /// `at` is the entry's element, for notices; an empty one will do (JSON).
    void add(EntryDraft draft, const Element& at);
    /// True when no more entries are taken; to be asked before an entry is read.
    [[nodiscard]] bool full();
    [[nodiscard]] ParsedFeed finish(FeedDraft draft);

private:
    void set_id(EntryDraft& draft, const Element& at);
    void notice(const Element& at, std::string_view code, std::string message);

    NoticeList& notices_;
    Format format_;
    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::size_t> seen_ids_;
};

}  // namespace weir::parse
