#include "river/plan.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "river/address.hpp"
#include "river/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace weir::river {
namespace {

/// More feeds than this are found on the status page, not in every page's margin.
constexpr std::size_t most_feeds_listed = 60;

/// A field of the query language with a value taken to the letter.
std::string field(std::string_view name, std::string value) {
    replace_all(value, "\"", " ");
    return fmt::format("{}:\"{}\"", name, value);
}

query::Query compiled(const std::string& text, Instant now) {
    auto parsed = query::parse(text, now);
    // Our own text: a name that the language cannot say matches nothing rather than everything.
    return parsed ? std::move(*parsed) : query::parse("id:0", now).value_or(query::Query{});
}

store::Cursor cursor_of(const publish::MergedItem& item) {
    return {item.date, item.number};
}

}  // namespace

Instant seen_last(const publish::MergedItem& item) {
    // Until an edit was seen, `changed` is the publisher's date.
    return item.changed == item.date ? item.first_seen : std::max(item.first_seen, item.changed);
}

publish::MergedFeed collect(const Recipe& recipe, const PageWanted& wanted,
                            const std::string& public_url, store::Reader& reader) {
    store::Selection selection;
    selection.query = recipe.query;
    selection.limit = recipe.limit + 1;  // One more tells whether there is a next page.
    selection.before = wanted.before;
    selection.after = wanted.after;
    auto items = reader.select(selection);
    const bool more = items.size() > recipe.limit;
    if (more && wanted.after)
        items.erase(items.begin());  // Newer ones lie beyond this page.
    else if (more)
        items.pop_back();

    publish::MergedFeed feed;
    feed.path = recipe.path;
    feed.name = recipe.name;
    feed.query = recipe.parameters;
    feed.title = recipe.title;
    if (recipe.titled_by_feed)
        if (const auto state = reader.feed(recipe.name); state && !state->title.empty())
            feed.title = state->title;
    feed.description = recipe.description;
    feed.public_url = public_url;
    feed.home = public_url + recipe.path.substr(1) +
                (recipe.parameters.empty() ? "" : "?" + recipe.parameters);
    feed.id = uuid5_urn(feed.home);
    feed.hub = recipe.hub;
    feed.icon = recipe.icon;
    feed.summaries = recipe.summaries;
    feed.items = merged(std::move(items));
    for (const auto& item : feed.items) feed.updated = std::max(feed.updated, seen_last(item));
    if (wanted.before) feed.cursor = "before=" + cursor_text(*wanted.before);
    if (wanted.after) feed.cursor = "after=" + cursor_text(*wanted.after);
    if (feed.items.empty()) return feed;
    const bool older = wanted.after ? true : more;
    const bool newer = wanted.after ? more : wanted.before.has_value();
    if (older) feed.next_cursor = "before=" + cursor_text(cursor_of(feed.items.back()));
    if (newer) feed.prev_cursor = "after=" + cursor_text(cursor_of(feed.items.front()));
    return feed;
}

Recipe recipe_of(const config::Output& output) {
    Recipe recipe;
    recipe.path = "/" + url::percent_encode(output.name);
    recipe.name = output.name;
    recipe.title = output.title.empty() ? output.name : output.title;
    recipe.query = output.query;
    recipe.limit = output.limit;
    recipe.summaries = output.summaries;
    recipe.is_output = true;
    // A hub passes on what it fetched: nothing for it where readers need a token.
    if (output.token.empty()) recipe.hub = output.hub;
    return recipe;
}

Recipe recipe_of_feed(const Subscription& feed, Instant now) {
    Recipe recipe;
    recipe.path = "/feed/" + url::percent_encode(feed.name);
    recipe.name = feed.name;
    recipe.title = feed.title.empty() ? feed.name : feed.title;
    recipe.titled_by_feed = feed.title.empty();
    recipe.query = compiled(field("feed", feed.name), now);
    return recipe;
}

Recipe recipe_of_tag(const std::string& tag, Instant now) {
    Recipe recipe;
    recipe.path = "/tag/" + url::percent_encode(tag);
    recipe.name = tag;
    recipe.title = tag;
    recipe.query = compiled(field("tag", tag), now);
    return recipe;
}

Result<Recipe, query::Error> recipe_of_search(const std::string& text, Instant now) {
    auto parsed = query::parse(text, now);
    if (!parsed) return fail(std::move(parsed.error()));
    Recipe recipe;
    recipe.path = "/search";
    recipe.name = "search";
    recipe.title = "Search: " + text;
    recipe.parameters = "q=" + url::percent_encode(text);
    recipe.query = std::move(*parsed);
    return recipe;
}

Nav nav_of(const config::Config& config) {
    Nav nav;
    for (const auto& output : config.outputs)
        if (output.token.empty())
            nav.outputs.push_back({output.name, output.title.empty() ? output.name : output.title});
    std::set<std::string> tags;
    for (const auto& feed : config.feeds) tags.insert(feed.tags.begin(), feed.tags.end());
    nav.tags.assign(tags.begin(), tags.end());
    nav.feed_count = config.feeds.size();
    for (const auto& feed : config.feeds) nav.feed_names.insert(feed.name);
    if (config.feeds.size() <= most_feeds_listed)
        for (const auto& feed : config.feeds)
            nav.feeds.push_back(
                {feed.name, feed.title.empty() ? feed.name : feed.title, !feed.title.empty()});
    return nav;
}

std::unordered_map<std::string, std::string> new_titles(const Nav& nav, store::Reader& reader) {
    std::unordered_map<std::string, std::string> found;
    if (nav.feeds.empty()) return found;
    const auto titles = reader.titles();
    for (const auto& place : nav.feeds) {
        if (place.is_named) continue;
        const auto title = titles.find(place.name);
        if (title != titles.end() && !title->second.empty() && title->second != place.title)
            found.insert(*title);
    }
    return found;
}

void retitle(Nav& nav, const std::unordered_map<std::string, std::string>& titles) {
    for (auto& place : nav.feeds)
        if (const auto title = titles.find(place.name); title != titles.end())
            place.title = title->second;
}

}  // namespace weir::river
