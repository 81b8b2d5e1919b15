#include "html/metadata.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "html/entities.hpp"
#include "html/measure.hpp"
#include "html/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace weir::html {
namespace {

// Names that a page can hold a member under, best first.
class Candidates {
public:
    /// `rank` counts from 0, the best; of equals the first one stays.
    void add(std::size_t rank, std::string value) {
        value = squeeze(value);
        if (value.empty() || (!value_.empty() && rank >= rank_)) return;
        value_ = std::move(value);
        rank_ = rank;
    }
    [[nodiscard]] const std::string& value() const { return value_; }

private:
    std::string value_;
    std::size_t rank_ = 0;
};

template <std::size_t Count>
std::size_t rank_of(std::string_view name, const std::array<std::string_view, Count>& names) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [name](std::string_view one) { return iequals(name, one); });
    return static_cast<std::size_t>(found - names.begin());
}

constexpr std::array<std::string_view, 6> title_names = {
    "og:title", "headline", "twitter:title", "dc.title", "dcterms.title", "title"};
constexpr std::array<std::string_view, 7> author_names = {
    "article:author", "og:article:author", "author",         "byl",
    "dc.creator",     "parsely-author",    "sailthru.author"};
constexpr std::array<std::string_view, 10> date_names = {
    "article:published_time", "og:published_time", "datepublished",  "publishdate", "pubdate",
    "parsely-pub-date",       "sailthru.date",     "dc.date.issued", "dc.date",     "date"};
constexpr std::array<std::string_view, 2> site_names = {"og:site_name", "application-name"};
constexpr std::array<std::string_view, 3> language_names = {"og:locale", "dc.language", "language"};
// Elements come after all names in <meta>.
constexpr std::size_t after_meta = 20;

class MetadataReader {
public:
    explicit MetadataReader(const Tree& tree) : tree_(tree) {}

    Metadata run() {
        for (NodeId id = 1; id < tree_.size(); ++id)
            if (!tree_[id].is_text()) read(id);
        const auto fill = [](std::string& member, const Candidates& candidates) {
            if (member.empty()) member = candidates.value();
        };
        fill(found_.byline, byline_);
        fill(found_.published, published_);
        fill(found_.site_name, site_name_);
        fill(found_.canonical_url, canonical_);
        if (!tree_.language().empty()) found_.language = trim(tree_.language());
        fill(found_.language, language_);
        std::replace(found_.language.begin(), found_.language.end(), '_', '-');
        choose_title();
        return std::move(found_);
    }

private:
    void read(NodeId id) {
        using enum Element;
        const Attributes attributes = tree_.attributes(id);
        switch (tree_[id].element) {
            case script:
                add_json_ld(text_inside(id), found_);
                return;
            case meta:
                read_meta(attributes);
                return;
            case link:
                if (iequals(trim(attributes[Name::rel]), "canonical"))
                    canonical_.add(0, decoded(attributes[Name::href]));
                return;
            case title:
                page_title_.add(0, text(id));
                return;
            case h1:
                heading_.add(0, text(id));
                break;
            case time:
                if (attributes.has(Name::datetime))
                    published_.add(after_meta + 1, decoded(attributes[Name::datetime]));
                break;
            default:
                break;
        }
        read_marks(id, attributes);
    }

    void read_meta(const Attributes& attributes) {
        const std::string value = to_line(decoded(attributes[Name::content]));
        for (const Name which : {Name::property, Name::name, Name::itemprop}) {
            if (!attributes.has(which)) continue;
            const std::string_view name = trim(attributes[which]);
            add_named(name, title_names, value, title_);
            // A profile's address is no name.
            if (!url::is_http(value)) add_named(name, author_names, value, byline_);
            add_named(name, date_names, value, published_);
            add_named(name, site_names, value, site_name_);
            add_named(name, language_names, value, language_);
            if (iequals(name, "og:url")) canonical_.add(1, decoded(attributes[Name::content]));
        }
    }

    template <std::size_t Count>
    static void add_named(std::string_view name, const std::array<std::string_view, Count>& names,
                          const std::string& value, Candidates& candidates) {
        const std::size_t rank = rank_of(name, names);
        if (rank < Count) candidates.add(rank, value);
    }

    // itemprop, rel=author and class names of bylines and dates.
    void read_marks(NodeId id, const Attributes& attributes) {
        const std::string_view property = trim(attributes[Name::itemprop]);
        if (iequals(property, "headline")) title_.add(1, text(id));
        if (iequals(property, "datepublished")) {
            const Name value = attributes.has(Name::content) ? Name::content : Name::datetime;
            published_.add(2, attributes.has(value) ? decoded(attributes[value]) : text(id));
        }
        if (iequals(property, "author")) byline_.add(after_meta, byline(id));
        if (tree_[id].element == Element::a && iequals(trim(attributes[Name::rel]), "author"))
            byline_.add(after_meta + 1, byline(id));
        if (!attributes.has(Name::class_)) return;
        const std::string words = class_words(attributes);
        if (has_any_word(words, {"byline"})) byline_.add(after_meta + 2, byline(id));
        if (has_any_word(words, {"author"})) byline_.add(after_meta + 3, byline(id));
    }

    // Long texts are no names: the whole header, an author's life.
    std::string byline(NodeId id) const {
        constexpr std::size_t longest = 100;
        std::string name = text(id);
        for (const std::string_view by : {"by ", "von ", "par ", "por "}) {
            if (!istarts_with(name, by)) continue;
            name.erase(0, by.size());
            break;
        }
        return name.size() <= longest ? name : std::string();
    }

    // Of small parts only: the page's start would be read for each of its ancestors else.
    std::string text(NodeId id) const {
        constexpr NodeId most_nodes = 40;
        if (tree_[id].end - id > most_nodes) return {};
        std::string all;
        for (NodeId at = id + 1; at < tree_[id].end; ++at) {
            all += tree_[at].is_text() ? tree_[at].text : std::string_view();
            if (!tree_[at].is_text() && has(tree_[at].element, Trait::block)) all += ' ';
        }
        return to_line(decode_references(all));
    }

    std::string_view text_inside(NodeId id) const {
        return id + 1 < tree_[id].end ? tree_[id + 1].text : std::string_view();
    }

    void choose_title() {
        if (!found_.title.empty()) return;
        found_.title = title_.value();
        if (found_.title.empty())
            found_.title = without_site_name(page_title_.value());
        else
            found_.title = without_site_name(found_.title);
        if (found_.title.empty()) found_.title = heading_.value();
    }

    // "Story - Site", "Site | Story": what the heading repeats, else the part that is no site name.
    std::string without_site_name(const std::string& title) const {
        const std::string& heading = heading_.value();
        if (heading.size() > 10 && title.size() > heading.size() &&
            ifind(title, heading) != std::string_view::npos)
            return heading;
        const std::string_view all = title;
        for (const std::string_view separator :
             {" | ", " - ", " \u2013 ", " \u2014 ", " :: ", " \u00bb ", " \u00b7 ", " / "}) {
            const std::size_t last = all.rfind(separator);
            if (last == std::string_view::npos) continue;
            const std::string_view after = trim(all.substr(last + separator.size()));
            const std::string_view before = trim(all.substr(0, last));
            if (iequals(before, found_.site_name)) return std::string(after);
            if (iequals(after, found_.site_name)) return std::string(before);
            // Without a known name the much longer part is the story.
            if (found_.site_name.empty() && is_story(before, after)) return std::string(before);
            if (found_.site_name.empty() && is_story(after, before)) return std::string(after);
        }
        return title;
    }

    static bool is_story(std::string_view part, std::string_view other) {
        constexpr std::size_t shortest = 15;
        return part.size() >= shortest && part.size() >= 2 * other.size();
    }

    const Tree& tree_;
    Metadata found_;
    Candidates title_, byline_, published_, site_name_, language_, canonical_;
    Candidates page_title_, heading_;
};

}  // namespace

Metadata read_metadata(const Tree& tree) {
    return MetadataReader(tree).run();
}

}  // namespace weir::html
