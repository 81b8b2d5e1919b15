#include "river/site.hpp"

#include "base/url.hpp"
#include "publish/publish.hpp"
#include "river/pages.hpp"
#include "river/plan.hpp"
#include "river/subscriptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace weir::river {
namespace {

/// Most file systems take 255 bytes; ".atom" and the mark of an unfinished file need some of them.
constexpr std::size_t longest_file_name = 200;
/// Rows a step when only the places of items are read.
constexpr std::size_t places_at_once = 2000;

bool is_file_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_file_name && name.front() != '.' &&
           std::ranges::none_of(name, [](char c) {
               return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

/// One page of a list as files.
struct FilePage {
    std::string path;  ///< "/tech", "/archive/tech/3": escaped, without suffix.
    std::optional<store::Cursor> before;
    std::size_t limit = 0;
};

class Site {
public:
    Site(const config::Config& config, Instant now, store::Reader& reader, const SiteSink& sink)
        : config_(config), now_(now), reader_(reader), sink_(sink), nav_(nav_of(config)) {
        nav_.links.files = true;
        retitle(nav_, new_titles(nav_, reader));
        std::erase_if(nav_.tags, [](const std::string& tag) { return !is_file_name(tag); });
    }

    void render() {
        put("river.css", std::string{stylesheet()});
        put("river.js", std::string{script()});
        put("icon.svg", std::string{favicon_svg()});
        put("subscriptions.opml", subscriptions(config_, reader_.feeds()));
        for (const auto& output : config_.outputs)
            if (output.token.empty()) render_output(output);
        if (!has_home_)
            put("index.html", message_page(up_from("index.html"), "Nothing public",
                                           "Every output of this weir is private."));
        render_tags();
        for (const auto& feed : config_.feeds) {
            const auto recipe = recipe_of_feed(feed, now_);
            render_page(recipe, {{recipe.path, {}, recipe.limit}}, 0);
        }
    }

private:
    void put(const std::string& path, const std::string& body) {
        if (written_.insert(path).second)
            sink_.write(path, body);
        else
            sink_.remark(fmt::format("{} is taken: a document of that name was left out", path));
    }

    /// The places of the site as a page at `path` reaches them.
    const Nav& up_from(std::string_view path) {
        nav_.links.root.clear();
        for (const char c : path)
            if (c == '/') nav_.links.root += "../";
        return nav_;
    }

    void render_output(const config::Output& output) {
        const auto recipe = recipe_of(output);
        const auto pages = pages_of(recipe);
        for (std::size_t i = 0; i < pages.size(); ++i) render_page(recipe, pages, i);
    }

    void render_tags() {
        std::unordered_set<std::string> seen;
        for (const auto& feed : config_.feeds) {
            for (const auto& tag : feed.tags) {
                if (!seen.insert(tag).second) continue;
                if (!is_file_name(tag)) {
                    sink_.remark(
                        fmt::format("the tag '{}' was left out: it cannot name a file", tag));
                    continue;
                }
                const auto recipe = recipe_of_tag(tag, now_);
                render_page(recipe, {{recipe.path, {}, recipe.limit}}, 0);
            }
        }
    }

    /// The newest items, then what is older in pages that are counted from the oldest item: an
    /// arrival changes the first page and the one after it; all others keep their bytes.
    std::vector<FilePage> pages_of(const Recipe& recipe) {
        const auto places = places_of(recipe);
        std::vector<FilePage> pages{{recipe.path, {}, recipe.limit}};
        const std::size_t older = places.size() - std::min(places.size(), recipe.limit);
        for (auto page = (older + recipe.limit - 1) / recipe.limit; page > 0; --page) {
            const auto first = (page - 1) * recipe.limit;
            const auto end = std::min(page * recipe.limit, older);
            pages.push_back({fmt::format("/archive{}/{}", recipe.path, page),
                             places[places.size() - end - 1], end - first});
        }
        return pages;
    }

    /// Where each item of a list stands, newest first.
    std::vector<store::Cursor> places_of(const Recipe& recipe) {
        std::vector<store::Cursor> places;
        store::Selection selection;
        selection.query = recipe.query;
        selection.limit = places_at_once;
        selection.with_content = false;
        for (bool more = true; more;) {
            const auto items = reader_.select(selection);
            for (const auto& item : items) places.push_back({item.date, item.id});
            more = items.size() == selection.limit;
            if (more) selection.before = places.back();
        }
        return places;
    }

    void render_page(Recipe recipe, const std::vector<FilePage>& pages, std::size_t index) {
        const auto& page = pages[index];
        recipe.limit = page.limit;
        auto feed = collect(recipe, {.before = page.before}, config_.server.public_url, reader_);
        feed.as_files = true;
        feed.home += ".html";
        feed.cursor = index == 0 ? "" : page.path;
        feed.next_cursor = index + 1 < pages.size() ? pages[index + 1].path : "";
        feed.prev_cursor = index == 0 ? "" : pages[index - 1].path;
        const auto stem = url::percent_decode(page.path).substr(1);
        if (index == 0 && recipe.is_output && !std::exchange(has_home_, true))
            put("index.html",
                list_page({.nav = up_from("index.html"), .feed = feed, .is_home = true}));
        put(stem + ".html", list_page({.nav = up_from(stem), .feed = feed}));
        put(stem + ".atom", publish::atom(feed));
        put(stem + ".rss", publish::rss(feed));
        put(stem + ".json", publish::json(feed));
        for (const auto& item : feed.items) {
            const auto path = fmt::format("item/{}.html", item.number);
            if (items_.insert(item.number).second) put(path, item_page(up_from(path), item));
        }
    }

    const config::Config& config_;
    Instant now_;
    store::Reader& reader_;
    const SiteSink& sink_;
    Nav nav_;
    bool has_home_ = false;
    std::unordered_set<std::string> written_;
    std::unordered_set<std::int64_t> items_;
};

}  // namespace

void render_site(const config::Config& config, Instant now, store::Reader& reader,
                 const SiteSink& sink) {
    Site(config, now, reader, sink).render();
}

}  // namespace weir::river
