// Feeds and items from other readers.
#include "base/text.hpp"
#include "cli/config_file.hpp"
#include "cli/document.hpp"
#include "cli/foreign_items.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "config/edit.hpp"
#include "config/feed_url.hpp"
#include "config/newsboat.hpp"
#include "config/opml.hpp"
#include "parse/text.hpp"
#include "store/newsboat_cache.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <unordered_set>
#include <utility>

namespace weir::cli {
namespace {

void remark(const std::string& document, const std::string& text) {
    fmt::print(stderr, "weir: import: {}: {}\n", document, harmless(text));
}

/// A newsboat urls file has no mark of its own: its first line that says something names a feed.
bool looks_like_urls(std::string_view text) {
    for (const auto line : split(text, '\n')) {
        const auto word = trim(line);
        if (word.empty() || word.starts_with('#')) continue;
        for (const std::string_view start : {"http://", "https://", "file://", "\"query:", "query:",
                                             "exec:", "\"exec:", "filter:", "\"filter:"})
            if (word.starts_with(start)) return true;
        return false;
    }
    return false;
}

std::vector<config::OpmlFeed> listed_feeds(const Document& document) {
    const auto text = parse::to_utf8(document.bytes, {}).text;
    if (looks_like_urls(text)) {
        auto urls = config::read_newsboat_urls(text);
        for (const auto& line : urls.remarks) remark(document.name, line);
        return std::move(urls.feeds);
    }
    auto listed = config::read_opml(text);
    if (!listed) throw Failure(fmt::format("import: {}: {}", document.name, listed.error()));
    return std::move(*listed);
}

int follow(const Arguments& arguments, const Document& document) {
    ConfigFile file(arguments);
    const auto listed = listed_feeds(document);
    const auto folder = std::filesystem::absolute(file.config().file).parent_path();
    std::unordered_set<std::string> known;
    for (const auto& feed : file.config().feeds) known.insert(config::same_url_key(feed.url));
    auto text = file.text();
    std::size_t added = 0;
    std::size_t refused = 0;
    for (const auto& feed : listed) {
        const auto url = config::feed_url(feed.url, folder);
        if (!url) {
            remark(document.name, fmt::format("line {}: {} {}", feed.line, feed.url, url.error()));
            ++refused;
            continue;
        }
        if (!known.insert(config::same_url_key(url->url)).second) continue;
        text = config::append_feed(std::move(text),
                                   {.url = feed.url, .title = feed.title, .tags = feed.tags});
        ++added;
    }
    if (added > 0 && !arguments.dry_run) file.replace(text);
    out(fmt::format("{} added, {} known already{}\n", counted(added, "feed"),
                    listed.size() - added - refused,
                    refused == 0 ? "" : fmt::format(", {} refused", refused)));
    return refused == 0 ? 0 : 1;
}

}  // namespace

int import(const Arguments& arguments) {
    const auto& name = arguments.words.front();
    if (store::is_database(local_path(name))) {
        ForeignItems items(arguments);
        const auto take = [&](const std::string& feed, std::vector<store::ForeignItem> some) {
            items.take(feed, std::move(some));
        };
        store::read_newsboat_cache(local_path(name), take);
        return items.finish();
    }
    const auto document = read_document(name, arguments);
    if (trim(std::string_view(document.bytes).substr(0, 256)).starts_with('{')) {
        ForeignItems items(arguments);
        for (auto& [feed, some] : google_reader_items(document.bytes, document.name))
            items.take(feed, std::move(some));
        return items.finish();
    }
    return follow(arguments, document);
}

}  // namespace weir::cli
