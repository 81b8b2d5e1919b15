#include "cli/item_list.hpp"

#include "base/text.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "model/json.hpp"
#include "publish/publish.hpp"
#include "river/merge.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace weir::cli {
namespace {

/// JSON Feed 1.1 of the items, as /search.json would give it.
std::string json_feed(const config::Config& config, std::vector<store::StoredItem> items) {
    publish::MergedFeed feed;
    feed.name = "items";
    feed.path = "/search";
    feed.title = "weir";
    feed.public_url = config.server.public_url;
    feed.home = config.server.public_url;
    feed.id = config.server.public_url;
    for (const auto& item : items) feed.updated = std::max(feed.updated, item.changed);
    feed.items = river::merged(std::move(items));
    return publish::json(feed);
}

std::string headline(const store::StoredItem& item) {
    if (!item.entry.title.empty()) return item.entry.title;
    return squeeze(item.text).substr(0, 200);
}

std::string sources(const store::StoredItem& item) {
    if (item.sources.size() < 2) return item.feed_name;
    return fmt::format("{} +{}", item.feed_name, item.sources.size() - 1);
}

/// The passage with its hits set off.
std::string shown_passage(const std::string& passage, const Screen& screen) {
    std::string out;
    std::string_view rest = passage;
    for (auto open = rest.find('\x02'); open != std::string_view::npos; open = rest.find('\x02')) {
        const auto close = rest.find('\x03', open);
        if (close == std::string_view::npos) break;
        out += harmless(rest.substr(0, open));
        out += styled(harmless(rest.substr(open + 1, close - open - 1)), Style::bold, screen);
        rest.remove_prefix(close + 1);
    }
    return out + harmless(rest);
}

std::string table(const std::vector<store::StoredItem>& items, const Screen& screen) {
    Table rows({{"ID", false, true}, {"DATE"}, {"FEED", true}, {"TITLE", true}});
    for (const auto& item : items)
        rows.row({fmt::format("{}", item.id), time_text(item.date, screen), sources(item),
                  fmt::format("{}{}", item.starred ? "* " : "", headline(item))},
                 item.read ? Style::dim : Style::plain);
    return rows.text(screen);
}

/// Each row is followed by its passage; the first line is the title.
std::string table_with_passages(const std::vector<store::StoredItem>& items, const Screen& screen) {
    const auto text = table(items, screen);
    std::string out;
    std::size_t at = text.find('\n') + 1;
    out += text.substr(0, at);
    for (const auto& item : items) {
        const auto end = text.find('\n', at) + 1;
        out += text.substr(at, end - at);
        at = end;
        if (!item.passage.empty()) out += "      " + shown_passage(item.passage, screen) + "\n";
    }
    return out;
}

std::string tsv(const std::vector<store::StoredItem>& items, bool passages) {
    Table rows({{"ID"}, {"DATE"}, {"FEED"}, {"TITLE"}, {"URL"}, {"PASSAGE"}});
    for (const auto& item : items) {
        std::vector<std::string> cells{fmt::format("{}", item.id), rfc3339(item.date),
                                       item.feed_name, headline(item), item.entry.url};
        if (passages) {
            auto passage = item.passage;
            std::erase(passage, '\x02');
            std::erase(passage, '\x03');
            cells.push_back(std::move(passage));
        }
        rows.row(std::move(cells));
    }
    return rows.tsv();
}

}  // namespace

void print_items(const Arguments& arguments, const config::Config& config,
                 std::vector<store::StoredItem> items, bool passages) {
    const auto to = screen(arguments);
    switch (arguments.form.value_or(Form::table)) {
        case Form::json:
            out(json_feed(config, std::move(items)));
            return;
        case Form::jsonl: {
            const auto document = boost::json::parse(json_feed(config, std::move(items)));
            for (const auto& item : document.as_object().at("items").as_array())
                out(json_text(item, false) + "\n");
            return;
        }
        case Form::tsv:
            out(tsv(items, passages));
            return;
        case Form::urls:
            for (const auto& item : items)
                if (!item.entry.url.empty()) out(item.entry.url + "\n");
            return;
        case Form::table:
        case Form::text:
            if (!items.empty()) out(passages ? table_with_passages(items, to) : table(items, to));
            return;
    }
}

std::string item_table(const std::vector<store::StoredItem>& items, const Screen& screen) {
    return table(items, screen);
}

void each_page(const std::filesystem::path& store, store::Selection selection,
               const std::function<void(std::vector<store::StoredItem>)>& take) {
    constexpr std::size_t page_size = 500;
    store::Reader reader(store);
    for (auto left = selection.limit; left > 0;) {
        selection.limit = std::min(left, page_size);
        auto page = reader.select(selection);
        const bool last = page.size() < selection.limit;
        if (page.empty()) return;
        left -= page.size();
        selection.before = store::Cursor{page.back().date, page.back().id};
        take(std::move(page));
        if (last) return;
    }
}

}  // namespace weir::cli
