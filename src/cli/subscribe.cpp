// The verbs that edit feeds.toml: comments, order and blank lines stay.
#include "base/text.hpp"
#include "base/url.hpp"
#include "cli/config_file.hpp"
#include "cli/document.hpp"
#include "cli/feed_state.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "config/edit.hpp"
#include "html/discover.hpp"
#include "parse/parse.hpp"
#include "parse/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

namespace weir::cli {
namespace {

struct Found {
    std::string url;
    std::string title;
    std::size_t entries = 0;
};

/// What is written into feeds.toml for an address that is a feed itself.
std::string subscribed_url(const std::string& address) {
    if (address.find("://") != std::string::npos) return address;
    return "file://" + std::filesystem::absolute(address).lexically_normal().string();
}

/// An address as it was typed: a URL, a file, or a bare domain, which means its site.
std::string typed_address(const std::string& word) {
    std::error_code ignored;
    const bool path = word.starts_with('.') || word.starts_with('/');
    if (path || word.find(':') != std::string::npos || std::filesystem::exists(word, ignored))
        return word;
    return "https://" + word;
}

/// The feed behind an address: the document itself, or the first announced one that is a feed.
Found find_feed(const std::string& address, const Arguments& arguments) {
    const auto document = read_document(address, arguments);
    if (const auto feed = parse::feed(document.bytes, {document.url, document.content_type}))
        return {subscribed_url(address), feed->feed.title, feed->entries.size()};
    const auto page = parse::to_utf8(document.bytes, document.content_type).text;
    const auto links = html::discover(page, document.url);
    for (const auto& link : links) {
        try {
            const auto announced = read_document(link.url, arguments);
            const auto feed = parse::feed(announced.bytes, {announced.url, announced.content_type});
            if (feed) return {link.url, feed->feed.title, feed->entries.size()};
        } catch (const Failure& failure) {
            fmt::print(stderr, "weir: {}\n", failure.what());
        }
    }
    throw Failure(fmt::format("add: {} is no feed, and announces none that can be read", address));
}

const Subscription* subscription(const config::Config& config, const std::string& name_or_url) {
    const auto found = std::ranges::find_if(config.feeds, [&](const Subscription& one) {
        return one.name == name_or_url || one.url == name_or_url;
    });
    return found == config.feeds.end() ? nullptr : &*found;
}

/// A file: URL as it stands in the file when it is relative to it.
std::string as_written(const std::string& file_url, const config::Config& config) {
    const std::filesystem::path path = url::percent_decode(url::split(file_url).path);
    const auto folder = std::filesystem::absolute(config.file).parent_path();
    return "file:" + path.lexically_relative(folder).string();
}

}  // namespace

int add(const Arguments& arguments) {
    const auto address = typed_address(arguments.words.front());
    ConfigFile file(arguments);
    const auto found = find_feed(address, arguments);
    if (const auto* known = subscription(file.config(), found.url)) {
        out(fmt::format("{} is followed already, as {}\n", found.url, known->name));
        return 0;
    }
    const auto text = config::append_feed(file.text(), {.url = found.url,
                                                        .name = arguments.name,
                                                        .tags = arguments.tags,
                                                        .every = arguments.every});
    out(fmt::format("{}: {}, {}\n", found.url,
                    found.title.empty() ? "(no title)" : harmless(found.title),
                    counted(found.entries, "entry", "entries")));
    if (arguments.dry_run) {
        out("nothing was written (--dry-run)\n");
        return 0;
    }
    file.replace(text);
    return 0;
}

int remove(const Arguments& arguments) {
    ConfigFile file(arguments);
    const auto& name = arguments.words.front();
    const auto* known = subscription(file.config(), name);
    if (known == nullptr)
        throw Failure(fmt::format("remove: there is no feed '{}': `weir feeds` lists them", name));
    auto text = config::remove_feed(file.text(), known->url);
    if (!text && known->url.starts_with("file:"))
        text = config::remove_feed(file.text(), as_written(known->url, file.config()));
    if (!text) throw Failure("remove: " + text.error());
    const auto url = known->url;
    file.replace(*text);
    out(fmt::format("{} is not followed any more; its items stay until `weir prune`\n", url));
    return 0;
}

int moved(const Arguments& arguments) {
    if (!arguments.write) {
        const auto config = load_config(arguments);
        for (const auto& feed : configured_feeds(*config))
            if (!feed.moved_to.empty())
                out(fmt::format("{}\t{}\t{}\n", harmless(feed.name), feed.url, feed.moved_to));
        return 0;
    }
    ConfigFile file(arguments);
    auto text = file.text();
    std::size_t changed = 0;
    for (const auto& feed : configured_feeds(file.config())) {
        if (feed.moved_to.empty()) continue;
        auto next = config::change_feed_url(text, feed.url, feed.moved_to);
        if (!next) throw Failure("moved: " + next.error());
        text = std::move(*next);
        ++changed;
        out(fmt::format("{}\t{}\t{}\n", harmless(feed.name), feed.url, feed.moved_to));
    }
    if (changed > 0) file.replace(text);
    return 0;
}

}  // namespace weir::cli
