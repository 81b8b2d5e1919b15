#include "html/discover.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "html/attribute.hpp"
#include "html/entities.hpp"
#include "html/text.hpp"
#include "html/tokenizer.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace weir::html {
namespace {

// More than any page announces; what links to thousands of feeds is a directory of other sites.
constexpr std::size_t most_feeds = 100;

bool has_word(std::string_view list, std::string_view word) {
    for (std::size_t at = 0;
         (at = list.find_first_not_of(" \t\n\r\f", at)) != std::string_view::npos;) {
        const std::size_t end = std::min(list.find_first_of(" \t\n\r\f", at), list.size());
        if (iequals(list.substr(at, end - at), word)) return true;
        at = end;
    }
    return false;
}

// The type without its parameters when it is one that feeds are served under; else empty.
std::string feed_type(std::string_view type) {
    static constexpr std::array<std::string_view, 8> types = {
        "application/rss+xml",   "application/atom+xml",
        "application/feed+json", "application/rdf+xml",
        "application/json",      "application/xml",
        "application/x-rss+xml", "text/xml"};
    const std::string name = lower(trim(type.substr(0, type.find(';'))));
    return std::find(types.begin(), types.end(), name) != types.end() ? name : std::string();
}

// What a link's address says of a feed behind it: a media type, or nothing.
std::string_view guessed_type(std::string_view address) {
    const std::string url = lower(address);
    std::string_view path = url::split(url).path;
    while (path.ends_with('/')) path.remove_suffix(1);
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (name == "feed.json" || name == "feeds.json") return "application/feed+json";
    if (name == "atom" || name.ends_with(".atom") || name == "atom.xml" || name == "atom.php")
        return "application/atom+xml";
    if (name == "rdf" || name.ends_with(".rdf")) return "application/rdf+xml";
    static constexpr std::array<std::string_view, 10> names = {
        "rss",       "feed",    "feeds", "rss.xml",  "feed.xml",
        "index.xml", "rss.php", "rss2",  "feed.php", "rss2.xml"};
    if (name.ends_with(".rss") || std::find(names.begin(), names.end(), name) != names.end())
        return "application/rss+xml";
    const std::string_view query = url::split(url).query;
    for (const std::string_view key : {"feed=rss", "feed=atom", "format=rss", "format=feed"})
        if (query.starts_with(key)) return "application/rss+xml";
    return {};
}

class Discovery {
public:
    Discovery(std::string_view page, std::string_view base) : tokenizer_(page), base_(base) {}

    std::vector<FeedLink> run() {
        while (tokenizer_.next(token_)) {
            if (token_.kind == Token::Kind::start_tag)
                start();
            else if (token_.kind == Token::Kind::end_tag && token_.element == Element::a)
                finish_anchor();
            else if (token_.kind == Token::Kind::text && in_anchor_)
                anchor_.title += token_.text;
        }
        finish_anchor();
        std::vector<FeedLink> all;
        std::unordered_set<std::string> seen;
        for (const auto* list : {&announced_, &unsure_, &guessed_})
            for (const FeedLink& link : *list)
                if (all.size() < most_feeds && seen.insert(link.url).second) all.push_back(link);
        return all;
    }

private:
    void start() {
        const Element element = token_.element;
        if (element == Element::base && !has_base_)
            set_base(Attributes(token_.attributes));
        else if (element == Element::link)
            add_announced(Attributes(token_.attributes));
        else if (element == Element::a)
            start_anchor(Attributes(token_.attributes));
    }

    void set_base(const Attributes& attributes) {
        if (!attributes.has(Name::href)) return;
        const std::string base = url::resolve(base_, decoded(attributes[Name::href]));
        if (url::is_http(base)) base_ = base;
        has_base_ = true;
    }

    std::string address(const Attributes& attributes) const {
        const std::string href = decoded(attributes[Name::href]);
        if (trim(href).empty()) return {};
        std::string url = url::resolve(base_, href);
        return url::is_http(url) ? url : std::string();
    }

    void add_announced(const Attributes& attributes) {
        const std::string rel = decoded(attributes[Name::rel]);
        // rel="feed" is the older spelling of HTML5 drafts.
        const bool feed = has_word(rel, "feed");
        if (!feed && !has_word(rel, "alternate")) return;
        std::string type = feed_type(decoded(attributes[Name::type]));
        if (type.empty() && !feed) return;
        std::string url = address(attributes);
        if (url.empty()) return;
        // WordPress announces its whole API, and others their sitemaps, with these types.
        const bool general =
            type == "application/json" || type == "application/xml" || type == "text/xml";
        if (general && guessed_type(url).empty() && url.find("feed") == std::string::npos &&
            url.find("rss") == std::string::npos)
            return;
        if (type.empty()) type = guessed_type(url);
        FeedLink link{std::move(url), std::move(type), to_line(decoded(attributes[Name::title]))};
        (general ? unsure_ : announced_).push_back(std::move(link));
    }

    void start_anchor(const Attributes& attributes) {
        finish_anchor();
        if (!attributes.has(Name::href) || guessed_.size() >= most_feeds) return;
        std::string type = feed_type(decoded(attributes[Name::type]));
        if (type.empty()) type = guessed_type(decoded(attributes[Name::href]));
        if (type.empty()) return;
        std::string url = address(attributes);
        if (url.empty()) return;
        anchor_ = {std::move(url), std::move(type), {}};
        in_anchor_ = true;
    }

    void finish_anchor() {
        if (!in_anchor_) return;
        in_anchor_ = false;
        constexpr std::size_t longest_title = 200;  // An unclosed link would take in the page.
        anchor_.title = anchor_.title.size() <= longest_title ? to_line(anchor_.title) : "";
        guessed_.push_back(std::move(anchor_));
    }

    Tokenizer tokenizer_;
    Token token_;
    std::string base_;
    bool has_base_ = false;
    std::vector<FeedLink> announced_;
    std::vector<FeedLink> unsure_;   ///< Announced with a type that other things have too.
    std::vector<FeedLink> guessed_;  ///< From <a>.
    FeedLink anchor_;
    bool in_anchor_ = false;
};

}  // namespace

std::vector<FeedLink> discover(std::string_view page, std::string_view base_url) {
    return Discovery(page, base_url).run();
}

}  // namespace weir::html
