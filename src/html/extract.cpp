#include "html/extract.hpp"

#include "base/url.hpp"
#include "dates/dates.hpp"
#include "html/article.hpp"
#include "html/furniture.hpp"
#include "html/metadata.hpp"
#include "html/page_text.hpp"
#include "html/sanitize.hpp"
#include "html/selector.hpp"
#include "html/text.hpp"
#include "html/tree.hpp"

#include <vector>

namespace weir::html {
namespace {

// Below this the page's own statement of its text is believed rather than what was found.
constexpr std::size_t doubtful_text = 200;

std::string article_markup(const Tree& tree, const Metadata& metadata, std::string_view selector) {
    std::vector<bool> removed(tree.size());
    std::vector<NodeId> parts;
    if (selector.empty()) {
        mark_furniture(tree, removed);
        parts = find_article(tree, removed);
        for (const NodeId part : parts) mark_inner_furniture(tree, part, metadata.title, removed);
    } else {
        parts = Selector(selector).find(tree);  // What somebody chose is taken as it is.
    }
    std::string markup;
    for (const NodeId part : parts) markup += tree.markup(part, removed) + "\n";
    return markup;
}

std::string base_of(const Tree& tree, std::string_view url) {
    for (NodeId id = 1; id < tree.size(); ++id) {
        if (tree[id].element != Element::base) continue;
        const std::string base = url::resolve(url, to_line(tree.attributes(id)[Name::href]));
        if (url::is_http(base)) return base;
    }
    return std::string(url);
}

}  // namespace

Article extract(std::string_view page, const ExtractOptions& options) {
    const std::string text = page_text(page, options.content_type);
    const Tree tree(text);
    const std::string base = base_of(tree, options.url);
    Metadata metadata = read_metadata(tree);

    Article article;
    const std::string markup = article_markup(tree, metadata, options.selector);
    article.content_html = sanitize(markup, {.base_url = base});
    article.content_text = to_text(article.content_html);
    if (options.selector.empty() && article.content_text.size() < doubtful_text &&
        metadata.body.size() > 2 * article.content_text.size()) {
        const std::string body =
            looks_like_html(metadata.body) ? metadata.body : from_text(metadata.body);
        article.content_html = sanitize(body, {.base_url = base});
        article.content_text = to_text(article.content_html);
    }
    article.title = std::move(metadata.title);
    article.byline = std::move(metadata.byline);
    article.published = dates::parse(metadata.published);
    article.site_name = std::move(metadata.site_name);
    article.language = std::move(metadata.language);
    if (!metadata.canonical_url.empty()) {
        std::string canonical = url::resolve(base, metadata.canonical_url);
        if (url::is_http(canonical)) article.canonical_url = std::move(canonical);
    }
    return article;
}

}  // namespace weir::html
