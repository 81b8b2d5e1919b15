#include "html/article.hpp"

#include "base/text.hpp"
#include "html/measure.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace weir::html {
namespace {

// A container below this is a teaser or an empty shell.
constexpr std::size_t least_container = 250;
constexpr std::size_t least_article = 140;

// Class names that publishing systems give to nothing but the article's text.
bool names_container(const Attributes& attributes) {
    static constexpr std::array<std::string_view, 24> names = {
        "entry-content",    "article-body",     "articlebody",   "article__body",   "post-content",
        "post-body",        "story-body",       "storybody",     "article-content", "story-content",
        "article__content", "articlecontent",   "article-text",  "article_body",    "entry-body",
        "post-entry",       "postcontent",      "post__content", "content-body",    "body-content",
        "article-main",     "mw-parser-output", "story-text",    "body-copy"};
    if (ifind(attributes[Name::itemprop], "articlebody") != std::string_view::npos) return true;
    for (const std::string_view value : {attributes[Name::class_], attributes[Name::id]}) {
        for (std::size_t at = 0;
             (at = value.find_first_not_of(" \t\n\r\f", at)) != std::string_view::npos;) {
            const std::size_t end = std::min(value.find_first_of(" \t\n\r\f", at), value.size());
            const std::string word = lower(value.substr(at, end - at));
            if (std::find(names.begin(), names.end(), word) != names.end()) return true;
            at = end;
        }
    }
    return false;
}

class Finder {
public:
    Finder(const Tree& tree, const std::vector<bool>& removed)
        : tree_(tree), removed_(removed), measures_(measure(tree, removed)), gone_(tree.size()) {
        for (NodeId id = 1; id < tree.size(); ++id)
            gone_[id] = removed[id] || gone_[tree[id].parent];
    }

    std::vector<NodeId> run() {
        score();
        const NodeId block = best_block();
        const NodeId container = best_container();
        // A container that misses most of what scoring found is one for something else.
        if (container != 0 && measures_[container].running * 2 >= measures_[block].running)
            return with_lead(container);
        if (block == 0 || measures_[block].text < least_article) return {};
        return with_siblings(block);
    }

private:
    NodeId best_container() const {
        NodeId best = 0;
        for (NodeId id = 1; id < tree_.size(); ++id) {
            if (tree_[id].is_text() || gone_[id]) continue;
            const Measure& own = measures_[id];
            if (own.text < least_container || own.link_share() > 0.5) continue;
            if (own.text <= measures_[best].text && best != 0) continue;
            if (names_container(tree_.attributes(id))) best = id;
        }
        return best;
    }

    static bool is_line(Element element) {
        using enum Element;
        return element == p || element == pre || element == blockquote || element == dd;
    }

    // Unlinked text that stands in each block itself, not in a block inside it. Old pages set
    // paragraphs apart by <br> only.
    std::vector<std::size_t> direct_text() const {
        std::vector<std::size_t> direct(tree_.size());
        std::vector<NodeId> block_of(tree_.size());
        for (NodeId id = 1; id < tree_.size(); ++id) {
            const Node& node = tree_[id];
            const bool block = has(node.element, Trait::block | Trait::table_part);
            block_of[id] = block ? id : block_of[node.parent];
            if (node.is_text() && !gone_[id])
                direct[block_of[id]] += measures_[id].text - measures_[id].linked;
        }
        return direct;
    }

    static double weight(const Attributes& attributes) {
        static const std::vector<std::string_view> good = {"article", "body", "content", "entry",
                                                           "hentry",  "main", "page",    "post",
                                                           "text",    "blog", "story",   "h-entry"};
        static const std::vector<std::string_view> bad = {
            "hidden",   "banner",  "combx",    "comment",  "com",     "contact",
            "foot",     "footer",  "footnote", "masthead", "media",   "outbrain",
            "promo",    "related", "scroll",   "shoutbox", "sidebar", "sponsor",
            "shopping", "tags",    "tool",     "widget",   "list",    "caption"};
        if (!attributes.has(Name::class_) && !attributes.has(Name::id)) return 0;
        const std::string words = class_words(attributes);
        return (has_any_word(words, good) ? 25 : 0) - (has_any_word(words, bad) ? 25 : 0);
    }

    static double first_score(Element element) {
        using enum Element;
        switch (element) {
            case div:
            case article:
            case section:
            case main:
                return 5;
            case pre:
            case td:
            case blockquote:
                return 3;
            case address:
            case ol:
            case ul:
            case dl:
            case dd:
            case dt:
            case li:
            case form:
                return -3;
            case h1:
            case h2:
            case h3:
            case h4:
            case h5:
            case h6:
            case th:
                return -5;
            default:
                return 0;
        }
    }

    // Each paragraph speaks for its ancestors, for distant ones less.
    void score() {
        constexpr std::size_t least_paragraph = 25;
        constexpr std::size_t least_direct = 80;
        constexpr std::size_t usual_paragraph = 300;
        const std::vector<std::size_t> direct = direct_text();
        scores_.assign(tree_.size(), std::nullopt);
        for (NodeId id = 1; id < tree_.size(); ++id) {
            if (tree_[id].is_text() || gone_[id]) continue;
            const Measure& own = measures_[id];
            if (is_line(tree_[id].element)) {
                if (own.text < least_paragraph) continue;
                const double length = static_cast<double>(own.text) / 100;
                credit(tree_[id].parent,
                       1 + static_cast<double>(own.commas) + std::min(length, 3.0));
            } else if (direct[id] >= least_direct) {
                const auto paragraphs = static_cast<double>(1 + direct[id] / usual_paragraph);
                const double share =
                    static_cast<double>(direct[id]) / static_cast<double>(own.text);
                const double length = static_cast<double>(direct[id]) / 100;
                credit(id, paragraphs + share * static_cast<double>(own.commas) +
                               std::min(length, 3 * paragraphs));
            }
        }
        for (NodeId id = 0; id < tree_.size(); ++id)
            if (scores_[id]) *scores_[id] *= 1 - measures_[id].link_share();
    }

    void credit(NodeId ancestor, double points) {
        for (int level = 0; level < 5 && ancestor != 0; ++level) {
            if (!scores_[ancestor])
                scores_[ancestor] =
                    first_score(tree_[ancestor].element) + weight(tree_.attributes(ancestor));
            *scores_[ancestor] += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
            ancestor = tree_[ancestor].parent;
        }
    }

    double score_of(NodeId id) const { return scores_[id].value_or(0); }

    NodeId best_block() const {
        NodeId best = 0;
        for (NodeId id = 1; id < tree_.size(); ++id)
            if (scores_[id] && (best == 0 || score_of(id) > score_of(best))) best = id;
        if (best == 0) return 0;
        // An article cut into sections: their parent has what each of them has a part of.
        for (NodeId parent = tree_[best].parent; parent != 0; parent = tree_[parent].parent) {
            if (score_of(parent) < score_of(best) * 0.75) break;
            if (measures_[parent].running <= measures_[best].running * 5 / 4) continue;
            if (measures_[parent].link_share() < 0.25) best = parent;
        }
        return best;
    }

    std::vector<NodeId> with_siblings(NodeId block) const {
        const NodeId parent = tree_[block].parent;
        const double least = std::max(10.0, score_of(block) * 0.2);
        std::vector<NodeId> parts;
        for (NodeId id = parent + 1; id < tree_[parent].end; id = tree_[id].end) {
            if (tree_[id].is_text() || removed_[id]) continue;
            const Measure& own = measures_[id];
            const bool prose =
                tree_[id].element == Element::p && own.text > 80 && own.link_share() < 0.25;
            if (id == block || score_of(id) >= least || prose) parts.push_back(id);
        }
        return parts;
    }

    // The lead often stands before the container, under a name of its own.
    std::vector<NodeId> with_lead(NodeId container) const {
        static const std::vector<std::string_view> names = {
            "lead", "lede",     "standfirst", "intro",       "introduction", "dek",
            "deck", "abstract", "excerpt",    "subheadline", "chapo",        "teaser"};
        constexpr std::size_t shortest = 40;
        constexpr std::size_t longest = 800;
        constexpr NodeId farthest = 200;  // Nodes before the container: the article's own header.
        const NodeId begin = container > farthest ? container - farthest : 1;
        for (NodeId id = begin; id < container; ++id) {
            const Node& node = tree_[id];
            if (node.is_text() || gone_[id] || node.end > container) continue;
            const Measure& own = measures_[id];
            if (own.text < shortest || own.text > longest || own.link_share() > 0.3) continue;
            if (has_any_word(class_words(tree_.attributes(id)), names)) return {id, container};
        }
        return {container};
    }

    const Tree& tree_;
    const std::vector<bool>& removed_;
    std::vector<Measure> measures_;
    std::vector<bool> gone_;  ///< Removed, or in something that is.
    std::vector<std::optional<double>> scores_;
};

}  // namespace

std::vector<NodeId> find_article(const Tree& tree, const std::vector<bool>& removed) {
    return Finder(tree, removed).run();
}

}  // namespace weir::html
