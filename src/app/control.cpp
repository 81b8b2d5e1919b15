#include "app/control.hpp"

#include "app/outcome_json.hpp"
#include "base/version.hpp"
#include "model/json.hpp"

#include <boost/json.hpp>

#include <charconv>
#include <unistd.h>
#include <utility>

namespace weir::app {
namespace {

namespace json = boost::json;

serve::Reply json_reply(int status, const json::value& value) {
    serve::Reply reply;
    reply.status = status;
    reply.body = json_text(value, false) + "\n";
    reply.media_type = "application/json";
    return reply;
}

serve::Reply refusal(int status, const std::string& why) {
    return json_reply(status, json::object{{"error", why}});
}

/// The body as an object; a null pointer for anything else.
const json::object* object_of(const std::string& body, json::value& holder) {
    boost::system::error_code error;
    holder = json::parse(body, error);
    return error ? nullptr : holder.if_object();
}

bool flag(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::optional<store::Mark> mark_of(std::string_view word) {
    if (word == "read") return store::Mark::read;
    if (word == "unread") return store::Mark::unread;
    if (word == "star") return store::Mark::star;
    if (word == "unstar") return store::Mark::unstar;
    return {};
}

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

std::filesystem::path control_socket(const std::filesystem::path& store) {
    auto path = store;
    path += ".sock";
    return path;
}

Control::Control(Services services) : services_(std::move(services)) {}

serve::Reply Control::ping() const {
    json::array endpoints;
    for (const auto& endpoint : services_.endpoints()) endpoints.emplace_back(endpoint);
    const auto figures = services_.engine.figures();
    return json_reply(200, json::object{{"pid", ::getpid()},
                                        {"version", version},
                                        {"listen", std::move(endpoints)},
                                        {"queued", figures.queued},
                                        {"in_flight", figures.in_flight}});
}

serve::Reply Control::progress(const serve::HttpRequest& request) const {
    constexpr std::string_view prefix = "/fetch/";
    const auto* job = jobs_.find(number_of(std::string_view{request.path}.substr(prefix.size())));
    if (job == nullptr) return refusal(404, "no such order");
    const auto from =
        std::min<std::size_t>(number_of(request.parameter("from").value_or("0")), job->done.size());
    json::array done;
    for (std::size_t i = from; i < job->done.size(); ++i) done.emplace_back(to_json(job->done[i]));
    return json_reply(200, json::object{{"total", job->total},
                                        {"finished", job->waiting.empty()},
                                        {"done", std::move(done)}});
}

boost::asio::awaitable<serve::Reply> Control::fetch(std::string body) {
    json::value holder;
    const auto* object = object_of(body, holder);
    if (object == nullptr) co_return refusal(400, "the body is no JSON object");
    FetchOrder order;
    order.force = flag(*object, "force");
    order.fresh = flag(*object, "fresh");
    order.backfill = flag(*object, "backfill");
    if (const auto* feeds = object->if_contains("feeds"); feeds != nullptr && feeds->is_array())
        for (const auto& name : feeds->get_array())
            if (name.is_string()) order.feeds.emplace_back(name.get_string());
    const auto selected = select_feeds(services_.engine, order);
    if (!selected.problem.empty()) co_return refusal(404, selected.problem);
    const auto number = jobs_.add(selected.feeds);
    services_.engine.poll_now(selected.feeds, order.fresh, order.backfill);
    const auto answer = json::object{{"job", number}, {"total", selected.feeds.size()}};
    co_return json_reply(202, answer);
}

boost::asio::awaitable<serve::Reply> Control::mark(std::string body) {
    json::value holder;
    const auto* object = object_of(body, holder);
    const auto* ids = object == nullptr ? nullptr : object->if_contains("ids");
    const auto* word = object == nullptr ? nullptr : object->if_contains("mark");
    const auto mark = word != nullptr && word->is_string()
                          ? mark_of(std::string_view{word->get_string()})
                          : std::nullopt;
    if (ids == nullptr || !ids->is_array() || !mark)
        co_return refusal(400, "it takes {\"ids\": [...], \"mark\": \"read\"}");
    std::vector<ItemId> items;
    for (const auto& id : ids->get_array())
        if (id.is_int64()) items.push_back(id.get_int64());
    const auto found = co_await services_.store.mark(std::move(items), *mark);
    services_.store_changed();
    const auto answer = json::object{{"found", found}};
    co_return json_reply(200, answer);
}

boost::asio::awaitable<serve::Reply> Control::prune() {
    const auto now = services_.clock.now();
    const auto pruned = co_await services_.store.prune(now);
    services_.store_changed();
    const auto answer = json::object{{"items", pruned.items},
                                     {"revisions", pruned.revisions},
                                     {"bytes_before", pruned.bytes_before},
                                     {"bytes_after", pruned.bytes_after}};
    co_return json_reply(200, answer);
}

boost::asio::awaitable<serve::Reply> Control::reload() {
    const auto problems = co_await services_.reload();
    json::array lines;
    for (const auto& problem : problems) lines.emplace_back(problem);
    const auto answer = json::object{{"problems", std::move(lines)}};
    co_return json_reply(problems.empty() ? 200 : 409, answer);
}

boost::asio::awaitable<serve::Reply> Control::answer(serve::HttpRequest request) {
    const bool get = request.method == "GET";
    const bool post = request.method == "POST";
    if (get && request.path == "/ping") co_return ping();
    if (get && request.path.starts_with("/fetch/")) co_return progress(request);
    if (post && request.path == "/fetch") {
        co_return co_await fetch(std::move(request.body));
    }
    if (post && request.path == "/mark") {
        co_return co_await mark(std::move(request.body));
    }
    if (post && request.path == "/prune") {
        co_return co_await prune();
    }
    if (post && request.path == "/reload") {
        co_return co_await reload();
    }
    co_return refusal(404, "no such order");
}

}  // namespace weir::app
