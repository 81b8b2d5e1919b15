#include "river/shelf.hpp"

#include "async/workers.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "publish/publish.hpp"
#include "river/address.hpp"
#include "river/kept.hpp"
#include "river/merge.hpp"
#include "river/pages.hpp"
#include "river/plan.hpp"
#include "river/status.hpp"
#include "river/subscriptions.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <unordered_map>
#include <utility>

namespace weir::river {
namespace {

using boost::asio::awaitable;
using Kind = Address::Kind;
using Format = Address::Format;
using Shared = Kept::Shared;

constexpr std::array formats{Format::html, Format::atom, Format::rss, Format::json};
constexpr std::size_t most_kept = 64'000'000;
constexpr std::string_view html_type = "text/html; charset=utf-8";

std::string_view media_type(Format format) {
    switch (format) {
        case Format::atom:
            return "application/atom+xml; charset=utf-8";
        case Format::rss:
            return "application/rss+xml; charset=utf-8";
        case Format::json:
            return "application/feed+json; charset=utf-8";
        case Format::html:
            break;
    }
    return html_type;
}

std::vector<Header> page_headers() {
    return {{"Content-Security-Policy", std::string{content_security_policy()}},
            {"Referrer-Policy", "no-referrer"}};
}

serve::Reply reply_with(Shared document, int status = 200) {
    serve::Reply reply;
    reply.status = status;
    reply.document = std::move(document);
    return reply;
}

serve::Reply page_reply(int status, std::string html) {
    serve::Reply reply;
    reply.status = status;
    reply.body = std::move(html);
    reply.media_type = html_type;
    reply.headers = page_headers();
    reply.headers.push_back({"Cache-Control", "no-store"});
    return reply;
}

/// Everything that rendering on a worker needs; immutable, replaced as a whole at a reload.
struct Setup {
    std::shared_ptr<const config::Config> config;
    std::string public_url;
    Nav nav;
    std::unordered_map<std::string, const Subscription*> feeds;
    std::unordered_map<std::string, const config::Output*> outputs;
    const config::Output* home = nullptr;  ///< The first public output: what "/" shows.
};

/// Bodies of one merged feed by format.
using Bodies = std::array<Shared, formats.size()>;

Shared render(const publish::MergedFeed& feed, const ListPage& page, Format format, bool best) {
    std::string body;
    std::vector<Header> headers;
    switch (format) {
        case Format::atom:
            body = publish::atom(feed);
            break;
        case Format::rss:
            body = publish::rss(feed);
            break;
        case Format::json:
            body = publish::json(feed);
            break;
        case Format::html:
            body = list_page(page);
            headers = page_headers();
            break;
    }
    if (format != Format::html && !feed.hub.empty()) {
        const auto self = publish::document_url(feed, std::string{suffix(format)}, feed.cursor);
        headers.push_back(
            {"Link", fmt::format("<{}>; rel=\"hub\", <{}>; rel=\"self\"", feed.hub, self)});
    }
    return serve::make_document(std::string{media_type(format)}, std::move(body), feed.updated,
                                std::move(headers), best);
}

/// How long caches may keep an answer, when not as long as all others.
std::string cache_control(const config::Output* output, const PageWanted& wanted, Format format) {
    // The token in the address is no secret from what stands between.
    if (output != nullptr && !output->token.empty()) return "private, max-age=300";
    // Items before a cursor change by edits alone; in JSON and on pages, by marks, too.
    const bool lasting = wanted.before && (format == Format::atom || format == Format::rss);
    return lasting ? "max-age=86400" : "";
}

serve::Reply with_cache_control(serve::Reply reply, std::string how) {
    if (reply.status == 200 && !how.empty())
        reply.headers.push_back({"Cache-Control", std::move(how)});
    return reply;
}

/// 1 for what is no number.
std::size_t page_number(const serve::HttpRequest& request) {
    const auto given = request.parameter("page").value_or("");
    std::size_t number = 1;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
    return error == std::errc{} && end == given.data() + given.size() ? number : 1;
}

bool has_token(const serve::HttpRequest& request, const std::string& token) {
    constexpr std::string_view bearer = "Bearer ";
    const auto authorization = request.header("Authorization");
    if (istarts_with(authorization, bearer) &&
        equal_in_constant_time(trim(authorization.substr(bearer.size())), token))
        return true;
    const auto parameter = request.parameter("token");
    return parameter && equal_in_constant_time(*parameter, token);
}

}  // namespace

struct Shelf::Impl : std::enable_shared_from_this<Shelf::Impl> {
    Impl(boost::asio::any_io_executor where, boost::asio::thread_pool& pool,
         std::filesystem::path store, const Clock& with_clock, std::function<Live()> live_,
         std::shared_ptr<spdlog::logger> logger)
        : executor(std::move(where)),
          workers(pool),
          readers(std::make_shared<store::ReaderPool>(std::move(store))),
          clock(with_clock),
          live(std::move(live_)),
          log(std::move(logger)) {}

    boost::asio::any_io_executor executor;
    boost::asio::thread_pool& workers;
    std::shared_ptr<store::ReaderPool> readers;
    const Clock& clock;
    std::function<Live()> live;
    std::shared_ptr<spdlog::logger> log;

    std::shared_ptr<const Setup> setup;
    std::uint64_t generation = 1;
    std::map<std::string, Bodies> outputs;  ///< First pages, by name; kept current by refresh().
    Shared home;
    Kept kept{most_kept};
    Shared stylesheet_document, script_document, icon_document;

    awaitable<serve::Reply> list(Address address, serve::HttpRequest request);
    awaitable<serve::Reply> rendered(std::string key, Recipe recipe, PageWanted wanted,
                                     Format format, std::string typed);
    awaitable<serve::Reply> item(Address address);
    awaitable<serve::Reply> status(std::size_t page);
    awaitable<serve::Reply> opml();
    awaitable<void> name_feeds();
    [[nodiscard]] serve::Reply missing(const std::string& what) const;
};

serve::Reply Shelf::Impl::missing(const std::string& what) const {
    return page_reply(404, message_page(setup->nav, "Not found", what));
}

/// Pages list feeds by the titles that their documents give.
awaitable<void> Shelf::Impl::name_feeds() {
    const auto before = setup;
    if (before->nav.feeds.empty()) co_return;
    auto work = [pool = readers, before]() -> std::shared_ptr<const Setup> {
        auto lease = pool->lease();
        const auto titles = new_titles(before->nav, *lease.operator->());
        if (titles.empty()) return before;
        auto next = std::make_shared<Setup>(*before);
        retitle(next->nav, titles);
        return next;
    };
    auto next = co_await async::on(workers, std::move(work));
    // A reload in the meantime knows better.
    if (next == before || setup != before) co_return;
    setup = std::move(next);
    ++generation;
}

awaitable<serve::Reply> Shelf::Impl::rendered(std::string key, Recipe recipe, PageWanted wanted,
                                              Format format, std::string typed) {
    const auto at = generation;
    if (auto known = kept.find(key, at)) co_return reply_with(std::move(known));
    auto work = [pool = readers, current = setup, recipe = std::move(recipe), wanted, format,
                 typed = std::move(typed)] {
        auto lease = pool->lease();
        const auto feed = collect(recipe, wanted, current->public_url, *lease.operator->());
        const ListPage page{.nav = current->nav, .feed = feed, .query = typed};
        return render(feed, page, format, false);
    };
    auto document = co_await async::on(workers, std::move(work));
    kept.keep(key, at, document);
    co_return reply_with(std::move(document));
}

awaitable<serve::Reply> Shelf::Impl::list(Address address, serve::HttpRequest request) {
    const auto now = clock.now();
    const auto current = setup;
    const config::Output* output = nullptr;
    Recipe recipe;
    std::string typed;
    switch (address.kind) {
        case Kind::home:
            output = current->home;
            break;
        case Kind::output: {
            const auto found = current->outputs.find(address.name);
            if (found == current->outputs.end())
                co_return missing(fmt::format("There is no output named “{}”.", address.name));
            output = found->second;
            break;
        }
        case Kind::feed: {
            const auto found = current->feeds.find(address.name);
            if (found == current->feeds.end())
                co_return missing(fmt::format("There is no feed named “{}”.", address.name));
            recipe = recipe_of_feed(*found->second, now);
            break;
        }
        case Kind::tag:
            if (std::ranges::find(current->nav.tags, address.name) == current->nav.tags.end())
                co_return missing(fmt::format("There is no tag “{}”.", address.name));
            recipe = recipe_of_tag(address.name, now);
            break;
        default: {
            typed = request.parameter("q").value_or("");
            auto searched = recipe_of_search(typed, now);
            if (!searched) {
                const auto why =
                    fmt::format("Column {}: {}", searched.error().column, searched.error().message);
                publish::MergedFeed empty;
                empty.title = "Search";
                empty.path = "/search";
                empty.public_url = current->public_url;
                const ListPage page{.nav = current->nav,
                                    .feed = empty,
                                    .query = typed,
                                    .mistake_column = searched.error().column,
                                    .mistake = why};
                co_return page_reply(400, list_page(page));
            }
            recipe = std::move(*searched);
        }
    }
    PageWanted wanted;
    for (auto [name, to] :
         {std::pair{"before", &wanted.before}, std::pair{"after", &wanted.after}}) {
        const auto given = request.parameter(name);
        if (!given) continue;
        *to = read_cursor(*given);
        if (!*to)
            co_return page_reply(400, message_page(current->nav, "No such page",
                                                   "This page's address is not complete."));
    }
    if (output != nullptr) {
        if (!output->token.empty() && !has_token(request, output->token)) {
            auto refused = page_reply(
                401, message_page(current->nav, "Private", "This output wants its token."));
            refused.headers.push_back({"WWW-Authenticate", "Bearer"});
            co_return refused;
        }
        const bool first = !wanted.before && !wanted.after;
        if (first && address.kind == Kind::home && home)
            co_return with_cache_control(reply_with(home),
                                         cache_control(output, wanted, address.format));
        const auto bodies = outputs.find(output->name);
        if (first && bodies != outputs.end())
            co_return with_cache_control(
                reply_with(bodies->second[static_cast<std::size_t>(address.format)]),
                cache_control(output, wanted, address.format));
        recipe = recipe_of(*output);
    }
    if (address.kind == Kind::home) recipe.path = "/";
    auto key = fmt::format("{}{}?{}&{}&{}", recipe.path, suffix(address.format), recipe.parameters,
                           wanted.before ? cursor_text(*wanted.before) : "",
                           wanted.after ? cursor_text(*wanted.after) : "");
    auto caching = cache_control(output, wanted, address.format);
    auto reply = co_await rendered(std::move(key), std::move(recipe), wanted, address.format,
                                   std::move(typed));
    co_return with_cache_control(std::move(reply), std::move(caching));
}

awaitable<serve::Reply> Shelf::Impl::item(Address address) {
    ItemId id = 0;
    if (address.name.size() < 19) id = std::stoll(address.name);
    const auto key = "/item/" + address.name;
    const auto at = generation;
    if (auto known = kept.find(key, at)) co_return reply_with(std::move(known));
    auto work = [pool = readers, current = setup, id]() -> Shared {
        auto lease = pool->lease();
        auto found = lease->item(id);
        if (!found) return nullptr;
        const auto item = merged(std::move(*found));
        return serve::make_document(std::string{html_type}, item_page(current->nav, item),
                                    seen_last(item), page_headers(), false);
    };
    auto document = co_await async::on(workers, std::move(work));
    if (!document) co_return missing(fmt::format("There is no item {}.", address.name));
    kept.keep(key, at, document);
    co_return reply_with(std::move(document));
}

awaitable<serve::Reply> Shelf::Impl::status(std::size_t page) {
    auto work = [pool = readers, current = setup, facts = live(), now = clock.now(), page] {
        auto lease = pool->lease();
        auto gathered =
            collect_status(current->nav, *current->config, facts, now, *lease.operator->());
        gathered.page = page;
        return status_page(gathered);
    };
    auto html = co_await async::on(workers, std::move(work));
    co_return page_reply(200, std::move(html));
}

awaitable<serve::Reply> Shelf::Impl::opml() {
    const std::string key = "/opml";
    const auto at = generation;
    if (auto known = kept.find(key, at)) co_return reply_with(std::move(known));
    auto work = [pool = readers, current = setup, now = clock.now()] {
        auto lease = pool->lease();
        return serve::make_document("text/x-opml; charset=utf-8",
                                    subscriptions(*current->config, lease->feeds()), now, {},
                                    false);
    };
    auto document = co_await async::on(workers, std::move(work));
    kept.keep(key, at, document);
    co_return reply_with(std::move(document));
}

Shelf::Shelf(boost::asio::any_io_executor executor, boost::asio::thread_pool& workers,
             std::filesystem::path store, const Clock& clock, std::function<Live()> live,
             std::shared_ptr<spdlog::logger> log)
    : impl_(std::make_shared<Impl>(std::move(executor), workers, std::move(store), clock,
                                   std::move(live), std::move(log))) {
    const auto fixed = [now = clock.now()](std::string_view type, std::string_view body) {
        return serve::make_document(std::string{type}, std::string{body}, now, {}, true);
    };
    impl_->stylesheet_document = fixed("text/css; charset=utf-8", stylesheet());
    impl_->script_document = fixed("text/javascript; charset=utf-8", script());
    impl_->icon_document = fixed("image/svg+xml", favicon_svg());
}

Shelf::~Shelf() = default;

void Shelf::configure(std::shared_ptr<const config::Config> config, std::string public_url) {
    auto setup = std::make_shared<Setup>();
    setup->nav = nav_of(*config);
    setup->public_url = std::move(public_url);
    for (const auto& feed : config->feeds) setup->feeds.emplace(feed.name, &feed);
    for (const auto& output : config->outputs) {
        setup->outputs.emplace(output.name, &output);
        if (setup->home == nullptr && output.token.empty()) setup->home = &output;
    }
    if (setup->home == nullptr) setup->home = &config->outputs.front();
    setup->config = std::move(config);
    auto& self = *impl_;
    std::erase_if(self.outputs,
                  [&](const auto& one) { return !setup->outputs.contains(one.first); });
    self.setup = std::move(setup);
    ++self.generation;
}

void Shelf::touched() {
    ++impl_->generation;
}

awaitable<std::vector<std::string>> Shelf::refresh() {
    auto self = impl_;
    co_await self->name_feeds();
    const auto current = self->setup;
    std::vector<std::string> changed;
    struct Fresh {
        Bodies bodies;
        Shared home;
    };
    for (const auto& output : current->config->outputs) {
        auto work = [pool = self->readers, current, &output] {
            auto lease = pool->lease();
            const auto feed =
                collect(recipe_of(output), {}, current->public_url, *lease.operator->());
            Fresh fresh;
            ListPage page{.nav = current->nav, .feed = feed};
            for (std::size_t i = 0; i < formats.size(); ++i)
                fresh.bodies[i] = render(feed, page, formats[i], true);
            if (&output == current->home) {
                page.is_home = true;
                fresh.home = render(feed, page, Format::html, true);
            }
            return fresh;
        };
        auto fresh = co_await async::on(self->workers, std::move(work));
        auto& kept = self->outputs[output.name];
        bool differs = false;
        for (std::size_t i = 0; i < formats.size(); ++i) {
            if (kept[i] && kept[i]->etag == fresh.bodies[i]->etag) continue;
            kept[i] = std::move(fresh.bodies[i]);
            differs = differs || formats[i] != Format::html;
        }
        if (fresh.home && (!self->home || self->home->etag != fresh.home->etag))
            self->home = std::move(fresh.home);
        if (differs) changed.push_back(output.name);
    }
    co_return changed;
}

std::vector<HubTopic> Shelf::hub_topics() const {
    std::vector<HubTopic> topics;
    for (const auto& output : impl_->setup->config->outputs) {
        const auto bodies = impl_->outputs.find(output.name);
        const auto recipe = recipe_of(output);
        if (recipe.hub.empty() || bodies == impl_->outputs.end()) continue;
        HubTopic topic{.output = output.name, .hub = recipe.hub};
        publish::MergedFeed feed;
        feed.path = recipe.path;
        feed.public_url = impl_->setup->public_url;
        for (std::size_t i = 0; i < formats.size(); ++i) {
            if (formats[i] == Format::html) continue;
            topic.urls.push_back(publish::document_url(feed, std::string{suffix(formats[i])}, {}));
            // The three say the same, but JSON tells of marks, too.
            if (formats[i] == Format::atom) topic.digest = bodies->second[i]->etag;
        }
        topics.push_back(std::move(topic));
    }
    return topics;
}

awaitable<std::optional<serve::Reply>> Shelf::answer(serve::HttpRequest request) {
    auto self = impl_;
    auto address = read_address(request.path);
    if (!address) co_return std::nullopt;
    switch (address->kind) {
        case Kind::stylesheet:
            co_return reply_with(self->stylesheet_document);
        case Kind::script:
            co_return reply_with(self->script_document);
        case Kind::icon:
            co_return reply_with(self->icon_document);
        case Kind::item: {
            auto reply = co_await self->item(std::move(*address));
            co_return reply;
        }
        case Kind::status: {
            const auto page = page_number(request);
            auto reply = co_await self->status(page);
            co_return reply;
        }
        case Kind::opml: {
            auto reply = co_await self->opml();
            co_return reply;
        }
        default: {
            auto reply = co_await self->list(std::move(*address), std::move(request));
            co_return reply;
        }
    }
}

}  // namespace weir::river
