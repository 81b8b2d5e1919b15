#include "html/furniture.hpp"

#include "base/text.hpp"
#include "html/embed.hpp"
#include "html/measure.hpp"

#include <algorithm>
#include <array>

namespace weir::html {
namespace {

// clang-format off
const std::vector<std::string_view>& furniture_words() {
    static const std::vector<std::string_view> words = {
        "ad", "ads", "advert", "advertisement", "advertising", "adsense", "breadcrumb", "breadcrumbs", "byline",
        "comment", "comments", "commentlist", "consent", "cookie", "cookies", "copyright", "disqus", "donate", "dropdown", "footer", "gdpr",
        "login", "masthead", "menu", "meta", "metadata", "modal", "nav", "navbar", "navigation", "newsletter", "outbrain",
        "pager", "pagination", "paywall", "popular", "popup", "promo", "promotion", "rail", "rating", "recirc", "recommend",
        "recommendation", "recommendations", "recommended", "related", "relatedposts", "respond", "rss", "search", "share", "shared", "sharedaddy",
        "sharing", "shares", "sidebar", "signup", "skip", "social", "socials", "sponsor", "sponsored", "sponsors", "subscribe", "subscription",
        "taboola", "tags", "tag", "taglist", "teaser", "toolbar", "trending", "trackback", "widget", "author", "authors", "bio", "print", "noprint",
        "hidden", "invisible", "screen", "tooltip", "dateline", "timestamp", "pubdate", "reply", "replies", "avatar", "addtoany", "addthis",
        "navbox", "mw-editsection", "editsection", "toc", "catlinks", "printfooter", "jumplink", "infobox"};
    return words;
}

// Words of parts that may hold the article in spite of the others.
const std::vector<std::string_view>& body_words() {
    static const std::vector<std::string_view> words = {
        "article", "body", "content", "entry", "main", "post", "story", "text", "page", "column", "hentry"};
    return words;
}
// clang-format on

bool has_furniture_role(const Attributes& attributes) {
    static constexpr std::array<std::string_view, 12> roles = {
        "navigation",  "complementary", "banner",  "contentinfo", "search",  "dialog",
        "alertdialog", "menu",          "menubar", "toolbar",     "tooltip", "alert"};
    const std::string role = lower(trim(attributes[Name::role]));
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool is_hidden(const Attributes& attributes) {
    if (attributes.has(Name::hidden) || iequals(attributes[Name::aria_hidden], "true")) return true;
    const std::string_view style = attributes[Name::style];
    const std::size_t display = ifind(style, "display");
    if (display == std::string_view::npos) return false;
    const std::string_view value = trim(style.substr(display + 7));
    return value.starts_with(':') && istarts_with(trim(value.substr(1)), "none");
}

bool is_furniture_element(Element element) {
    using enum Element;
    return element == nav || element == aside || element == footer || element == dialog ||
           element == button || element == select || element == textarea || element == menu;
}

// Parts in which running text is no sign of an article.
constexpr double large_share = 0.35;
constexpr double huge_share = 0.6;

class InnerFurniture {
public:
    InnerFurniture(const Tree& tree, NodeId root, std::string_view title,
                   std::vector<bool>& removed)
        : tree_(tree),
          root_(root),
          title_(squeeze(title)),
          removed_(removed),
          measures_(measure(tree, removed)) {}

    void run() {
        const NodeId end = tree_[root_].end;
        for (NodeId id = root_ + 1; id < end;) {
            const Node& node = tree_[id];
            if (!removed_[id] && !node.is_text() && is_furniture(id)) remove(id);
            id = removed_[id] ? node.end : id + 1;
        }
    }

private:
    bool is_furniture(NodeId id) const {
        const Element element = tree_[id].element;
        const Measure& own = measures_[id];
        // Buttons of social networks and advertisements; players are part of the article.
        if (element == Element::iframe)
            return player_url(std::string(tree_.attributes(id)[Name::src])).empty();
        if (own.text == 0 || own.text * 2 > measures_[root_].text) return false;
        if (has(element, Trait::heading)) return is_furniture_heading(id);
        if (element == Element::ul || element == Element::ol) return is_link_list(own);
        if (element == Element::p || element == Element::div || element == Element::li ||
            element == Element::section || element == Element::table)
            return own.images == 0 && (is_link_line(id) || is_call(id));
        return false;
    }

    static bool is_link_list(const Measure& own) {
        constexpr double mostly = 0.8;
        return own.images == 0 && own.link_share() > mostly;
    }

    // "Read also: <a>...</a>"; a sentence that ends in a link has more around it.
    bool is_link_line(NodeId id) const {
        constexpr std::size_t label = 25;
        constexpr std::size_t longest = 400;
        const Measure& own = measures_[id];
        return own.linked > 0 && own.text < longest && own.text - own.linked <= label &&
               own.link_share() > 0.6;
    }

    // clang-format off
    bool is_call(NodeId id) const {
        static constexpr std::array<std::string_view, 36> calls = {
            "read also", "also read", "read more", "see also:", "related:", "related articles", "recommended", "more on this",
            "sign up", "subscribe", "advertisement", "share this", "follow us", "click here", "photo by", "lire aussi",
            "\u00e0 lire aussi", "lesen sie auch", "mehr zum thema", "lee tambi\u00e9n", "leggi anche", "leia tamb\u00e9m",
            "story continues below", "continue reading", "don't miss", "most read", "watch:", "listen:", "join our", "get our",
            "this article was originally", "this story was originally", "comments are closed", "loading", "copyright", "all rights reserved"};
        // clang-format on
        constexpr std::size_t longest = 160;
        if (measures_[id].text > longest) return false;
        const std::string text = text_of(tree_, id, removed_);
        return std::any_of(calls.begin(), calls.end(),
                           [&text](std::string_view call) { return istarts_with(text, call); });
    }

    bool is_furniture_heading(NodeId id) const {
        static constexpr std::array<std::string_view, 22> headings = {
            "related",   "recommended",  "you may also",     "you might also", "more from",
            "more on",   "more stories", "share this",       "share",          "tags",
            "comments",  "leave a",      "about the author", "read more",      "read next",
            "most read", "most popular", "newsletter",       "sign up",        "subscribe",
            "follow",    "trending"};
        const std::string text = text_of(tree_, id, removed_);
        if (!title_.empty() && iequals(text, title_)) return true;
        constexpr std::size_t longest = 60;
        return text.size() <= longest &&
               std::any_of(headings.begin(), headings.end(), [&text](std::string_view heading) {
                   return istarts_with(text, heading);
               });
    }

    // A list of links goes with the heading over it.
    void remove(NodeId id) {
        removed_[id] = true;
        const Element element = tree_[id].element;
        if (element != Element::ul && element != Element::ol) return;
        const NodeId before = element_before(id);
        if (before != 0 && has(tree_[before].element, Trait::heading)) removed_[before] = true;
    }

    NodeId element_before(NodeId id) const {
        const NodeId parent = tree_[id].parent;
        NodeId last = 0;
        for (NodeId at = parent + 1; at < id; at = tree_[at].end)
            if (!tree_[at].is_text() || measures_[at].text > 1) last = at;
        return last != 0 && tree_[last].is_text() ? 0 : last;
    }

    const Tree& tree_;
    NodeId root_;
    std::string title_;
    std::vector<bool>& removed_;
    std::vector<Measure> measures_;
};

}  // namespace

void mark_furniture(const Tree& tree, std::vector<bool>& removed) {
    const std::vector<Measure> measures = measure(tree, removed);
    const auto running = static_cast<double>(measures[0].running);
    for (NodeId id = 1; id < tree.size();) {
        const Node& node = tree[id];
        if (node.is_text() || removed[id]) {
            id = removed[id] ? node.end : id + 1;
            continue;
        }
        const auto share = static_cast<double>(measures[id].running);
        const Attributes attributes = tree.attributes(id);
        bool gone = false;
        if (is_hidden(attributes) || is_furniture_element(node.element) ||
            has_furniture_role(attributes)) {
            gone = share <= huge_share * running;
        } else if (attributes.has(Name::class_) || attributes.has(Name::id)) {
            const std::string words = class_words(attributes);
            const double most = has_any_word(words, body_words()) ? large_share / 4 : large_share;
            gone = share <= most * running && !has(node.element, Trait::heading) &&
                   node.element != Element::article && has_any_word(words, furniture_words());
        }
        removed[id] = gone;
        id = gone ? node.end : id + 1;
    }
}

void mark_inner_furniture(const Tree& tree, NodeId root, std::string_view title,
                          std::vector<bool>& removed) {
    InnerFurniture(tree, root, title, removed).run();
}

}  // namespace weir::html
